/** The life of a program that runs until it is told to end: signals, what closes in which order, how it ends. */
import type { Logger } from 'pino';
import { watchAncestors } from './kit/ancestors.ts';
import { systemClock } from './kit/clock.ts';
import { type Close, Closers } from './kit/closers.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';
import { tidyHeap } from './kit/heap.ts';
import { createLog, type LogFormat } from './kit/log.ts';
import { atMost } from './kit/wait.ts';

/** How long closing may take before the process ends anyway. */
const CLOSING_MS = 5000;

/** Where there is no SIGTERM: Ctrl-Break, as service programs send it, and the end of the window or of the session. */
const WINDOWS_SIGNALS = process.platform === 'win32' ? (['SIGBREAK', 'SIGHUP'] as const) : [];

export interface Running {
  /** The log, and from here on what ends the program in good order. */
  begin(settings: { readonly logLevel: string; readonly logFormat: LogFormat }): Logger;
  readonly hideInLog: (hide: (text: string) => string) => void;
  readonly opened: (close: Close) => void;
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
}

export async function runUntilTold(open: (running: Running) => Promise<void>): Promise<void> {
  let log: Logger | undefined;
  // Which passwords there are is known once the game servers' configurations have been read.
  let hide = (text: string): string => text;
  const closers = new Closers((err) => log?.error({ err }, 'closing failed'));
  let ending: Promise<never> | undefined;
  const end = (code: number): Promise<never> => {
    ending ??= closeInTime(closers).then(() => process.exit(code));
    return ending;
  };
  const fail = (error: unknown): Promise<never> => {
    // What breaks while everything is being closed is no reason of its own.
    if (ending) return ending;
    if (error instanceof UserError) process.stderr.write(`${error.message}\n`);
    else if (log) log.fatal({ err: error }, 'Pitwall cannot go on');
    else process.stderr.write(`Pitwall cannot start: ${messageOf(error)}\n`);
    return end(exitCodeFor(error));
  };

  // Waiting for Discord alone would not keep the process alive: no timer of ours does.
  setInterval(() => {}, 2 ** 30);
  tidyHeap();
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
 * A supervisor that stops npm reaches npm alone. Any other parent may leave: a shell from which Pitwall was started in the
 * background, for one.
 */
function endWithNpm(log: Logger, end: (code: number) => Promise<never>): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  watchAncestors(() => {
    log.info('npm was stopped: closing; the game server goes on');
    void end(0);
  });
}

/** The first signal closes in good order; a second one does not wait. */
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
