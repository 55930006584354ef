/** What a feed needs, and what the log gives it. */
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import type { Clock } from '../kit/clock.ts';
import type { Dialect } from '../kit/dialects.ts';
import type { Store } from '../store/store.ts';
import type { Batch } from './batch.ts';
import type { Publisher } from './bus.ts';
import type { Journal } from './journal.ts';
import type { Traces } from './traces.ts';

export interface LogBatch {
  readonly facts: readonly StdoutFact[];
  readonly position: unknown;
  /** Written while nobody listened to UDP. */
  readonly absent: boolean;
}

export interface FeedOptions {
  readonly server: string;
  readonly store: Store;
  readonly journal: Journal;
  readonly bus: Publisher;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly redact: (text: string) => string;
  readonly askAbout: (carId: number) => void;
  /** As in `Situation`, all three. */
  readonly traces?: Pick<Traces, 'of'> | undefined;
  readonly dialect?: Dialect | undefined;
  readonly chatFilter?: readonly string[] | undefined;
  /** Whether the server's log is read too. If not, nothing waits for a second source. */
  readonly isLogged: () => boolean;
  /** Whether UDP data arrives. If it is silent or switched off, the log stands in for it. */
  readonly isHeard: () => boolean;
  /** Datagrams were lost: asks who is in which car and which session runs. */
  readonly askAgain: () => void;
}

/** One transaction of a feed. */
export interface Commit {
  /** When its input was received; now if absent. */
  readonly at?: number | undefined;
  /** Collects what it can before anything is written. */
  readonly observe?: ((batch: Batch) => void) | undefined;
  /** Called after the commit, before live listeners run. */
  readonly committed?: (() => void) | undefined;
}
