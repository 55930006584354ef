import { encode } from '../../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import { adminOrder, type Order } from '../answers.ts';
import type { Heard } from '../plugin.ts';
import type { World } from '../world.ts';
import { managerOrder } from './managerLines.ts';

/** The differences between the servers that speak the plugin protocol, as far as the references document them. */
export interface Dialect {
  /** Encodes a packet for the wire. `uptimeMs` is how long the process has been running. */
  encode(packet: FromServer, world: World, uptimeMs: number): FromServer | Uint8Array;
  /** Whether the server reacts to this packet. */
  hears(packet: Heard): boolean;
  /** The order in an admin's line, including the slash; undefined if a console of its own reads such lines. */
  orderOf: ((world: World, line: string) => { order?: Order }) | undefined;
  /** Whether the plugin gets lines that begin with a slash. */
  forwardsSlash: boolean;
  answersForEmptySlots: boolean;
  savesResults: boolean;
  /** Whether it returns to the first session regardless of LOOP_MODE. */
  alwaysLoops: boolean;
  /** Whether SET_SESSION_INFO changes a session in memory, or jumps to it. */
  setSession: 'memory' | 'jump';
  /** Sessions do not change while somebody loads. */
  waitsForLoading: boolean;
  /** The ERROR packet that answers this, if any. */
  refusal(world: World, packet: Heard): string | undefined;
  /** A driver who is still loading ignores one KICK_USER; `/kick_id` removes them. */
  loadingOverhearsKick: boolean;
  /** BLACKLIST_MODE keeps kicked drivers out. */
  kicksKeepOut: boolean;
  /** When blacklist.txt is read: at the start, or also when it is written to in place. */
  blacklist: 'start' | 'watched';
  /** How often positions are sent before the plugin asks; 0 = not at all. */
  positionsMs: number;
  /** The manager's own additions: sectors with cuts, tyres, ping, extra information. */
  enhanced: boolean;
  /** acServer's own log, which the others do not write. */
  log: boolean;
}

export type DialectName = 'kunos' | 'acsm' | 'assettoserver';

const usual = {
  encode: (packet: FromServer) => packet,
  forwardsSlash: true,
  answersForEmptySlots: true,
  savesResults: true,
  alwaysLoops: false,
  setSession: 'memory',
  waitsForLoading: false,
  refusal: () => undefined,
  kicksKeepOut: true,
  blacklist: 'start',
  positionsMs: 0,
  log: true,
} as const;

const ofManager = new Set<Heard['type']>(['enableReporting', 'ping']);

const kunos: Dialect = {
  ...usual,
  hears: ({ type }) => !ofManager.has(type) && type !== 'askVersion',
  orderOf: adminOrder,
  loadingOverhearsKick: true,
  enhanced: false,
};

const acsm: Dialect = {
  ...usual,
  hears: ({ type }) => type !== 'askVersion',
  orderOf: managerOrder,
  loadingOverhearsKick: false,
  enhanced: true,
};

const assettoserver: Dialect = {
  encode: encodeForAssettoServer,
  hears: (packet) =>
    !ofManager.has(packet.type) &&
    packet.type !== 'adminCommand' &&
    !(packet.type === 'setSessionInfo' && packet.sessionIndex === 0),
  orderOf: undefined,
  forwardsSlash: false,
  answersForEmptySlots: false,
  savesResults: false,
  alwaysLoops: true,
  setSession: 'jump',
  waitsForLoading: true,
  refusal: refusalOfAssettoServer,
  loadingOverhearsKick: false,
  kicksKeepOut: false,
  blacklist: 'watched',
  positionsMs: 1000,
  enhanced: false,
  log: false,
};

export const dialects: Readonly<Record<DialectName, Dialect>> = { kunos, acsm, assettoserver };

/** An index out of bounds means the first session, also when it announces sessions itself. */
function refusalOfAssettoServer(world: World, packet: Heard): string | undefined {
  if (packet.type === 'kickUser' && !world.slots[packet.carId]?.driver) {
    return `ERROR: ACSP_KICK_USER index ${packet.carId} out of bound`;
  }
  if (packet.type !== 'getSessionInfo') return undefined;
  const index = packet.sessionIndex ?? 0;
  const isKnown = index === -1 || (index > 0 && index < world.config.sessions.length);
  return isKnown ? undefined : `ERROR: ACSP_GET_SESSION_INFO out of bounds: ${index}`;
}

/**
 * Its weatherGraphics is a wide string, and END_SESSION has a narrow, empty name. Its wait time is in seconds, and its
 * elapsed time is the process's uptime minus that number of seconds, taken for milliseconds.
 */
function encodeForAssettoServer(packet: FromServer, world: World, uptimeMs: number): FromServer | Uint8Array {
  if (packet.type === 'endSession') return Uint8Array.of(55, 0);
  if (packet.type !== 'newSession' && packet.type !== 'sessionInfo') return packet;
  const waitOf = (index: number) => world.config.sessions[index]?.waitSeconds ?? 0;
  const bytes = encode({
    ...packet,
    waitTime: waitOf(packet.sessionIndex) % 65_536,
    elapsedMs: (Math.round(uptimeMs) - waitOf(packet.currentSessionIndex)) | 0,
    weatherGraphics: '',
  });
  const weather = [...packet.weatherGraphics];
  const wide = Buffer.alloc(weather.length * 4);
  for (const [index, character] of weather.entries()) wide.writeUInt32LE(character.codePointAt(0) ?? 0, index * 4);
  // The length byte of the empty name comes before the last field, four bytes of elapsed time.
  return Buffer.concat([bytes.subarray(0, -5), Buffer.of(weather.length), wide, bytes.subarray(-4)]);
}
