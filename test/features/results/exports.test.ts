/** Each format is read back by a parser that orders drivers as its target program does. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/acserver/results/classify.ts';
import { parseResults } from '../../../src/acserver/results/read.ts';
import type { Results } from '../../../src/acserver/results/schema.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { classified } from '../../../src/features/results/classification.ts';
import { amendedFor, type LeagueNames, NAMES_IN_THE_GAME, tableFor } from '../../../src/features/results/exports.ts';
import { bytesOf, fixture } from '../../acserver/results/fixtures.ts';
import { penalty } from '../../fakes/penalties.ts';

/** Ten laps; carlarosacar 606.189 s, Alvada 614.873, D00 634.118, Brunok 645.925, Ele 673.959; Fabio five laps. */
const RACE = '2019_3_2_22_28_RACE.json';
const race = (): Results => fixture(RACE, 'manager');
const POINTS = [25, 18, 15, 12, 10];

const driverOf = (name: string) => {
  const row = race().result.find(({ driverName }) => driverName === name);
  if (!row) throw new Error(`${name} was expected`);
  return { carId: row.carId, guid: row.guid, name };
};
const against = (name: string, facts: Partial<Penalty>): Penalty =>
  penalty({ driver: driverOf(name), type: 'time', state: 'issued', reason: 'contact', ...facts });

const CASES: readonly (readonly [string, readonly Penalty[], readonly string[]])[] = [
  ['nothing', [], ['carlarosacar', 'Alvada Rioal', 'D00 AR166I0O', 'Brunok Arinb', 'Ele', 'Fabio Mirjaf']],
  [
    '+5 s, which cost no place',
    [against('carlarosacar', { amount: 5 })],
    ['carlarosacar', 'Alvada Rioal', 'D00 AR166I0O', 'Brunok Arinb', 'Ele', 'Fabio Mirjaf'],
  ],
  [
    '+10 s, which cost one',
    [against('carlarosacar', { amount: 10 })],
    ['Alvada Rioal', 'carlarosacar', 'D00 AR166I0O', 'Brunok Arinb', 'Ele', 'Fabio Mirjaf'],
  ],
  [
    // 61 s is more than the last lap, so that lap is taken off; without that, 667.189 s would be enough for fourth.
    'a lap',
    [against('carlarosacar', { amount: 61 })],
    ['Alvada Rioal', 'D00 AR166I0O', 'Brunok Arinb', 'Ele', 'carlarosacar', 'Fabio Mirjaf'],
  ],
  [
    'a disqualification',
    [against('carlarosacar', { type: 'disqualification', amount: 0 })],
    ['Alvada Rioal', 'D00 AR166I0O', 'Brunok Arinb', 'Ele', 'Fabio Mirjaf'],
  ],
  [
    // 606.189 s and 8.684 s make 614.873 s: the driver who was first over the line stays ahead.
    'a tie',
    [against('carlarosacar', { amount: 8.684 })],
    ['carlarosacar', 'Alvada Rioal', 'D00 AR166I0O', 'Brunok Arinb', 'Ele', 'Fabio Mirjaf'],
  ],
];

const BASE = '2019_3_2_22_28_RACE';
const league: LeagueNames = {
  entrantOf: (guid) => (guid === driverOf('Ele').guid ? { name: 'Eléonore Péage', team: 'Red, White' } : undefined),
  carName: (model) => (model === 'a3dr_lambo_diablo_vt' ? 'Lamborghini Diablo VT' : model),
};
const filesOf = (penalties: readonly Penalty[], results = race()) => [
  ...amendedFor(results, penalties, BASE),
  tableFor({ ...classified(results, penalties), type: results.type }, POINTS, { base: BASE, names: NAMES_IN_THE_GAME }),
];
const contentOf = (penalties: readonly Penalty[], ending: string, results = race()): string =>
  filesOf(penalties, results).find(({ name }) => name.endsWith(ending))?.content ?? '';

