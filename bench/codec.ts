import '../src/kit/heap.ts';
import { readFileSync } from 'node:fs';
import { decodeFromServer, encode } from '../src/acserver/udp/codec.ts';
import { PositionReader } from '../src/acserver/udp/position.ts';
import { openSpent } from './turns.ts';

// Decodes on one core, as fast as it goes, what a server sends most and what it sent in a recorded race: with V8's spaces
// as Pitwall keeps them, and by the time of a processor that this thread had, since what else the machine does is no part
// of it. Beside it stands what passed on the wall, and the decoder of another server manager, written in Go.

interface Contest {
  readonly name: string;
  readonly datagrams: readonly Buffer[];
  readonly decode: (datagram: Buffer) => object | undefined;
  /** Datagrams a second. */
  readonly limit: number;
  /** Of that decoder, on one core as well. */
  readonly counterpart: number;
}

/** Datagrams a second: of a processor, and of the clock on the wall. */
interface Rates {
  readonly processor: number;
  readonly wall: number;
}

const latest: { packet?: object } = {};
const rounds = 9;
const roundMs = 300;
const warmUpMs = 500;

const spent = openSpent();
const positions = new PositionReader();
const contests: readonly Contest[] = [
  {
    name: 'CAR_UPDATE',
    datagrams: carUpdates(24),
    decode: decodeFromServer,
    limit: 10_000_000,
    counterpart: 5_000_000,
  },
  // As the socket does: into one packet, again and again.
  {
    name: 'the same, read',
    datagrams: carUpdates(24),
    decode: (each) => positions.read(each),
    limit: 10_000_000,
    counterpart: 5_000_000,
  },
  {
    name: 'recorded race',
    datagrams: recordedRace(),
    decode: decodeFromServer,
    limit: 4_000_000,
    counterpart: 810_000,
  },
];

process.exitCode = contests.map(isWon).every((won) => won) ? 0 : 1;

function isWon({ name, datagrams, decode, limit, counterpart }: Contest): boolean {
  decodeFor(warmUpMs, datagrams, decode);
  const all = Array.from({ length: rounds }, () => decodeFor(roundMs, datagrams, decode));
  const ours = median(all.map(({ processor }) => processor));
  const slowest = Math.min(...all.map(({ processor }) => processor));
  const wall = median(all.map((each) => each.wall));
  console.log(
    `${name.padEnd(15)} ours ${millions(ours)}/s (limit ${limit / 1e6}; slowest ${millions(slowest)}, by the wall ${millions(wall)})   counterpart ${millions(counterpart)}/s   ratio ${(ours / counterpart).toFixed(2)}`,
  );
  return ours >= limit;
}

/** Decodes the datagrams in their order, again and again. */
function decodeFor(ms: number, datagrams: readonly Buffer[], decode: Contest['decode']): Rates {
  const begun = { wall: performance.now(), processor: spent.ms() };
  let decoded = 0;
  let passed = 0;
  do {
    // Enough between two looks at the clock that looking costs nothing.
    for (let pass = 0; pass < 100; pass++) for (const datagram of datagrams) consume(decode(datagram));
    decoded += 100 * datagrams.length;
    passed = performance.now() - begun.wall;
  } while (passed < ms);
  return { processor: (decoded / (spent.ms() - begun.processor)) * 1000, wall: (decoded / passed) * 1000 };
}

/** Keeps the packet from being optimised away: the last one stays reachable. */
function consume(packet: object | undefined): void {
  latest.packet = packet;
}

function carUpdates(cars: number): Buffer[] {
  return Array.from({ length: cars }, (_, carId) =>
    encode({
      type: 'carUpdate',
      carId,
      pos: [carId * 12.5, -3.75, 410.25 - carId],
      velocity: [41.5, -0.125, carId / 2],
      gear: 5,
      rpm: 6000 + carId * 40,
      normalizedSplinePos: carId / cars,
    }),
  );
}

function recordedRace(): Buffer[] {
  const lines = readFileSync('sandbox/recordings/nurburgring_sprint_b.ndjson', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const hex = line === '' ? undefined : JSON.parse(line).hex;
    return hex === undefined ? [] : [Buffer.from(hex, 'hex')];
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function millions(rate: number): string {
  return `${(rate / 1e6).toFixed(2).padStart(5)} M`;
}
