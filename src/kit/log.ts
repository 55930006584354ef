import { type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { mapTexts } from './texts.ts';

export type LogFormat = 'text' | 'json';

export interface LogOptions {
  /** Lines for people, or JSON lines for a collector. */
  readonly format?: LogFormat | undefined;
  readonly isTerminal?: boolean;
  /** Takes out of a text what no log may hold. */
  readonly hide?: (text: string) => string;
}

/**
 * Lines that people read, wherever they go, or JSON for a collector that asks for it. Each is written before the call
 * returns, so that none is lost when the process exits right after it.
 */
export function createLog(
  level: string,
  { format = 'text', isTerminal = process.stdout.isTTY, hide = String }: LogOptions = {},
): Logger {
  const hooks = { streamWrite: (line: string) => hiddenIn(line, hide) };
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks };
  const output = pino.destination({ fd: 1, sync: true, maxLength: MOST_WAITING });
  // What cannot be written, as on a full disk, waits until it can. Whoever logs must not fail by it.
  output.on('error', () => {});
  if (format === 'json') return pino(options, output);
  // In a terminal what belongs to a line stands below it; the journal and Docker take each line for one of its own.
  const readable = prettyFactory({
    colorize: isTerminal,
    singleLine: !isTerminal,
    translateTime: 'SYS:yyyy-mm-dd HH:MM:ss',
  });
  return pino(options, { write: (line) => output.write(asOne(readable(withoutControls(line)))) });
}

/** Characters; what more there is while nothing can be written is lost. */
const MOST_WAITING = 1_000_000;

/** What follows in a text behind a line break must not look like a line of the log. */
const asOne = (text: string): string => text.replaceAll(/\n(?=\S)/g, '\n    ');

/** Of its texts alone: what could be read across two of them is nothing that somebody wrote. */
function hiddenIn(line: string, hide: (text: string) => string): string {
  if (hide(line) === line) return line;
  return `${JSON.stringify(mapTexts(JSON.parse(line), hide, (key) => key === 'time'))}\n`;
}

/** JSON escapes what steers a terminal, readable lines would not: an error may quote what a driver is called. */
const withoutControls = (json: string): string =>
  json.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\u00[01][0-9a-f]|[\x7f-\x9f]/g, '\ufffd');
