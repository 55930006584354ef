import { type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { mapTexts } from './texts.ts';

export interface LogOptions {
  readonly isTerminal?: boolean;
  /** Takes out of a text what no log may hold. */
  readonly hide?: (text: string) => string;
}

/**
 * Readable lines in a terminal, JSON lines for a file or a collector. Each is written before the call returns, so
 * that none is lost when the process exits right after it.
 */
export function createLog(
  level: string,
  { isTerminal = process.stdout.isTTY, hide = String }: LogOptions = {},
): Logger {
  const hooks = { streamWrite: (line: string) => hiddenIn(line, hide) };
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks };
  const output = pino.destination({ fd: 1, sync: true });
  if (!isTerminal) return pino(options, output);
  const readable = prettyFactory({ colorize: true });
  return pino(options, { write: (line) => output.write(readable(withoutControls(line))) });
}

/** Of its texts alone: what could be read across two of them is nothing that somebody wrote. */
function hiddenIn(line: string, hide: (text: string) => string): string {
  if (hide(line) === line) return line;
  return `${JSON.stringify(mapTexts(JSON.parse(line), hide, (key) => key === 'time'))}\n`;
}

/** JSON escapes what steers a terminal, readable lines would not: an error may quote what a driver is called. */
const withoutControls = (json: string): string =>
  json.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\u00[01][0-9a-f]|[\x7f-\x9f]/g, '\ufffd');
