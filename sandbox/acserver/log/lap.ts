import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import { NO_LAP, type Slot, type World } from '../world.ts';
import { lapTime, person, received } from './format.ts';

export interface Lap {
  packet: PacketOf<'lapCompleted'>;
  slot: Slot;
  hasFinished: boolean;
  /** Nobody has finished before. */
  isFirstToFinish: boolean;
  splits: number;
}

/** A lap, from the client's packet to the board. */
export function lapLines(world: World, lap: Lap): string[] {
  const { packet, slot, splits } = lap;
  const name = slot.driver?.name ?? '';
  return [
    ...received(73, slot),
    'Car.onLapCompleted',
    `LAP ${name} ${lapTime(packet.lapTimeMs)}`,
    `SPLIT COUNT: ${splits}`,
    'Dynamic track ok',
    ...cutLines(world, packet, name),
    ...finishLines(world, lap),
    `Result.OnLapCompleted. Cuts: ${packet.cuts}`,
    'SendLapCompletedMessage',
    ...boardRows(world),
    'Car.onLapCompleted END',
  ];
}

/** One row per slot, in the server's order. */
export const boardRows = (world: World): string[] =>
  inOrder(world).map((slot) => `${rowStart(world, slot)} HasFinished:${isFinished(world, slot)}`);

/** The final board. Its last column is the place of the car whose id is the row's index: a bug of the real server. */
export function finalRows(world: World): string[] {
  const order = inOrder(world);
  return order.map((slot, index) => `${rowStart(world, slot)} Rank:${order.findIndex(({ carId }) => carId === index)}`);
}

/** Not in a race, where a lap always counts. The second line is a Go format string without its values. */
function cutLines({ session }: World, { cuts, lapTimeMs }: PacketOf<'lapCompleted'>, name: string): string[] {
  if (cuts === 0) return [];
  const withCuts = `LAP WITH CUTS:${name}, ${cuts} cuts, laptime ${lapTimeMs}`;
  if (!session || session.sessionType === 3) return [withCuts];
  return [withCuts, 'Invalid in for session %s type %d', ` ${session.name} ${session.sessionType}`];
}

/** Two spaces in a race, one in the other sessions. */
function finishLines({ session }: World, { slot, hasFinished, isFirstToFinish }: Lap): string[] {
  if (!hasFinished || !slot.driver) return [];
  if (session?.sessionType !== 3) return [`${person(slot.driver)} has finished`];
  const line = `${person(slot.driver)}  has finished`;
  return isFirstToFinish ? [line, 'RACE OVER DETECTED!'] : [line];
}

function inOrder(world: World): Slot[] {
  const ranked = world.board.flatMap(({ carId }) => world.slots[carId] ?? []);
  return [...ranked, ...world.slots.filter((slot) => !ranked.includes(slot))];
}

function rowStart(world: World, slot: Slot): string {
  const place = inOrder(world).indexOf(slot) + 1;
  const { bestMs, totalMs, laps } = resultsOf(world, slot);
  const times = `BEST: ${lapTime(bestMs)} TOTAL: ${lapTime(totalMs)} Laps:${laps} SesID:${slot.carId}`;
  return `${place}) ${slot.driver?.name ?? ''} ${times}`;
}

/** The board's row is more accurate, but has only one of the two times: the best lap, or in a race the total. */
function resultsOf({ board, session }: World, slot: Slot): { bestMs: number; totalMs: number; laps: number } {
  const row = board.find(({ carId }) => carId === slot.carId);
  if (!row) return slot;
  if (session?.sessionType === 3) return { bestMs: slot.bestMs, totalMs: row.timeMs, laps: row.laps };
  return { bestMs: row.timeMs || NO_LAP, totalMs: slot.totalMs, laps: row.laps };
}

const isFinished = ({ board }: World, { carId }: Slot): boolean =>
  board.some((row) => row.carId === carId && row.completed === 1);
