import { encode } from '../../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer } from '../../../src/acserver/udp/packets.ts';

/** What differs between the servers that speak the plugin protocol, as far as the references tell. */
export interface Dialect {
  /** A packet as it goes on the wire. */
  encode(packet: FromServer): FromServer | Uint8Array;
  /** Whether the server hears this at all. */
  hears(packet: FromPlugin): boolean;
  /** Whether the plugin is shown lines that begin with a slash. */
  forwardsSlash: boolean;
  answersForEmptySlots: boolean;
  savesResults: boolean;
  /** SET_SESSION_INFO changes a session in memory, or jumps to it. */
  setSession: 'memory' | 'jump';
  /** acServer's own log, which others do not write. */
  log: boolean;
}

export type DialectName = 'kunos' | 'acsm' | 'assettoserver';

const kunos: Dialect = {
  encode: (packet) => packet,
  hears: () => true,
  forwardsSlash: true,
  answersForEmptySlots: true,
  savesResults: true,
  setSession: 'memory',
  log: true,
};

const assettoserver: Dialect = {
  encode: encodeForAssettoServer,
  hears: (packet) => packet.type !== 'adminCommand' && !(packet.type === 'setSessionInfo' && packet.sessionIndex === 0),
  forwardsSlash: false,
  answersForEmptySlots: false,
  savesResults: false,
  setSession: 'jump',
  log: false,
};

/** The manager's own server sends the same packets. */
export const dialects: Readonly<Record<DialectName, Dialect>> = { kunos, acsm: kunos, assettoserver };

/** weatherGraphics is wide there, and END_SESSION has a narrow, empty name. */
function encodeForAssettoServer(packet: FromServer): FromServer | Uint8Array {
  if (packet.type === 'endSession') return Uint8Array.of(55, 0);
  if (packet.type !== 'newSession' && packet.type !== 'sessionInfo') return packet;
  const bytes = encode({ ...packet, weatherGraphics: '' });
  const weather = [...packet.weatherGraphics];
  const wide = Buffer.alloc(weather.length * 4);
  for (const [index, character] of weather.entries()) wide.writeUInt32LE(character.codePointAt(0) ?? 0, index * 4);
  // The empty name's length byte stands before the last field, four bytes of elapsed time.
  return Buffer.concat([bytes.subarray(0, -5), Buffer.of(weather.length), wide, bytes.subarray(-4)]);
}
