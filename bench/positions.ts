import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFromServer } from '../src/acserver/udp/codec.ts';
import type { PacketOf } from '../src/acserver/udp/packets.ts';
import { PositionReader } from '../src/acserver/udp/position.ts';
import { OwnLaps } from '../src/features/evidence/ownLaps.ts';
import { TrackTable, trackTables } from '../src/features/track/table.ts';
import { TrackWatch } from '../src/features/track/watch.ts';
import { FollowedPositions } from '../src/live/positions.ts';
import { createBus } from '../src/race/bus.ts';
import { type Feed, openFeed } from '../src/race/feed.ts';
import { RaceGaps } from '../src/race/gaps.ts';
import { journalTables, openJournal } from '../src/race/journal.ts';
import { keepTraces } from '../src/race/traces.ts';
import { TraceArchive } from '../src/race/tracesArchive.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { CARS, Field, opening, RATE, SERVERS } from './receive/field.ts';
import { openSpent } from './turns.ts';

// What a position costs without a socket: it is decoded, and within a second goes to all listeners: into the state derived
// from positions (gaps, the current lap, the track) and into the traces, in memory and on disk. As fast as one core can, for
// 25 servers in turn.

const LIMIT = 1_000_000;
const ROUNDS = 7;
/** Of driving, per round. */
const SECONDS = 20;

type Position = PacketOf<'carUpdate'>;

/** The listeners of positions, by purpose: the time of each is reported separately. */
interface Listeners {
  readonly [name: string]: (packet: Position, now: number, monotonic: number) => void;
}

const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const store = openStore(directory, [journalTables, trackTables]);
const time = { ms: Date.UTC(2026, 10, 21, 20), timers: new Set<{ due: number; task: () => void }>() };
const clock = {
  now: () => time.ms,
  monotonic: () => time.ms,
  after(ms: number, task: () => void) {
    const timer = { due: time.ms + ms, task };
    time.timers.add(timer);
    return () => time.timers.delete(timer);
  },
};
const log = { error: console.error, warn: console.error };
const servers = Array.from({ length: SERVERS }, (_, index) => listenersOf(store, `server${index}`));
const names = Object.keys(servers[0] ?? {});
const field = new Field();
const spent = openSpent();
let driven = 0;
await measured(names);
// In turns, because the machine is faster in some minutes than in others.
const rates = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round += 1) {
  noteRate('all', await measured(names));
  noteRate('none', await measured([]));
  for (const name of names) noteRate(name, await measured(names.filter((each) => each !== name)));
}
const all = medianOf('all');
console.log(
  `datagram -> state -> trace   ${million(all)} M/s (limit ${million(LIMIT)})   ${Math.round(1e9 / all)} ns each, of which`,
);
console.log(`  decoding   ${Math.round(1e9 / medianOf('none'))} ns`);
for (const name of names) console.log(`  ${name}   ${Math.round(1e9 / all - 1e9 / medianOf(name))} ns`);
spent.close();
store.close();
rmSync(directory, { recursive: true, force: true });
process.exitCode = all >= LIMIT ? 0 : 1;
process.exit();

function listenersOf(into: Store, server: string): Listeners {
  const journal = openJournal(into, server);
  const bus = createBus(console.error);
  const feed = feedOf(server, bus);
  for (const datagram of opening()) feed.packets([decodeFromServer(datagram)]);
  const [traces, own, gaps] = [keepTraces(), new OwnLaps(), new RaceGaps({ lapsOf: () => 0 })];
  gaps.begin(true);
  const archive = new TraceArchive({ directory: join(directory, server), bus, state: () => feed.state(), clock, log });
  const track = new TrackWatch({
    table: new TrackTable(into),
    filesOf: () => ({ sections: [] }),
    state: () => feed.state(),
    clock,
    onFault: console.error,
  });
  return {
    'traces in memory': (packet, now) => traces.position(packet, now),
    'traces of the race, on disk': (packet, now) => archive.position(packet, now),
    'own laps': ({ carId, pos, velocity, normalizedSplinePos }, now) =>
      own.note(carId, now, pos, velocity, normalizedSplinePos),
    'the track': (packet, _, monotonic) => track.follow(packet, monotonic),
    'gaps of the board': (packet, now, monotonic) =>
      gaps.seen(packet, monotonic, now - (feed.state().session?.facts.zeroAt ?? 0)),
  };

  function feedOf(id: string, publisher: ReturnType<typeof createBus>): Feed {
    return openFeed({
      server: id,
      store: into,
      journal,
      bus: publisher,
      clock,
      log,
      redact: String,
      askAbout() {},
      askAgain() {},
      isHeard: () => true,
      isLogged: () => false,
    });
  }
}

/** @param of the listener that was left out, or `all` or `none` */
function noteRate(of: string, rate: number): void {
  rates.set(of, [...(rates.get(of) ?? []), rate]);
}

function medianOf(of: string): number {
  const sorted = (rates.get(of) ?? []).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** Positions per second of this thread's processor time. Race time runs as usual: ten positions a second, the disk once. */
async function measured(which: readonly string[]): Promise<number> {
  const heard = servers.map((listeners) => {
    const positions = new FollowedPositions(clock, console.error);
    for (const name of which)
      positions.listen((packet, { now, monotonic }) => listeners[name]?.(packet, now, monotonic));
    return { reader: new PositionReader(), positions };
  });
  let spentMs = 0;
  for (let step = 0; step < SECONDS * RATE; step += 1) {
    driven += 1 / RATE;
    time.ms += 1000 / RATE;
    const datagrams = field.at(driven);
    const begun = spent.ms();
    for (const { reader, positions } of heard) hear(datagrams, reader, positions);
    runTimers();
    spentMs += spent.ms() - begun;
    if (step % RATE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return ((SECONDS * RATE * SERVERS * CARS) / spentMs) * 1000;
}

function hear(datagrams: readonly Buffer[], reader: PositionReader, positions: FollowedPositions): void {
  for (const datagram of datagrams) {
    const packet = reader.read(datagram);
    if (packet) positions.add(packet, { now: time.ms, monotonic: time.ms });
  }
}

function runTimers(): void {
  for (const timer of time.timers) {
    if (timer.due > time.ms) continue;
    time.timers.delete(timer);
    timer.task();
  }
}

function million(rate: number): string {
  return (rate / 1e6).toFixed(2);
}
