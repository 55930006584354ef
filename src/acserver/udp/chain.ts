import type { Clock } from '../../kit/clock.ts';
import { rememberAskers, type Side } from './askers.ts';
import type { FromPlugin, FromServer } from './packets.ts';

interface ChainOptions {
  readonly clock: Clock;
  /** How often Pitwall itself wants every car reported, in milliseconds; 0 = never. */
  readonly intervalMs: number;
  readonly memory?: ChainedInterval;
}

/** What the chained plugin has asked for outlives Pitwall: it says it once, and the server keeps to it. */
export interface ChainedInterval {
  load(): number | undefined;
  save(intervalMs: number): void;
}

/** Who hears what, where a second plugin stands behind Pitwall. The server knows of one plugin only. */
export interface Chain {
  /** What the server is to be asked for: the smaller of both intervals; 0 = never. */
  intervalMs(): number;
  /** Whatever Pitwall itself says. */
  ownSaid(packet: FromPlugin): void;
  /** What the server is told in place of this; the same packet where its bytes are to be passed on as they are. */
  chainedSaid(packet: FromPlugin): FromPlugin;
  /** Who is to hear this. */
  hearersOf(packet: FromServer): readonly Side[];
}

/**
 * A plugin that has not said yet how often it wants the cars gets every update: it may have told a Pitwall before this
 * one, and the server still keeps to it.
 */
export function createChain({ clock, intervalMs: ownMs, memory }: ChainOptions): Chain {
  const askers = rememberAskers(clock);
  const isDue = { own: thinner(clock), chained: thinner(clock) };
  let chainedMs = memory?.load();
  let isChainedEnhanced = false;

  const intervalMs = (): number => smaller(ownMs, chainedMs ?? 0);

  function hearersOfUpdate(carId: number): Side[] {
    const asked = { own: ownMs, chained: chainedMs };
    return everyone.filter((side) => isDue[side](carId, { askedMs: asked[side], fedMs: intervalMs() }));
  }

  return {
    intervalMs,
    ownSaid: (packet) => askers.asked('own', packet),
    chainedSaid(packet) {
      askers.asked('chained', packet);
      if (packet.type === 'enableReporting') isChainedEnhanced = true;
      if (packet.type !== 'realtimePosInterval') return packet;
      if (chainedMs !== packet.intervalMs) memory?.save(packet.intervalMs);
      chainedMs = packet.intervalMs;
      return intervalMs() === packet.intervalMs ? packet : { type: 'realtimePosInterval', intervalMs: intervalMs() };
    },
    hearersOf(packet) {
      if (packet.type === 'carUpdate') return hearersOfUpdate(packet.carId);
      // A plugin that has not asked for them may not know them.
      if (packet.type === 'sectorCompleted' || packet.type === 'tyres') return isChainedEnhanced ? everyone : ['own'];
      if (packet.type !== 'carInfo' && packet.type !== 'sessionInfo' && packet.type !== 'pong') return everyone;
      return [askers.askerOf(packet) ?? 'own'];
    },
  };
}

export const everyone: readonly Side[] = ['own', 'chained'];

const smaller = (a: number, b: number): number => (a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b));

interface Intervals {
  /** What this side wants; undefined while it has not said. */
  readonly askedMs: number | undefined;
  /** What the server was told. */
  readonly fedMs: number;
}

/**
 * Lets pass, for each car, what is due: on average no more often than was asked, also where that is no multiple of what
 * the server sends. Updates come a little early or late: half of what lies between two of them is allowed for, so that
 * of every second one none is missed.
 */
function thinner(clock: Clock): (carId: number, intervals: Intervals) => boolean {
  const dueAt = new Map<number, number>();
  return (carId, { askedMs, fedMs }) => {
    if (askedMs === 0) return false;
    if (askedMs === undefined || askedMs <= fedMs) return true;
    const earliest = clock.monotonic() + fedMs / 2;
    const due = dueAt.get(carId) ?? earliest - fedMs / 2;
    if (earliest < due) return false;
    // What was missed in a pause is not made up for.
    dueAt.set(carId, Math.max(due, earliest - fedMs) + askedMs);
    return true;
  };
}
