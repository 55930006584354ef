import type { Load } from '../acserver/limits.ts';
import { limitsOf } from '../acserver/limits.ts';
import type { Speaker } from '../acserver/speaker.ts';
import type { ControlActions } from '../actions/control.ts';
import { type PenaltyActions, penaltyActions } from '../actions/penalties.ts';
import { type ResultsActions, resultsDesk } from '../actions/results.ts';
import type { AnyServerConfig } from '../config.ts';
import { AUTOMATIC, watchPenalties } from '../control/penalties.ts';
import { speakOfPenalties } from '../control/penaltyVoice.ts';
import { watchResults } from '../control/results.ts';
import { messageOf } from '../errors.ts';
import { openLedger } from '../penalties/ledger.ts';
import { activeKg, activeRestrictor } from '../penalties/penalty.ts';
import type { Tally } from '../penalties/rules.ts';
import { sessionTable } from '../penalties/sessionTable.ts';
import { DEFAULT_SETTINGS } from '../penalties/settings.ts';
import type { Driver } from '../race/events.ts';
import { openJournal } from '../race/journal.ts';
import type { ServerSources, ServerSurroundings } from './sources.ts';

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
  const settings = around.penalties ?? DEFAULT_SETTINGS;
  const ledger = openLedger(store, config.id);
  const journal = openJournal(store, config.id);
  const watch = watchPenalties({
    ...{ bus, ledger, settings },
    memory: { load: () => journal.cursor<Tally>('tally'), save: (tally) => journal.moveCursor('tally', tally) },
  });
  const table = sessionTable(store, config.id);
  const desk = resultsDesk({
    ...{ id: config.id, directory: config.directory, table, ledger, clock, log },
    decide: (work) => feed.decide(work),
  });
  const results = watchResults({ bus, table, publish: desk.publish, log });
  const stops: (() => void)[] = [];
  let reached: Reached | undefined;
  const kick = async (driver: Driver, order: { by: string; reason?: string }): Promise<string> =>
    reached ? reached.actions.kick(driver, order) : '';

  return {
    actions: penaltyActions({
      ...{ ledger, kick, driveThrough: settings.driveThrough, warningsOf: watch.warningsOf },
      dialect: config.dialect ?? 'kunos',
      limits: () => reached?.handicaps.limits() ?? limitsOf(config.dialect ?? 'kunos', undefined),
      state: () => feed.state(),
      now: () => clock.now(),
      decide: (work) => feed.decide(work),
      isFinal: (run, session) => table.get(run, session)?.final !== undefined,
    }),
    results: desk,
    resume: results.resume,
    loadOf(guid) {
      const active = ledger.active(guid);
      return { ballastKg: activeKg(active), restrictorPercent: activeRestrictor(active) };
    },
    connect(control) {
      reached = control;
      const tell = (driver: Driver, text: string): void => {
        const seat = [...feed.state().drivers.values()].find(({ guid }) => guid === driver.guid);
        if (seat) void control.speaker.say({ carId: seat.carId, guid: seat.guid }, text);
      };
      stops.push(
        speakOfPenalties({ bus, tell, announce: (text) => void control.speaker.say('all', text) }),
        bus.live((event) => {
          if (event.type !== 'penaltyGiven' && event.type !== 'penaltyChanged') return;
          const { penalty } = event;
          if (penalty.type === 'ballast' || penalty.type === 'restrictor') void control.handicaps.compare();
          if (event.type !== 'penaltyGiven' || penalty.type !== 'kick' || penalty.by !== AUTOMATIC) return;
          kick(penalty.driver, { by: AUTOMATIC, reason: penalty.reason }).catch((error: unknown) =>
            log.warn({ penalty: penalty.number, reason: messageOf(error) }, 'a kick could not be carried out'),
          );
        }),
      );
    },
    async close() {
      for (const stop of stops) stop();
      await results.close();
    },
  };
}
