// What a plugin has to ask, as pure functions. See conversation.ts for when.

import type { Clock } from '../../kit/clock.ts';
import type { FromPlugin, FromServer } from './packets.ts';

/** carId is one byte, and 255 is not a car. */
const mostSlots = 255;
const carsAtOnce = 8;
const pauseMs = 20;

/**
 * What a plugin asks when it knows nothing: the session, then every slot, then the positions. The server starts talking
 * only at its own start, so a plugin that comes later would know nobody. Each inner list is sent at once.
 */
export function questions({ slots, intervalMs }: { slots: number; intervalMs: number }): FromPlugin[][] {
  const cars = carQuestions(Array.from({ length: Math.min(slots, mostSlots) }, (_, carId) => carId));
  return [[currentSession], ...cars, positions(intervalMs)].filter((batch) => batch.length > 0);
}

export const carQuestions = (carIds: readonly number[]): FromPlugin[][] =>
  chunksOf(
    carIds.map((carId) => ({ type: 'getCarInfo', carId })),
    carsAtOnce,
  );

/** What packets of the server make us send. A new server process and each new session forget the interval. */
export function reactionTo(packets: readonly FromServer[]): 'ask' | 'positions' | 'session' | 'nothing' {
  if (packets.some(({ type }) => type === 'version')) return 'ask';
  if (packets.some(({ type }) => type === 'newSession')) return 'positions';
  return packets.some(hidesSession) ? 'session' : 'nothing';
}

/** AssettoServer sends this instead of NEW_SESSION when it starts again with its first session. */
const hidesSession = (packet: FromServer): boolean =>
  packet.type === 'error' && packet.message.includes('ACSP_GET_SESSION_INFO out of bounds');

export const currentSession: FromPlugin = { type: 'getSessionInfo', sessionIndex: -1 };

/** Asks for the positions of all cars every `intervalMs`; asks nothing if that is 0. */
export const positions = (intervalMs: number): FromPlugin[] =>
  intervalMs > 0 ? [{ type: 'realtimePosInterval', intervalMs }] : [];

/** Sends one batch now and the others in steps, so that no receive buffer overflows. The returned function stops it. */
export function sendPaced(
  clock: Clock,
  batches: readonly FromPlugin[][],
  send: (packet: FromPlugin) => void,
): () => void {
  const [first, ...others] = batches;
  for (const packet of first ?? []) send(packet);
  let cancel = () => {};
  if (others.length > 0) {
    cancel = clock.after(pauseMs, () => {
      cancel = sendPaced(clock, others, send);
    });
  }
  return () => cancel();
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
