// Which process a pid means.

import { readFileSync } from 'node:fs';
import { outputOf } from './output.ts';
import type { ProcessRecord } from './status.ts';

type Identity = Pick<ProcessRecord, 'pid' | 'processStart'>;

/** One look at a process: when it began, as its system writes it, and whether it is only a zombie. */
interface Glimpse {
  start: string;
  dead: boolean;
}

/**
 * Identifies this process among all that ever have its pid; '' if there is no such process, which matches nothing.
 * Synchronous: it is stored together with the pid. On Windows it takes a PowerShell, half a second.
 */
export const processStartOf = (pid: number): string => glimpse(pid)?.start ?? '';

/** Whether it is the process of the record, and alive. A reused pid is not, nor is a zombie. */
export function isSameProcess({ pid, processStart }: Identity): boolean {
  const seen = pid > 1 ? glimpse(pid) : undefined;
  return seen !== undefined && !seen.dead && seen.start === processStart;
}

/** The same question, cheap enough for every second: on Windows it trusts the pid. */
export function stillRuns(identity: Identity): boolean {
  return process.platform === 'win32' ? answers(identity.pid) : isSameProcess(identity);
}

/**
 * /proc/<pid>/stat: "pid (comm) state ppid ... starttime ...". The program chooses comm, which may contain blanks and
 * brackets, so fields count from the last bracket: state is field 3, start in ticks since boot field 22.
 */
export function readStat(stat: string, bootId: string): Glimpse | undefined {
  const [state, ...rest] = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ');
  const ticks = rest[18];
  if (state === undefined || ticks === undefined || !/^\d+$/.test(ticks)) return undefined;
  return { start: `${bootId}:${ticks}`, dead: state === 'Z' || state === 'X' };
}

/** One line of `ps -o stat= -o lstart=`: "Ss   Thu Jan  1 12:00:00 2026". */
export function readPs(line: string): Glimpse | undefined {
  const [, state, start] = /^\s*(\S+)\s+(\S.*\d)\s*$/.exec(line) ?? [];
  if (state === undefined || start === undefined) return undefined;
  return { start: start.replace(/\s+/g, ' '), dead: state.startsWith('Z') };
}

function glimpse(pid: number): Glimpse | undefined {
  if (process.platform === 'linux') return fromProc(pid);
  return process.platform === 'win32' ? fromPowerShell(pid) : fromPs(pid);
}

function fromProc(pid: number): Glimpse | undefined {
  try {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return readStat(readFileSync(`/proc/${pid}/stat`, 'latin1'), bootId);
  } catch {
    return undefined;
  }
}

/** Exported for systems without /proc. Language and time zone are fixed because the text is compared later. */
export function fromPs(pid: number): Glimpse | undefined {
  const env = { LC_ALL: 'C', TZ: 'UTC' };
  return readPs(outputOf('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], { env }));
}

function fromPowerShell(pid: number): Glimpse | undefined {
  const script = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`;
  const start = outputOf('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]).trim();
  return /^\d{4}-/.test(start) ? { start, dead: false } : undefined;
}

/** EPERM means that the process exists but we may not signal it. */
function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
