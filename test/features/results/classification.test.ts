import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/acserver/results/classify.ts';
import { parseResults } from '../../../src/acserver/results/read.ts';
import type { Results } from '../../../src/acserver/results/schema.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { amendedFile, classified } from '../../../src/features/results/classification.ts';
import { fixture } from '../../acserver/results/fixtures.ts';
import { penalty } from '../../fakes/penalties.ts';

const RACE = '2019_2_15_21_16_RACE.json';
const QUALIFY = '2019_2_15_21_8_QUALIFY.json';
const FABIOM = { carId: 1, guid: '76561197910078002', name: 'Fabiom Irjaf' };
const BRUNOK = { carId: 0, guid: '76561197910076989', name: 'Brunok Arinb' };

const decided = (driver: Penalty['driver'], facts: Partial<Penalty>): Penalty =>
  penalty({ driver, type: 'time', state: 'issued', reason: 'contact', ...facts });

const order = (name: string, penalties: readonly Penalty[]) =>
  classified(fixture(name), penalties).rows.flatMap(({ name, position, before, laps, timeMs, penaltyLaps }) =>
    laps === 0 && position === undefined ? [] : [{ name, position, before, laps, timeMs, penaltyLaps }],
  );

/** Fabiom drove 5 laps in 363.829 s, the last in 99.478 s; Brunok 4 in 265.925 s. */
describe('a race', () => {
  it('keeps its order without penalties', () => {
    expect(order(RACE, [])).toMatchObject([
      { name: 'Fabiom Irjaf', position: 1, before: 1, laps: 5, timeMs: 363_829 },
      { name: 'Brunok Arinb', position: 2, before: 2, laps: 4, timeMs: 265_925 },
    ]);
  });

  it('adds penalty time, which alone does not cost a lap', () => {
    expect(order(RACE, [decided(FABIOM, { amount: 20 })])).toMatchObject([
      { name: 'Fabiom Irjaf', position: 1, laps: 5, timeMs: 383_829, penaltyLaps: 0 },
      { name: 'Brunok Arinb', position: 2 },
    ]);
  });

  it('takes off a lap if the penalty time exceeds the last lap', () => {
    expect(order(RACE, [decided(FABIOM, { amount: 60 }), decided(FABIOM, { amount: 40 })])).toMatchObject([
      { name: 'Brunok Arinb', position: 1, before: 2, laps: 4 },
      { name: 'Fabiom Irjaf', position: 2, before: 1, laps: 4, timeMs: 463_829, penaltyLaps: 1 },
    ]);
  });

  it('gives a disqualified driver no position and moves the others up', () => {
    const { rows, amendments } = classified(fixture(RACE), [decided(FABIOM, { type: 'disqualification', amount: 0 })]);
    expect(rows[0]).toMatchObject({ name: 'Brunok Arinb', position: 1, before: 2 });
    expect(rows.find(({ guid }) => guid === FABIOM.guid)).toMatchObject({ before: 1, disqualified: true });
    expect(rows.find(({ guid }) => guid === FABIOM.guid)?.position).toBeUndefined();
    expect(amendments).toMatchObject([{ penalty: 'P-17', name: 'Fabiom Irjaf', type: 'disqualification', from: 1 }]);
  });

  it('counts penalties that are already final', () => {
    const final = decided(FABIOM, { amount: 20, state: 'applied' });
    expect(order(RACE, [final])).toEqual(order(RACE, [decided(FABIOM, { amount: 20 })]));
  });

  it.each([
    ['withdrawn', decided(FABIOM, { amount: 300, state: 'withdrawn' })],
    ['proposed', decided(FABIOM, { amount: 300, state: 'proposed' })],
    ['of another kind', decided(FABIOM, { amount: 300, type: 'ballast' })],
    ['against another driver', decided({ ...FABIOM, guid: '76561198000000009' }, { amount: 300 })],
  ])('is not changed by a penalty that is %s', (_, decision) => {
    expect(order(RACE, [decision])).toEqual(order(RACE, []));
  });
});

it('qualifying adds penalty time to the best lap', () => {
  // 57.057 and 61.375
  expect(order(QUALIFY, [decided(FABIOM, { amount: 5 })])).toMatchObject([
    { name: 'Brunok Arinb', position: 1, before: 2, timeMs: 61_375 },
    { name: 'Fabiom Irjaf', position: 2, before: 1, timeMs: 62_057 },
  ]);
});

