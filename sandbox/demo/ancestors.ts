import { execFileSync } from 'node:child_process';

const CHECK_MS = 1000;

/**
 * Calls `onLost` once when whoever started us is gone: killed, it cannot tell, and nobody would be left to end the demo.
 * npm starts a script by a shell that outlives it, so there npm itself is watched as well.
 */
export function watchAncestors(onLost: () => void): void {
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || isThere(npm))) return;
    clearInterval(timer);
    onLost();
  }, CHECK_MS);
  timer.unref();
}

/** Undefined where there is no `ps`, or for an orphan. */
function parentOf(pid: number): number | undefined {
  try {
    const parent = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
    return parent > 1 ? parent : undefined;
  } catch {
    return undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
