import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFromServer } from '../../../../src/acserver/udp/codec.ts';
import { drive, minutes, sprintConfig } from './drive.ts';

const weekend = (() => {
  const driven = drive();
  driven.server.receive({ type: 'realtimePosInterval', intervalMs: 1000 });
  driven.clock.advance(12 * minutes);
  driven.server.close();
  return driven;
})();

const typesOf = (packets: readonly { type: string }[]) => packets.map(({ type }) => type);

describe('a weekend', () => {
  it('starts with VERSION and the first session', () => {
    expect(typesOf(drive().packets())).toEqual(['version', 'newSession']);
  });

  it('sends only packets that can be decoded, with CAR_UPDATE of 33 bytes', () => {
    // Each was decoded when it was sent; otherwise the weekend would have ended there.
    expect(weekend.packets()).toHaveLength(weekend.datagrams.length);
    const updates = weekend.datagrams.filter(({ bytes }) => bytes[0] === 53);
    expect(updates.length).toBeGreaterThan(3000);
    expect(new Set(updates.map(({ bytes }) => bytes.length))).toEqual(new Set([33]));
  });

  it('runs qualifying and race, each ending with a results file and END_SESSION', () => {
    const frame = weekend.packets().filter(({ type }) => type === 'newSession' || type === 'endSession');
    expect(typesOf(frame).slice(0, 5)).toEqual(['newSession', 'endSession', 'newSession', 'endSession', 'newSession']);
    expect(
      weekend
        .sent('newSession')
        .map(({ sessionIndex }) => sessionIndex)
        .slice(0, 3),
    ).toEqual([0, 1, 0]);
    for (const { filename } of weekend.sent('endSession')) {
      expect(filename).toMatch(/^results\/2026_1_1_\d+_\d+_(QUALIFY|RACE)\.json$/);
      expect(existsSync(join(weekend.directory, filename))).toBe(true);
    }
    expect(weekend.lines).toContain('Server looping');
    expect(weekend.sent('version')).toHaveLength(1);
  });

  it('keeps drivers connected across sessions', () => {
    const joins = weekend.sent('newConnection').length - weekend.sent('connectionClosed').length;
    expect(joins).toBe(8);
    expect(weekend.sent('clientLoaded').length).toBe(weekend.sent('newConnection').length);
  });

  it('starts the race after the wait, with a negative elapsed time', () => {
    const race = weekend.sent('newSession').find(({ sessionType }) => sessionType === 3);
    expect(race).toMatchObject({ laps: 6, timeMinutes: 0, waitTime: 30_000, elapsedMs: -30_000 });
  });

  it('sends a leaderboard of every slot, with the winner marked as finished', () => {
    const laps = weekend.sent('lapCompleted');
    for (const { leaderboard } of laps) {
      expect(leaderboard.map(({ carId }) => carId).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    }
    const winner = laps.find(({ leaderboard }) => leaderboard[0]?.laps === 6);
    expect(winner?.leaderboard[0]).toMatchObject({ carId: winner?.carId, laps: 6, completed: 1 });
    expect(winner?.leaderboard.slice(1).every(({ completed }) => completed === 0)).toBe(true);
    expect(winner?.leaderboard[0]?.timeMs).toBeGreaterThan(6 * 50_000);
  });

  it('has laps of about a minute, some with cuts', () => {
    const laps = weekend.sent('lapCompleted');
    const usual = laps.filter(({ lapTimeMs }) => lapTimeMs > 45_000 && lapTimeMs < 70_000);
    expect(usual.length / laps.length).toBeGreaterThan(0.8);
    expect(laps.some(({ cuts }) => cuts > 0)).toBe(true);
    expect(laps.some(({ cuts }) => cuts === 0)).toBe(true);
  });

  it('has each contact reported by both cars, on their own beat, with slightly different values', () => {
    const { clock, control, server, datagrams } = drive();
    clock.advance(90_000);
    const atMs = clock.monotonic();
    control('collide 0 1');
    clock.advance(6000);
    server.close();
    const all = datagrams.map((datagram) => ({ atMs: datagram.atMs, packet: decodeFromServer(datagram.bytes) }));
    const loadedMs = new Map(
      all.flatMap(({ packet, ...time }) => (packet.type === 'clientLoaded' ? [[packet.carId, time.atMs]] : [])),
    );
    const told = all
      .filter((each) => each.atMs > atMs)
      .flatMap(({ packet, ...time }) =>
        packet.type === 'clientEvent' && packet.subtype === 'car' ? [{ ...packet, ...time }] : [],
      )
      .filter(({ carId, otherCarId }) => carId + otherCarId === 1);
    expect(told.map(({ carId }) => carId).toSorted()).toEqual([0, 1]);
    for (const event of told) {
      expect((event.atMs - (loadedMs.get(event.carId) ?? 0)) % 5000).toBeLessThanOrEqual(250);
      expect(event.atMs - atMs).toBeLessThanOrEqual(5000 + 250 + 200);
      expect(event.impactSpeed).toBeGreaterThan(10);
    }
    expect(told[0]?.impactSpeed).not.toBe(told[1]?.impactSpeed);
    expect(told[0]?.worldPos).not.toEqual(told[1]?.worldPos);
  });

  it('reports every contact on the five-second beat of the car', () => {
    const { clock, server, datagrams } = drive({ seed: 5 });
    clock.advance(8 * minutes);
    server.close();
    const loadedMs = new Map<number, number>();
    const phases: number[] = [];
    for (const { atMs, bytes } of datagrams) {
      const packet = decodeFromServer(bytes);
      if (packet.type === 'clientLoaded') loadedMs.set(packet.carId, atMs);
      if (packet.type === 'clientEvent') phases.push((atMs - (loadedMs.get(packet.carId) ?? 0)) % 5000);
    }
    expect(phases.length).toBeGreaterThan(10);
    expect(Math.max(...phases)).toBeLessThanOrEqual(250);
  });

  it('has velocities that match the positions', () => {
    const { clock, server, datagrams } = drive();
    clock.advance(60_000);
    server.receive({ type: 'realtimePosInterval', intervalMs: 50 });
    const from = datagrams.length;
    clock.advance(5000);
    server.close();
    const updates = datagrams.slice(from).map(({ bytes }) => decodeFromServer(bytes));
    const car = updates.flatMap((packet) => (packet.type === 'carUpdate' && packet.carId === 2 ? [packet] : []));
    expect(car.length).toBeGreaterThan(90);
    for (const [index, { pos, velocity }] of car.entries()) {
      const before = car[index - 1];
      if (before)
        for (const axis of [0, 1, 2] as const) expect(pos[axis] - before.pos[axis]).toBeCloseTo(velocity[axis] / 20, 2);
    }
  });

  it('sends positions in bursts ordered by car id, until switched off', () => {
    const { clock, server, datagrams } = drive();
    clock.advance(60_000);
    server.receive({ type: 'realtimePosInterval', intervalMs: 200 });
    const from = datagrams.length;
    clock.advance(2000);
    const updates = datagrams.slice(from).filter(({ bytes }) => bytes[0] === 53);
    const bursts = [...new Set(updates.map(({ atMs }) => atMs))];
    expect(bursts.map((atMs, index) => atMs - (bursts[index - 1] ?? atMs - 200)).every((gap) => gap === 200)).toBe(
      true,
    );
    const first = updates.filter(({ atMs }) => atMs === bursts[0]).map(({ bytes }) => bytes[1] ?? 0);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
    server.receive({ type: 'realtimePosInterval', intervalMs: 0 });
    const count = datagrams.filter(({ bytes }) => bytes[0] === 53).length;
    clock.advance(2000);
    expect(datagrams.filter(({ bytes }) => bytes[0] === 53)).toHaveLength(count);
  });
});

it('sends positions no more often in a faster race', () => {
  const { clock, server, datagrams } = drive({ speed: 25 });
  clock.advance(2000);
  server.receive({ type: 'realtimePosInterval', intervalMs: 250 });
  const from = datagrams.length;
  clock.advance(2000);
  server.close();
  const bursts = new Set(datagrams.slice(from).flatMap(({ atMs, bytes }) => (bytes[0] === 53 ? [atMs] : [])));
  expect(bursts.size).toBeGreaterThanOrEqual(7);
  expect(bursts.size).toBeLessThanOrEqual(8);
});

describe('a seed', () => {
  const racesOf = (seed: number, speed = 1) => {
    const { clock, server, datagrams } = drive({ seed, speed });
    clock.advance((1.5 * minutes) / speed);
    server.close();
    return datagrams.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  };

  const seven = racesOf(7);

  it('reproduces the same race at any speed', () => {
    expect(racesOf(7)).toEqual(seven);
    expect(racesOf(7, 10)).toEqual(seven);
  });

  it('gives a different race than another seed', () => {
    expect(racesOf(8)).not.toEqual(seven);
  });
});

describe('the end', () => {
  it('comes after the last session without LOOP_MODE, when all connections are closed', () => {
    const { clock, ends, packets } = drive({ config: { loop: false } });
    clock.advance(15 * minutes);
    expect(ends).toHaveLength(1);
    const types = typesOf(packets());
    expect(new Set(types.slice(types.lastIndexOf('endSession') + 1))).toEqual(new Set(['connectionClosed']));
  });

  it('never comes on an empty server, which loops without results', () => {
    const { clock, packets, lines, directory, server } = drive({ open: false });
    clock.advance(7 * minutes);
    server.close();
    expect(new Set(typesOf(packets()))).toEqual(new Set(['version', 'newSession']));
    expect(lines).toContain('No cars connected, move to next session');
    expect(existsSync(join(directory, 'results'))).toBe(false);
  });
});

describe('the results file', () => {
  const real = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../../fixtures/results/${name}`, import.meta.url), 'utf8'));
  const ours = (type: string) => {
    const name = weekend.sent('endSession').find(({ filename }) => filename.includes(type))?.filename ?? '';
    return readFileSync(join(weekend.directory, name), 'utf8');
  };

  /** Keys in their order and types of the values; for a list, those of its first member. */
  function shapeOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
    if (value === null || typeof value !== 'object') return typeof value;
    return Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]);
  }

  const carContact = (event: { Type: string }) => event.Type === 'COLLISION_WITH_CAR';

  it('has the same keys and types in the same order as a real one', () => {
    const race = JSON.parse(ours('RACE'));
    const theirs = real('2019_2_15_21_16_RACE.json');
    for (const file of [race, theirs]) file.Events = file.Events.filter(carContact);
    expect(shapeOf(race)).toEqual(shapeOf(theirs));
  });

  it('is indented like a real one', () => {
    const theirs = readFileSync(
      new URL('../../../fixtures/results/2019_2_15_21_16_RACE.json', import.meta.url),
      'utf8',
    );
    const firstLines = (text: string) =>
      text
        .split('\n')
        .slice(4, 9)
        .map((line) => line.replace(/\d+/, '0'));
    expect(firstLines(ours('RACE'))).toEqual(firstLines(theirs));
    expect(ours('RACE').endsWith('}')).toBe(true);
  });

  it('agrees with the packets sent', () => {
    const race = JSON.parse(ours('RACE'));
    expect(race.Cars).toHaveLength(8);
    const board = weekend.sent('lapCompleted').findLast(({ leaderboard }) => leaderboard[0]?.laps === 6)?.leaderboard;
    const result = race.Result.map(({ CarId, TotalTime }: { CarId: number; TotalTime: number }) => [CarId, TotalTime]);
    expect(result).toEqual(board?.map(({ carId, timeMs }) => [carId, timeMs]));
    for (const { Sectors, LapTime } of race.Laps) expect(Sectors[0] + Sectors[1] + Sectors[2]).toBe(LapTime);
  });

  it('has null events if there were no contacts', () => {
    const { clock, control, directory, sent } = drive({
      config: { entries: sprintConfig().entries.slice(0, 1), maxClients: 1 },
    });
    clock.advance(20_000);
    control('lap 0 51234');
    control('finish');
    const [end] = sent('endSession');
    const file = JSON.parse(readFileSync(join(directory, end?.filename ?? ''), 'utf8'));
    expect(file).toMatchObject({ Type: 'QUALIFY', Events: null, Result: [{ BestLap: 51_234 }] });
  });
});
