import type { Clock } from '../../kit/clock.ts';
import { rememberAskers, type Side } from './askers.ts';
import type { FromPlugin, FromServer } from './packets.ts';

interface ChainOptions {
  readonly clock: Clock;
  /** How often Pitwall itself wants every car reported, in milliseconds; 0 = never. */
  readonly intervalMs: number;
  readonly memory?: ChainedInterval;
}

/** The chained plugin's interval outlives Pitwall: the plugin says it once, and the server keeps to it. */
export interface ChainedInterval {
  load(): number | undefined;
  save(intervalMs: number): void;
}

/** Who receives what, if a second plugin is behind Pitwall. The server knows of only one plugin. */
export interface Chain {
  /** What to ask the server for: the smaller of both intervals; 0 = never. */
  intervalMs(): number;
  /** Call with everything that Pitwall itself sends. */
  ownSaid(packet: FromPlugin): void;
  /** What to send to the server instead; the same packet if its bytes are to be passed on unchanged. */
  chainedSaid(packet: FromPlugin): FromPlugin;
  /** Who receives this. */
  hearersOf(packet: FromServer): readonly Side[];
}

/**
 * A plugin that has not said yet how often it wants the cars gets every update: it may have told an earlier Pitwall,
 * and the server still keeps to it.
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
      // A plugin that has not asked for these may not know them.
      if (packet.type === 'sectorCompleted' || packet.type === 'tyres') return isChainedEnhanced ? everyone : ['own'];
      if (packet.type !== 'carInfo' && packet.type !== 'sessionInfo' && packet.type !== 'pong') return everyone;
      return [askers.askerOf(packet) ?? 'own'];
    },
  };
}

export const everyone: readonly Side[] = ['own', 'chained'];

const smaller = (a: number, b: number): number => (a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b));

interface Intervals {
  /** What this side wants; undefined until it says. */
  readonly askedMs: number | undefined;
  /** What the server was told. */
  readonly fedMs: number;
}

/**
 * Lets pass what is due for each car: on average no more often than was asked, even if that is not a multiple of the
 * server's interval. Updates come a little early or late, so half an interval of tolerance is allowed: when every
 * second one is wanted, none is missed.
 */
function thinner(clock: Clock): (carId: number, intervals: Intervals) => boolean {
  const dueAt = new Map<number, number>();
  return (carId, { askedMs, fedMs }) => {
    if (askedMs === 0) return false;
    if (askedMs === undefined || askedMs <= fedMs) return true;
    const earliest = clock.monotonic() + fedMs / 2;
    const due = dueAt.get(carId) ?? earliest - fedMs / 2;
    if (earliest < due) return false;
    // What was missed during a pause is not made up for.
    dueAt.set(carId, Math.max(due, earliest - fedMs) + askedMs);
    return true;
  };
}
