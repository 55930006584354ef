import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blacklistFile } from '../../src/acserver/blacklistFile.ts';
import { readConfiguration } from '../../src/acserver/configuration.ts';
import { readResults } from '../../src/acserver/results/read.ts';
import { readTrackerSettings } from '../../src/acserver/tracker/settings.ts';
import { openPenaltiesFile } from '../../src/config/penaltiesFile.ts';
import { openServersFile } from '../../src/config/serversFile.ts';
import { UserError } from '../../src/kit/errors.ts';
import { FakeClock } from '../fakes/clock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-sizes-'));
  mkdirSync(join(directory, 'cfg'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A file of zeros. Its contents may be refused as malformed, or be accepted; only its size matters here. */
function sized(name: string, bytes: number): string {
  const path = join(directory, name);
  const file = openSync(path, 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
  return path;
}
const clock = new FakeClock();
const blacklist = () => blacklistFile({ directory, backups: join(directory, 'backups'), clock });

/** The reader of each file, and the most bytes that it accepts. */
const READERS: readonly [name: string, most: number, read: (path: string) => unknown][] = [
  ['results.json', 48_000_000, (path) => readResults(path)],
  ['cfg/server_cfg.ini', 100_000, () => readConfiguration(directory)],
  [
    'cfg/entry_list.ini',
    150_000,
    () => {
      writeFileSync(join(directory, 'cfg/server_cfg.ini'), '[SERVER]\nCARS=abarth500\n');
      return readConfiguration(directory);
    },
  ],
  ['blacklist.txt', 1_000_000, () => blacklist().add('76561198000000001')],
  ['stracker.ini', 1_000_000, (path) => readTrackerSettings(path)],
  ['servers.ini', 1_000_000, (path) => openServersFile(path)],
  ['penalties.ini', 1_000_000, (path) => openPenaltiesFile(path, undefined)],
];

/** What is said, by the limit in bytes. */
const SAID: Readonly<Record<number, string>> = {
  100000: '101 kB; a .* of more than 100 kB',
  150000: '151 kB; a .* of more than 150 kB',
  1000000: '2 MB; a .* of more than 1 MB',
  48000000: '49 MB; a .* of more than 48 MB',
};

describe('a file that is too large', () => {
  test.each(READERS)('%s is refused with its name and size', async (name, most, read) => {
    const path = sized(name, most + 1);
    const refused = (async () => read(path))();
    await expect(refused).rejects.toBeInstanceOf(UserError);
    await expect(refused).rejects.toThrow(new RegExp(`${name} has ${SAID[most]} is not read`));
  });
});

test('a blacklist of a thousand drivers, just within the limit, is read', async () => {
  const guids = Array.from({ length: 1000 }, (_, number) => `7656119800000${String(number).padStart(4, '0')}`);
  writeFileSync(join(directory, 'blacklist.txt'), guids.join('\n').padEnd(1_000_000, '\n'));
  expect(await blacklist().has(guids.at(-1) ?? '')).toBe(true);
});

test('the results of 24 hours with 60 cars are read', { timeout: 60_000 }, async () => {
  const path = join(directory, '2026_1_1_12_6_RACE.json');
  writeFileSync(path, JSON.stringify(dayOf(60), undefined, 2));
  const { laps, contacts } = await readResults(path);
  expect([laps.length, contacts.length]).toEqual([57_600, 17_280]);
});

/** Laps of 90 s, and a contact per car every five minutes: one object of each kind as acServer writes it. */
function dayOf(cars: number) {
  const driver = (carId: number) => ({
    DriverName: `Ayumi Takahashi ${carId}`,
    DriverGuid: `7656119800000${String(carId).padStart(4, '0')}`,
    CarId: carId,
  });
  const carIds = Array.from({ length: cars }, (_, carId) => carId);
  const lap = (carId: number, number: number) => ({
    ...driver(carId),
    CarModel: 'ks_porsche_911_gt3_r_2016',
    Timestamp: number * 90_000,
    LapTime: 90_000,
    Sectors: [30_000, 30_000, 30_000],
    Cuts: 0,
    BallastKG: 0,
    Tyre: 'M',
    Restrictor: 0,
  });
  const point = { X: 123.45678710937, Y: -12.34567832946, Z: 1234.5678710937 };
  const contact = (carId: number) => ({
    Type: 'COLLISION_WITH_CAR',
    CarId: carId,
    Driver: { Name: `Ayumi Takahashi ${carId}`, Team: '', Guid: driver(carId).DriverGuid, GuidsList: [] },
    OtherCarId: 1,
    OtherDriver: { Name: 'Elena Rossi', Team: '', Guid: driver(1).DriverGuid, GuidsList: [] },
    ImpactSpeed: 12.345678329467773,
    WorldPosition: point,
    RelPosition: point,
  });
  return {
    TrackName: 'spa',
    TrackConfig: '',
    Type: 'RACE',
    DurationSecs: 0,
    RaceLaps: 960,
    Cars: carIds.map((carId) => ({
      CarId: carId,
      Driver: { Name: `Ayumi Takahashi ${carId}`, Team: '', Guid: driver(carId).DriverGuid, GuidsList: [] },
      Model: 'ks_porsche_911_gt3_r_2016',
      Skin: '00_official',
      BallastKG: 0,
      Restrictor: 0,
    })),
    Result: carIds.map((carId) => ({
      ...driver(carId),
      CarModel: 'ks_porsche_911_gt3_r_2016',
      BestLap: 90_000,
      TotalTime: 86_400_000,
      BallastKG: 0,
      Restrictor: 0,
    })),
    Laps: carIds.flatMap((carId) => Array.from({ length: 960 }, (_, number) => lap(carId, number))),
    Events: carIds.flatMap((carId) => Array.from({ length: 288 }, () => contact(carId))),
  };
}
