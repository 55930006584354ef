/** Finds the command that a line names, and reads its arguments. */
import { InputError, UserError } from '../kit/errors.ts';
import { phrase, type Sentence, typed } from '../kit/sentence.ts';
import { anyOf } from '../kit/words.ts';
import type { Command } from './command.ts';
import { refuseFields } from './fieldInText.ts';
import { type Args, type Given, misfit, type Param, type Params, type Reading, shortened } from './param.ts';
import { asciiLowerCase, type Cursor, cursorOver, cursorOverValue } from './words.ts';

/** The command that a line begins with, and a cursor over the words after its name. */
export interface Found {
  readonly command: Command;
  readonly cursor: Cursor;
}

/** All commands by name. Searched for every line that anybody sends. */
export class Vocabulary {
  readonly #commands: readonly Command[];
  /** By full name, for a line without arguments. */
  readonly #whole = new Map<string, Command>();
  /** Names and aliases by their first word, longest first. */
  readonly #named = new Map<string, { readonly command: Command; readonly words: readonly string[] }[]>();

  constructor(commands: readonly Command[]) {
    this.#commands = commands;
    for (const command of commands)
      for (const name of [command.name, ...(command.aliases ?? [])]) this.#add(name, command);
    for (const named of this.#named.values()) named.sort((a, b) => b.words.length - a.words.length);
  }

  /**
   * Finds the command with the longest name or alias that the line begins with.
   *
   * @throws UserError naming the unknown word and the alternatives
   */
  find(line: string): Found {
    const whole = this.#whole.get(line);
    if (whole) return { command: whole, cursor: cursorOverValue('') };
    const cursor = cursorOver(line);
    const said = cursor.words();
    const named = this.#named.get(asciiLowerCase(said[0] ?? ''));
    const meant = named?.find(({ words }) => words.every((word, index) => asciiLowerCase(said[index] ?? '') === word));
    if (!meant) throw new UserError(unknownCommand(this.#commands, said));
    cursor.take(meant.words.length);
    return { command: meant.command, cursor };
  }

  /** The same, but undefined if there is no such command. */
  commandOf(line: string): Command | undefined {
    try {
      return this.find(line).command;
    } catch {
      return undefined;
    }
  }

  #add(name: string, command: Command): void {
    if (!this.#whole.has(name)) this.#whole.set(name, command);
    const words = name.split(' ');
    const [first = ''] = words;
    const alike = this.#named.get(first) ?? [];
    alike.push({ command, words });
    this.#named.set(first, alike);
  }
}

/**
 * Reads a command's parameters: by name if the front end has named values, otherwise by position from the line.
 *
 * @param whyNot why a parameter cannot be given beside those that have been read
 */
export function bindArguments<P extends Params>(
  params: P,
  cursor: Cursor,
  named: NamedValues,
  reading: Reading,
  whyNot: (name: string, read: Partial<Args<P>>) => string | undefined = () => undefined,
): Args<P> {
  const unknown = Object.keys(named).find((name) => !Object.hasOwn(params, name));
  if (unknown !== undefined) throw new UserError(`There is no ${shortened(unknown)} here.`);
  const values: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(params)) {
    const isText = param.isProse && !param.takesAnyWord && !Object.hasOwn(named, name);
    // Each key so far is a parameter, with the value that it has read.
    if (isText) refuseFields(params, name, cursor, (field) => whyNot(field, values as Partial<Args<P>>));
    values[name] = readOne(param, name, cursor, { named, reading, given: values });
  }
  const [extra] = cursor.words();
  if (extra !== undefined) throw new UserError(`Unexpected "${shortened(extra)}" at the end.`);
  return values as Args<P>;
}

/** Values by the name of their parameter. */
export type NamedValues = Readonly<Record<string, string>>;

/** "server start", "kick <driver> [reason]": how a command is typed. */
export function usage({ name, params }: Command): string {
  const said = Object.entries(params).filter(([, { forButtons }]) => !forButtons);
  const words = said.map(([param, { optional }]) => (optional ? `[${param}]` : `<${param}>`));
  return [name, ...words].join(' ');
}

/**
 * What the named values before one parameter say. One that cannot be read is left out: somebody is still filling in the
 * form.
 */
export function givenBefore(params: Params, last: string, named: NamedValues, reading: Reading): Given {
  const values: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(params)) {
    if (name === last) break;
    const value = Object.hasOwn(named, name) ? named[name] : undefined;
    if (value === undefined) continue;
    try {
      values[name] = readNamed(param, name, value, { reading, given: values });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return values;
}

interface Known {
  readonly reading: Reading;
  readonly given: Given;
}

function readOne(
  param: Param<unknown>,
  name: string,
  cursor: Cursor,
  { named, ...known }: Known & { readonly named: NamedValues },
): unknown {
  const value = Object.hasOwn(named, name) ? named[name] : undefined;
  if (value === undefined) return param.read(cursor, name, known.reading, known.given);
  return readNamed(param, name, value, known);
}

/** @throws InputError: unlike a line, which may be that of a button, a named value was typed or chosen just now */
function readNamed(param: Param<unknown>, name: string, value: string, { reading, given }: Known): unknown {
  const words = cursorOverValue(value);
  try {
    const read = param.read(words, name, reading, given);
    const [left] = words.words();
    if (left !== undefined) throw new InputError(misfit(param, name, left));
    return read;
  } catch (error) {
    throw error instanceof UserError ? new InputError(error.sentence, error.offers) : error;
  }
}

function unknownCommand(commands: readonly Command[], words: readonly string[]): Sentence {
  const [first = '', second] = words;
  const group = asciiLowerCase(first);
  const members = commands.filter(({ name }) => name.startsWith(`${group} `)).map(({ name }) => name.split(' ')[1]);
  if (group === '') return phrase`The line is empty; ${typed('help')} lists the commands.`;
  if (members.length === 0) return phrase`There is no command "${shortened(first)}"; ${typed('help')} lists them.`;
  const unknown = second === undefined ? '' : `There is no "${first} ${shortened(second)}". `;
  const known = members.map((member) => `${group} ${member}`);
  return `${unknown}Did you mean ${anyOf(known)}?`;
}
