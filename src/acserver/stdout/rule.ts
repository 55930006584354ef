/**
 * One kind of line: what it looks like, what it says, and its fact if that needs no other line.
 *
 * Patterns are anchored at both ends and contain at most one `.*` whose end is not decided by the next literal: anyone
 * can put 64 KiB of brackets into a line, and matching has to stay linear in its length.
 */
export interface LineRule<Kind extends string = string, Fields = unknown, Fact = never> {
  readonly kind: Kind;
  /** Undefined for a line of another kind. */
  read(line: string): Fields | undefined;
  /** Only if the line alone can be believed: anything that players can write needs the reader's memory. */
  tell?(fields: Fields): Fact;
}

/** How the text of a named group is read: undefined if the line turns out to be of another kind. */
type GroupReaders = Readonly<Record<string, (text: string) => unknown>>;
type ValuesOf<Groups extends GroupReaders> = {
  readonly [Name in keyof Groups]: Exclude<ReturnType<Groups[Name]>, undefined>;
};

/**
 * A rule, with a reader for each named group of its pattern; a group that takes no part in a match reads ''. The
 * groups' values are the fields, unless `fields` makes them from the values.
 *
 * @throws Error when the program starts, if groups and pattern do not have the same names
 */
export function rule<const Kind extends string, Groups extends GroupReaders>(
  kind: Kind,
  pattern: RegExp,
  groups: Groups,
): LineRule<Kind, ValuesOf<Groups>>;
export function rule<const Kind extends string, Groups extends GroupReaders, Fields>(
  kind: Kind,
  pattern: RegExp,
  groups: Groups,
  fields: (values: ValuesOf<Groups>) => Fields | undefined,
): LineRule<Kind, Fields>;
export function rule(
  kind: string,
  pattern: RegExp,
  groups: GroupReaders,
  fields: (values: Record<string, unknown>) => unknown = (values) => values,
): LineRule {
  const readers = Object.entries(groups);
  mustNameTheSame(kind, pattern, Object.keys(groups));
  return {
    kind,
    read(line) {
      const match = pattern.exec(line);
      if (!match) return undefined;
      const values: Record<string, unknown> = {};
      for (const [name, read] of readers) {
        const value = read(match.groups?.[name] ?? '');
        if (value === undefined) return undefined;
        values[name] = value;
      }
      return fields(values);
    },
  };
}

/** A line that is a fact by itself. */
export const telling = <Kind extends string, Fields, const Fact>(
  { kind, read }: LineRule<Kind, Fields>,
  tell: (fields: Fields) => Fact,
): LineRule<Kind, Fields, Fact> => ({ kind, read, tell });

function mustNameTheSame(kind: string, pattern: RegExp, groups: readonly string[]): void {
  const named = [...pattern.source.matchAll(/\(\?<(\w+)>/g)].flatMap(([, name]) => name ?? []);
  if (inOrder(named) === inOrder(groups)) return;
  throw new Error(`the rule ${kind} reads the groups "${groups.join()}", but its pattern has "${named.join()}"`);
}

const inOrder = (names: readonly string[]): string => names.toSorted((a, b) => a.localeCompare(b)).join();

export const asText = (group: string): string => group;

export const isTrue = (group: string): boolean => group === 'true';

export interface NamedDriver {
  readonly name: string;
  readonly team: string;
}

/**
 * `Name [Team` (the server's `Name [Team]` without its last bracket): names may contain brackets, so the last ` [`
 * counts. Undefined without one.
 */
export function namedDriver(text: string): NamedDriver | undefined {
  const cut = text.lastIndexOf(' [');
  return cut < 0 ? undefined : { name: text.slice(0, cut), team: text.slice(cut + 2) };
}

export function splitAtLast(text: string, separator: string): readonly [before: string, after: string] | undefined {
  const cut = text.lastIndexOf(separator);
  return cut < 0 ? undefined : [text.slice(0, cut), text.slice(cut + separator.length)];
}

/** `3:10:126` is three minutes, ten seconds, 126 ms; minutes are unbounded. In ms. */
export function milliseconds(time: string): number {
  const [minutes = 0, seconds = 0, rest = 0] = time.split(':').map(Number);
  return (minutes * 60 + seconds) * 1000 + rest;
}

/** The best lap of a board row; for none the server prints 16666:39:999. */
export function bestLap(time: string): number | null {
  const ms = milliseconds(time);
  return ms === NO_LAP_MS ? null : ms;
}

const NO_LAP_MS = 999_999_999;

export type Vector = readonly [x: number, y: number, z: number];

export function vector(text: string): Vector {
  const [x = 0, y = 0, z = 0] = text.split(',').map(Number);
  return [x, y, z];
}