describe('the amended file', () => {
  const decisions = [decided(FABIOM, { amount: 100 }), decided(BRUNOK, { amount: 5, number: 18 })];
  const amended = amendedFile(fixture(RACE), decisions);
  const original = fixture(RACE).raw;
  const rows = amended.Result as readonly Record<string, unknown>[];

  it("has penalties in the server manager's format, and rows in the new order", () => {
    expect(rows.slice(0, 2)).toMatchObject([
      { DriverName: 'Brunok Arinb', HasPenalty: true, PenaltyTime: 5_000_000_000, LapPenalty: 0, Disqualified: false },
      { DriverName: 'Fabiom Irjaf', HasPenalty: true, PenaltyTime: 100_000_000_000, LapPenalty: 1 },
    ]);
  });

  it('equals the original except for the penalties, the order and the amendments', () => {
    const { Result: before, ...others } = original as { Result: Record<string, unknown>[] };
    const { Result: _, Amendments, ...rest } = amended;
    expect(rest).toEqual(others);
    const untouched = rows.map(({ HasPenalty, PenaltyTime, LapPenalty, Disqualified, ...row }) => row);
    expect(new Set(untouched.map((row) => JSON.stringify(row)))).toEqual(
      new Set(before.map((row) => JSON.stringify(row))),
    );
    expect(rows.slice(2)).toEqual(before.slice(2));
    expect(Amendments).toMatchObject([
      { penalty: 'P-17', from: 1, to: 2 },
      { penalty: 'P-18', from: 2, to: 1 },
    ]);
  });

  it('gives the same order when it is read back', () => {
    const read = parseResults(Buffer.from(JSON.stringify(amended)), 'amended');
    expect(classify(read).map(({ guid }) => guid)).toEqual(
      classified(fixture(RACE), decisions).rows.map(({ guid }) => guid),
    );
  });
});

/** Pickup, 2015: six drivers left, and others took their slots; 23 of its 82 laps are theirs. */
describe('a race in which slots were taken over', () => {
  const PICKUP = 'no_ballastkg.json';
  // 7 laps in car 8, which belongs to another driver at the end.
  const OLG = { carId: 8, guid: '76561197910104340', name: 'Olg Axeni' };
  const { rows } = classified(fixture(PICKUP), []);
  const rowOf = (guid: string) => rows.find((row) => row.guid === guid);

  it('lists everybody who drove, each with their own laps', () => {
    const driven = fixture(PICKUP).laps.length;
    expect(driven).toBe(82);
    expect(rows.reduce((sum, { laps }) => sum + laps, 0)).toBe(driven);
    expect(rowOf(OLG.guid)).toMatchObject({ name: 'Olg Axeni', carId: 8, laps: 7 });
    expect(rowOf('76561197910102314')).toMatchObject({ name: 'Jonaso Lgajonaso', carId: 10, laps: 6 });
    expect(rowOf(OLG.guid)?.position).toEqual(expect.any(Number));
  });

  it('counts a penalty against a driver who had left', () => {
    const { rows: after, amendments } = classified(fixture(PICKUP), [
      decided(OLG, { type: 'disqualification', amount: 0 }),
    ]);
    const position = rowOf(OLG.guid)?.position;
    expect(after.find(({ guid }) => guid === OLG.guid)).toMatchObject({ disqualified: true, before: position });
    expect(after.find(({ guid }) => guid === OLG.guid)?.position).toBeUndefined();
    expect(amendments).toMatchObject([{ guid: OLG.guid, from: position }]);
    expect(amendments[0]?.to).toBeUndefined();
  });

  it("gives a driver who left their own amended row, and leaves their successor's alone", () => {
    const file = amendedFile(fixture(PICKUP), [decided(OLG, { amount: 5 })]);
    const written = file.Result as readonly Record<string, unknown>[];
    const ofCar = written.filter(({ CarId }) => CarId === OLG.carId);
    expect(ofCar).toHaveLength(2);
    expect(ofCar.find(({ DriverGuid }) => DriverGuid === OLG.guid)).toMatchObject({
      DriverName: 'Olg Axeni',
      CarModel: expect.stringMatching(/\w/),
      HasPenalty: true,
      PenaltyTime: 5_000_000_000,
    });
    expect(ofCar.find(({ DriverGuid }) => DriverGuid !== OLG.guid)).not.toHaveProperty('HasPenalty');
    const read = classified(parseResults(Buffer.from(JSON.stringify(file)), 'amended'), []);
    expect(read.rows.map(({ guid }) => guid)).toEqual(
      classified(fixture(PICKUP), [decided(OLG, { amount: 5 })]).rows.map(({ guid }) => guid),
    );
  });
});

