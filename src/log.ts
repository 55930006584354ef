import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

/** Readable lines in a terminal, JSON lines for a file or a collector. */
export function createLog(level: string): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return process.stdout.isTTY ? pino(options, pretty({ sync: true, ignore: 'pid,hostname' })) : pino(options);
}
