import { type Load, limitsOf } from '../../acserver/limits.ts';
import type { Speaker } from '../../acserver/speaker.ts';
import type { AnyServerConfig } from '../../config/environment.ts';
import type { Driver } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { messageOf } from '../../kit/errors.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import type { Feed } from '../../race/feed.ts';
import { openJournal } from '../../race/journal.ts';
import type { Store } from '../../store/store.ts';
import { inWords, type Text } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import type { ControlActions } from '../drivers/control.ts';
import { type ResultsActions, resultsActions } from '../results/actions.ts';
import { sessionTable } from '../results/table.ts';
import { ResultsWatch } from '../results/watch.ts';
import { type PenaltyActions, penaltyActions } from './actions.ts';
import { announcePenalties } from './announce.ts';
import { openLedger } from './ledger.ts';
import { activeKg, activeRestrictor } from './penalty.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Tally } from './tally.ts';
import { type TallyMemory, watchPenalties } from './watch.ts';

/** The penalties of one game server. */
export interface ServerPenalties {
  readonly actions: PenaltyActions;
  readonly results: ResultsActions;
  /** What a driver carries for penalties, on top of what the entry list says. */
  loadOf(guid: string): Load;
  /** From here on drivers are told, and cars loaded. */
  connect(control: Reached): void;
  /** Tells results that nobody came to tell. To be called once the past has been told. */
  resume(): void;
  close(): Promise<void>;
}

/** What penalties reach the cars by. */
interface Reached {
  readonly actions: Pick<ControlActions, 'kick'>;
  readonly speaker: Pick<Speaker, 'say'>;
  readonly handicaps: { limits(): Load; compare(): Promise<void> };
}

export function openPenalties(
  config: AnyServerConfig,
  around: ServerSurroundings,
  sources: ServerSources,
): ServerPenalties {
  const { store, clock } = around;
  const { bus, feed, log } = sources;
  const { id, dialect = 'kunos', directory } = config;
  const settings = around.penalties ?? DEFAULT_SETTINGS;
  const [ledger, table] = [openLedger(store, id), sessionTable(store, id)];
  const decide: Feed['decide'] = (work) => feed.decide(work);
  const { warningsOf } = watchPenalties({ bus, ledger, settings, memory: tallyMemory(store, id) });
  const results = resultsActions({ id, directory, table, ledger, clock, log, decide });
  const resultsWatch = new ResultsWatch({ bus, table, results, log });
  let reached: Reached | undefined;
  let disconnect = (): void => {};

  return {
    actions: penaltyActions({
      ...{ ledger, dialect, driveThrough: settings.driveThrough, warningsOf, decide },
      limits: () => reached?.handicaps.limits() ?? limitsOf(dialect, undefined),
      state: () => feed.state(),
      now: () => clock.now(),
      kick: async (driver, order) => (await reached?.actions.kick(driver, order)) ?? '',
    }),
    results,
    resume: () => resultsWatch.resume(),
    loadOf(guid) {
      const active = ledger.active(guid);
      return { ballastKg: activeKg(active), restrictorPercent: activeRestrictor(active) };
    },
    connect(control) {
      reached = control;
      disconnect = reachCars(sources, control);
    },
    async close() {
      disconnect();
      await resultsWatch.close();
    },
  };
}

const tallyMemory = (store: Store, server: string): TallyMemory => {
  const journal = openJournal(store, server);
  return { load: () => journal.cursor<Tally>('tally'), save: (tally) => journal.moveCursor('tally', tally) };
};

/** Tells drivers what is decided, and has the game server carry it out. */
function reachCars({ bus, feed, log }: ServerSources, { speaker, handicaps, actions }: Reached): () => void {
  const tell = (driver: Driver, text: Text): void => {
    const seat = [...feed.state().drivers.values()].find(({ guid }) => guid === driver.guid);
    if (seat) void speaker.say({ carId: seat.carId, guid: seat.guid }, inWords(english, text));
  };
  const kick = ({ number, driver, by, reason }: Penalty): Promise<unknown> =>
    actions.kick(driver, { by, reason }).catch((error: unknown) => {
      log.warn({ penalty: number, reason: messageOf(error) }, 'a kick could not be carried out');
    });
  const stops = [
    announcePenalties({ bus, tell, announce: (text) => void speaker.say('all', inWords(english, text)) }),
    bus.live((event) => {
      if (event.type !== 'penaltyGiven' && event.type !== 'penaltyChanged') return;
      const { penalty } = event;
      if (penalty.type === 'ballast' || penalty.type === 'restrictor') void handicaps.compare();
      // Whoever gives one by command waits for what comes of it.
      if (event.type === 'penaltyGiven' && penalty.type === 'kick' && penalty.source === 'automatic')
        void kick(penalty);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
