import type { EntrySlot } from '../../acserver/ini/entryList.ts';
import type { FinishedRace } from '../../acserver/results/finished.ts';
import type { ResultRow } from '../../acserver/results/schema.ts';

/** From the front, or with the winner last. */
export type GridRule = 'finish' | 'reverse';

/** What an order is made by. */
export interface GridWish {
  readonly rule: GridRule;
  /** How many of the first are reversed; all of them when absent. */
  readonly top?: number | undefined;
  /** The id of the race; the newest in the results folder when absent. */
  readonly session?: number | undefined;
}

/** Somebody who finished the race, and the slot that takes their place on the grid. */
interface Finisher {
  /** In the race, from 1. */
  readonly position: number;
  readonly name: string;
  /** Where the slot stands in the file now. */
  readonly carId: number;
}

/** A slot that nothing moves from the back of the grid. */
interface AtBack {
  /** Where it stands in the file now. */
  readonly carId: number;
  readonly name: string;
}

/** A GUID and a name to be written into a slot that was open to everyone. */
interface Reservation {
  /** Where the slot stands in the file now. */
  readonly carId: number;
  readonly guid: string;
  readonly name: string;
}

export interface GridOrder {
  /** Place i gets the slot that stands at `order[i]` now. */
  readonly order: readonly number[];
  /** In grid order, first in the list. */
  readonly finishers: readonly Finisher[];
  readonly reservations: readonly Reservation[];
  /** Who was disqualified, at the very back; absent in an order of version 0.1.0. */
  readonly disqualified?: readonly AtBack[] | undefined;
  /** Who finished, but found no slot that is theirs or free. */
  readonly left: readonly string[];
}

/**
 * The grid for the next race. Finishers come first, in the order of the classification or reversed, and everybody else
 * stays behind them: non-finishers with a slot of their own, then the other slots as they stand, and at the very back,
 * reversed or not, the slots of those who are disqualified.
 *
 * A slot is found by the GUID it is reserved for. Car ids alone would not do: those of the results are the places of
 * the list with which acServer started, and the file may have been ordered since.
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
  // Who drove comes back, also where no slot is theirs.
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

/** A driver who came back in another car stands in the classification once for each; the better row counts. */
function oncePerDriver<Row extends ResultRow>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ guid }) => {
    const again = isGuid(guid) && seen.has(guid);
    seen.add(guid);
    return !again;
  });
}

/** Hands out the slots of a list, each of them once. */
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

  /** Never a slot that is reserved for others, even if its car finished: their reservation stands. */
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

/** Results that do not name the model leave only the place to go by. */
const isSameCar = (slot: EntrySlot, { carId, model }: Wanted): boolean =>
  model === '' ? slot.carId === carId : slot.model.toLowerCase() === model.toLowerCase();

/** The livery tells more than the place, which may have changed since. */
const likeness = (slot: EntrySlot, { carId, skin }: Wanted): number =>
  (slot.skin === skin ? 2 : 0) + (slot.carId === carId ? 1 : 0);

const holds = (slots: readonly EntrySlot[], guid: string): boolean =>
  guid !== '' && slots.some(({ guids }) => guids.includes(guid));

/** A kicked driver's is replaced by a text, and a LAN server's may be 0: neither can reserve anything. */
const isGuid = (guid: string): boolean => /^\d{17}$/.test(guid);

/** Names may hold what no line of an ini file can. */
const oneLine = (name: string): string => name.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
