import { UserError } from '../../kit/errors.ts';
import type { IniDocument } from './document.ts';

export interface EntrySlot {
  /** n of `[CAR_n]`: the car id of the UDP protocol, and the place on the grid while nobody has a lap time. */
  readonly carId: number;
  readonly model: string;
  /** `""` is the model's first skin. */
  readonly skin: string;
  readonly spectatorMode: boolean;
  /** Free text: may hold `;`, `=` and quotes. */
  readonly driverName: string;
  readonly team: string;
  /** Several when drivers share the car; none in a slot that is open to everyone. */
  readonly guids: readonly string[];
  readonly ballastKg: number;
  readonly restrictor: number;
}

export interface EntryList {
  readonly slots: readonly EntrySlot[];
  /** Sentences about what acServer will not do as the file suggests. */
  readonly problems: readonly string[];
}

/**
 * Reads the slots as acServer counts them: from CAR_0 to the first number that is missing. Nothing in a slot makes it
 * fail; with the server's CARS every model is looked up there too.
 */
export function readEntryList(document: IniDocument, cars?: readonly string[]): EntryList {
  const sections = slotSections(document);
  const slots = sections.map((section, carId) => readSlot(document, section, carId));
  return {
    slots,
    problems: [
      ...unreachable(document, sections.length),
      ...sections.flatMap((section) => numberProblems(document, section)),
      ...guidProblems(document, sections),
      ...modelProblems(document, slots, cars),
    ],
  };
}

/**
 * The file with its slots in another order: place i gets the slot that stands at `order[i]` now, with every key it
 * has. Other sections, comments between slots and slots behind a gap stay where they are.
 * Throws UserError for an empty list and for an order that loses, repeats or invents a slot.
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

/** Sections from CAR_0 to the gap that ends the list. */
function slotSections(document: IniDocument): string[] {
  const written = new Set(document.sections().map((section) => section.toUpperCase()));
  const sections: string[] = [];
  while (written.has(`CAR_${sections.length}`)) sections.push(`CAR_${sections.length}`);
  return sections;
}

function readSlot(document: IniDocument, section: string, carId: number): EntrySlot {
  const text = (key: string) => document.get(section, key) ?? '';
  return {
    carId,
    model: text('MODEL'),
    skin: text('SKIN'),
    spectatorMode: text('SPECTATOR_MODE') === '1',
    driverName: text('DRIVERNAME'),
    team: text('TEAM'),
    guids: [...new Set(guidsOf(document, section))],
    ballastKg: toNumber(text('BALLAST')),
    restrictor: toNumber(text('RESTRICTOR')),
  };
}

function guidsOf(document: IniDocument, section: string): string[] {
  const guids = (document.get(section, 'GUID') ?? '').split(';').map((guid) => guid.trim());
  return guids.filter((guid) => guid !== '');
}

const toNumber = (text: string): number => (isNumber(text) ? Number(text) : 0);

const isNumber = (text: string): boolean => /^\d+$/.test(text);

function unreachable(document: IniDocument, count: number): string[] {
  if (count === 0) return [`${document.name} has no [CAR_0]: acServer finds no car in it.`];
  const lost = document.sections().filter((section) => Number(/^CAR_(\d+)$/i.exec(section)?.[1] ?? -1) >= count);
  if (lost.length === 0) return [];
  return [`${document.name} has no [CAR_${count}], which ends the list: acServer ignores ${lost.join(', ')}.`];
}

function numberProblems(document: IniDocument, section: string): string[] {
  const keys = ['BALLAST', 'RESTRICTOR'].filter((key) => {
    const text = document.get(section, key) ?? '';
    return text !== '' && !isNumber(text);
  });
  return keys.map(
    (key) => `${section}: ${key} is "${document.get(section, key)}", a whole number was expected; read as 0.`,
  );
}

/** The first slot with a GUID is the one its driver gets. */
function guidProblems(document: IniDocument, sections: readonly string[]): string[] {
  const holders = new Map<string, string[]>();
  for (const section of sections) {
    for (const guid of guidsOf(document, section)) holders.set(guid, [...(holders.get(guid) ?? []), section]);
  }
  return [...holders].flatMap(([guid, [first, ...others]]) =>
    others.length === 0 ? [] : [`GUID ${guid} is listed more than once: ${[first, ...others].join(', ')}.`],
  );
}

function modelProblems(document: IniDocument, slots: readonly EntrySlot[], cars?: readonly string[]): string[] {
  const wrong = slots.filter(({ model }) => model === '' || (cars && !cars.includes(model)));
  return wrong.map(({ carId, model }) =>
    model === ''
      ? `CAR_${carId} of ${document.name} has no MODEL.`
      : `CAR_${carId}: ${model} is not among the server's CARS, so acServer will not start.`,
  );
}

function orderProblem(order: readonly number[], count: number): string | undefined {
  const unknown = order.find((carId) => !Number.isInteger(carId) || carId < 0 || carId >= count);
  if (unknown !== undefined) return `names slot ${unknown}`;
  const twice = order.find((carId, place) => order.indexOf(carId) !== place);
  if (twice !== undefined) return `names slot ${twice} twice`;
  const lost = Array.from({ length: count }, (_, carId) => carId).find((carId) => !order.includes(carId));
  return lost === undefined ? undefined : `leaves out slot ${lost}`;
}
