/** Parameters of commands, and how they are read. */
import type { Ban } from '../features/drivers/actions.ts';
import { UserError } from '../kit/errors.ts';
import type { Caller } from './caller.ts';
import type { NamedKind, Numbered, ServerView } from './view.ts';
import { asciiLowerCase, type Cursor } from './words.ts';

/** What a parameter may look at while it is read. */
export interface Reading {
  /** Of the server the command is about; absent for commands about the whole installation. */
  readonly view: ServerView | undefined;
  readonly caller: Caller;
  /** What numbers have before them that say nothing else; nothing when absent. */
  readonly letter?: string | undefined;
  /** Whether a penalty of this number stands, be it among those that the view offers or not. */
  readonly stands?: ((number: number) => boolean) | undefined;
  /** What has this number, be it among those that the view offers or not. */
  readonly named?: ((kind: NamedKind, number: number) => Numbered | undefined) | undefined;
  /** Those of the bans that stand which are meant, the newest first and no more than `most`: of thousands no view holds all. */
  readonly banned?: ((isMeant: (ban: Ban) => boolean, most: number) => Promise<readonly Ban[]>) | undefined;
}

/** How a form should draw the field. Plain data: nothing here knows Discord. */
type FieldShape =
  | { readonly kind: 'string'; readonly choices?: readonly string[] }
  /** A channel for text, or a role, of the Discord server: its id is said. */
  | { readonly kind: 'channel' | 'role' }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number };

/** One offer while somebody types: what they see, and what is sent. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** Of thousands. Discord shows 25, and leaves out what it cannot show. */
export const MOST_SUGGESTED = 100;

/** One parameter of a command, with the one reader of its type for every front end. */
export interface Param<T> {
  readonly about: string;
  readonly shape: FieldShape;
  readonly optional?: true;
  /** Never written down: neither in the audit nor in a log. */
  readonly secret?: true;
  /** May be left out elsewhere only: Discord asks for it. */
  readonly isNeededOnDiscord?: true;
  /** Only the ids of buttons say it: it is offered to nobody. */
  readonly forButtons?: true;
  /** Written for others to read. */
  readonly isProse?: true;
  /** What is called by a number has these letters before it, as a pattern: "P", "INC". */
  readonly prefix?: string;
  /** Takes its words off the cursor. `name` is what the caller calls it. Throws UserError. */
  read(cursor: Cursor, name: string, reading: Reading): T;
  suggest?(typed: string, reading: Reading): readonly Suggestion[] | Promise<readonly Suggestion[]>;
}

export type Params = Readonly<Record<string, Param<unknown>>>;
export type Args<P extends Params> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

/** One word, or several in quotes. */
export const text = (about: string): Param<string> => ({ about, shape: { kind: 'string' }, read: oneWord });

/** Everything that is left of the line. Only the last parameter can be one. */
export const sentence = (about: string): Param<string> & { readonly isProse: true } => ({
  about,
  shape: { kind: 'string' },
  isProse: true,
  read: (cursor, name) => cursor.takeRest() || missing(name),
});

/** The rest of the line, which nobody but the handler sees. */
export const password = (about: string): Param<string> & { readonly secret: true } => ({
  about,
  shape: { kind: 'string' },
  secret: true,
  read: (cursor, name) => cursor.takeRest() || missing(name),
});

/** A whole number, within limits if there are any. */
export const integer = (about: string, limits: { min?: number; max?: number } = {}): Param<number> => ({
  about,
  shape: { kind: 'integer', ...limits },
  read(cursor, name) {
    const word = oneWord(cursor, name);
    const value = /^[+-]?\d{1,15}$/.test(word) ? Number(word) : Number.NaN;
    const { min = -Infinity, max = Infinity } = limits;
    if (value >= min && value <= max) return value;
    throw new UserError(`${name} must be ${rangeInWords(limits)}, not "${shortened(word)}".`);
  },
});

/** One of a few words, whatever their case. */
export const choice = <const T extends string>(about: string, options: readonly T[]): Param<T> => ({
  about,
  shape: { kind: 'string', choices: options },
  read(cursor, name) {
    const word = oneWord(cursor, name);
    const found = options.find((option) => asciiLowerCase(option) === asciiLowerCase(word));
    if (found !== undefined) return found;
    throw new UserError(`${name} must be one of ${options.join(', ')}, not "${shortened(word)}".`);
  },
});

/** Picked from a list of Discord's own. */
const picked = (about: string, kind: 'channel' | 'role'): Param<string> => ({
  about,
  shape: { kind },
  read(cursor, name) {
    const word = oneWord(cursor, name);
    if (/^\d{17,20}$/.test(word)) return word;
    throw new UserError(`${name} must be the id of a ${kind}, not "${shortened(word)}".`);
  },
});

export const channel = (about: string): Param<string> => picked(about, 'channel');
export const role = (about: string): Param<string> => picked(about, 'role');

/** One of a few words where the words begin with one; what stands there instead is left for the next parameter. */
export const choiceIfAny = <const T extends string>(
  about: string,
  options: readonly T[],
): Param<T | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'string', choices: options },
  optional: true,
  read(cursor) {
    const word = asciiLowerCase(cursor.words()[0] ?? '');
    const found = options.find((option) => asciiLowerCase(option) === word);
    if (found !== undefined) cursor.take();
    return found;
  },
});

/** The same parameter, but it may be left out. */
export const optional = <T>(param: Param<T>): Param<T | undefined> & { readonly optional: true } => ({
  ...param,
  optional: true,
  read: (cursor, name, reading) => (cursor.words().length === 0 ? undefined : param.read(cursor, name, reading)),
});

/** The same parameter, which only the other front ends can leave out. */
export const neededOnDiscord = <T>(param: Param<T>): Param<T> & { readonly isNeededOnDiscord: true } => ({
  ...param,
  isNeededOnDiscord: true,
});

/** What somebody typed, short enough for a sentence. */
export const shortened = (word: string): string => (word.length <= 40 ? word : `${[...word].slice(0, 40).join('')}…`);

function oneWord(cursor: Cursor, name: string): string {
  return cursor.take()[0] ?? missing(name);
}

function missing(name: string): never {
  throw new UserError(`${name} is missing.`);
}

/** Said of a value that was given by name, and of which the parameter reads nothing. */
export function misfit({ shape, about }: Pick<Param<unknown>, 'shape' | 'about'>, name: string, value: string): string {
  if (shape.kind === 'integer') return `${name} must be ${rangeInWords(shape)}, not "${shortened(value)}".`;
  const choices = shape.kind === 'string' ? shape.choices : undefined;
  if (choices) return `${name} must be one of ${choices.join(', ')}, not "${shortened(value)}".`;
  return `"${shortened(value)}" does not fit ${name}: ${about}.`;
}

function rangeInWords({ min, max }: { min?: number; max?: number }): string {
  if (min !== undefined && max !== undefined) return `a whole number from ${min} to ${max}`;
  if (min !== undefined) return `a whole number of at least ${min}`;
  return max === undefined ? 'a whole number' : `a whole number of at most ${max}`;
}
