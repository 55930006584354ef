import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const CHECK_MS = 1000;

/**
 * Calls `onLost` once when the parent process is gone: a killed parent cannot tell us, and nobody would be left to stop
 * us. npm starts scripts through a shell that outlives npm, so npm itself is watched as well.
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

/** Undefined for an orphan, or when the system does not tell. */
function parentOf(pid: number): number | undefined {
  const parent = Number(parentInProc(pid) ?? parentByPs(pid));
  return parent > 1 ? parent : undefined;
}

/** The name in parentheses may contain spaces and parentheses. */
function parentInProc(pid: number): string | undefined {
  try {
    return /.*\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** Minimal systems have no `ps`. */
function parentByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
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
