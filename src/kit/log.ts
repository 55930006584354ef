import { type Logger, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';

/**
 * Readable lines in a terminal, JSON lines for a file or a collector. Each is written before the call returns, so
 * that none is lost when the process exits right after it.
 */
export function createLog(level: string, isTerminal = process.stdout.isTTY): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const output = pino.destination({ fd: 1, sync: true });
  if (!isTerminal) return pino(options, output);
  const readable = prettyFactory({ colorize: true });
  return pino(options, { write: (line) => output.write(readable(withoutControls(line))) });
}

/** JSON escapes what steers a terminal, readable lines would not: an error may quote what a driver is called. */
const withoutControls = (json: string): string =>
  json.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\u00[01][0-9a-f]|[\x7f-\x9f]/g, '\ufffd');