interface RawFile {
  readonly Result: readonly {
    DriverName: string;
    DriverGuid: string;
    CarModel: string;
    TotalTime: number;
    BestLap: number;
    Disqualified?: boolean;
    PenaltyTime?: number;
    HasPenalty?: boolean;
    LapPenalty?: number;
  }[];
  readonly Laps: readonly { DriverGuid: string; LapTime: number }[];
}

/** Orders by laps in the list and total time, and ignores penalties. The order of the rows does not matter. */
function asSimresults(text: string): { readonly order: string[]; readonly dnf: string[] } {
  const { Result, Laps } = JSON.parse(text) as RawFile;
  const rows = Result.toReversed().map((row) => ({
    name: row.DriverName,
    totalMs: row.TotalTime,
    laps: Laps.filter(({ DriverGuid }) => DriverGuid === row.DriverGuid).length,
  }));
  const driven = rows.filter(({ laps, totalMs }) => laps > 0 && totalMs > 0);
  const order = driven.sort((a, b) => b.laps - a.laps || a.totalMs - b.totalMs).map(({ name }) => name);
  return { order, dnf: rows.filter(({ name }) => name !== '' && !order.includes(name)).map(({ name }) => name) };
}

/** Orders by laps minus those taken off, and by time plus the added nanoseconds; leaves out the disqualified. */
function asManager(text: string): string[] {
  const { Result, Laps } = JSON.parse(text) as RawFile;
  const rows = Result.map((row) => ({
    name: row.DriverName,
    isOut: row.Disqualified ?? false,
    totalMs: row.TotalTime + (row.HasPenalty ? (row.PenaltyTime ?? 0) / 1e6 : 0),
    laps: Laps.filter(({ DriverGuid }) => DriverGuid === row.DriverGuid).length - (row.LapPenalty ?? 0),
  }));
  return rows
    .filter(({ isOut, totalMs }) => !isOut && totalMs > 0)
    .sort((a, b) => b.laps - a.laps || a.totalMs - b.totalMs)
    .map(({ name }) => name);
}

const rowsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

describe.each(CASES)('a result with %s', (_, penalties, expected) => {
  it('has the right order in Simresults, whatever the order of its rows', () => {
    expect(asSimresults(contentOf(penalties, '.simresults.json')).order).toEqual(expected);
  });

  it('has the right order in the server manager', () => {
    expect(asManager(contentOf(penalties, '.amended.json'))).toEqual(expected);
  });

  it('has the right order and points in the table', () => {
    const [, ...rows] = rowsOf(contentOf(penalties, '.csv'));
    const placed = rows.filter(([place = '']) => /^\d+$/.test(place));
    expect(placed.map(([, , name]) => name)).toEqual(expected);
    expect(placed.map((row) => row.at(-1))).toEqual(['25', '18', '15', '12', '10', '0'].slice(0, expected.length));
  });
});

