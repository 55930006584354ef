import type { FromPlugin, FromServer, PacketOf } from '../../src/acserver/udp/packets.ts';
import { pluginLines } from './log/plugin.ts';
import { elapsedMs, type Slot, type World } from './world.ts';

/** The server's reaction to a datagram of the plugin. */
export interface Answer {
  lines?: readonly string[];
  replies?: readonly FromServer[];
  order?: Order;
}

export type Order =
  | { kind: 'next' }
  | { kind: 'restart' }
  /** By KICK_USER or by an admin line. A ban writes the GUID to blacklist.txt. */
  | { kind: 'kick'; by: 'packet' | 'line'; carId: number; ban: boolean }
  | { kind: 'unban'; guid: string }
  /** Moves on to the next configured weather. */
  | { kind: 'weather' }
  | { kind: 'ballast'; carId: number; kg: number }
  | { kind: 'restrictor'; carId: number; percent: number }
  | { kind: 'positions'; everyMs: number }
  | { kind: 'setSession'; session: PacketOf<'setSessionInfo'> };

/** Sessions of the event by index, as announced in the recording. */
export type Sessions = ReadonlyMap<number, PacketOf<'newSession'>>;

/** `orderOf` parses an admin's line; each kind of server has its own. */
export function answer(world: World, sessions: Sessions, packet: FromPlugin, orderOf = adminOrder): Answer {
  switch (packet.type) {
    case 'getSessionInfo':
      return sessionInfo(world, sessions, packet.sessionIndex ?? unasked(sessions));
    case 'getCarInfo':
      return carInfo(world, packet.carId);
    case 'realtimePosInterval':
      return {
        lines: pluginLines.realtimePosInterval(packet.intervalMs),
        order: { kind: 'positions', everyMs: packet.intervalMs },
      };
    case 'sendChat':
      return { lines: pluginLines.sendChat(packet.carId, packet.message) };
    case 'broadcastChat':
      return { lines: pluginLines.broadcast(packet.message) };
    case 'nextSession':
      return { order: { kind: 'next' } };
    case 'restartSession':
      return { order: { kind: 'restart' } };
    case 'kickUser':
      return kick(world, packet.carId);
    case 'adminCommand':
      return { lines: pluginLines.adminCommand(packet.command), ...orderOf(world, packet.command) };
    case 'setSessionInfo':
      return { order: { kind: 'setSession', session: packet } };
    // acServer does not know these.
    case 'enableReporting':
    case 'ping':
      return {};
  }
}

/** Without an index the real server answers for an unpredictable session; here it is the last. */
const unasked = (sessions: Sessions): number => Math.max(-1, ...sessions.keys());

/** -1 asks for the current session. An index that does not exist gets no answer, because the real one is not known. */
function sessionInfo({ session, ...world }: World, sessions: Sessions, index: number): Answer {
  if (!session) return {};
  const asked = index < 0 ? session : sessions.get(index);
  if (!asked) return {};
  const isCurrent = asked.sessionIndex === session.sessionIndex;
  const reply = {
    ...(isCurrent ? session : asked),
    type: 'sessionInfo' as const,
    currentSessionIndex: session.sessionIndex,
    elapsedMs: isCurrent ? elapsedMs({ ...world, session }) : 0,
  };
  return { replies: [reply] };
}

function carInfo(world: World, carId: number): Answer {
  const slot = world.slots[carId];
  if (slot) return { replies: [carInfoOf(slot)] };
  const lines = pluginLines.unknownCar(carId);
  return { lines, replies: [{ type: 'error', message: `requested CAR INFO for car ${carId} not present` }] };
}

/** `isConnected` is still false while the driver loads. An empty slot has the values of its entry list entry. */
const carInfoOf = ({ carId, driver, entry, isLoaded }: Slot): PacketOf<'carInfo'> => ({
  type: 'carInfo',
  carId,
  isConnected: isLoaded,
  carModel: driver?.model ?? entry.model,
  carSkin: driver?.skin ?? entry.skin,
  driverName: driver?.name ?? entry.driverName,
  driverTeam: driver?.team ?? entry.team,
  driverGuid: driver?.guid ?? entry.guid,
});

function kick(world: World, carId: number): Answer {
  if (world.slots[carId]) return { order: { kind: 'kick', by: 'packet', carId, ban: false } };
  return { replies: [{ type: 'error', message: `ACSP_KICK_USER index ${carId} out of bound` }] };
}

/** The order in an admin's line. `/help` and `/client_list` give none: only the admin sees their answer. */
export function adminOrder(world: World, line: string): { order?: Order } {
  const [word = '', ...rest] = line.trim().split(' ');
  const order = orders[word]?.(world, rest.join(' ').trim());
  return order ? { order } : {};
}

const orders: Readonly<Record<string, (world: World, words: string) => Order | undefined>> = {
  '/next_session': () => ({ kind: 'next' }),
  '/ksns': () => ({ kind: 'next' }),
  '/restart_session': () => ({ kind: 'restart' }),
  '/ksrs': () => ({ kind: 'restart' }),
  '/kick_id': (world, carId) => kickOf(world, (slot) => String(slot.carId) === carId),
  '/ban_id': (world, carId) => kickOf(world, (slot) => String(slot.carId) === carId, true),
  '/kick': (world, name) => kickOf(world, (slot) => slot.driver?.name === name),
  '/ballast': (world, words) => {
    const [carId, kg] = carAndAmount(world, words);
    // It is an assumption that more than the limit is lowered to it, not refused.
    return kg === undefined ? undefined : { kind: 'ballast', carId, kg: Math.min(kg, world.config.maxBallastKg) };
  },
  '/restrictor': (world, words) => {
    const [carId, percent] = carAndAmount(world, words);
    return percent === undefined ? undefined : { kind: 'restrictor', carId, percent: Math.min(percent, 100) };
  },
};

function carAndAmount(world: World, words: string): [carId: number, amount: number | undefined] {
  const [, carId = -1, amount] = (/^(\d+) +(\d+)$/.exec(words) ?? []).map(Number);
  return [carId, world.slots[carId] && amount];
}

function kickOf(world: World, matches: (slot: Slot) => boolean, ban = false): Order | undefined {
  const slot = world.slots.find((candidate) => candidate.driver && matches(candidate));
  return slot && { kind: 'kick', by: 'line', carId: slot.carId, ban };
}
