import { readFileSync } from 'node:fs';
import type { Packet } from '../../../src/acserver/udp/packets.ts';

export interface Vector {
  readonly name: string;
  readonly datagram: Buffer;
  readonly decoded: Packet;
}

const fixtures = new URL('../../fixtures/udp/', import.meta.url);
const recordings = new URL('../../../sandbox/recordings/', import.meta.url);

type Decoded = Readonly<Record<string, unknown>>;
interface Row {
  readonly name?: string;
  readonly command?: string;
  readonly hex?: string;
  readonly hexPayload?: string;
  readonly length?: number;
  readonly who?: string;
  readonly decoded?: Decoded;
}

/** Every datagram of a fixture file, including those without a decoded form. */
export function datagramsOf(file: string): { name: string; datagram: Buffer; decoded: Decoded | undefined }[] {
  return rowsOf(new URL(file, fixtures)).map((row, index) => ({
    name: `${row.name ?? row.command ?? row.who ?? 'datagram'} (${file}, ${index})`,
    datagram: datagramOf(row),
    decoded: row.decoded?.type === undefined ? undefined : row.decoded,
  }));
}

/** The decodable datagrams of a fixture file, with what they mean. */
export function vectorsOf(file: string): Vector[] {
  return datagramsOf(file).flatMap(({ name, datagram, decoded }) =>
    decoded ? [{ name, datagram, decoded: packetOf(decoded) }] : [],
  );
}

export function recordingOf(file: string): Vector[] {
  return rowsOf(new URL(file, recordings)).flatMap((row, index) =>
    row.decoded ? [{ name: `${file}, ${index}`, datagram: datagramOf(row), decoded: packetOf(row.decoded) }] : [],
  );
}

function rowsOf(url: URL): Row[] {
  const text = readFileSync(url, 'utf8');
  if (!url.pathname.endsWith('.ndjson')) return JSON.parse(text).packets;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line)).filter((row: Row) => row.hex !== undefined);
}

/** The datagram, padded with zeros to its real length. */
function datagramOf({ hex, hexPayload, length }: Row): Buffer {
  const bytes = Buffer.from(hex ?? hexPayload ?? '', 'hex');
  return Buffer.concat([bytes], length ?? bytes.length);
}

/** The fixtures write packet names in capitals, leaderboard rows as arrays, and subtypes in words. */
function packetOf(decoded: Decoded): Packet {
  const type = String(decoded.type)
    .toLowerCase()
    .replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    .replace('realtimepos', 'realtimePos');
  return { ...decoded, ...leaderboardOf(decoded), ...subtypeOf(decoded), type } as Packet;
}

function leaderboardOf({ leaderboard }: Decoded): object {
  if (!Array.isArray(leaderboard)) return {};
  return {
    leaderboard: leaderboard.map(([carId, timeMs, laps, completed]) => ({ carId, timeMs, laps, completed })),
  };
}

function subtypeOf({ subtype }: Decoded): object {
  if (subtype === undefined) return {};
  return { subtype: subtype === 'COLLISION_WITH_CAR' ? 'car' : 'environment' };
}
