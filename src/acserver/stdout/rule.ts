/**
 * One kind of line: what it looks like and what it says. `read` gets the named groups of the pattern; it returns
 * undefined when the line is of another kind after all.
 *
 * Patterns are anchored at both ends and hold at most one `.*` whose end is not decided by the next literal: anyone can
 * put 64 KiB of brackets into a line, and matching has to stay linear in its length.
 */
export interface Rule<Event extends string = string, Fields = unknown> {
  readonly event: Event;
  readonly pattern: RegExp;
  read(groups: Groups): Fields | undefined;
}

/** The named groups of all patterns. A rule asks only for groups that its own pattern has. */
export type Groups = Readonly<Record<GroupName, string>>;

type GroupName =
  | 'address'
  | 'ambient'
  | 'answer'
  | 'attempt'
  | 'best'
  | 'carId'
  | 'cars'
  | 'count'
  | 'cuts'
  | 'driver'
  | 'finished'
  | 'glued'
  | 'graphics'
  | 'guid'
  | 'model'
  | 'ms'
  | 'name'
  | 'number'
  | 'ok'
  | 'pair'
  | 'password'
  | 'path'
  | 'percent'
  | 'port'
  | 'pos'
  | 'quorum'
  | 'rank'
  | 'rel'
  | 'road'
  | 'session'
  | 'speed'
  | 'split'
  | 'target'
  | 'text'
  | 'time'
  | 'token'
  | 'total'
  | 'track'
  | 'transfer'
  | 'type'
  | 'tyre'
  | 'version'
  | 'world';

/** Identity at run time; for the compiler it ties the event's name to the type of its fields. */
export const rule = <const Event extends string, Fields>(
  event: Event,
  pattern: RegExp,
  read: (groups: Groups) => Fields | undefined,
): Rule<Event, Fields> => ({ event, pattern, read });

/** For lines that say all they have to say by being there. */
export const nothing = (): Record<never, never> => ({});

export interface NamedDriver {
  readonly name: string;
  readonly team: string;
}

/**
 * `Name [Team` (the server's `Name [Team]` without its last bracket): names may hold brackets, so the last ` [` counts.
 * Undefined without one.
 */
export function driverOf(text: string): NamedDriver | undefined {
  const cut = text.lastIndexOf(' [');
  return cut < 0 ? undefined : { name: text.slice(0, cut), team: text.slice(cut + 2) };
}

/** What stands before and after the last `separator`; undefined without one. */
export function splitAtLast(text: string, separator: string): readonly [before: string, after: string] | undefined {
  const cut = text.lastIndexOf(separator);
  return cut < 0 ? undefined : [text.slice(0, cut), text.slice(cut + separator.length)];
}

/** `3:10:126` is three minutes, ten seconds, 126 ms; minutes are unbounded. In ms. */
export function milliseconds(time: string): number {
  const [minutes = 0, seconds = 0, rest = 0] = time.split(':').map(Number);
  return (minutes * 60 + seconds) * 1000 + rest;
}

/** The best lap of a board row; 16666:39:999 is how the server prints that there is none. */
export function bestLap(time: string): number | null {
  const ms = milliseconds(time);
  return ms === NO_LAP_MS ? null : ms;
}

const NO_LAP_MS = 999_999_999;

export type Vector = readonly [x: number, y: number, z: number];

/** `1.0,2.0,3.0`, in metres. */
export function vector(text: string): Vector {
  const [x = 0, y = 0, z = 0] = text.split(',').map(Number);
  return [x, y, z];
}
