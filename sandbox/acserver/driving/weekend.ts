import type { LeaderboardRow } from '../../../src/acserver/udp/dialects.ts';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { ServerConfig, SessionConfig } from '../config.ts';
import { elapsedMs, NO_LAP, presentSlots, type Slot, type Tally, tallyWith, type World } from '../world.ts';
import type { Car } from './car.ts';
import { between, pick, type Random } from './random.ts';

/** The server's state of the current session. */
export interface Running {
  /** Cars that have taken the flag. */
  finished: Set<number>;
  /** When the first car took it, on the server's clock. */
  flagMs: number | undefined;
  /** When the next session begins, once this one is over. */
  nextMs: number | undefined;
  /** Everybody's current lap is the last, by an order from outside. */
  isCalledOff: boolean;
}

export const begun = (): Running => ({ finished: new Set(), flagMs: undefined, nextMs: undefined, isCalledOff: false });

/** NEW_SESSION of a configured session, with randomly drawn weather. */
export function announcement(config: ServerConfig, index: number, random: Random): PacketOf<'newSession'> {
  const session = config.sessions[index];
  const weather = pick(random, config.weathers);
  const ambient = (weather?.ambient ?? 0) + vary(random, weather?.ambientVariation);
  const road = ambient + (weather?.road ?? 0) + vary(random, weather?.roadVariation);
  return {
    type: 'newSession',
    protocolVersion: 4,
    sessionIndex: index,
    currentSessionIndex: index,
    sessionCount: config.sessions.length,
    serverName: config.name,
    track: config.track,
    trackConfig: config.trackConfig,
    name: session?.name ?? '',
    sessionType: session?.type ?? 1,
    timeMinutes: session?.minutes ?? 0,
    laps: session?.laps ?? 0,
    ...waitOf(session),
    ambientTemp: degrees(ambient),
    roadTemp: degrees(road),
    weatherGraphics: weather?.graphics ?? '3_clear',
  };
}

/** The board after this lap: a row for every slot, in the server's order. */
export function boardAfter(
  world: World,
  lap: { carId: number; lapTimeMs: number; cuts: number },
  finished: ReadonlySet<number>,
): LeaderboardRow[] {
  const isRace = world.session?.sessionType === 3;
  const tallies = world.slots.map((slot) => ({
    carId: slot.carId,
    ...(slot.carId === lap.carId ? tallyWith(world, slot, lap) : tallyOf(slot)),
  }));
  return tallies.sort(isRace ? byDistance : byBest).map(({ carId, bestMs, totalMs, laps }) => ({
    carId,
    timeMs: isRace ? totalMs : bestMs,
    laps,
    completed: finished.has(carId) ? 1 : 0,
  }));
}

export const byBest = (a: Tally, b: Tally): number => a.bestMs - b.bestMs;

export const byDistance = (a: Tally, b: Tally): number => b.laps - a.laps || a.totalMs - b.totalMs;

/** Whether a car takes the flag with its `laps`th lap. */
export function takesFlag(world: World, running: Running, { carId, laps }: { carId: number; laps: number }): boolean {
  const { session } = world;
  if (!session) return false;
  if (running.isCalledOff) return true;
  if (session.sessionType === 3 && running.finished.size > 0) return true;
  if (session.sessionType === 3 && session.laps > 0) return laps >= session.laps;
  if (!isTimeUp(world)) return false;
  // The first flag of a timed race is the leader's.
  return session.sessionType !== 3 || world.slots.every((other) => other.carId === carId || other.laps < laps);
}

/** Whether nothing is left to wait for. */
export function isOver(world: World, running: Running, cars: readonly Car[]): boolean {
  if (world.session?.sessionType === 3) return isRaceOver(world, running, cars);
  if (!isTimeUp(world)) return false;
  const isOut = ({ carId, mode }: Car) => mode !== 'box' && !running.finished.has(carId);
  return !cars.some(isOut) || lateBy(world) > longestWait(world);
}

/** The longest wait: the best lap, extended by the configured percentage. */
export const longestWait = (world: World): number => {
  const best = Math.min(...world.slots.map(({ bestMs }) => bestMs));
  return Math.round(((best === NO_LAP ? 60_000 : best) * world.config.qualifyMaxWaitPercent) / 100);
};

/** The server's -1 on the wire: the first session, not properly started. */
export const NOT_STARTED = 255;

/**
 * The session after the current one, and the grid of the next race. A race may be followed by a second one with a
 * partly reversed grid. It is an assumption that the second has the index and name of the first: the list has one RACE.
 */
export function whatFollows(world: World, wasSecondRace: boolean) {
  const { config, session, lapsInSession } = world;
  const hasSecondRace = config.reversedGridPositions !== 0 && session?.sessionType === 3 && lapsInSession > 0;
  const isSecondRace = hasSecondRace && !wasSecondRace;
  const last = session?.sessionIndex ?? 0;
  const index = last === NOT_STARTED ? 0 : isSecondRace ? last : last + 1;
  return { index, isSecondRace, grid: gridAfter(world, isSecondRace) };
}

/** By best lap if anybody has one; empty if the entry list decides. */
function gridAfter({ slots, config }: World, isSecondRace: boolean): number[] {
  const order = [...slots].sort(isSecondRace ? byDistance : byBest).map(({ carId }) => carId);
  if (!isSecondRace) return slots.some(({ bestMs }) => bestMs !== NO_LAP) ? order : [];
  const [places, classified] = [config.reversedGridPositions, slots.filter(({ laps }) => laps > 0).length];
  const turned = order.slice(0, places < 0 ? classified : Math.min(places, classified));
  return [...turned.reverse(), ...order.slice(turned.length)];
}

const isTimeUp = (world: World): boolean => !world.session?.laps && lateBy(world) >= 0;

const lateBy = (world: World): number => elapsedMs(world) - (world.session?.timeMinutes ?? 0) * 60_000;

function isRaceOver(world: World, { finished, flagMs }: Running, cars: readonly Car[]): boolean {
  if (presentSlots(world).length === 0) return true;
  if (flagMs === undefined) return false;
  const isLate = world.nowMs - flagMs > world.config.raceOverSeconds * 1000;
  return isLate || cars.every(({ carId }) => finished.has(carId));
}

/** A race waits on its grid: on the wire the wait wraps at 65536 ms, the elapsed time is right. */
function waitOf(session: SessionConfig | undefined): { waitTime: number; elapsedMs: number } {
  const ms = (session?.waitSeconds ?? 0) * 1000;
  return { waitTime: ms % 65_536, elapsedMs: session?.type === 3 ? -ms : 0 };
}

const tallyOf = ({ bestMs, totalMs, laps }: Slot): Tally => ({ bestMs, totalMs, laps });

const vary = (random: Random, variation = 0): number => between(random, -variation, variation);

/** One unsigned byte on the wire. */
const degrees = (celsius: number): number => Math.max(0, Math.min(255, Math.round(celsius)));
