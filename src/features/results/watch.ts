/** Stores what the result of each ended session needs, and publishes it again with every decision about it. */
import type { Results } from '../../acserver/results/schema.ts';
import { type Driver, type EventOf, hear, type Listeners } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { hasLaps } from '../../race/standings.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { ResultsPublisher } from './actions.ts';
import { ownSummary } from './ownResults.ts';
import type { SessionTable } from './table.ts';

export interface ResultsWatchOptions {
  readonly bus: Bus;
  readonly table: SessionTable;
  readonly results: Pick<ResultsPublisher, 'publish'>;
  readonly calendar: Pick<Calendar, 'keysOf'>;
  readonly log: { error(fields: object, message: string): void };
}

/** How many sessions are checked at startup for unreported decisions, and how many for an unreported final result. */
const RESUMED_SESSIONS = 5;

export class ResultsWatch {
  readonly #options: ResultsWatchOptions;
  readonly #stop: () => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ResultsWatchOptions) {
    const { bus, table } = options;
    this.#options = options;
    bus.durable((event, state) => {
      hear(keeping, event, state, table);
      return undefined;
    });
    const reactions: Listeners<void> = {
      sessionEnded: (event) => this.#tell(event),
      // A session that the new one restarts or continues has no result of its own any more.
      sessionStarted: (event) => this.#tell(event),
      raceContinued: ({ race }) => this.#tell(race),
      penaltyGiven: ({ penalty }) => this.#tell(penalty),
      penaltyChanged: ({ penalty, before }) => {
        // Finalising publishes the result itself.
        if (penalty.state !== before.state && penalty.state !== 'applied') this.#tell(penalty);
      },
    };
    this.#stop = bus.live((event) => hear(reactions, event));
  }

  /** Publishes what an earlier Pitwall did not get to, once everyone listens. */
  resume(): void {
    const { table } = this.#options;
    const newest = table.newest(RESUMED_SESSIONS);
    const isNewest = ({ run, session }: SessionKey): boolean =>
      newest.some((each) => each.run === run && each.session === session);
    const half = [...table.lastFinal(RESUMED_SESSIONS), ...table.halfReopened()];
    for (const ended of newest) this.#tell(ended);
    for (const ended of half.filter((each) => !isNewest(each))) this.#tellOne(ended);
  }

  /** Resolves when pending results have been published. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#last;
  }

  #tell({ run, session }: { readonly run: number; readonly session: number }): void {
    for (const key of this.#options.calendar.keysOf(run, session)) this.#tellOne(key);
  }

  #tellOne({ run, session }: SessionKey): void {
    const { table, results, log } = this.#options;
    const ended = table.get(run, session);
    if (!ended || (ended.final && ended.classification?.final)) return;
    this.#last = results
      .publish(run, session)
      .catch((err: unknown) => log.error({ err }, 'a result could not be worked out'));
  }
}

const keeping: Listeners<void, [RaceState, SessionTable]> = {
  sessionEnded: (event, state, table) => {
    const session = sessionOf(event, state);
    if (session && !event.restarted) keep(table, event, { session, modelOf: modelIn(state) });
  },
  // The last laps of a session may arrive after it is over.
  lapCompleted: (event, state, table) => {
    const session = sessionOf(event, state);
    const known = session?.over ? table.get(event.run, event.session) : undefined;
    if (known && session) table.save({ ...known, own: ownSummary(session, modelIn(state, storedIn(table, known))) });
  },
  classified: ({ classification }, _, table) => table.told(classification),
};

const storedIn = (table: SessionTable, { run, session }: SessionKey): Results =>
  JSON.parse(table.own(run, session)) as Results;

/** The model of a driver who is on the server, or was when the result was last stored. */
const modelIn =
  ({ drivers }: RaceState, before?: Results) =>
  ({ carId, guid }: Driver): string =>
    [...drivers.values()].find((each) => each.carId === carId && each.guid === guid)?.model ??
    before?.result.find((each) => each.carId === carId && each.guid === guid)?.model ??
    '';

interface Kept {
  readonly session: Session;
  readonly modelOf: (driver: Driver) => string;
}

function keep(
  table: SessionTable,
  { run, at, resultsFile }: EventOf<'sessionEnded'>,
  { session, modelOf }: Kept,
): void {
  const { facts, ordinal } = session;
  if (!hasLaps(session) && resultsFile === undefined) return;
  table.save({
    run,
    session: ordinal,
    name: facts.name || facts.kind,
    kind: facts.kind,
    endedAt: at,
    own: ownSummary(session, modelOf),
    resultsFile,
  });
}
