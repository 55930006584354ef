import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/events.ts';
import { LateEvidence } from '../../../src/features/incidents/lateEvidence.ts';
import { pictureOf } from '../../../src/features/incidents/picture.ts';
import type { LearntLine } from '../../../src/features/track/line.ts';
import { TraceArchive } from '../../../src/race/tracesArchive.ts';
import { wordsIn } from '../../../src/texts/languages.ts';
import { car, type IncidentRig, incidentRig, startRace, update } from './rig.ts';

/** A race in which nobody noticed anything, and what its trace file shows the next day. */

const LAP_M = 4000;
const line: LearntLine = {
  lengthM: LAP_M,
  points: Array.from({ length: 800 }, (_, index) => ({ s: 5 * index, x: 5 * index, z: 0, heading: 0, speedMs: 50 })),
  corners: [
    { number: 1, turns: 'left', turnInS: 980, apexS: 1000, exitS: 1020 },
    { number: 2, turns: 'right', turnInS: 2980, apexS: 3000, exitS: 3020 },
  ],
  quality: { errorM: 0.5, laps: 20 },
};

let rig: IncidentRig;
let archive: TraceArchive;
let directory: string;
let warnings: object[];
let known: LearntLine | undefined;
beforeEach(() => {
  rig = incidentRig();
  warnings = [];
  known = line;
  directory = join(mkdtempSync(join(tmpdir(), 'pitwall-late-')), 'traces');
  const { feed, clock } = rig;
  archive = new TraceArchive({ directory, bus: feed.bus, state: feed.state, clock, log: { warn() {} } });
  startRace(rig, 3);
});
afterEach(async () => {
  await archive.close();
  rig.remove();
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

const late = (options: { readonly archive?: Pick<TraceArchive, 'within'> } = {}) =>
  new LateEvidence({
    table: rig.table,
    archive: options.archive ?? archive,
    traces: { of: () => [] },
    journal: rig.journal,
    line: () => known,
    state: rig.feed.state,
    clock: rig.clock,
    decide: rig.feed.decide,
    log: { warn: (fields) => warnings.push(fields) },
    get: (number) => rig.actions.show(number),
  });

/** Car 1 at 50 m/s, car 2 at 40 m/s from 400 m ahead: car 1 passes after 40 s, 2 m to the side. Car 3 stands still. */
function race(): void {
  for (let ms = 0; ms < 90_000; ms += 250) {
    const [one, two] = [(50 * ms) / 1000, 400 + (40 * ms) / 1000];
    const packets = [
      update(1, [one % LAP_M, 0, 0], 180, (one % LAP_M) / LAP_M),
      update(2, [two % LAP_M, 0, 2], 144, (two % LAP_M) / LAP_M),
      update(3, [100, 0, 50], 0, 0.025),
    ];
    rig.packets(...packets);
    for (const packet of packets) archive.note(packet, rig.clock.now());
    rig.clock.advance(250);
    if (ms === 80_000) rig.tell(lap(1, 80_000));
  }
}

const lap = (n: number, lapMs: number): EventBody =>
  ({ type: 'lapCompleted', driver: car(n), lap: 1, lapMs, cuts: 0, grip: 1, board: [] }) as never;

/** The next day: another run of the server. */
async function dayAfter(): Promise<void> {
  rig.tell({ type: 'sessionEnded' } as never, { type: 'serverStopped' } as never);
  await archive.close();
  rig.clock.advance(20 * 3_600_000);
  rig.feed.beginRun();
}

const report = (by: number, against: number, lapNumber: number | undefined, session: number | undefined) =>
  rig.actions.report({
    guid: car(by).guid,
    against: car(against),
    words: 'he squeezed me',
    session,
    lap: lapNumber,
  });

test('a report on the next day gets evidence from the positions of its lap', async () => {
  race();
  await dayAfter();
  const { number } = report(1, 2, 1, 1);
  const [search] = rig.searches;
  if (!search) throw new Error('nothing was looked for');
  await late().find(search);
  const incident = rig.actions.show(number);
  const { encounter } = incident;
  expect(encounter?.drivers.map(({ carId }) => carId)).toEqual([1, 2]);
  expect(encounter?.nearestM.value).toBeCloseTo(2, 0);
  // 40 s after zero, at 2000 m of the lap.
  const zeroAt = search.place.zeroAt ?? Number.NaN;
  expect(Math.abs((encounter?.evidence.at ?? 0) - zeroAt - 40_000)).toBeLessThan(300);
  expect(incident.sessionMs).toBeCloseTo(40_000, -3);
  expect(encounter?.evidence.where).toBe('between T1 and T2');
  expect(encounter?.evidence.cars.map(({ speeds }) => speeds.at(-1)?.kmh)).toEqual([180, 144]);
  expect(encounter?.evidence.cars[0].consequence).toMatchObject({ after: 'went on' });
  expect(encounter?.evidence.touch).toBeUndefined();
  expect(rig.told().at(-1)).toBe(`incidentUpdated ${number}`);
  const file = rig.table.get(number);
  expect(file && pictureOf(file, { words: wordsIn('en'), line })).toMatchObject({
    title: expect.stringContaining(' · between T1 and T2'),
    contact: { z: 1 },
  });
  expect(warnings).toEqual([]);
});

test('on another track than the learnt one the place has no name', async () => {
  race();
  await dayAfter();
  known = { ...line, points: line.points.map((point) => ({ ...point, x: point.x + 1500 })) };
  const { number } = report(1, 2, 1, 1);
  for (const search of rig.searches) await late().find(search);
  expect(rig.actions.show(number).encounter?.evidence.where).toBeUndefined();
  expect(rig.actions.show(number).encounter?.nearestM.value).toBeCloseTo(2, 0);
});

test('there is no evidence for cars that never met, another lap, or a deleted file', async () => {
  race();
  rig.tell(lap(3, 40_000), { ...lap(3, 40_000), lap: 2 } as EventBody);
  await dayAfter();
  const [apart, other] = [report(1, 3, 1, 1).number, report(1, 2, 3, 1).number];
  expect(() => report(1, 2, 4, 1)).toThrow('Nobody reached lap 4: the last one driven was lap 2.');
  // Of a lap that a driver did not drive there is nothing to look for.
  expect(rig.searches.map(({ number }) => number)).toEqual([apart]);
  for (const search of rig.searches) await late().find(search);
  expect([rig.actions.show(apart).encounter, rig.actions.show(other).encounter]).toEqual([undefined, undefined]);
  await archive.forget({ run: 1, session: 1 });
  const { number } = report(1, 2, undefined, 1);
  expect(rig.actions.show(number).encounter).toBeUndefined();
});

test('a search up to the present waits until that is over, and a failure is only logged', async () => {
  race();
  report(1, 2, undefined, undefined);
  const [search] = rig.searches;
  if (!search) throw new Error('nothing was looked for');
  expect(search.span.to).toBe(rig.clock.now());
  const broken = late({ archive: { within: () => Promise.reject(new Error('bad disk')) } });
  broken.look(search);
  await Promise.resolve();
  expect(warnings).toEqual([]);
  rig.clock.advance(12_000);
  await expect.poll(() => warnings.length).toBe(1);
});

test('an incident opened by a steward gets evidence at its session time', async () => {
  race();
  await archive.close();
  const [{ id }] = rig.calendar.newest(1) as never as [{ id: number }];
  const opened = rig.actions.open({ session: id, sessionMs: 41_000, drivers: [car(2), car(1)] }, { by: 'Stig' });
  for (const search of rig.searches) await late().find(search);
  const incident = rig.actions.show(opened.number);
  expect(incident.sessionMs).toBe(41_000);
  expect(incident.encounter?.nearestM.value).toBeCloseTo(2, 0);
});
