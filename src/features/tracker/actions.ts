import { howItEnded, type ProcessState, type ProcessStatus } from '../../acserver/process.ts';
import type { Tracker } from '../../acserver/tracker.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { refusal } from '../../kit/errors.ts';
import type { Progress } from '../../kit/progress.ts';
import { phrase, type Sentence, typed } from '../../kit/sentence.ts';
import type { RaceState } from '../../race/state.ts';

/** Queries and actions for the lap tracker (stracker) of one game server. Refusals are UserErrors. */
export interface TrackerActions {
  info(): TrackerInfo;
  start(progress: Progress, attempt?: Attempt): Promise<TrackerChange>;
  stop(progress: Progress, attempt?: Attempt): Promise<TrackerChange>;
  restart(progress: Progress, attempt?: Attempt): Promise<TrackerChange>;
  /** What stopping it now would cost, for a confirmation question; undefined when no session is running. */
  lossOfStopping(): string | undefined;
}

export interface TrackerInfo {
  readonly server: string;
  readonly state: ProcessState;
  /** UTC, milliseconds. */
  readonly startedAt?: number;
  /** Why it last stopped unexpectedly, if it did. */
  readonly trouble?: string;
  /** What it complained about since it was started, or when it ended. */
  readonly complaints: readonly string[];
  /** The game server's configuration was changed after stracker started; stracker reads it only when it starts. */
  readonly isOutdated: boolean;
}

export interface TrackerChange {
  readonly change: 'started' | 'stopped' | 'restarted';
  readonly info: TrackerInfo;
}

export interface TrackerParts {
  readonly id: string;
  readonly tracker: Pick<Tracker, 'status' | 'check' | 'start' | 'stop'>;
  readonly state: () => RaceState;
  readonly complaints: () => readonly string[];
  /** UTC, milliseconds: when the game server's configuration was last written; undefined when there is none. */
  readonly configuredAt: () => number | undefined;
}

export function trackerActions(parts: TrackerParts): TrackerActions {
  const { tracker } = parts;
  const changed = (change: TrackerChange['change']): TrackerChange => ({ change, info: trackerInfo(parts) });
  return {
    info: () => trackerInfo(parts),
    async start(progress, attempt = UNASKED) {
      attempt.begin({ via: 'process', what: START });
      await tracker.start(progress);
      return changed('started');
    },
    async stop(progress, attempt = UNASKED) {
      attempt.begin({ via: 'process', what: STOP });
      await tracker.stop(progress);
      return changed('stopped');
    },
    async restart(progress, attempt = UNASKED) {
      // Checked first, so that a tracker that could not start again is not stopped.
      tracker.check();
      attempt.begin({ via: 'process', what: STOP, next: START });
      await tracker.stop(progress);
      attempt.begin({ via: 'process', what: START });
      await tracker.start(progress);
      return changed('restarted');
    },
    lossOfStopping: () => lossOfStopping(parts),
  };
}

const START = 'the start of stracker';
const STOP = 'the stop of stracker';

/** For a server whose files are out of reach; `why` is the message that says so. */
export function refusedTracker(server: string, why: string): TrackerActions {
  const refuse = refusal(why);
  return {
    info: () => ({ server, state: 'stopped', complaints: [why], isOutdated: false }),
    start: async () => refuse(),
    stop: async () => refuse(),
    restart: async () => refuse(),
    lossOfStopping: refuse,
  };
}

/** Advice about stracker after the game server was started or stopped, which does not affect stracker. */
export function adviceAbout({ state, isOutdated }: TrackerInfo, change: TrackerChange['change']): Sentence | undefined {
  if (state === 'stopped') return undefined;
  if (change === 'stopped') return phrase`stracker keeps running; use ${typed('tracker stop')} to stop it as well.`;
  return isOutdated ? OUTDATED : undefined;
}

const OUTDATED = phrase`stracker still uses the configuration it started with; ${typed('tracker restart')} loads the new one.`;

function trackerInfo({ id, tracker, complaints, configuredAt }: TrackerParts): TrackerInfo {
  const status = tracker.status();
  const { state, startedAt } = status;
  return {
    server: id,
    state,
    complaints: complaints(),
    isOutdated: state !== 'stopped' && (configuredAt() ?? 0) > (startedAt ?? Infinity),
    startedAt,
    trouble: troubleOf(status),
  };
}

function troubleOf({ state, lastExit }: ProcessStatus): string | undefined {
  if (state !== 'stopped' || !lastExit || lastExit.expected) return undefined;
  return `It stopped unexpectedly (${howItEnded(lastExit)}).`;
}

function lossOfStopping({ tracker, state }: TrackerParts): string | undefined {
  const { session } = state();
  if (tracker.status().state === 'stopped' || !session || session.over) return undefined;
  return `${session.facts.name} is running: laps driven while stracker is down will be missing from its statistics.`;
}
