import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import type {
  ProcessOptions,
  ProcessRecord,
  ProcessRecordStore,
  ProcessStatus,
} from '../../../src/acserver/process.ts';
import { eventually } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';

/** Keeps the record as a row in a table would: as a copy that nothing else can change. */
export class MemoryRecord implements ProcessRecordStore {
  saved: string | undefined;

  load(): ProcessRecord | undefined {
    return this.saved === undefined ? undefined : JSON.parse(this.saved);
  }

  save(record: ProcessRecord): void {
    this.saved = JSON.stringify(record);
  }

  clear(): void {
    this.saved = undefined;
  }
}

export const fake = (name: 'polite' | 'stubborn' | 'broken'): string[] => [
  process.execPath,
  fileURLToPath(new URL(`../../fakes/acserver/${name}.mjs`, import.meta.url)),
];

/** Options for one server in its own directory, what it reported, and a cleanup for whatever it left running. */
export function rig(change: Partial<ProcessOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'process-'));
  const clock = new FakeClock();
  const record = new MemoryRecord();
  const changes: ProcessStatus[] = [];
  let runs = 0;
  const options: ProcessOptions = {
    name: 'gt3',
    directory,
    command: fake('polite'),
    logDirectory: join(directory, 'logs'),
    record,
    clock,
    nextRun: () => ++runs,
    log: pino({ level: 'silent' }),
    secretsToDrop: ['DISCORD_TOKEN'],
    onChange: (status) => changes.push(status),
    ...change,
  };
  const clean = () => {
    const left = record.load();
    if (left) killQuietly(left.pid);
    rmSync(directory, { recursive: true, force: true });
  };
  return { options, directory, clock, record, changes, clean };
}

/** A `ready` that waits until the log contains `text`, in real time: the child is a real process. */
export const logSays =
  (record: ProcessRecordStore, text: string) =>
  (signal?: AbortSignal): Promise<void> =>
    untilTrue(() => readFileSync(record.load()?.logPath ?? '/', 'utf8').includes(text), signal);

/** Waits until `look` is true or no longer matters. A `look` that throws counts as false. */
export const untilTrue = async (look: () => boolean, signal?: AbortSignal): Promise<void> =>
  void (await eventually(String(look), () => signal?.aborted || succeeds(look)));

function succeeds(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return false;
  }
}

function killQuietly(pid: number): void {
  // Group 0 would be our own.
  if (pid <= 1) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {}
}
