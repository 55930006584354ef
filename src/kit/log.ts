import { type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { mapTexts } from './texts.ts';

export type LogFormat = 'text' | 'json';

export interface LogOptions {
  /** Lines for people, or JSON lines for a collector. */
  readonly format?: LogFormat | undefined;
  readonly isTerminal?: boolean;
  /** Removes from a text what no log may contain. */
  readonly hide?: (text: string) => string;
}

/**
 * Readable lines, wherever the output goes, or JSON for a collector if so set. Each line is written before the call
 * returns, so none is lost when the process exits right after it.
 */
export function createLog(
  level: string,
  { format = 'text', isTerminal = process.stdout.isTTY, hide = String }: LogOptions = {},
): Logger {
  const hooks = { streamWrite: (line: string) => hiddenIn(line, hide) };
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks };
  const output = pino.destination({ fd: 1, sync: true, maxLength: MOST_WAITING });
  // Lines that cannot be written, e.g. to a full disk, wait until they can. Logging must not make its caller fail.
  output.on('error', () => {});
  if (format === 'json') return pino(options, output);
  // In a terminal the details of a line stand below it; the journal and Docker would take each for a line of its own.
  const readable = prettyFactory({
    colorize: isTerminal,
    singleLine: !isTerminal,
    translateTime: 'SYS:yyyy-mm-dd HH:MM:ss',
  });
  return pino(options, { write: (line) => output.write(asOne(unmarked(readable(marked(withoutControls(line)))))) });
}

declare module 'pino' {
  /** Each line has its own of these; a field of that name would replace it. */
  interface LogFnFields {
    level?: never;
    time?: never;
    msg?: never;
  }
}

/** The printer takes fields of these names for its own: it moves them before the message, or drops them. */
const PRINTERS: ReadonlySet<string> = new Set(['name', 'pid', 'hostname', 'caller', 'timestamp']);

/** Before such a name while the printer has it; Unicode gives this character no meaning. */
const MARK = '\ue000';

const marked = (line: string): object =>
  Object.fromEntries(
    Object.entries(JSON.parse(line)).map(([key, value]) => [PRINTERS.has(key) ? `${MARK}${key}` : key, value]),
  );

const unmarked = (text: string): string => text.replaceAll(MARK, '');

/** Characters; output beyond this is lost while nothing can be written. */
const MOST_WAITING = 1_000_000;

/** Text after a line break must not look like a log line of its own. */
const asOne = (text: string): string => text.replaceAll(/\n(?=\S)/g, '\n    ');

/** Applied to each text separately: a match across two texts is not something that anybody wrote. */
function hiddenIn(line: string, hide: (text: string) => string): string {
  if (hide(line) === line) return line;
  return `${JSON.stringify(mapTexts(JSON.parse(line), hide, (key) => key === 'time'))}\n`;
}

/** JSON escapes terminal control characters, readable lines would not: an error may quote a driver's name. */
const withoutControls = (json: string): string =>
  json.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\u00[01][0-9a-f]|[\x7f-\x9f]/g, '\ufffd');
