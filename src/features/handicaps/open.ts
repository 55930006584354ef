import { orderFor } from '../../acserver/dialect.ts';
import type { Load } from '../../acserver/limits.ts';
import { Signal } from '../../kit/signal.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { PenaltyLoads } from '../penalties/loads.ts';
import { type HandicapActions, handicapActions } from './actions.ts';
import type { LoadKind } from './load.ts';
import { loadTable } from './table.ts';
import { Handicaps, type LoadOutcome } from './watch.ts';

/** Ballast and restrictor on one game server. */
export interface ServerHandicaps {
  readonly actions: HandicapActions;
  /** The load each car has to carry. Calling this reads the entry list. */
  readonly loads: () => (seat: { readonly carId: number; readonly guid: string }) => Load;
  /** The same, but undefined if it equals the entry list's: then Pitwall has ordered nothing. */
  readonly orderedFor: (seat: { readonly carId: number; readonly guid: string }) => Load | undefined;
  /** The outcome for a driver's load, once all orders under way are done; undefined if there was no order. */
  readonly outcomeFor: (guid: string) => Promise<LoadOutcome | undefined>;
  /** GUIDs of drivers whose cars carry what they have to, as far as the game server says. */
  readonly carried: Pick<Signal<string>, 'listen'>;
  /** Tells the game server what changed in the meantime. */
  resume(): void;
  close(): void;
}

export type HandicapsLive = Pick<
  LiveServer,
  'id' | 'dialect' | 'store' | 'clock' | 'log' | 'bus' | 'state' | 'notice' | 'limits' | 'entries' | 'orders'
>;

export interface HandicapsNeeds {
  readonly penalties: { readonly loads: PenaltyLoads };
}

export function openHandicaps(live: HandicapsLive, { penalties }: HandicapsNeeds): ServerHandicaps {
  const { id, dialect, store, clock, log, bus, state, limits, entries, orders } = live;
  const carried = new Signal<string>();
  const handicaps = new Handicaps({
    bus,
    clock,
    log,
    state,
    table: loadTable(store, id),
    bases() {
      const { slots } = entries();
      return (carId) => ({
        ballastKg: slots[carId]?.ballastKg ?? 0,
        restrictorPercent: slots[carId]?.restrictor ?? 0,
      });
    },
    limits,
    penalties: penalties.loads,
    tellsEmptyCars: dialect === 'kunos',
    onCarried: carried.tell,
    tell: (kind, { carId, guid }, amount) => orders.give(orderFor(dialect, ORDERS[kind], { carId, guid, amount })),
  });
  return {
    actions: handicapActions({ live, handicaps }),
    loads: () => handicaps.loads(),
    orderedFor: (seat) => handicaps.orderedFor(seat),
    outcomeFor: (guid) => handicaps.outcomeFor(guid),
    carried,
    resume: () => void handicaps.compare(),
    close: () => handicaps.close(),
  };
}

const ORDERS = { ballastKg: 'ballast', restrictorPercent: 'restrictor' } as const satisfies Record<LoadKind, string>;
