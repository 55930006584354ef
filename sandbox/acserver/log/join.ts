import { elapsedMs, type Slot, shownIndex, type World } from '../world.ts';
import { car, person, received } from './format.ts';
import { boardRows } from './lap.ts';
import { checkedFiles } from './start.ts';

/** A driver connects: the log block of a pickup server. The driver is already in the slot. */
export function joinLines(world: World, slot: Slot, wasHere: boolean): string[] {
  const { driver, carId } = slot;
  if (!driver) return [];
  return [
    ...knockLines(driver.name, driver.model, carId),
    `Looking for available slot by name for GUID ${driver.guid} ${driver.model}`,
    ...(wasHere
      ? [`Slot found by name at index ${carId}`]
      : ['Looking for available slot', `Slot found at index ${carId}`, `ResetCarResults, index: ${carId}`]),
    `DRIVER ACCEPTED FOR CAR ${carId}`,
    `DRIVER ACCEPTED FOR CAR ${driver.name}`,
    'Tyre blankets: false',
    `Sending SESSION ID : ${carId}`,
    ...world.config.sessions.map(({ type }) => `Sending type ${type}`),
    `Sending ID : ${shownIndex(world)}`,
    `Sending type ${world.session?.sessionType ?? 0}`,
    "FIND AND SEND PLAYER'S POSITION",
    `ELAPSED=${elapsedMs(world)}`,
    `Sending ${checkedFiles(world.config).length} checksum requests`,
    `SERVER TIME: ${Math.round(world.nowMs)}`,
    `DRIVER: ${person(driver)}`,
    'OK',
    ...carListLines(world, slot),
  ];
}

/** No slot is left: the block ends with the search. */
export const noSlotLines = (name: string, guid: string, model: string, carId: number): string[] => [
  ...knockLines(name, model, carId),
  `Looking for available slot by name for GUID ${guid} ${model}`,
  'Looking for available slot',
];

/** The client has loaded the track and the cars: checksums, conditions, first board. */
export function loadedLines(world: World, slot: Slot): string[] {
  const { driver } = slot;
  if (!driver) return [];
  return [
    ...received(68, slot),
    `Checksums received from  ${person(driver)}`,
    ...checkedFiles(world.config).map((file) => `${file}  ok`),
    `Car checksum  ${driver.model} true`,
    `Sending weather  ${world.session?.ambientTemp} ${world.session?.roadTemp}`,
    'Sending wind  0 0',
    `Sending first leaderboard to car: ${car(slot)}`,
    'SendLapCompletedMessage',
    ...boardRows(world),
    `Reset time offset for ${driver.name} diff: ${Math.round(world.nowMs)}`,
  ];
}

/**
 * The driver is on the blacklist, or was kicked. The real log lines are not known, so only those of the connection are
 * printed.
 */
export const barredLines = (name: string, model: string): string[] => knockLines(name, model, 0);

/** The addresses are from the block reserved for documentation. */
const knockLines = (name: string, model: string, carId: number): string[] => [
  `New connection from &{{${2_140_241_200 + carId * 1200}}}`,
  'SOCKET NO DELAY SET',
  'TCP packet 61',
  'ACP_REQUEST_CONNECTION via TCP',
  '',
  `NEW PICKUP CONNECTION from  192.0.2.${10 + (carId % 240)}:${50_000 + carId}`,
  'VERSION 202',
  name,
  `REQUESTED CAR: ${model}*`,
  'ENTRY LIST OPEN MODE 1',
];

/** The client asks for the grid ten cars at a time. */
function carListLines(world: World, slot: Slot): string[] {
  const pages = Array.from({ length: Math.ceil(world.slots.length / 10) }, (_, page) => page * 10);
  return [
    ...pages.flatMap((index) => [...received(63, slot), `Sending car list from index:${index}`]),
    ...received(13, slot),
  ];
}
