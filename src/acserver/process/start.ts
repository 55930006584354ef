import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, rmSync } from 'node:fs';
import type { Clock } from '../../kit/clock.ts';
import { commandOf, environmentWithout, mustBeRunnable, type StartCommand, spawnProblem } from './command.ts';
import { START_VARIABLE } from './find.ts';
import { processStartOf } from './identity.ts';
import { type Life, ownLife } from './life.ts';
import { openLog, stampOf } from './log.ts';
import type { ProcessRecord, ProcessRecordStore } from './status.ts';
import { signalServer } from './stop.ts';

export interface StartOptions {
  /** The server directory and the child's working directory: acServer finds cfg/, content/ and results/ from there. */
  directory: string;
  /** Program and arguments; acServer (acServer.exe) in the server directory if absent. */
  command?: readonly string[] | undefined;
  logDirectory: string;
  /** The name of its logs, one word; "acserver" if absent. */
  logName?: string;
  record: ProcessRecordStore;
  clock: Clock;
  /** The number of the run that begins; a failed start may leave a gap. */
  nextRun(): number;
  secretsToDrop: readonly string[];
}

interface Starting extends StartOptions {
  readonly startId: string;
}

/** Starts the server so that it outlives us, and stores how to find it. UserError if it cannot be started. */
export async function launch(options: StartOptions): Promise<Life> {
  const command = commandOf(options.command, options.directory);
  mustBeRunnable(command, options.directory);
  const startedAt = options.clock.now();
  const run = options.nextRun();
  const log = openLog(options.logDirectory, stampOf(startedAt), options.logName);
  const startId = randomUUID();
  const expected = { pid: 0, processStart: '', logPath: log.path, startedAt, run, startId, startedBy: process.pid };
  let isKept = false;
  try {
    try {
      options.record.save(expected);
      isKept = true;
    } catch (error) {
      closeSync(log.fd);
      throw error;
    }
    const child = spawnDetached(command, { ...options, startId }, log.fd);
    if (child.pid === undefined) throw spawnProblem((await once(child, 'error'))[0], command.program);
    const record = { ...expected, pid: child.pid, processStart: processStartOf(child.pid) };
    saveOrEnd(record, options.record);
    return ownLife(child, record);
  } catch (error) {
    if (isKept) options.record.clear();
    rmSync(log.path, { force: true });
    throw error;
  }
}

export type Arrival = 'up' | 'ended' | 'late' | 'closing';

interface Arriving {
  clock: Clock;
  timeoutMs: number;
  closing: AbortSignal;
  up: Promise<void>;
  /** Another way to see it, for servers whose log does not say so. Its signal aborts when nobody waits any more. */
  ready?: ((signal: AbortSignal) => Promise<void>) | undefined;
  ended: Promise<unknown>;
}

/** Whatever comes first. Rejects only with what `ready` threw. */
export async function firstOf({ clock, timeoutMs, closing, up, ready, ended }: Arriving): Promise<Arrival> {
  const over = new AbortController();
  try {
    return await new Promise<Arrival>((resolve, reject) => {
      const arrive = (arrival: Arrival) => () => resolve(arrival);
      over.signal.addEventListener('abort', clock.after(timeoutMs, arrive('late')));
      closing.addEventListener('abort', arrive('closing'), { signal: over.signal });
      void ended.then(arrive('ended'));
      void up.then(arrive('up'));
      ready?.(over.signal).then(arrive('up'), reject);
    });
  } finally {
    over.abort();
  }
}

/**
 * Node's own spawn: the child must have nothing of ours that dies with us. No pipe (the first line that it prints after
 * our end would kill it), no exit listener that ends it, and a group of its own that the terminal's ^C does not reach.
 * Output goes to one file descriptor, so that both streams keep their order.
 */
function spawnDetached({ program, words }: StartCommand, options: Starting, log: number): ChildProcess {
  try {
    return spawn(program, words, {
      cwd: options.directory,
      env: { ...environmentWithout(options.secretsToDrop, process.env), [START_VARIABLE]: options.startId },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
  } catch (error) {
    throw spawnProblem(error, program); // some codes are thrown, others come as an event
  } finally {
    closeSync(log);
  }
}

/** A server that no later Pitwall could find must not keep running: it would hold the ports for ever. */
function saveOrEnd(record: ProcessRecord, store: ProcessRecordStore): void {
  try {
    store.save(record);
  } catch (error) {
    signalServer(record.pid, 'SIGKILL');
    throw error;
  }
}
