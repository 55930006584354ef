import '../src/kit/heap.ts';
import { readFileSync } from 'node:fs';
import { decodeFromServer, encode } from '../src/acserver/udp/codec.ts';
import { fromServer } from '../src/acserver/udp/packets.ts';
import { PositionReader } from '../src/acserver/udp/position.ts';
import { openSpent } from './turns.ts';

// Decodes on one core, as fast as it can, what a server sends most and what it sent in a recorded race. V8's heap is set up
// as in Pitwall. The rate is by processor time of this thread, so that other programs do not count; next to it are the rate by
// the clock and that of another server manager's decoder, written in Go.

interface Contest {
  readonly name: string;
  readonly datagrams: readonly Buffer[];
  readonly decode: (datagram: Buffer) => object | undefined;
  /** Datagrams a second. */
  readonly limit: number;
  /** The rate of that decoder, also on one core. */
  readonly counterpart: number;
  /** The part of the work that is not decoding, measured in turns: shows how fast the machine is at the moment. */
  readonly beside?: (datagram: Buffer) => object | undefined;
}

/** Datagrams a second: by processor time, and by the clock. */
interface Rates {
  readonly processor: number;
  readonly wall: number;
}

const latest: { packet?: object } = {};
// Neighbours in the machine's caches come and go by the second and can halve the rate: so there are many short rounds.
const rounds = 201;
/** Of processor time. */
const roundMs = 12;
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
  // As the socket does it: into one packet that is reused.
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
    beside: rowsOfBoard,
  },
];

process.exitCode = contests.map(isWon).every((won) => won) ? 0 : 1;

function isWon({ name, datagrams, decode, limit, counterpart, beside }: Contest): boolean {
  const [all, others]: [Rates[], Rates[]] = [[], []];
  decodeFor(warmUpMs, datagrams, decode);
  if (beside) decodeFor(warmUpMs, datagrams, beside);
  for (let round = 0; round < rounds; round += 1) {
    all.push(decodeFor(roundMs, datagrams, decode));
    if (beside) others.push(decodeFor(roundMs, datagrams, beside));
  }
  const rates = all.map(({ processor }) => processor);
  const ours = part(rates, 0.5);
  const wall = part(
    all.map((each) => each.wall),
    0.5,
  );
  console.log(
    `${name.padEnd(15)} ours ${millions(ours)}/s (limit ${limit / 1e6}; a tenth below ${millions(part(rates, 0.1))}, by the wall ${millions(wall)})   counterpart ${millions(counterpart)}/s   ratio ${(ours / counterpart).toFixed(2)}`,
  );
  if (beside) tellBeside(rates, others);
  return ours >= limit;
}

/** Prints how much both rates vary, and how much their ratio varies round by round. */
function tellBeside(rates: readonly number[], others: readonly Rates[]): void {
  const alone = others.map(({ processor }) => processor);
  const ratios = rates.map((rate, round) => rate / (alone[round] ?? rate));
  const spread = (values: readonly number[]): string =>
    [0.1, 0.5, 0.9].map((each) => millions(part(values, each))).join(', ');
  console.log(`${' '.repeat(16)}a tenth, half and nine tenths of the rounds below ${spread(rates)}/s`);
  console.log(`${' '.repeat(16)}the rows of its boards made without reading   ${spread(alone)}/s`);
  console.log(
    `${' '.repeat(16)}one against the other   ${[0.1, 0.5, 0.9].map((each) => part(ratios, each).toFixed(2)).join(', ')}`,
  );
}

/** Decodes the datagrams in order, again and again. */
function decodeFor(ms: number, datagrams: readonly Buffer[], decode: Contest['decode']): Rates {
  const begun = { wall: performance.now(), processor: spent.ms() };
  let decoded = 0;
  let passed = 0;
  do {
    // Enough work between two readings of the clock for those to cost nothing.
    for (let pass = 0; pass < 20; pass++) for (const datagram of datagrams) consume(decode(datagram));
    decoded += 20 * datagrams.length;
    passed = spent.ms() - begun.processor;
  } while (passed < ms);
  return { processor: (decoded / passed) * 1000, wall: (decoded / (performance.now() - begun.wall)) * 1000 };
}

/** As many rows as the lap's packet has, from numbers at hand; nothing for other packets. */
function rowsOfBoard(datagram: Buffer): object | undefined {
  if (datagram[0] !== fromServer.lapCompleted[0]) return undefined;
  const count = datagram[7] ?? 0;
  const rows = new Array<object>(count);
  for (let index = 0; index < count; index++)
    rows[index] = { carId: index, timeMs: index * 7, laps: index & 3, completed: 0 };
  return rows;
}

/** Keeps a reference to the last packet, so that decoding is not optimised away. */
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

/** The value below which this share of the values lies. */
function part(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function millions(rate: number): string {
  return `${(rate / 1e6).toFixed(2).padStart(5)} M`;
}