describe('the file for Simresults', () => {
  const rowsAfter = (...penalties: readonly Penalty[]) =>
    (JSON.parse(contentOf(penalties, '.simresults.json')) as RawFile).Result;
  const lapsAfter = (name: string, ...penalties: readonly Penalty[]) => {
    const { guid } = driverOf(name);
    return (JSON.parse(contentOf(penalties, '.simresults.json')) as RawFile).Laps.filter(
      ({ DriverGuid }) => DriverGuid === guid,
    ).map(({ LapTime }) => LapTime);
  };

  it('adds penalty time to the total of a race, and to no lap', () => {
    const slower = against('carlarosacar', { amount: 10 });
    expect(rowsAfter(slower).map(({ DriverName, TotalTime }) => [DriverName, TotalTime])).toEqual(
      expect.arrayContaining([
        ['Alvada Rioal', 614_873],
        ['carlarosacar', 616_189],
        // Five laps: less time than those before him.
        ['Fabio Mirjaf', 329_685],
      ]),
    );
    expect(rowsAfter(slower).find(({ DriverName }) => DriverName === 'carlarosacar')?.BestLap).toBe(59_608);
    expect(lapsAfter('carlarosacar', slower)).toEqual(lapsAfter('carlarosacar'));
  });

  it('makes the later of two equal totals one millisecond longer', () => {
    const totals = new Map(
      rowsAfter(against('carlarosacar', { amount: 8.684 })).map((row) => [row.DriverName, row.TotalTime]),
    );
    expect([totals.get('carlarosacar'), totals.get('Alvada Rioal')]).toEqual([614_873, 614_874]);
  });

  it('gives no time to a driver who never drove, whatever the penalty', () => {
    const rows = rowsAfter(against('gret a', { amount: 5 }));
    expect(rows.find(({ DriverName }) => DriverName === 'gret a')).toMatchObject({
      TotalTime: 0,
      BestLap: 999_999_999,
    });
  });

  it('takes off only the laps of the driver, if somebody else had the car before', () => {
    const { carId } = driverOf('carlarosacar');
    const { guid } = driverOf('Fabio Mirjaf');
    const moved = <T extends { readonly guid: string }>(each: T): T => (each.guid === guid ? { ...each, carId } : each);
    const oneSlot: Results = { ...race(), result: race().result.map(moved), laps: race().laps.map(moved) };
    const out = penalty({ driver: { carId, guid, name: 'Fabio Mirjaf' }, type: 'disqualification', state: 'issued' });
    const { Laps } = JSON.parse(contentOf([out], '.simresults.json', oneSlot)) as RawFile;
    const lapsWith = (name: string) => Laps.filter(({ DriverGuid }) => DriverGuid === driverOf(name).guid).length;
    expect([lapsWith('carlarosacar'), lapsWith('Fabio Mirjaf')]).toEqual([10, 0]);
  });

  it('leaves out the laps that were taken off, and all of a disqualified driver', () => {
    const all = lapsAfter('carlarosacar');
    expect(all).toHaveLength(10);
    expect(lapsAfter('carlarosacar', against('carlarosacar', { amount: 61 }))).toEqual(all.slice(0, 9));
    const out = against('carlarosacar', { type: 'disqualification', amount: 0 });
    expect(lapsAfter('carlarosacar', out)).toEqual([]);
    expect(lapsAfter('Alvada Rioal', out)).toHaveLength(10);
    expect(rowsAfter(out).find(({ DriverName }) => DriverName === 'carlarosacar')?.BestLap).toBe(999_999_999);
  });

  it('keeps the rows of the game server with their drivers when the order changes', () => {
    const { Result } = JSON.parse(bytesOf(RACE, 'manager').toString('utf8')) as RawFile;
    for (const row of rowsAfter(against('carlarosacar', { amount: 10 })).filter(({ DriverName }) => DriverName)) {
      const before = Result.find(({ DriverName }) => DriverName === row.DriverName);
      const { HasPenalty: _, PenaltyTime: _time, LapPenalty: _laps, Disqualified: _out, ...own } = before ?? row;
      expect(row).toEqual({ ...own, TotalTime: row.TotalTime });
    }
  });

  it('lists a disqualified driver as not finished, with no time', () => {
    const text = contentOf([against('carlarosacar', { type: 'disqualification', amount: 0 })], '.simresults.json');
    expect(asSimresults(text).dnf).toContain('carlarosacar');
    expect(
      (JSON.parse(text) as RawFile).Result.find(({ DriverName }) => DriverName === 'carlarosacar')?.TotalTime,
    ).toBe(0);
  });

  it('has no penalty fields, so that nothing is counted twice', () => {
    const text = contentOf([against('carlarosacar', { amount: 60 })], '.simresults.json');
    expect(text).not.toMatch(/HasPenalty|PenaltyTime|LapPenalty|Disqualified/);
  });

  it('includes penalty time in the best laps of qualifying', () => {
    const file = fixture('2019_2_15_21_8_QUALIFY.json');
    const fabiom = { carId: 1, guid: '76561197910078002', name: 'Fabiom Irjaf' };
    const slower = penalty({ driver: fabiom, type: 'time', amount: 5, state: 'issued' });
    const { Result, Laps } = JSON.parse(contentOf([slower], '.simresults.json', file)) as {
      Result: readonly { DriverName: string; BestLap: number }[];
      Laps: readonly { DriverName: string; LapTime: number }[];
    };
    // 57.057 and 61.375
    expect(Result.slice(0, 2).map(({ DriverName, BestLap }) => [DriverName, BestLap])).toEqual([
      ['Brunok Arinb', 61_375],
      ['Fabiom Irjaf', 62_057],
    ]);
    expect(
      Math.min(...Laps.filter(({ DriverName }) => DriverName === 'Fabiom Irjaf').map(({ LapTime }) => LapTime)),
    ).toBe(62_057);
  });
});

