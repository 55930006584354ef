// The process of a game server, started or found again.

import { findStarted } from './process/find.ts';
import { isSameProcess } from './process/identity.ts';
import { adoptedLife } from './process/life.ts';
import { lastLinesOf } from './process/log.ts';
import { ManagedProcess, type ProcessOptions } from './process/manage.ts';

export type { BeforeKill, ProcessOptions, Ready } from './process/manage.ts';

import type { ProcessRecord, ProcessRecordStore } from './process/status.ts';

export type {
  LastExit,
  ProcessRecord,
  ProcessRecordStore,
  ProcessState,
  ProcessStatus,
} from './process/status.ts';
export { howItEnded } from './process/status.ts';
export { lifeWarning, type Surroundings, surroundings } from './process/surroundings.ts';

/** The acServer process of one server: see `ManagedProcess` for the methods. */
export type ServerProcess = Pick<ManagedProcess, 'status' | 'start' | 'stop' | 'restart' | 'markStarted' | 'close'>;

/**
 * Finds the server that an earlier Pitwall left running, if any. If the recorded process is gone (or its pid belongs to
 * another process by now), the record is cleared, and `lastExit` says that it ended, but not how.
 */
export async function openProcess(options: ProcessOptions): Promise<ServerProcess> {
  const record = foundAgain(options.record);
  if (!record) return new ManagedProcess(options);
  if (isSameProcess(record)) {
    options.log.info({ pid: record.pid, run: record.run }, `found ${options.name} running`);
    return new ManagedProcess(options, { life: adoptedLife(record, options.clock) });
  }
  options.record.clear();
  const lastLines = lastLinesOf(record.logPath);
  // Nothing was printed if Pitwall ended before the spawn.
  if (record.pid === 0 && lastLines.length === 0) return new ManagedProcess(options);
  const lastExit = { at: options.clock.now(), code: null, signal: null, expected: false, lastLines };
  return new ManagedProcess(options, { lastExit });
}

/** An earlier Pitwall may have ended between the spawn and learning the pid. The process is then searched for. */
function foundAgain(store: ProcessRecordStore): ProcessRecord | undefined {
  const record = store.load();
  if (record?.pid !== 0) return record;
  const found = findStarted(record);
  if (!found) return record;
  const whole = { ...record, ...found };
  store.save(whole);
  return whole;
}
