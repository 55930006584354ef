import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { SessionFacts } from '../../../src/events/session.ts';
import { readTrackFiles } from '../../../src/features/track/files.ts';
import { isInPits, placeOn } from '../../../src/features/track/line.ts';
import { TrackTable, trackTables } from '../../../src/features/track/table.ts';
import { TrackWatch } from '../../../src/features/track/watch.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { type Circuit, circuit, drive, type Heard, placeOnCircuit } from './drivenTrack.ts';

const facts = (kind: SessionFacts['kind'], track = 'monza'): SessionFacts => ({
  index: 0,
  kind,
  name: kind,
  minutes: 10,
  laps: 0,
  track,
  layout: '',
  serverName: '',
  ambientC: 20,
  roadC: 25,
  weather: '',
});

class Rig {
  readonly clock = new FakeClock();
  readonly store;
  readonly faults: unknown[] = [];
  running = facts('practice');
  watch: TrackWatch;
  directory: string | undefined;

  constructor(data = temporaryDirectory('track'), directory?: string) {
    this.store = openStore(data, [trackTables]);
    this.directory = directory;
    this.watch = this.open();
  }

  open(): TrackWatch {
    const { directory } = this;
    return new TrackWatch({
      table: new TrackTable(this.store),
      filesOf: (key) =>
        directory === undefined
          ? { sections: [] }
          : readTrackFiles(directory, key, (sentence) => this.faults.push(sentence)),
      state: () => ({ session: { facts: this.running } as never }),
      clock: this.clock,
      onFault: (error) => this.faults.push(error),
    });
  }

  /** Packets of all cars together, in order of arrival. */
  hear(...cars: (readonly Heard[])[]): void {
    const began = this.clock.monotonic();
    for (const { at, packet } of cars.flat().toSorted((one, other) => one.at - other.at)) {
      const ahead = began + at - this.clock.monotonic();
      if (ahead > 0) this.clock.advance(ahead);
      if (packet.type === 'carUpdate') this.watch.follow(packet);
      else this.watch.hear(packet);
    }
  }

  start(kind: SessionFacts['kind'], track?: string): void {
    this.running = facts(kind, track);
    this.watch.sessionStarted(this.running);
    // The line is recomputed in pieces.
    this.clock.advance(1);
  }
}

const field = (made: Circuit, cars: number, laps = 1, seed = 1): (readonly Heard[])[] =>
  Array.from({ length: cars }, (_, carId) => drive({ circuit: made, carId, seed: seed + carId, laps }));

const made = circuit(3200, 4, 25);

