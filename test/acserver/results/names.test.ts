import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endedAt, newestRace, parseResultsName, resultsPath } from '../../../src/acserver/results/names.ts';

describe('the name of a results file', () => {
  it('gives time and type', () => {
    const name = parseResultsName('2019_2_15_21_8_QUALIFY.json');
    expect(name).toEqual({ name: '2019_2_15_21_8_QUALIFY.json', type: 'QUALIFY', order: 201902152108 });
    expect(name && endedAt(name)).toBe(new Date(2019, 1, 15, 21, 8).getTime());
  });

  it.each([
    ['in our own zone', 0],
    ['an hour east of us', 60],
    ['two hours east of us', 120],
    ['in Nepal', 345],
    ['in New York', -300],
  ])('written %s gives the right time, in the server’s own zone', (_, zoneMinutes) => {
    const ended = Date.UTC(2026, 0, 1, 12, 34);
    const local = new Date(ended + zoneMinutes * 60_000);
    const name = parseResultsName(
      `2026_${local.getUTCMonth() + 1}_${local.getUTCDate()}_${local.getUTCHours()}_${local.getUTCMinutes()}_RACE.json`.replace(
        '2026_12_31',
        '2025_12_31',
      ),
    );
    for (const delayMs of [0, 1500, 61_000]) expect(name && endedAt(name, ended + delayMs)).toBe(ended);
  });

  it('of a file copied later is read in Pitwall’s zone', () => {
    const name = parseResultsName('2019_2_15_21_8_RACE.json');
    const ours = new Date(2019, 1, 15, 21, 8).getTime();
    for (const later of [7 * 60_000, 40 * 3_600_000]) expect(name && endedAt(name, ours + later)).toBe(ours);
  });

  it.each([
    'RACE.json',
    '2019_2_15_21_16_RACE.json.bak',
    '2019_2_15_21_16_DRIFT.json',
    '2019_13_15_21_16_RACE.json',
    '2019_2_15_24_16_RACE.json',
    '../2019_2_15_21_16_RACE.json',
  ])('is not %s', (name) => {
    expect(parseResultsName(name)).toBeUndefined();
  });
});

describe('the newest race result', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pitwall-races-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const put = (...names: string[]) => {
    for (const name of names) writeFileSync(join(directory, name), '{}');
  };

  it('is the last by number, not by text or by write time', async () => {
    put(
      '2019_2_15_21_16_RACE.json',
      '2019_12_1_9_5_RACE.json',
      '2019_12_1_10_0_RACE.json',
      '2019_9_30_23_59_RACE.json',
    );
    expect(await newestRace(directory)).toMatchObject({
      name: '2019_12_1_10_0_RACE.json',
      path: join(directory, '2019_12_1_10_0_RACE.json'),
    });
  });

  it('is never a qualifying or a file of another kind', async () => {
    put('2020_1_1_1_1_QUALIFY.json', 'my_RACE.json', '2019_2_15_21_16_RACE.json', 'readme.txt');
    expect((await newestRace(directory))?.name).toBe('2019_2_15_21_16_RACE.json');
  });

  it('is unknown in an empty or missing directory', async () => {
    expect(await newestRace(directory)).toBeUndefined();
    expect(await newestRace(join(directory, 'none'))).toBeUndefined();
  });
});

describe('a results path from the game server', () => {
  it.each([
    ['results/2017_3_16_12_11_PRACTICE.json', '2017_3_16_12_11_PRACTICE.json'],
    ['results\\2017_3_16_12_11_RACE.json', '2017_3_16_12_11_RACE.json'],
    ['results/x.json', 'x.json'],
  ])('is accepted: %s', (reported, name) => {
    expect(resultsPath('/srv/ac', reported)).toBe(join('/srv/ac', 'results', name));
  });

  it.each([
    '',
    'results/',
    'results/../cfg/server_cfg.json',
    'results/..\\x.json',
    'results/a/b.json',
    '/etc/passwd',
    'C:\\results\\x.json',
    'results/.hidden.json',
    'results/x.ini',
    'results/x.json\n',
    'results/x.json\0.txt',
  ])('is refused: %j', (reported) => {
    expect(() => resultsPath('/srv/ac', reported)).toThrow(/results\/<name>\.json was expected\.$/);
  });
});
