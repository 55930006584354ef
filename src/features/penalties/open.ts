import type { Load } from '../../acserver/limits.ts';
import type { Penalty } from '../../events/penalty.ts';
import { messageOf } from '../../kit/errors.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { openJournal } from '../../race/journal.ts';
import { type Catalogue, inWords } from '../../texts/catalogue.ts';
import type { DriverActions } from '../drivers/actions.ts';
import { type PenaltyActions, penaltyActions } from './actions.ts';
import { announcePenalties } from './announce.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { activeKg, activeRestrictor } from './penalty.ts';
import type { PenaltySettings } from './settings.ts';
import type { Tally } from './tally.ts';
import { type PenaltyWatch, type TallyMemory, watchPenalties } from './watch.ts';

/** What is decided against the drivers of one game server, and what is counted against them by itself. */
export interface PenaltyLedger {
  readonly ledger: Ledger;
  readonly settings: PenaltySettings;
  readonly warningsOf: PenaltyWatch['warningsOf'];
  /** What a driver carries for penalties, on top of what the entry list says. */
  readonly loadOf: (guid: string) => Load;
}

/** The ledger, which the rules write: it comes before everything that reads it. */
export function openPenaltyLedger(
  { id, store, bus }: Pick<LiveServer, 'id' | 'store' | 'bus'>,
  { settings }: { readonly settings: PenaltySettings },
): PenaltyLedger {
  const ledger = openLedger(store, id);
  const { warningsOf } = watchPenalties({ bus, ledger, settings, memory: tallyMemory({ id, store }) });
  return {
    ledger,
    settings,
    warningsOf,
    loadOf(guid) {
      const active = ledger.active(guid);
      return { ballastKg: activeKg(active), restrictorPercent: activeRestrictor(active) };
    },
  };
}

/** The penalties of one game server. */
export interface ServerPenalties {
  readonly actions: PenaltyActions;
  close(): void;
}

export type PenaltiesLive = Pick<
  LiveServer,
  'dialect' | 'clock' | 'log' | 'bus' | 'state' | 'decide' | 'limits' | 'speaker'
>;

export interface PenaltiesNeeds {
  readonly ledger: PenaltyLedger;
  readonly drivers: Pick<DriverActions, 'kick'>;
  /** What drivers are told is in these words. */
  readonly words: Catalogue;
}

/** What stewards impose; drivers are told, and the game server carries it out. */
export function openPenalties(live: PenaltiesLive, needs: PenaltiesNeeds): ServerPenalties {
  const { dialect, clock, limits, state, decide } = live;
  const { ledger, settings, warningsOf } = needs.ledger;
  const { drivers, words } = needs;
  const stopTelling = tellDrivers(live, words);
  const stopKicking = kickAutomatically(live, drivers);
  return {
    actions: penaltyActions({
      ledger,
      dialect,
      driveThrough: settings.driveThrough,
      warningsOf,
      decide,
      limits,
      state,
      now: () => clock.now(),
      kick: (driver, order) => drivers.kick(driver, order),
    }),
    close() {
      stopTelling();
      stopKicking();
    },
  };
}

const tallyMemory = ({ id, store }: Pick<LiveServer, 'id' | 'store'>): TallyMemory => {
  const journal = openJournal(store, id);
  return {
    load: () => journal.cursor('tally') as Tally | undefined,
    save: (tally) => journal.moveCursor('tally', tally),
  };
};

function tellDrivers({ bus, state, speaker }: PenaltiesLive, words: Catalogue): () => void {
  return announcePenalties({
    bus,
    tell(driver, text) {
      const seat = [...state().drivers.values()].find(({ guid }) => guid === driver.guid);
      if (seat) void speaker.say({ carId: seat.carId, guid: seat.guid }, inWords(words, text));
    },
    announce: (text) => void speaker.say('all', inWords(words, text)),
  });
}

/** Whoever gives a kick by command waits for what comes of it; the rules do not. */
function kickAutomatically({ bus, log }: PenaltiesLive, drivers: PenaltiesNeeds['drivers']): () => void {
  const kick = ({ number, driver, by, reason }: Penalty): Promise<unknown> =>
    drivers.kick(driver, { by, reason }).catch((error: unknown) => {
      log.warn({ penalty: number, reason: messageOf(error) }, 'a kick could not be carried out');
    });
  return bus.live((event) => {
    if (event.type !== 'penaltyGiven') return;
    const { penalty } = event;
    if (penalty.type === 'kick' && penalty.source === 'automatic') void kick(penalty);
  });
}
