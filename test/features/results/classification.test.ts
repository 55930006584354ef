import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/acserver/results/classify.ts';
import { parseResults } from '../../../src/acserver/results/read.ts';
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
  it('without penalties is what it was', () => {
    expect(order(RACE, [])).toMatchObject([
      { name: 'Fabiom Irjaf', position: 1, before: 1, laps: 5, timeMs: 363_829 },
      { name: 'Brunok Arinb', position: 2, before: 2, laps: 4, timeMs: 265_925 },
    ]);
  });

  it('adds time, which alone makes nobody lose a lap', () => {
    expect(order(RACE, [decided(FABIOM, { amount: 20 })])).toMatchObject([
      { name: 'Fabiom Irjaf', position: 1, laps: 5, timeMs: 383_829, penaltyLaps: 0 },
      { name: 'Brunok Arinb', position: 2 },
    ]);
  });

  it('takes laps off for time that exceeds the last one', () => {
    expect(order(RACE, [decided(FABIOM, { amount: 60 }), decided(FABIOM, { amount: 40 })])).toMatchObject([
      { name: 'Brunok Arinb', position: 1, before: 2, laps: 4 },
      { name: 'Fabiom Irjaf', position: 2, before: 1, laps: 4, timeMs: 463_829, penaltyLaps: 1 },
    ]);
  });

  it('puts who is disqualified behind, without a place', () => {
    const { rows, amendments } = classified(fixture(RACE), [decided(FABIOM, { type: 'disqualification', amount: 0 })]);
    expect(rows[0]).toMatchObject({ name: 'Brunok Arinb', position: 1, before: 2 });
    expect(rows.find(({ guid }) => guid === FABIOM.guid)).toMatchObject({ before: 1, disqualified: true });
    expect(rows.find(({ guid }) => guid === FABIOM.guid)?.position).toBeUndefined();
    expect(amendments).toMatchObject([{ penalty: 'P-17', name: 'Fabiom Irjaf', type: 'disqualification', from: 1 }]);
  });

  it.each([
    ['withdrawn', decided(FABIOM, { amount: 300, state: 'withdrawn' })],
    ['proposed', decided(FABIOM, { amount: 300, state: 'proposed' })],
    ['of another kind', decided(FABIOM, { amount: 300, type: 'ballast' })],
    ['against somebody else', decided({ ...FABIOM, guid: '76561198000000009' }, { amount: 300 })],
  ])('is not changed by what is %s', (_, decision) => {
    expect(order(RACE, [decision])).toEqual(order(RACE, []));
  });
});

it('qualifying adds the time to the best lap', () => {
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

  it('has penalties in the manager’s shape, in nanoseconds, and rows in the new order', () => {
    expect(rows.slice(0, 2)).toMatchObject([
      { DriverName: 'Brunok Arinb', HasPenalty: true, PenaltyTime: 5_000_000_000, LapPenalty: 0, Disqualified: false },
      { DriverName: 'Fabiom Irjaf', HasPenalty: true, PenaltyTime: 100_000_000_000, LapPenalty: 1 },
    ]);
  });

  it('is the original but for that', () => {
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

  it('is classified by a reader of such files as it was by us', () => {
    const read = parseResults(Buffer.from(JSON.stringify(amended)), 'amended');
    expect(classify(read).map(({ guid }) => guid)).toEqual(
      classified(fixture(RACE), decisions).rows.map(({ guid }) => guid),
    );
  });
});
