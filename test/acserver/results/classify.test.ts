import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/acserver/results/classify.ts';
import { parseResults } from '../../../src/acserver/results/read.ts';
import type { Results } from '../../../src/acserver/results/schema.ts';
import { fixture } from './fixtures.ts';

interface Row {
  readonly CarId: number;
  readonly laps?: number;
  readonly TotalTime?: number;
  readonly BestLap?: number;
  readonly [key: string]: unknown;
}

/** A file with these rows in this order, each with its own lap list. */
function file(rows: readonly Row[], { type = 'RACE', guidsList = [] as string[], laps = true } = {}): Results {
  const named = rows.map(({ laps: _, ...row }) => ({
    DriverName: `D${row.CarId}`,
    DriverGuid: `G${row.CarId}`,
    ...row,
  }));
  const driven = rows.flatMap(({ CarId, laps: count = 0 }) =>
    Array.from({ length: count }, () => ({ CarId, DriverName: `D${CarId}`, DriverGuid: `G${CarId}`, LapTime: 60000 })),
  );
  const cars = rows.map(({ CarId }) => ({ CarId, Driver: { Guid: `G${CarId}`, GuidsList: guidsList } }));
  const json = { TrackName: 'a', Type: type, Cars: cars, Result: named, Laps: laps ? driven : null };
  return parseResults(Buffer.from(JSON.stringify(json)), 'x.json');
}

const order = (results: Results) => classify(results).map(({ carId, position }) => [position, carId]);

/** The same rows in every order of the file. */
const inEveryOrder = (rows: readonly Row[]): Row[][] =>
  rows.length === 0
    ? [[]]
    : rows.flatMap((row) => inEveryOrder(rows.filter((other) => other !== row)).map((rest) => [row, ...rest]));

describe('time penalties', () => {
  const penalty = (seconds: number) => ({ HasPenalty: true, PenaltyTime: seconds * 1e9 });
  const places = [
    [1, 1],
    [2, 0],
    [3, 2],
  ];

  it('count in a race, whatever the order of the rows', () => {
    const rows = [
      { CarId: 0, laps: 10, TotalTime: 600_000, ...penalty(10) },
      { CarId: 1, laps: 10, TotalTime: 605_000 },
      { CarId: 2, laps: 10, TotalTime: 601_000, ...penalty(12) },
    ];
    for (const each of inEveryOrder(rows)) expect(order(file(each))).toEqual(places);
  });

  it('count in qualifying, whatever the order of the rows', () => {
    const rows = [
      { CarId: 0, laps: 3, BestLap: 60_000, ...penalty(2) },
      { CarId: 1, laps: 3, BestLap: 61_000 },
      { CarId: 2, laps: 3, BestLap: 60_500, ...penalty(3) },
    ];
    for (const each of inEveryOrder(rows)) expect(order(file(each, { type: 'QUALIFY' }))).toEqual(places);
  });
});

