/** Parameters of commands, and how they are read. */
import type { Ban } from '../features/drivers/actions.ts';
import { UserError } from '../kit/errors.ts';
import type { Caller } from './caller.ts';
import type { NamedKind, Numbered, PersonCalled, ServerView } from './view.ts';
import { asciiLowerCase, type Cursor } from './words.ts';

/** What a parameter can use while it is read. */
export interface Reading {
  /** The server that the command is for; absent if it concerns the whole installation. */
  readonly view: ServerView | undefined;
  readonly caller: Caller;
  /** The letter to put in front of numbers typed without one; none if absent. */
  readonly letter?: string | undefined;
  /** Whether this host has ever assigned this number, on whichever of its servers; `prefix` as in the parameter. */
  readonly isAssigned?: ((prefix: string, number: number) => boolean) | undefined;
  /** Looks up something by its number, even if the view does not offer it. */
  readonly named?: ((kind: NamedKind, number: number) => Numbered | undefined) | undefined;
  /** Everyone who is known to have driven in a session of this server, by its number. */
  readonly droveIn?: ((session: number) => readonly PersonCalled[]) | undefined;
  /** The matching bans that are in force, newest first, at most `most`: a view does not hold thousands. */
  readonly banned?: ((isMeant: (ban: Ban) => boolean, most: number) => Promise<readonly Ban[]>) | undefined;
}

/** What the parameters before one have read, by name. */
export type Given = Readonly<Record<string, unknown>>;

/** How a form should show the field. Plain data: nothing here knows Discord. */
type FieldShape =
  | { readonly kind: 'string'; readonly choices?: readonly string[] }
  /** A text channel or a role of the Discord server, given by its id. */
  | { readonly kind: 'channel' | 'role' }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number };

/** One suggestion while typing: what is shown, and what is sent. */
export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** There may be thousands. Discord shows 25, and suggestions that it cannot show are left out. */
export const MOST_SUGGESTED = 100;

/** One parameter of a command, with the only reader of its type, for all front ends. */
export interface Param<T> {
  readonly about: string;
  readonly shape: FieldShape;
  readonly optional?: true;
  /** Never stored: neither in the audit nor in a log. */
  readonly secret?: true;
  /** Optional only elsewhere: on Discord it is required. */
  readonly isNeededOnDiscord?: true;
  /** Only used in the ids of buttons, never offered to people. */
  readonly forButtons?: true;
  /** Text written for others to read. */
  readonly isProse?: true;
  /** Text in which the names of other parameters are nothing special. */
  readonly takesAnyWord?: true;
  /** The letters in front of its numbers, as a pattern: "P", "INC". */
  readonly prefix?: string;
  /** Takes its words off the cursor. `name` is the parameter's name for the caller. Throws UserError. */
  read(cursor: Cursor, name: string, reading: Reading, given?: Given): T;
  suggest?(typed: string, reading: Reading, given?: Given): readonly Suggestion[] | Promise<readonly Suggestion[]>;
}

export type Params = Readonly<Record<string, Param<unknown>>>;
export type Args<P extends Params> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

/** One word, or several in quotes. */
export const text = (about: string): Param<string> => ({ about, shape: { kind: 'string' }, read: oneWord });

/** The rest of the line. Only allowed as the last parameter. */
export const sentence = (about: string): Param<string> & { readonly isProse: true } => ({
  about,
  shape: { kind: 'string' },
  isProse: true,
  read: (cursor, name) => cursor.takeRest() || missing(name),
});

/** The rest of the line, which only the handler sees. */
export const password = (about: string): Param<string> & { readonly secret: true } => ({
  about,
  shape: { kind: 'string' },
  secret: true,
  read: (cursor, name) => cursor.takeRest() || missing(name),
});

/** A whole number, within limits if given. */
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

/** One of a few words, in any case. */
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

/** Picked from one of Discord's own lists. */
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

/** One of a few words, if the line continues with one. Any other word is left for the next parameter. */
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

/** Makes a parameter optional. Left out, too, is what has nothing between its quotes. */
export const optional = <T>(param: Param<T>): Param<T | undefined> & { readonly optional: true } => ({
  ...param,
  optional: true,
  read(cursor, name, reading, given) {
    if (cursor.words().some((word) => word.trim() !== '')) return param.read(cursor, name, reading, given);
    cursor.takeRest();
    return undefined;
  },
});

/** Makes a parameter required on Discord only. */
export const neededOnDiscord = <T>(param: Param<T>): Param<T> & { readonly isNeededOnDiscord: true } => ({
  ...param,
  isNeededOnDiscord: true,
});

/** Typed text, short enough for a sentence. */
export const shortened = (word: string): string => (word.length <= 40 ? word : `${[...word].slice(0, 40).join('')}…`);

function oneWord(cursor: Cursor, name: string): string {
  return cursor.take()[0] ?? missing(name);
}

function missing(name: string): never {
  throw new UserError(`${name} is missing.`);
}

/** The refusal of a named value that its parameter cannot read. */
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
