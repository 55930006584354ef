import type { Clock } from '../../kit/clock.ts';
import { forOfficials } from '../stdout/forOfficials.ts';

/** How long to wait for what follows a complaint: a traceback is printed line by line. */
const GATHER_MS = 1000;
/** A tracker that complains about every lap must not fill a channel. */
const QUIET_MS = 600_000;
const KEPT_LINES = 20;
const LINE_LENGTH = 300;

/**
 * Separates the lines of stracker's output that report trouble from the rest: `ERROR`, `RuntimeError`, and a traceback
 * from its first line to the one that names the exception.
 */
function complaintReader(): (line: string) => boolean {
  let inTraceback = false;
  return (line) => {
    if (/^\s*Traceback \(most recent call last\)/.test(line)) {
      inTraceback = true;
      return true;
    }
    if (inTraceback) {
      inTraceback = line.trim() === '' || /^\s/.test(line);
      return true;
    }
    return /\bERROR\b|\bRuntimeError\b/.test(line);
  };
}

/** The complaints among whole lines, without anybody's identity; the last ones if there are many. */
export function complaintsIn(lines: readonly string[]): readonly string[] {
  const isComplaint = complaintReader();
  return forOfficials(lines.filter((line) => isComplaint(line))).slice(-KEPT_LINES);
}

interface Complaints {
  read(lines: readonly string[]): void;
  close(): void;
}

/** Gathers complaints, without anybody's identity, and reports them together: the first at once, then nothing for ten minutes. */
export function gatherComplaints(clock: Clock, tell: (lines: readonly string[]) => void): Complaints {
  const isComplaint = complaintReader();
  let gathered: string[] = [];
  let cancel: (() => void) | undefined;
  let toldAt: number | undefined;

  function tellGathered(): void {
    cancel = undefined;
    toldAt = clock.monotonic();
    tell(gathered);
    gathered = [];
  }

  return {
    read(lines) {
      const found = forOfficials(lines.filter((line) => isComplaint(line))).map((line) => line.slice(0, LINE_LENGTH));
      if (found.length === 0) return;
      const isQuiet = toldAt !== undefined && clock.monotonic() - toldAt < QUIET_MS;
      if (isQuiet) return;
      gathered = [...gathered, ...found].slice(0, KEPT_LINES);
      cancel ??= clock.after(GATHER_MS, tellGathered);
    },
    close() {
      cancel?.();
      cancel = undefined;
    },
  };
}
