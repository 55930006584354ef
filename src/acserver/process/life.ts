// One run of the game server, from spawn or adoption to its end.

import type { ChildProcess } from 'node:child_process';
import { type Clock, every } from '../../kit/clock.ts';
import { isSameProcess, stillRuns } from './identity.ts';
import type { LastExit, ProcessRecord } from './status.ts';

const POLL_MS = 1000;

export interface Life {
  record: ProcessRecord;
  adopted: boolean;
  /** Resolves once when the process is gone; never rejects. */
  ended: Promise<Pick<LastExit, 'code' | 'signal'>>;
  /** Checked before every signal: the pid of an ended process may belong to another one by now. */
  isAlive(): boolean;
  /** From here on `ended` never resolves; the process itself is left alone. */
  unwatch(): void;
}

/** A child of ours: the system tells us at once how it ended. */
export function ownLife(child: ChildProcess, record: ProcessRecord): Life {
  const ended = new Promise<Pick<LastExit, 'code' | 'signal'>>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  child.unref();
  return {
    record,
    adopted: false,
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    unwatch: () => child.removeAllListeners('exit'),
  };
}

/** A server that an earlier Pitwall started. It is not our child, so all we can do is check every second. */
export function adoptedLife(record: ProcessRecord, clock: Clock): Life {
  let unwatch = () => {};
  const ended = new Promise<Pick<LastExit, 'code' | 'signal'>>((resolve) => {
    unwatch = every(clock, POLL_MS, () => {
      if (stillRuns(record)) return;
      unwatch();
      resolve({ code: null, signal: null });
    });
  });
  return { record, adopted: true, ended, isAlive: () => isSameProcess(record), unwatch: () => unwatch() };
}
