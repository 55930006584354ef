import { UserError } from '../../kit/errors.ts';
import type { IniDocument } from './document.ts';

export interface EntrySlot {
  /** n of `[CAR_n]`: the car id of the UDP protocol, and the place on the grid while nobody has a lap time. */
  readonly carId: number;
  readonly model: string;
  /** `""` is the model's first skin. */
  readonly skin: string;
  readonly spectatorMode: boolean;
  /** Free text: may contain `;`, `=` and quotes. */
  readonly driverName: string;
  readonly team: string;
  /** Several if drivers share the car; none if the slot is open to everyone. */
  readonly guids: readonly string[];
  readonly ballastKg: number;
  readonly restrictor: number;
}

export interface EntryList {
  readonly slots: readonly EntrySlot[];
  /** How many slots come after the last one with a car id: nobody can drive them. */
  readonly beyond: number;
}

/** A car id is one byte wherever acServer reports one. */
const MOST_SLOTS = 256;

/** Reads the slots as acServer counts them: from CAR_0 to the first missing number. Never fails. */
export function readEntryList(document: IniDocument): EntryList {
  const slots = slotSections(document).map((section, carId) => readSlot(document.reader(section), carId));
  return { slots, beyond: slots.length < MOST_SLOTS ? 0 : countFrom(document, MOST_SLOTS) };
}

/**
 * The file with its slots in another order: place i gets the slot now at `order[i]`, with all its keys. Other sections,
 * comments between slots, and slots after a gap or without a car id stay where they are. Throws UserError for an empty
 * list and for an order that loses, repeats or invents a slot.
 */
export function reorder(document: IniDocument, order: readonly number[]): Buffer {
  const places = slotSections(document);
  if (places.length === 0) throw new UserError(`${document.name} has no [CAR_0]: there is no grid to order.`);
  const wrong = orderProblem(order, places.length);
  if (wrong) throw new UserError(`${document.name} has ${places.length} slots, and the new order ${wrong}.`);
  const arranged = document.copy();
  arranged.arrange(
    places,
    order.map((carId) => places[carId] ?? `CAR_${carId}`),
  );
  return arranged.toBytes();
}

/** Sections from CAR_0 to the gap that ends the list, or to the last one that can be driven. */
export function slotSections(document: IniDocument): string[] {
  const many = countFrom(document, 0, MOST_SLOTS);
  return Array.from({ length: many }, (_, carId) => `CAR_${carId}`);
}

/** How many consecutive slots there are from this number on. */
function countFrom(document: IniDocument, first: number, most = Infinity): number {
  let many = 0;
  while (many < most && document.has(`CAR_${first + many}`)) many += 1;
  return many;
}

function readSlot(value: (key: string) => string | undefined, carId: number): EntrySlot {
  const text = (key: string) => value(key) ?? '';
  return {
    carId,
    model: text('MODEL'),
    skin: text('SKIN'),
    spectatorMode: text('SPECTATOR_MODE') === '1',
    driverName: text('DRIVERNAME'),
    team: text('TEAM'),
    guids: guidsIn(text('GUID')),
    ballastKg: toNumber(text('BALLAST')),
    restrictor: toNumber(text('RESTRICTOR')),
  };
}

function guidsIn(list: string): string[] {
  if (list === '') return [];
  const guids = list.split(';').map((guid) => guid.trim());
  return [...new Set(guids.filter((guid) => guid !== ''))];
}

const toNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : 0);

function orderProblem(order: readonly number[], count: number): string | undefined {
  const unknown = order.find((carId) => !Number.isInteger(carId) || carId < 0 || carId >= count);
  if (unknown !== undefined) return `names slot ${unknown}`;
  const named = new Set<number>();
  for (const carId of order) {
    if (named.has(carId)) return `names slot ${carId} twice`;
    named.add(carId);
  }
  const lost = Array.from({ length: count }, (_, carId) => carId).find((carId) => !named.has(carId));
  return lost === undefined ? undefined : `leaves out slot ${lost}`;
}

/** A message for the owner; undefined if all slots can be driven. */
export const tooLong = ({ beyond }: Pick<EntryList, 'beyond'>): string | undefined =>
  beyond === 0
    ? undefined
    : `entry_list.ini has ${MOST_SLOTS + beyond} slots, but car ids only go up to ${MOST_SLOTS - 1}: the slots from CAR_${MOST_SLOTS} on cannot be driven and are left where they are.`;