describe('the line learnt on a server', () => {
  it('is there after five laps by any drivers, and no sooner', () => {
    const rig = new Rig();
    rig.hear(...field(made, 4));
    expect(rig.watch.line()).toBeUndefined();
    rig.hear(...field(made, 1, 1, 50));
    const line = rig.watch.line();
    expect(line?.quality.laps).toBe(5);
    expect(line?.lengthM).toBeCloseTo(3200, -1.5);
    expect(line?.corners.map(({ number }) => number)).toEqual(line?.corners.map((_, index) => index + 1));
    const truth = placeOnCircuit(made, 1000, 3);
    expect(line && placeOn(line, truth)?.lateral).toBeCloseTo(3, -0.7);
  });

  it('is stored, and is refined further after a restart', () => {
    const rig = new Rig();
    rig.hear(...field(made, 6));
    rig.watch.close();
    const before = rig.watch.line();
    rig.watch = rig.open();
    const stored = rig.watch.line();
    expect(stored?.corners).toEqual(before?.corners);
    expect(stored?.points).toHaveLength(before?.points.length ?? 0);
    expect(stored?.points[100]?.x).toBeCloseTo(before?.points[100]?.x ?? 0, 2);
    rig.hear(...field(made, 3, 2, 60));
    // Silently: the line of a running session does not change until it ends.
    expect(rig.watch.line()).toBe(stored);
    rig.start('race');
    expect(rig.watch.line()?.quality.laps).toBe(12);
    expect(rig.watch.line()?.corners.map(({ number }) => number)).toEqual(before?.corners.map(({ number }) => number));
  });

  it('is recomputed in pieces, so that nothing waits for it', () => {
    const rig = new Rig();
    rig.hear(...field(made, 8, 2));
    const before = rig.watch.line();
    let pieces = 0;
    const { clock } = rig;
    const after = clock.after.bind(clock);
    clock.after = (ms, task) => {
      pieces += 1;
      return after(ms, task);
    };
    rig.running = facts('race');
    rig.watch.sessionStarted(rig.running);
    expect(rig.watch.line()).toBe(before);
    clock.advance(1);
    expect(rig.watch.line()?.quality.laps).toBeGreaterThan(before?.quality.laps ?? 0);
    expect(pieces).toBeGreaterThanOrEqual(6);
    expect(rig.faults).toEqual([]);
  });

  it('is learnt separately for each track', () => {
    const rig = new Rig();
    rig.hear(...field(made, 5));
    rig.start('practice', 'spa');
    expect(rig.watch.line()).toBeUndefined();
    rig.hear(...field(circuit(5000, 9, 25), 5));
    expect(rig.watch.line()?.lengthM).toBeCloseTo(5000, -2);
    rig.start('practice', 'monza');
    expect(rig.watch.line()?.lengthM).toBeCloseTo(3200, -1.5);
  });

  it('is replaced when another track appears under the same name', () => {
    const rig = new Rig();
    rig.hear(...field(made, 6));
    rig.hear(...field(circuit(3500, 4, 25), 8));
    expect(rig.watch.line()?.lengthM).toBeCloseTo(3500, -1.5);
    rig.watch.close();
    rig.watch = rig.open();
    expect(rig.watch.line()?.lengthM).toBeCloseTo(3500, -1.5);
  });

  it('is learnt from a few cars of a large field at a time', () => {
    const rig = new Rig();
    rig.hear(...field(made, 20, 4));
    rig.start('race');
    const { laps = 0 } = rig.watch.line()?.quality ?? {};
    expect(laps).toBeGreaterThanOrEqual(16);
    expect(laps).toBeLessThanOrEqual(32);
  });

  it('throws if its table is missing, and ignores stored points it cannot read', () => {
    const rig = new Rig();
    rig.store.run('DROP TABLE track_lines');
    expect(() => rig.watch.line()).toThrow();
    const other = new Rig();
    other.hear(...field(made, 5));
    other.store.run("UPDATE track_lines SET points = 'AAAA'");
    other.watch = other.open();
    expect(other.watch.line()).toBeUndefined();
  });
});

describe('the pits', () => {
  const box = { x: 500, z: 500 };
  const stand = (carId: number, at: { x: number; z: number }, speed = 0): PacketOf<'carUpdate'> => ({
    type: 'carUpdate',
    carId,
    pos: [at.x, 0, at.z],
    velocity: [speed, 0, 0],
    gear: 1,
    rpm: 900,
    normalizedSplinePos: 0.99,
  });

  function learnt(): Rig {
    const rig = new Rig();
    rig.hear(...field(made, 5));
    return rig;
  }

  it('are where a loaded car stands, and the way it takes from there', () => {
    const rig = learnt();
    const beside = placeOnCircuit(made, 20, 25);
    const further = placeOnCircuit(made, 60, 15);
    rig.watch.hear({ type: 'clientLoaded', carId: 3 });
    rig.watch.follow(stand(3, beside));
    rig.watch.follow(stand(3, further, 20));
    rig.hear(...field(made, 1, 1, 70));
    rig.start('race');
    const line = rig.watch.line();
    if (!line) throw new Error('no line');
    expect(line.pits?.boxes).toHaveLength(1);
    expect(isInPits(line, beside)).toBe(true);
    expect(isInPits(line, further)).toBe(true);
    expect(isInPits(line, placeOnCircuit(made, 60))).toBe(false);
    expect(isInPits(line, placeOnCircuit(made, 900, 15))).toBe(false);
  });

  it('do not include the grid of a race', () => {
    const rig = learnt();
    rig.start('race');
    rig.watch.hear({ type: 'clientLoaded', carId: 3 });
    rig.watch.follow(stand(3, box));
    rig.hear(...field(made, 1, 1, 70));
    rig.start('race');
    expect(rig.watch.line()?.pits).toBeUndefined();
  });
});