describe('the table', () => {
  it('lists place, driver, car, laps, total time, penalties and points', () => {
    const csv = contentOf([against('carlarosacar', { amount: 5, number: 3 })], '.csv');
    const { guid } = driverOf('carlarosacar');
    const [head, first] = csv.split('\r\n');
    expect(head).toBe('\uFEFFplace,guid,name,number,team,car,car name,laps,total,penalties,points');
    expect(first).toBe(`1,${guid},carlarosacar,,,a3dr_lambo_diablo_vt,a3dr_lambo_diablo_vt,10,611.189,P-3 +5 s,25`);
  });

  it('has the names of the league, its teams and the names of cars', () => {
    const ordered = { ...classified(race(), []), type: 'RACE' };
    const { content } = tableFor(ordered, POINTS, { base: BASE, names: league });
    const lines = content.split('\r\n');
    expect(lines.find((line) => line.includes(driverOf('Ele').guid))).toMatch(/^5,\d+,Eléonore Péage,,"Red, White",/);
    expect(lines[1]).toMatch(/^1,\d+,carlarosacar,,,a3dr_lambo_diablo_vt,Lamborghini Diablo VT,10,/);
  });

  it('shows penalties only with their driver, and a disqualified driver without a place, a time or points', () => {
    const penalties = [
      against('carlarosacar', { amount: 5, number: 3 }),
      against('Ele', { type: 'disqualification', amount: 0, number: 4 }),
    ];
    const rows = rowsOf(contentOf(penalties, '.csv'));
    const rowFor = (name: string) => rows.find(([, , each]) => each === name);
    expect(rows.filter(([, , , , , , , , , given]) => given !== '').map(([, , name]) => name)).toEqual([
      'name',
      'carlarosacar',
      'Ele',
    ]);
    const [place, , , , , , , laps, total, given, points] = rowFor('Ele') ?? [];
    expect({ place, laps, total, given, points }).toEqual({
      place: 'DSQ',
      laps: '10',
      total: '',
      given: 'P-4 disqualified',
      points: '0',
    });
    // He never drove.
    expect(rowFor('gret a')?.slice(7)).toEqual(['0', '', '', '0']);
  });

  it('escapes names that a spreadsheet would run as formulas', () => {
    const rows = race().result.map((row, index) => (index === 0 ? { ...row, driverName: '=HYPERLINK("x"),y' } : row));
    expect(contentOf([], '.csv', { ...race(), result: rows })).toContain(`"'=HYPERLINK(""x""),y"`);
  });

  it('gives points only for races', () => {
    const [, ...rows] = rowsOf(contentOf([], '.csv', fixture('2019_2_15_21_8_QUALIFY.json')));
    expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set(['0']));
  });
});

it('a result without a results file is exported as one that can be read back', () => {
  const { raw: _, ...own } = race();
  const [amended] = filesOf([against('carlarosacar', { amount: 10 })], { ...own, raw: {} });
  const read = parseResults(Buffer.from(amended?.content ?? ''), 'amended');
  expect(
    classify(read)
      .slice(0, 2)
      .map(({ driverName }) => driverName),
  ).toEqual(['Alvada Rioal', 'carlarosacar']);
  expect(classified(read, []).rows[0]).toMatchObject({ laps: 10, timeMs: 614_873 });
});
