import { type EventOf, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { ResultsDesk } from './actions.ts';
import { ownResults } from './ownResults.ts';
import type { SessionTable } from './table.ts';

export interface ResultsWatchOptions {
  readonly bus: Bus;
  readonly table: SessionTable;
  readonly publish: ResultsDesk['publish'];
  readonly log: { error(fields: object, message: string): void };
}

export interface ResultsWatch {
  /** Tells what a Pitwall before this one did not come to. To be called once everyone listens. */
  resume(): void;
  /** Resolves when what is being worked out has been told. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** How many sessions back decisions may still have changed something unheard. */
const RESUMED_SESSIONS = 5;

/** Keeps what is needed for the result of each session that ends, and has it told anew with every decision about it. */
export function watchResults({ bus, table, publish, log }: ResultsWatchOptions): ResultsWatch {
  let last: Promise<unknown> = Promise.resolve();

  const kept: Listeners<void, [RaceState]> = {
    sessionEnded: (event, state) => {
      const session = sessionOf(event, state);
      if (session && !event.restarted) keep(table, event, session);
    },
    // The last laps of a session may be learnt when it is over.
    lapCompleted: (event, state) => {
      const session = sessionOf(event, state);
      const known = session?.over ? table.get(event.run, event.session) : undefined;
      if (known && session) table.save({ ...known, own: ownResults(session) });
    },
    classified: ({ classification }) => table.told(classification),
  };
  bus.durable((event, state) => hear(kept, event, state) as undefined);

  function tell({ run, session }: { readonly run: number; readonly session: number }): void {
    const ended = table.get(run, session);
    if (!ended || (ended.final && ended.classification?.final)) return;
    last = publish(run, session).catch((err: unknown) => log.error({ err }, 'a result could not be worked out'));
  }

  const reactions: Listeners<void> = {
    sessionEnded: tell,
    penaltyGiven: ({ penalty }) => tell(penalty),
    penaltyChanged: ({ penalty, before }) => {
      if (penalty.state !== before.state) tell(penalty);
    },
  };
  const stop = bus.live((event) => hear(reactions, event));

  return {
    resume() {
      for (const ended of table.newest(RESUMED_SESSIONS)) tell(ended);
    },
    settled: async () => void (await last),
    async close() {
      stop();
      await last;
    },
  };
}

const sessionOf = (event: RaceEvent, { session, previous }: RaceState): Session | undefined =>
  [session, previous].find((each) => each?.ordinal === event.session);

function keep(table: SessionTable, { run, at, resultsFile }: EventOf<'sessionEnded'>, session: Session): void {
  const { facts, ordinal, standings } = session;
  const isDriven = [...standings.values()].some(({ laps }) => laps.length > 0);
  if (!isDriven && resultsFile === undefined) return;
  table.save({
    ...{ run, session: ordinal, name: facts.name || facts.kind, kind: facts.kind, endedAt: at },
    own: ownResults(session),
    ...(resultsFile === undefined ? {} : { resultsFile }),
  });
}
