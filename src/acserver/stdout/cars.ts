// Lines about who is in which car.

import type { HowLeft, StdoutFact } from './facts.ts';
import type { Handlers, ReaderMemo } from './memo.ts';
import type { NamedDriver } from './rule.ts';

/** How the server writes a driver: `Name [Team]`. */
export const labelOf = ({ name, team }: NamedDriver): string => `${name} [${team}]`;

const same = (a: NamedDriver | undefined, b: NamedDriver): boolean => a !== undefined && labelOf(a) === labelOf(b);

/** The slot of the driver being served, if that is `name`. */
export const speakingSlot = ({ speaker }: ReaderMemo, name: string): number | undefined =>
  speaker?.name === name ? speaker.carId : undefined;

export const presentCars = (memo: ReaderMemo): readonly (NamedDriver & { readonly carId: number })[] =>
  Object.entries(memo.cars).flatMap(([carId, car]) => (car.gone ? [] : [{ ...car, carId: Number(carId) }]));

export function placeIn(memo: ReaderMemo, slot: number, { name, team }: NamedDriver): void {
  memo.cars[slot] = { name, team };
  memo.leftUnplaced = memo.leftUnplaced.filter((label) => label !== labelOf({ name, team }));
}

/** Who is in which car, and who leaves. One departure prints up to three lines, but is reported once. */
export const carHandlers: Handlers = {
  'tcp-packet': (memo) => {
    memo.speaker = undefined;
    memo.chatComing = undefined;
    memo.afterTyped = undefined;
    memo.clientEvents = 0;
    return [];
  },
  'slot-activity': (memo, { model, carId, name, team }) => {
    memo.speaker = { carId, name, team };
    // What a driver sent before the connection closed may still be handled after it.
    if (same(memo.cars[carId], { name, team })) return [];
    placeIn(memo, carId, { name, team });
    return memo.packetBegins ? [{ fact: 'driverSeen', name, team, slot: carId, car: model }] : [];
  },
  'leave-clean': (memo, driver) => leave(memo, driver, 'clean'),
  'leave-timeout': (memo, driver) => leave(memo, driver, 'timeout'),
  'leave-lost': (memo, driver) => leave(memo, driver, 'closed'),
  'leave-tcp': (memo, { carId, name, team }) => leave(memo, { name, team }, 'closed', carId),
  kicked: (memo, driver) => leave(memo, driver, 'kicked'),
  'plugin-broadcast': (memo, { text }) => {
    memo.broadcast = text;
    return [];
  },
  'server-chat': (memo) => {
    memo.broadcast = undefined;
    return [];
  },
  'checksum-kick': (memo, { name }) => {
    // If the plugin says it, it is only chat.
    const isChat = memo.broadcast === `${name} checksum mismatch. Kicked`;
    memo.broadcast = undefined;
    const [car, ...others] = presentCars(memo).filter((present) => present.name === name);
    return car && others.length === 0 && !isChat ? leave(memo, car, 'kicked', car.carId) : [];
  },
};

function leave(memo: ReaderMemo, driver: NamedDriver, how: HowLeft, carId?: number): StdoutFact[] {
  const { name, team } = driver;
  const slot = carId ?? slotOf(memo, driver);
  const isKnown = slot === undefined ? hasLeft(memo, driver) : goneFrom(memo, slot, driver);
  if (slot === undefined) memo.leftUnplaced = [...memo.leftUnplaced, labelOf(driver)].slice(-MOST_UNPLACED);
  else memo.cars[slot] = { name, team, gone: true };
  return isKnown ? [] : [{ fact: 'driverLeft', name, team, how, slot }];
}

const MOST_UNPLACED = 16;

/** A kick does not print the slot, the end of the connection does. If nobody was seen there, both may mean the same. */
function goneFrom(memo: ReaderMemo, slot: number, driver: NamedDriver): boolean {
  const car = memo.cars[slot];
  return car ? car.gone === true && same(car, driver) : memo.leftUnplaced.includes(labelOf(driver));
}

/** Undefined for namesakes, unless one of them is being served. */
function slotOf(memo: ReaderMemo, driver: NamedDriver): number | undefined {
  if (same(memo.speaker, driver)) return memo.speaker?.carId;
  const [car, ...others] = presentCars(memo).filter((present) => same(present, driver));
  return others.length === 0 ? car?.carId : undefined;
}

function hasLeft(memo: ReaderMemo, driver: NamedDriver): boolean {
  const namesakes = Object.values(memo.cars).filter((car) => same(car, driver));
  if (namesakes.length === 0) return memo.leftUnplaced.includes(labelOf(driver));
  return namesakes.every((car) => car.gone);
}
