import type { PacketOf } from '../../src/acserver/udp/packets.ts';
import type { EntryConfig, ServerConfig } from './config.ts';

/** The simulated server's state at one moment. */
export interface World {
  config: ServerConfig;
  slots: Slot[];
  /** As announced; undefined before the first one. */
  session: PacketOf<'newSession'> | undefined;
  /** The server's own time, in milliseconds, at which the session began, and now. */
  sessionAtMs: number;
  nowMs: number;
  /** In a replay: the session's time as recorded, if silences have been cut. */
  recordedElapsedMs?: number | undefined;
  lapsInSession: number;
  /** The last board sent, in the server's order; empty before the session's first lap. */
  board: PacketOf<'lapCompleted'>['leaderboard'];
  /** Whether the final board of the session has been printed. */
  isOver: boolean;
  isSaved: boolean;
}

export interface Slot {
  carId: number;
  entry: EntryConfig;
  driver: Driver | undefined;
  isLoaded: boolean;
  /** Whether a KICK_USER was ignored while the driver was loading. */
  hasOverheardKick: boolean;
  /** The current or last driver: if the same driver returns to the slot, the session's laps are kept. */
  lastDriver: Driver | undefined;
  /** As in the entry list, until an admin changes them. */
  ballastKg: number;
  restrictor: number;
  bestMs: number;
  totalMs: number;
  laps: number;
}

export interface Driver {
  name: string;
  guid: string;
  team: string;
  model: string;
  skin: string;
}

/** What acServer writes over a kicked driver's GUID: attested in results files. */
export const KICKED_GUID = '$#@@!$kicked';

/** acServer's value for a missing lap time. */
export const NO_LAP = 999_999_999;

export function createWorld(config: ServerConfig): World {
  const slots = config.entries.map((entry, carId) => emptySlot(entry, carId));
  const time = { sessionAtMs: 0, nowMs: 0 };
  return { config, slots, session: undefined, ...time, ...nothingDriven() };
}

export function beginSession(world: World, session: PacketOf<'newSession'>): void {
  Object.assign(world, { session, sessionAtMs: world.nowMs, ...nothingDriven() });
  for (const slot of world.slots) resetResults(slot);
}

/** Undefined if there is no slot; `wasHere` if the driver keeps earlier laps in it. */
export function join(world: World, packet: PacketOf<'newConnection'>, team: string): { wasHere: boolean } | undefined {
  const slot = world.slots[packet.carId];
  if (!slot) return undefined;
  const wasHere = slot.lastDriver?.guid === packet.driverGuid;
  if (!wasHere) resetResults(slot);
  slot.driver = {
    name: packet.driverName,
    guid: packet.driverGuid,
    team,
    model: packet.carModel,
    skin: packet.carSkin,
  };
  slot.isLoaded = false;
  slot.hasOverheardKick = false;
  slot.lastDriver = slot.driver;
  return { wasHere };
}

/** Whether this driver ignores a KICK_USER: only the first one while loading. */
export function isOverheard(slot: Slot): boolean {
  if (slot.isLoaded || slot.hasOverheardKick) return false;
  slot.hasOverheardKick = true;
  return true;
}

export function leave(world: World, carId: number): void {
  const slot = world.slots[carId];
  if (slot) Object.assign(slot, { driver: undefined, isLoaded: false });
}

/** Adds the lap to the slot's results, and says whether the car has just finished. */
export function completeLap(world: World, packet: PacketOf<'lapCompleted'>): { hasFinished: boolean } {
  const { carId, lapTimeMs, cuts, leaderboard } = packet;
  const slot = world.slots[carId];
  if (slot) Object.assign(slot, tallyWith(world, slot, { lapTimeMs, cuts }));
  const hadFinished = isFinished(world.board, carId);
  world.lapsInSession += 1;
  world.board = leaderboard;
  return { hasFinished: !hadFinished && isFinished(leaderboard, carId) };
}

/** The clock stands still during a simulation step, while laps are reported to the millisecond. */
const STEP_TOLERANCE_MS = 100;

export type Tally = Pick<Slot, 'bestMs' | 'totalMs' | 'laps'>;

/**
 * A slot's results with one more lap. Outside a race only laps without cuts count. The total is the session's time at
 * the last counted lap, and never less than the sum of the laps.
 */
export function tallyWith(world: World, slot: Tally, lap: { lapTimeMs: number; cuts: number }): Tally {
  const { bestMs, totalMs, laps } = slot;
  if (world.session?.sessionType !== 3 && lap.cuts > 0) return { bestMs, totalMs, laps };
  const sumMs = totalMs + lap.lapTimeMs;
  const sessionMs = world.recordedElapsedMs ?? elapsedMs(world);
  // A lap that was ordered may come sooner than it takes: each such lap counts one millisecond more, as if they came
  // one after the other.
  const passedMs = sessionMs > sumMs - STEP_TOLERANCE_MS ? Math.max(sessionMs, sumMs) : sumMs + world.lapsInSession;
  return { bestMs: Math.min(bestMs, lap.lapTimeMs), totalMs: passedMs, laps: laps + 1 };
}

/** Every car has finished: nothing can change the result any more. */
export function allHaveFinished(world: World): boolean {
  const driving = world.slots.filter(({ isLoaded }) => isLoaded);
  return driving.length > 0 && driving.every(({ carId }) => isFinished(world.board, carId));
}

/** The session's own time. Negative before the start of a race. */
export const elapsedMs = (world: World): number =>
  Math.round((world.session?.elapsedMs ?? 0) + world.nowMs - world.sessionAtMs);

/** 255 on the wire is the server's -1: the first session, not properly started. */
export const shownIndex = ({ session }: World): number =>
  session === undefined || session.sessionIndex === 255 ? -1 : session.sessionIndex;

export const presentGuids = (world: World): Set<string> =>
  new Set(world.slots.flatMap(({ driver }) => driver?.guid ?? []));

export const presentSlots = (world: World): (Slot & { driver: Driver })[] =>
  world.slots.filter((slot): slot is Slot & { driver: Driver } => slot.driver !== undefined);

const isFinished = (board: World['board'], carId: number): boolean =>
  board.some((row) => row.carId === carId && row.completed === 1);

const nothingDriven = () => ({ lapsInSession: 0, board: [], isOver: false, isSaved: false });

function resetResults(slot: Slot): void {
  Object.assign(slot, { bestMs: NO_LAP, totalMs: 0, laps: 0 });
}

function emptySlot(entry: EntryConfig, carId: number): Slot {
  const { ballast: ballastKg, restrictor } = entry;
  const nobody = { driver: undefined, lastDriver: undefined, isLoaded: false, hasOverheardKick: false };
  return { carId, entry, ...nobody, ballastKg, restrictor, bestMs: NO_LAP, totalMs: 0, laps: 0 };
}
