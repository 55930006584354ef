import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import type { Life } from './life.ts';
import { outputOf } from './output.ts';

/** As long as AC's server manager waits: results of a full grid take seconds to write on a slow disk. */
const GRACE_MS = 30_000;
/** SIGKILL takes effect at once unless the process hangs in the kernel. */
const KILL_MS = 5_000;

interface StopOrder {
  name: string;
  life: Life;
  clock: Clock;
  progress(note: string): void;
  /**
   * Runs first: the chance to move to the next session and wait for the results file. A failure is reported and does
   * not keep the server alive.
   */
  beforeKill?: (() => Promise<void>) | undefined;
}

/** Ends the server: SIGINT, which acServer takes as ^C, then SIGKILL. UserError if it does not end. */
export async function endLife({ name, life, clock, progress, beforeKill }: StopOrder): Promise<void> {
  const { pid } = life.record;
  await beforeKill?.().catch((error: unknown) =>
    progress(`${name} could not be prepared to stop: ${messageOf(error)}`),
  );
  progress(`asked ${name} to end (process ${pid})`);
  if (life.isAlive()) signalServer(pid, 'SIGINT');
  if (await happens(life.ended, GRACE_MS, clock)) return;
  progress(`${name} did not end within ${GRACE_MS / 1000} s, killing it`);
  if (life.isAlive()) signalServer(pid, 'SIGKILL');
  if (await happens(life.ended, KILL_MS, clock)) return;
  throw new UserError(`${name} (process ${pid}) is still there ${KILL_MS / 1000} s after it was killed.`);
}

/**
 * Signals the whole process group of the server (a wrapper script and what it started). A process that is already gone
 * is not an error. On Windows every signal ends the process tree.
 */
export function signalServer(pid: number, signal: 'SIGINT' | 'SIGKILL'): void {
  // kill(-1) would reach every process of this user.
  if (!Number.isInteger(pid) || pid <= 1) throw new RangeError(`not a process of ours: ${pid}`);
  if (process.platform === 'win32') {
    outputOf('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPERM')
      throw new UserError(`process ${pid} belongs to another user and cannot be stopped by Pitwall.`);
    if (code !== 'ESRCH') throw error;
  }
}

function happens(event: Promise<unknown>, withinMs: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(withinMs, () => resolve(false));
    void event.then(() => {
      cancel();
      resolve(true);
    });
  });
}