describe('the files of a track', () => {
  /** Version 7, as in the reference: the true line, with six metres to the left and five to the right. */
  function aiFile({ points, speeds }: Circuit): Buffer {
    const bytes = Buffer.alloc(16 + points.length * 20 + 4 + points.length * 72);
    [7, points.length, 0, 0].forEach((value, index) => void bytes.writeInt32LE(value, 4 * index));
    points.forEach(({ x, z }, index) => {
      [x, 0, z, 2 * index].forEach((value, at) => void bytes.writeFloatLE(value, 16 + 20 * index + 4 * at));
    });
    const details = 16 + points.length * 20;
    bytes.writeInt32LE(points.length, details);
    points.forEach((_, index) => {
      const at = details + 4 + 72 * index;
      bytes.writeFloatLE(speeds[index] ?? 0, at);
      bytes.writeFloatLE(6, at + 20);
      bytes.writeFloatLE(5, at + 24);
    });
    return bytes;
  }

  function directoryWith(files: Readonly<Record<string, Buffer | string>>): string {
    const directory = temporaryDirectory('acserver');
    for (const [name, contents] of Object.entries(files)) {
      const path = join(directory, 'content', 'tracks', 'monza', name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, contents);
    }
    return directory;
  }

  it('give a line before anybody drives, with track edges and corner names', () => {
    const directory = directoryWith({
      'ai/fast_lane.ai': aiFile(made),
      'data/sections.ini': '[SECTION_0]\nIN=0\nOUT=1\nTEXT=Anywhere\n[SECTION_2]\nIN=0\nOUT=1\nTEXT=beyond the gap\n',
      'Data/map.ini': '',
    });
    const rig = new Rig(undefined, directory);
    const line = rig.watch.line();
    expect(line?.quality).toEqual({ errorM: 3, laps: 0 });
    expect(line?.lengthM).toBeCloseTo(3200, -1);
    expect(line?.corners[0]?.name).toBe('Anywhere');
    expect(line?.points[50]).toMatchObject({ leftM: 6, rightM: 5 });
    const numbers = line?.corners.map(({ number }) => number);
    rig.hear(...field(made, 6));
    expect(rig.watch.line()?.quality.laps).toBeGreaterThanOrEqual(5);
    expect(rig.watch.line()?.corners.map(({ number }) => number)).toEqual(numbers);
    const [width] = (rig.watch.line()?.points ?? []).map(({ leftM = 0, rightM = 0 }) => leftM + rightM);
    expect(width).toBeCloseTo(11, 5);
  });

  it('give the position of the map, whatever the case of their names', () => {
    const directory = directoryWith({
      'Map.PNG': 'not looked into here',
      'Data/MAP.INI':
        '[PARAMETERS]\nWIDTH=800.5\nHEIGHT=600\nX_OFFSET=400\nZ_OFFSET=300\nSCALE_FACTOR=1.5\nMARGIN=20\n',
    });
    expect(readTrackFiles(directory, { track: 'csp/2144/../monza', layout: '' }, () => {})).toMatchObject({
      map: { widthPx: 800.5, heightPx: 600, offsetX: 400, offsetZ: 300, scale: 1.5 },
    });
  });

  it.each([
    ['an unknown version', Buffer.from([9, 0, 0, 0])],
    ['a truncated file', aiFile(made).subarray(0, 5000)],
    [
      'a different count in its second half',
      Buffer.concat([aiFile(made).subarray(0, 16 + made.points.length * 20), Buffer.alloc(200_000)]),
    ],
    ['invalid numbers', Buffer.from(aiFile(made).map((byte, index) => (index > 16 ? 0xff : byte)))],
  ])('are ignored, and that is reported once: %s', (_name, bytes) => {
    const rig = new Rig(undefined, directoryWith({ 'ai/fast_lane.ai': bytes }));
    expect(rig.watch.line()).toBeUndefined();
    expect(rig.watch.line()).toBeUndefined();
    expect(rig.faults).toEqual([expect.stringContaining('fast_lane.ai is not used: ')]);
  });

  it.each(['../../etc', '..', 'a/b', '', 'csp/1/../../../etc'])('are not looked for in %s', (track) => {
    const directory = directoryWith({ 'data/sections.ini': '[SECTION_0]\nIN=0\nOUT=1\nTEXT=x\n' });
    expect(readTrackFiles(directory, { track, layout: '' }, () => {})).toEqual({ sections: [] });
    expect(readTrackFiles(directory, { track: 'monza', layout: '../monza' }, () => {})).toEqual({ sections: [] });
  });
});