describe('a penalty', () => {
  const made = (changes: object): Results => ({ ...fixture(RACE), raw: {}, cars: [], contacts: [], ...changes });
  const row = (carId: number, guid: string, facts: object = {}) => ({
    carId,
    guid,
    driverName: guid.toUpperCase(),
    model: 'abarth500',
    bestLapMs: 60_000,
    totalMs: 300_000,
    ballastKg: 0,
    restrictor: 0,
    penaltyMs: 0,
    penaltyLaps: 0,
    disqualified: false,
    ...facts,
  });
  const laps = (carId: number, guid: string, ...times: number[]) =>
    times.map((lapMs) => ({
      carId,
      guid,
      lapMs,
      driverName: guid.toUpperCase(),
      model: 'abarth500',
      serverMs: 0,
      sectorsMs: [],
      cuts: 0,
      tyre: '',
      ballastKg: 0,
      restrictor: 0,
    }));
  const of = (carId: number, guid: string, facts: Partial<Penalty> = {}) =>
    decided({ carId, guid, name: guid.toUpperCase() }, { amount: 70, ...facts });
  const standing = (results: Results, penalties: readonly Penalty[]) =>
    classified(results, penalties).rows.map(({ guid, position, penaltyMs, penaltyLaps }) => [
      guid,
      position,
      penaltyMs / 1000,
      penaltyLaps,
    ]);

  it("takes off laps measured by its own driver's last lap, not another driver's", () => {
    // 70 s is one lap for b, whose last lap took 60 s. It is none for a, who drove the last lap of all, or for c, who
    // took over car 1: theirs took 80 s.
    const results = made({
      result: [row(0, 'a'), row(1, 'c', { totalMs: 80_000 }), row(2, 'b', { totalMs: 310_000 })],
      laps: [
        ...laps(1, 'b2', 40_000, 30_000),
        ...laps(2, 'b', 90_000, 60_000, 60_000),
        ...laps(1, 'c', 80_000),
        ...laps(0, 'a', 60_000, 60_000, 80_000),
      ],
    });
    expect(standing(results, [of(2, 'b')]).find(([guid]) => guid === 'b')).toEqual(['b', 3, 70, 1]);
    expect(standing(results, [of(0, 'a')]).find(([guid]) => guid === 'a')).toEqual(['a', 2, 70, 0]);
    expect(standing(results, [of(1, 'c')]).find(([guid]) => guid === 'c')).toEqual(['c', 4, 70, 0]);
    // 30 s was the last lap of b2 in car 1, before c.
    expect(standing(results, [of(1, 'b2')]).find(([guid]) => guid === 'b2')).toEqual(['b2', 4, 70, 2]);
  });

  it("is written to its driver's row, wherever that is in the file", () => {
    const Result = ['a', 'b', 'c'].map((guid, carId) => ({ CarId: carId, DriverGuid: guid, Own: guid }));
    const results = made({
      raw: { Result },
      result: [row(0, 'a', { totalMs: 190_000 }), row(1, 'b', { totalMs: 182_000 }), row(2, 'c', { totalMs: 186_000 })],
      laps: [0, 1, 2].flatMap((carId) => laps(carId, 'abc'.charAt(carId), 60_000, 60_000, 60_000)),
    });
    for (const [carId, guid] of ['a', 'b', 'c'].entries()) {
      const written = amendedFile(results, [of(carId, guid, { amount: 5 })]).Result as readonly Record<
        string,
        unknown
      >[];
      expect(written.filter(({ HasPenalty }) => HasPenalty).map(({ Own, DriverGuid }) => [Own, DriverGuid])).toEqual([
        [guid, guid],
      ]);
      const out = of(carId, guid, { type: 'disqualification', amount: 0 });
      const barred = amendedFile(results, [out]).Result as readonly Record<string, unknown>[];
      expect(barred.filter(({ Disqualified }) => Disqualified).map(({ Own }) => Own)).toEqual([guid]);
      expect(barred.at(-1)).toMatchObject({ Own: guid });
    }
  });

  it('applies to its driver even if another of their cars counts', () => {
    const results = made({
      result: [row(0, 'a', { totalMs: 180_000 }), row(1, 'b', { totalMs: 184_000 }), row(2, 'a', { totalMs: 182_000 })],
      laps: [
        ...laps(0, 'a', 60_000, 60_000, 60_000),
        ...laps(1, 'b', 60_000, 60_000, 64_000),
        ...laps(2, 'a', 60_000, 60_000, 62_000),
      ],
    });
    expect(standing(results, [])).toEqual([
      ['a', 1, 0, 0],
      ['b', 2, 0, 0],
    ]);
    expect(standing(results, [of(0, 'a', { amount: 5 })])).toEqual([
      ['b', 1, 0, 0],
      ['a', 2, 5, 0],
    ]);
  });

  it('against a driver without a GUID does not apply to the next one in the same car', () => {
    const results = made({
      result: [row(0, 'car:0', { driverName: 'Gil', totalMs: 60_000 }), row(0, 'car:0', { driverName: 'Hal' })],
      laps: [],
    });
    const gil = decided({ carId: 0, guid: 'car:0', name: 'Gil' }, { amount: 5 });
    expect(classified(results, [gil]).rows.map(({ name, penaltyMs }) => [name, penaltyMs])).toEqual([
      ['Gil', 5000],
      ['Hal', 0],
    ]);
  });
});
