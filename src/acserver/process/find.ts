// Finds a server spawned by a Pitwall that ended before it could store the pid.

import { readdirSync, readFileSync } from 'node:fs';
import { processStartOf } from './identity.ts';
import { outputOf } from './output.ts';
import type { ProcessRecord } from './status.ts';

/** Environment variable with the start's own random id, in the spawned process and all that it spawns in turn. */
export const START_VARIABLE = 'PITWALL_START';

interface Candidate {
  readonly pid: number;
  /** Its process group; for the spawned process itself, the same number as its pid. */
  readonly group: number;
}

type Expected = Pick<ProcessRecord, 'startId' | 'startedBy' | 'startedAt'>;

/** The process of that start, if there is one. Blocks; called at most once in the life of a Pitwall. */
export function findStarted(expected: Expected): Pick<ProcessRecord, 'pid' | 'processStart'> | undefined {
  const candidates = candidatesFor(expected);
  const found = candidates.find(({ pid, group }) => pid === group) ?? candidates[0];
  return found && { pid: found.pid, processStart: processStartOf(found.pid) };
}

function candidatesFor({ startId, startedBy, startedAt }: Expected): readonly Candidate[] {
  if (startId === undefined) return [];
  const mark = `${START_VARIABLE}=${startId}`;
  if (process.platform === 'linux') return fromProc(mark);
  return process.platform === 'win32' ? fromWindows(startedBy ?? 0, startedAt) : processesFromPs(mark);
}

function fromProc(mark: string): Candidate[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((name) => {
    try {
      // Other users' processes are not readable, and not ours.
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(mark)) return [];
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // After the name, which may contain blanks and brackets: state, parent, group.
      const [, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(name), group: Number(group) }];
    } catch {
      return [];
    }
  });
}

/** Exported for systems without /proc: "e" shows the environment after the command. */
export function processesFromPs(mark: string): Candidate[] {
  return outputOf('ps', ['axeww', '-o', 'pid=,pgid=,command='])
    .split('\n')
    .filter((line) => line.split(/\s/).includes(mark))
    .flatMap((line) => {
      const [, pid, group] = /^\s*(\d+)\s+(\d+)/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), group: Number(group) }];
    });
}

/**
 * Windows shows no process's environment, but remembers its parent: the pid of that Pitwall. Another process may have
 * that pid by now, so only processes started around that time count.
 */
function fromWindows(startedBy: number, startedAt: number): Candidate[] {
  const since = `[DateTimeOffset]::FromUnixTimeMilliseconds(${startedAt - 2000}).LocalDateTime`;
  const until = `[DateTimeOffset]::FromUnixTimeMilliseconds(${startedAt + 30_000}).LocalDateTime`;
  const script = `Get-CimInstance Win32_Process -Filter "ParentProcessId=${startedBy}" | Where-Object { $_.CreationDate -ge ${since} -and $_.CreationDate -le ${until} -and $_.Name -ne 'conhost.exe' } | ForEach-Object { $_.ProcessId }`;
  const pids = outputOf('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script]).match(/\d+/g) ?? [];
  return pids.map((pid) => ({ pid: Number(pid), group: Number(pid) }));
}