describe('a race result', () => {
  it('is classified by laps, then by total time', () => {
    const results = file([
      { CarId: 0, laps: 9, TotalTime: 500_000 },
      { CarId: 1, laps: 10, TotalTime: 700_000 },
      { CarId: 2, laps: 10, TotalTime: 600_000 },
    ]);
    expect(order(results)).toEqual([
      [1, 2],
      [2, 1],
      [3, 0],
    ]);
  });

  it('puts the lapped drivers of a real race in order, unlike the file', () => {
    const classified = classify(fixture('null_events_RACE.json'));
    expect(classified.slice(0, 10).map(({ position, carId, laps }) => [position, carId, laps])).toEqual([
      [1, 9, 10],
      [2, 7, 9],
      [3, 4, 8],
      [4, 2, 8],
      [5, 0, 8],
      [6, 3, 5],
      [7, 5, 5],
      [8, 15, 3],
      [9, 16, 2],
      [10, 12, 1],
    ]);
    expect(classified.slice(10).every(({ position, laps }) => position === undefined && laps === 0)).toBe(true);
  });

  it('agrees with a recorded race and leaves out the empty slots', () => {
    const classified = classify(fixture('2019_3_2_22_28_RACE.json', 'manager'));
    expect(classified.filter(({ position }) => position).map(({ carId }) => carId)).toEqual([0, 9, 10, 18, 5, 1]);
    expect(classified.slice(6).map(({ driverName }) => driverName)).toEqual(['gret a', 'Irinahugoi', 'Hugoalva8286']);
  });

  it('does not count the laps of an earlier driver in the slot', () => {
    const results = file([
      { CarId: 0, laps: 5, TotalTime: 200_000, DriverGuid: 'NEW', DriverName: 'New' },
      { CarId: 1, laps: 1, TotalTime: 70_000 },
    ]);
    expect(order(results)).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  it('counts the laps of all drivers who share a car', () => {
    const results = file([{ CarId: 0, laps: 5, TotalTime: 300_000, DriverGuid: 'CO' }], { guidsList: ['G0', 'CO'] });
    expect(classify(results)[0]?.laps).toBe(5);
  });

  it('counts the laps of a kicked driver', () => {
    const results = file([{ CarId: 0, laps: 4, TotalTime: 240_000, DriverGuid: '$#@@!$kicked' }]);
    expect(classify(results)[0]?.laps).toBe(4);
  });

  it('lists a driver who came back in another slot once per car', () => {
    const results = file([
      { CarId: 0, laps: 2, TotalTime: 120_000 },
      { CarId: 1, laps: 3, TotalTime: 180_000, DriverGuid: 'G0', DriverName: 'D0' },
    ]);
    expect(classify(results).map(({ carId, guid }) => [carId, guid])).toEqual([
      [0, 'G0'],
      [1, 'G0'],
    ]);
  });

  it('gives a driver one place: that of the better row', () => {
    const results = file([
      { CarId: 0, laps: 3, TotalTime: 190_000 },
      { CarId: 1, laps: 3, TotalTime: 200_000 },
      { CarId: 2, laps: 2, TotalTime: 120_000 },
    ]);
    const [first, second, third] = results.result;
    if (!first || !second || !third) throw new Error('there are three rows');
    const again = { ...second, guid: first.guid, driverName: first.driverName, laps: 3 };
    const places = classify({ ...results, result: [first, again, third] });
    expect(places.map(({ carId, position }) => [carId, position])).toEqual([
      [0, 1],
      [2, 2],
      [1, undefined],
    ]);
  });

  it('adds the manager’s penalties and puts disqualified drivers last', () => {
    const results = file([
      { CarId: 0, laps: 5, TotalTime: 300_000, HasPenalty: true, PenaltyTime: 10e9 },
      { CarId: 1, laps: 5, TotalTime: 305_000 },
      { CarId: 2, laps: 5, TotalTime: 290_000, Disqualified: true },
      { CarId: 3, laps: 5, TotalTime: 280_000, HasPenalty: true, LapPenalty: 1 },
    ]);
    expect(order(results)).toEqual([
      [1, 1],
      [2, 0],
      [3, 3],
      [undefined, 2],
    ]);
  });

  it('keeps the file’s order if there is no list of laps', () => {
    const rows = [
      { CarId: 0, TotalTime: 300_000 },
      { CarId: 1, TotalTime: 200_000 },
      { CarId: 2, TotalTime: 0 },
    ];
    expect(order(file(rows, { laps: false }))).toEqual([
      [1, 0],
      [2, 1],
      [undefined, 2],
    ]);
  });
});

describe('practice and qualifying results', () => {
  it('are classified by best lap', () => {
    const results = file(
      [
        { CarId: 0, BestLap: 999_999_999, TotalTime: 60_000 },
        { CarId: 1, BestLap: 62_000 },
        { CarId: 2, BestLap: 61_000 },
      ],
      { type: 'QUALIFY' },
    );
    expect(order(results)).toEqual([
      [1, 2],
      [2, 1],
      [undefined, 0],
    ]);
  });

  it.each(['2019_2_15_21_8_QUALIFY.json', '2019_3_2_14_41_PRACTICE.json'])('keep the order of %s', (name) => {
    const results = fixture(name);
    expect(classify(results).map(({ carId }) => carId)).toEqual(results.result.map(({ carId }) => carId));
  });
});
