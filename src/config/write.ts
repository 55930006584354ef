/** Writes values into .env and servers.ini so that they are read back unchanged. */
import { UserError } from '../kit/errors.ts';

/** Values that Node reads unchanged without quotes: no quote, no #, no blank at either end. */
const PLAIN = /^[\w./:@,+%=-]*$/;

/**
 * A value for .env. Node takes values in single quotes or backticks literally; in double quotes, \n would become a line
 * break.
 *
 * @throws UserError for a value that no quotes can hold
 */
export function quoted(value: string): string {
  if (hasControls(value)) throw new UserError('A value in .env can hold neither line breaks nor other controls.');
  if (PLAIN.test(value)) return value;
  const quote = ["'", '`', '"'].find((each) => !value.includes(each));
  if (quote === undefined || (quote === '"' && value.includes('\\n'))) {
    throw new UserError('A value in .env cannot hold quotes of every kind.');
  }
  return `${quote}${value}${quote}`;
}

/**
 * A value for servers.ini, by the rules of its parser: ; and # begin a comment, a backslash before one of them or
 * before another backslash is removed, and quotes around a whole value are read as JSON.
 *
 * @throws UserError for a value that does not fit in one line
 */
export function iniValue(value: string): string {
  if (hasControls(value))
    throw new UserError('A value in servers.ini can hold neither line breaks nor other controls.');
  const isPlain = /^[\w./:@,+% -]*$/.test(value) && value === value.trim() && !/^(true|false|null)$/.test(value);
  return isPlain ? value : JSON.stringify(value);
}

/** The regular expressions of the parsers treat the last two as line ends. */
const hasControls = (value: string): boolean =>
  [...value].some((letter) => letter < ' ' || letter === '\u007f' || letter === '\u2028' || letter === '\u2029');

/** The settings to write, by name; undefined removes the line. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** One changed line: before and after. */
export interface LineChange {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * The text of .env with these settings: each replaces its own line, or is added at the end. Every other line stays as
 * it is, whoever wrote it.
 */
export function withSettings(
  text: string,
  settings: Settings,
): { readonly text: string; readonly changes: readonly LineChange[] } {
  const left = new Map(Object.entries(settings));
  const changes: LineChange[] = [];
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const name = /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1];
      if (name === undefined || !(name in settings)) return [line];
      const value = left.get(name);
      // A second line with the same name would override the first.
      const after = left.has(name) && value !== undefined ? `${name}=${quoted(value)}` : undefined;
      left.delete(name);
      if (after !== line) changes.push({ before: line, after });
      return after === undefined ? [] : [after];
    });
  for (const [name, value] of left) {
    if (value === undefined) continue;
    const after = `${name}=${quoted(value)}`;
    changes.push({ after });
    if (lines.at(-1) === '') lines.splice(-1, 0, after);
    else lines.push(after);
  }
  const whole = lines.join('\n');
  return { text: whole === '' || whole.endsWith('\n') ? whole : `${whole}\n`, changes };
}
