import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { type Clock, every } from '../clock.ts';
import { messageOf, UserError } from '../errors.ts';
import { lastLinesOf } from './process/log.ts';
import { openProcess, type ProcessRecordStore, type ProcessStatus, type Progress } from './process.ts';
import { type Follower, followFile } from './stdout/follow.ts';
import { type Complaints, complaintsIn, gatherComplaints } from './tracker/complaints.ts';
import { findTracker, type TrackerPlace } from './tracker/place.ts';
import { type Neighbours, portClashes } from './tracker/ports.ts';
import { readTrackerSettings } from './tracker/settings.ts';

export interface TrackerOptions {
  /** The id of its game server. */
  readonly id: string;
  /** The game server's directory, absolute. */
  readonly directory: string;
  /** The words of another command that starts stracker. */
  readonly command?: readonly string[] | undefined;
  readonly logDirectory: string;
  readonly record: ProcessRecordStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secretsToDrop: readonly string[];
  /** Who else listens on this machine. Throws UserError where the game server's files cannot be read. */
  readonly neighbours: () => Neighbours;
  readonly redact: (text: string) => string;
  readonly onChange: (status: ProcessStatus) => void;
  readonly onTrouble: (lines: readonly string[]) => void;
}

/** stracker beside one game server: a process that outlives Pitwall as acServer does. Refusals are UserErrors. */
export interface Tracker {
  status(): ProcessStatus;
  /** Throws what would keep it from starting, all in one. */
  check(): void;
  /** Resolves when it has been up for five seconds; stracker itself never says that it is. */
  start(progress: Progress): Promise<void>;
  stop(progress: Progress): Promise<void>;
  /** Goes on reading what a tracker says that an earlier Pitwall had started. */
  listen(): void;
  /** Leaves it running. */
  close(): Promise<void>;
}

/** A configuration it cannot use, or a port that is taken, ends it within two or three. */
const SETTLED_MS = 5000;
const POLL_MS = 500;
const CAP_CHECK_MS = 60_000;

export async function openTracker(options: TrackerOptions): Promise<Tracker> {
  const { id, clock, log, redact } = options;
  const find = (): TrackerPlace => findTracker(options);
  let hearing: Hearing | undefined;

  const process = await openProcess({
    name: `stracker of ${id}`,
    // Looked for before each start: it may have been installed meanwhile.
    get directory() {
      return find().directory;
    },
    get command() {
      return find().command;
    },
    logDirectory: options.logDirectory,
    logName: 'stracker',
    record: options.record,
    clock,
    log,
    nextRun: () => 1,
    secretsToDrop: options.secretsToDrop,
    onChange(status) {
      if (status.state === 'starting') hear(status, 0);
      if (status.state === 'stopped') void hearing?.close();
      options.onChange(status);
    },
  });

  function hear({ logPath }: ProcessStatus, offset: number): void {
    if (logPath === undefined) return;
    hearing = hearTracker({
      path: logPath,
      offset,
      clock,
      log,
      onTrouble: (lines) => options.onTrouble(lines.map(redact)),
    });
  }

  function check(): void {
    const place = find();
    const settings = readTrackerSettings(place.ini);
    const problems = [
      ...(settings.serverCfg === undefined
        ? ["[STRACKER_CONFIG] ac_server_cfg_ini is empty; it must be the path of the game server's server_cfg.ini."]
        : []),
      ...portClashes(settings, options.neighbours()),
    ];
    if (problems.length > 0) throw new UserError(`stracker cannot start with ${place.ini}: ${problems.join(' ')}`);
  }

  /** While it is started, its own log may be the only place that says what was wrong. */
  function withOwnLog(error: unknown): unknown {
    if (!(error instanceof UserError)) return error;
    const said = process.status().state === 'stopped' ? complaintsOf(find()) : [];
    return new UserError(redact([error.message, ...said].join('\n')));
  }

  return {
    status: () => process.status(),
    check,
    async start(progress) {
      if (process.status().state === 'stopped') check();
      const settled = () => new Promise<void>((done) => clock.after(SETTLED_MS, done));
      await process.start(progress, settled).catch((error: unknown) => {
        throw withOwnLog(error);
      });
    },
    stop: (progress) => process.stop(progress),
    listen() {
      const status = process.status();
      if (status.state !== 'stopped' && !hearing) hear(status, sizeOf(status.logPath));
    },
    async close() {
      process.close();
      await hearing?.close();
    },
  };
}

interface Hearing {
  close(): Promise<void>;
}

function hearTracker(options: {
  readonly path: string;
  readonly offset: number;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onTrouble: (lines: readonly string[]) => void;
}): Hearing {
  const { path, offset, clock, log } = options;
  const complaints: Complaints = gatherComplaints(clock, options.onTrouble);
  const follower: Follower = followFile({
    path,
    offset,
    clock,
    pollMs: POLL_MS,
    onLines: (lines) => complaints.read(lines.map(({ text }) => text)),
    onError: (err) => log.error({ err, path }, "stracker's output could not be read"),
  });
  const stopCapping = every(clock, CAP_CHECK_MS, () => void follower.cap().catch(() => {}));
  return {
    async close() {
      stopCapping();
      complaints.close();
      await follower.close().catch((error: unknown) => log.error({ path }, messageOf(error)));
    },
  };
}

/** What stracker wrote into the log file of its own, which it begins anew at each start. */
function complaintsOf({ directory, ini }: TrackerPlace): readonly string[] {
  const file = existsSync(ini) ? readTrackerSettings(ini).logFile : undefined;
  return file === undefined ? [] : complaintsIn(lastLinesOf(resolve(directory, file), 40));
}

const sizeOf = (path: string | undefined): number =>
  path === undefined ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
