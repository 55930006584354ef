import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { type Clock, every } from '../kit/clock.ts';
import { messageOf, UserError } from '../kit/errors.ts';
import type { Progress } from '../kit/progress.ts';
import { sleep } from '../kit/wait.ts';
import { lastLinesOf } from './process/log.ts';
import { openProcess, type ProcessRecordStore, type ProcessStatus, type ServerProcess } from './process.ts';
import { followFile } from './stdout/follow.ts';
import { complaintsIn, gatherComplaints } from './tracker/complaints.ts';
import { findTracker, type TrackerPlace } from './tracker/place.ts';
import { type Neighbours, portClashes } from './tracker/ports.ts';
import { readTrackerSettings } from './tracker/settings.ts';

export interface TrackerOptions {
  readonly id: string;
  readonly directory: string;
  readonly command?: readonly string[] | undefined;
  readonly logDirectory: string;
  readonly record: ProcessRecordStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secretsToDrop: readonly string[];
  /** What else listens on this machine. Throws UserError if the game server's files cannot be read. */
  readonly neighbours: () => Neighbours;
  readonly redact: (text: string) => string;
  readonly onChange: (status: ProcessStatus) => void;
  readonly onTrouble: (lines: readonly string[]) => void;
}

/** stracker next to one game server: a process that outlives Pitwall, as acServer does. Refusals are UserErrors. */
export interface Tracker {
  status(): ProcessStatus;
  /** Throws one error with everything that would keep it from starting. */
  check(): void;
  /** Resolves when it has been up for five seconds; stracker itself never reports that. */
  start(progress: Progress): Promise<void>;
  stop(progress: Progress): Promise<void>;
  /** Goes on reading the output of a tracker that an earlier Pitwall had started. */
  listen(): void;
  close(): Promise<void>;
}

/** An unusable configuration, or a taken port, ends it within two or three. */
const SETTLED_MS = 5000;
const POLL_MS = 500;
const CAP_CHECK_MS = 60_000;

export async function openTracker(options: TrackerOptions): Promise<Tracker> {
  const output = new TrackerOutput(options);
  const process = await openProcess({
    name: `stracker of ${options.id}`,
    // Searched before each start: it may have been installed meanwhile.
    get directory() {
      return findTracker(options).directory;
    },
    get command() {
      return findTracker(options).command;
    },
    logDirectory: options.logDirectory,
    logName: 'stracker',
    record: options.record,
    clock: options.clock,
    log: options.log,
    nextRun: () => 1,
    secretsToDrop: options.secretsToDrop,
    onChange(status) {
      if (status.state === 'starting') output.follow(status.logPath, 0);
      if (status.state === 'stopped') void output.close();
      options.onChange(status);
    },
  });
  return new TrackerProcess(options, process, output);
}

class TrackerProcess implements Tracker {
  readonly #options: TrackerOptions;
  readonly #process: ServerProcess;
  readonly #output: TrackerOutput;

  constructor(options: TrackerOptions, process: ServerProcess, output: TrackerOutput) {
    this.#options = options;
    this.#process = process;
    this.#output = output;
  }

  status(): ProcessStatus {
    return this.#process.status();
  }

  check(): void {
    const { ini } = findTracker(this.#options);
    const settings = readTrackerSettings(ini);
    const problems = [
      ...(settings.serverCfg === undefined ? [NO_SERVER_CFG] : []),
      ...portClashes(settings, this.#options.neighbours()),
    ];
    if (problems.length > 0) throw new UserError(`stracker cannot start with ${ini}: ${problems.join(' ')}`);
  }

  async start(progress: Progress): Promise<void> {
    if (this.status().state === 'stopped') this.check();
    try {
      await this.#process.start(progress, () => sleep(this.#options.clock, SETTLED_MS));
    } catch (error) {
      throw this.#withOwnLog(error);
    }
  }

  stop(progress: Progress): Promise<void> {
    return this.#process.stop(progress);
  }

  listen(): void {
    const { state, logPath } = this.status();
    if (state !== 'stopped') this.#output.follow(logPath, sizeOf(logPath));
  }

  async close(): Promise<void> {
    this.#process.close();
    await this.#output.close();
  }

  /** During the start, only its own log may say what was wrong. */
  #withOwnLog(error: unknown): unknown {
    if (!(error instanceof UserError)) return error;
    const said = this.status().state === 'stopped' ? complaintsOf(findTracker(this.#options)) : [];
    return new UserError(this.#options.redact([error.message, ...said].join('\n')));
  }
}

const NO_SERVER_CFG =
  "[STRACKER_CONFIG] ac_server_cfg_ini is empty; it must be the path of the game server's server_cfg.ini.";

/** The output of stracker's runs, one after the other. */
class TrackerOutput {
  readonly #options: TrackerOptions;
  #stop: (() => Promise<void>) | undefined;

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  /** Does nothing if it is being read already. */
  follow(path: string | undefined, offset: number): void {
    if (path === undefined || this.#stop) return;
    const { clock, log, redact, onTrouble } = this.#options;
    const complaints = gatherComplaints(clock, (lines) => onTrouble(lines.map(redact)));
    const follower = followFile({
      path,
      offset,
      clock,
      pollMs: POLL_MS,
      onLines: (lines) => {
        complaints.read(lines.map(({ text }) => text));
        return undefined;
      },
      onError: (err) => log.error({ err, path }, "stracker's output could not be read"),
    });
    const stopCapping = every(clock, CAP_CHECK_MS, () => void follower.cap().catch(() => {}));
    this.#stop = async () => {
      stopCapping();
      complaints.close();
      await follower.close().catch((error: unknown) => log.error({ path }, messageOf(error)));
    };
  }

  async close(): Promise<void> {
    const stopping = this.#stop?.();
    this.#stop = undefined;
    await stopping;
  }
}

/** What stracker wrote into its own log file, which is new at each start. */
function complaintsOf({ directory, ini }: TrackerPlace): readonly string[] {
  const file = existsSync(ini) ? readTrackerSettings(ini).logFile : undefined;
  return file === undefined ? [] : complaintsIn(lastLinesOf(resolve(directory, file), 40));
}

const sizeOf = (path: string | undefined): number =>
  path === undefined ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
