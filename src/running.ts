/** Runs a program until it is told to end: signals, closing order, and exit code. */
import type { Logger } from 'pino';
import { watchAncestors } from './kit/ancestors.ts';
import { systemClock } from './kit/clock.ts';
import { type Close, Closers } from './kit/closers.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';
import { createLog, type LogFormat } from './kit/log.ts';
import { atMost } from './kit/wait.ts';

/** How long closing may take before the process exits anyway. */
const CLOSING_MS = 5000;

/** Windows has no SIGTERM: Ctrl-Break, as service managers send it, and closing the window or logging off. */
const WINDOWS_SIGNALS = process.platform === 'win32' ? (['SIGBREAK', 'SIGHUP'] as const) : [];

export interface Running {
  /** Opens the log, and from then on handles signals. */
  begin(settings: { readonly logLevel: string; readonly logFormat: LogFormat }): Logger;
  readonly hideInLog: (hide: (text: string) => string) => void;
  readonly opened: (close: Close) => void;
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
}

export async function runUntilTold(open: (running: Running) => Promise<void>): Promise<void> {
  let log: Logger | undefined;
  // The passwords are known only once the game servers' configurations have been read.
  let hide = (text: string): string => text;
  const closers = new Closers((err) => log?.error({ err }, 'closing failed'));
  let ending: Promise<never> | undefined;
  const end = (code: number): Promise<never> => {
    ending ??= closeInTime(closers).then(() => process.exit(code));
    return ending;
  };
  const fail = (error: unknown): Promise<never> => {
    // Errors during closing are ignored: the reason to end is already known.
    if (ending) return ending;
    if (error instanceof UserError) process.stderr.write(`${error.message}\n`);
    else if (log) log.fatal({ err: error }, 'Pitwall cannot go on');
    else process.stderr.write(`Pitwall cannot start: ${messageOf(error)}\n`);
    return end(exitCodeFor(error));
  };

  // Waiting for Discord alone would not keep the process alive: none of our timers does.
  setInterval(() => {}, 2 ** 30);
  try {
    await open({
      begin({ logLevel, logFormat }) {
        log = createLog(logLevel, { format: logFormat, hide: (text) => hide(text) });
        endOnSignals(log, end);
        endWithNpm(log, end);
        return log;
      },
      hideInLog: (known) => {
        hide = known;
      },
      opened: closers.add,
      fail: (error) => void fail(error),
      end: () => void end(0),
    });
  } catch (error) {
    await fail(error);
  }
}

async function closeInTime(closers: Closers): Promise<void> {
  await atMost(systemClock, CLOSING_MS, closers.close());
}

/**
 * A supervisor that stops npm reaches only npm, not us. Any other parent may exit, for example a shell that started
 * Pitwall in the background.
 */
function endWithNpm(log: Logger, end: (code: number) => Promise<never>): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  watchAncestors(() => {
    log.info('npm was stopped: closing; the game server goes on');
    void end(0);
  });
}

/** The first signal closes in good order; a second one exits at once. */
function endOnSignals(log: Logger, end: (code: number) => Promise<never>): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', ...WINDOWS_SIGNALS] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      log.info({ signal }, 'closing; the game server goes on');
      void end(0);
    });
  }
}
