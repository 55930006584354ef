import type { EntrySlot } from '../../acserver/ini/entryList.ts';
import type { FinishedRace } from '../../acserver/results/finished.ts';
import type { ResultRow } from '../../acserver/results/schema.ts';

/** In finishing order, or with the winner last. */
export type GridRule = 'finish' | 'reverse';

/** What an order is made from. */
export interface GridWish {
  readonly rule: GridRule;
  /** How many of the first are reversed; all if absent. */
  readonly top?: number | undefined;
  /** The id of the race; the newest in the results folder if absent. */
  readonly session?: number | undefined;
}

/** Somebody who finished the race, and the slot that gets their place on the grid. */
interface Finisher {
  /** In the race, from 1. */
  readonly position: number;
  readonly name: string;
  /** The slot's current position in the file. */
  readonly carId: number;
}

/** A slot that always stays at the back of the grid. */
interface AtBack {
  /** Its current position in the file. */
  readonly carId: number;
  readonly name: string;
}

/** A GUID and a name to write into a slot that was open to everyone. */
interface Reservation {
  /** The slot's current position in the file. */
  readonly carId: number;
  readonly guid: string;
  readonly name: string;
}

export interface GridOrder {
  /** Place i gets the slot currently at `order[i]`. */
  readonly order: readonly number[];
  /** In grid order, the first in the list. */
  readonly finishers: readonly Finisher[];
  readonly reservations: readonly Reservation[];
  /** Disqualified drivers, at the very back; absent in an order of version 0.1.0. */
  readonly disqualified?: readonly AtBack[] | undefined;
  /** Drivers who finished, but for whom there was no slot of their own and no free one. */
  readonly left: readonly string[];
}

/**
 * The grid for the next race. Finishers come first, in the order of the classification or reversed. Behind them come
 * non-finishers with a slot of their own, then the other slots as they are. The slots of disqualified drivers are at
 * the very back, reversed or not.
 *
 * A slot is found by the GUID it is reserved for. Car ids alone would not do: those of the results are places in the
 * list that acServer started with, and the file may have been ordered since.
 */
export function orderGrid(race: FinishedRace, slots: readonly EntrySlot[], rule: GridRule, top?: number): GridOrder {
  const seats = createSeats(race, slots);
  const placed: Finisher[] = [];
  const left: string[] = [];
  const classified = oncePerDriver(race.order);
  for (const row of classified) {
    if (row.position === undefined) continue;
    const carId = seats.take(row);
    if (carId === undefined) left.push(row.driverName);
    else placed.push({ position: row.position, name: row.driverName, carId });
  }
  const others = classified.filter(({ position }) => position === undefined);
  const ownOf = (rows: readonly ResultRow[]): number[] => rows.flatMap((row) => seats.takeOwn(row) ?? []);
  const behind = ownOf(others.filter(({ disqualified }) => !disqualified));
  const out = others.filter(({ disqualified }) => disqualified);
  // A driver who drove comes back, even without a slot of their own.
  const last = out.flatMap((row) => {
    const hasDriven = row.laps > 0 || row.totalMs > 0;
    const carId = hasDriven ? seats.take(row) : seats.takeOwn(row);
    if (carId === undefined && hasDriven) left.push(row.driverName);
    return carId === undefined ? [] : { carId, name: row.driverName };
  });
  const finishers = rule === 'finish' ? placed : reversed(placed, top);
  const order = [
    ...finishers.map(({ carId }) => carId),
    ...behind,
    ...seats.untaken(),
    ...last.map(({ carId }) => carId),
  ];
  return { order, finishers, disqualified: last, reservations: seats.reservations(), left };
}

const reversed = (placed: readonly Finisher[], top = placed.length): readonly Finisher[] => [
  ...placed.slice(0, top).toReversed(),
  ...placed.slice(top),
];

/** A driver who came back in another car is in the classification once for each; the better row counts. */
function oncePerDriver<Row extends ResultRow>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ guid }) => {
    const again = isGuid(guid) && seen.has(guid);
    seen.add(guid);
    return !again;
  });
}

/** Hands out the slots of a list, each only once. */
function createSeats({ cars }: FinishedRace, slots: readonly EntrySlot[]) {
  const taken = new Set<number>();
  const reservations: Reservation[] = [];
  const isTaken = ({ carId }: EntrySlot): boolean => taken.has(carId);

  function takeOwn({ guid }: ResultRow): number | undefined {
    const own = guid === '' ? undefined : slots.find((slot) => slot.guids.includes(guid));
    if (!own || isTaken(own)) return undefined;
    taken.add(own.carId);
    return own.carId;
  }

  /** Never a slot that is reserved for others, even if its car finished: the reservation stays valid. */
  function takeFree(row: ResultRow): number | undefined {
    const car = cars.find(({ carId }) => carId === row.carId);
    const wanted = { carId: row.carId, model: row.model || car?.model || '', skin: car?.skin ?? '' };
    const free = slots.filter((slot) => slot.guids.length === 0 && !slot.spectatorMode && !isTaken(slot));
    const best = free
      .filter((slot) => isSameCar(slot, wanted))
      .sort((a, b) => likeness(b, wanted) - likeness(a, wanted));
    const [slot] = best;
    if (!slot) return undefined;
    taken.add(slot.carId);
    if (isGuid(row.guid)) reservations.push({ carId: slot.carId, guid: row.guid, name: oneLine(row.driverName) });
    return slot.carId;
  }

  return {
    takeOwn,
    take: (row: ResultRow): number | undefined => (holds(slots, row.guid) ? takeOwn(row) : takeFree(row)),
    untaken: () => slots.filter((slot) => !isTaken(slot)).map(({ carId }) => carId),
    reservations: (): readonly Reservation[] => reservations,
  };
}

type Wanted = Pick<EntrySlot, 'carId' | 'model' | 'skin'>;

/** Results without a model only leave the place to go by. */
const isSameCar = (slot: EntrySlot, { carId, model }: Wanted): boolean =>
  model === '' ? slot.carId === carId : slot.model.toLowerCase() === model.toLowerCase();

/** The livery says more than the place, which may have changed since. */
const likeness = (slot: EntrySlot, { carId, skin }: Wanted): number =>
  (slot.skin === skin ? 2 : 0) + (slot.carId === carId ? 1 : 0);

const holds = (slots: readonly EntrySlot[], guid: string): boolean =>
  guid !== '' && slots.some(({ guids }) => guids.includes(guid));

/** A kicked driver's GUID is replaced by a text, and a LAN server's may be 0: neither can reserve a slot. */
const isGuid = (guid: string): boolean => /^\d{17}$/.test(guid);

/** Names may contain characters that an ini file cannot. */
const oneLine = (name: string): string => name.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
