import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onceComplete, parseResults, readResults } from '../../../src/acserver/results/read.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { bytesOf, fixture } from './fixtures.ts';

const RACE = '2019_2_15_21_16_RACE.json';

describe('a results file', () => {
  it('is read into Pitwall’s terms', () => {
    const results = fixture(RACE);
    expect(results).toMatchObject({ track: 'barbagallo', layout: '', type: 'RACE', raceLaps: 0 });
    expect(results.cars[0]).toEqual({
      carId: 0,
      model: 'rss_formula_rss_4',
      skin: '14_Outback_Stars',
      driverName: 'Brunok Arinb',
      team: 'Wrong Bizniz Racing',
      nation: 'ABW',
      guid: '76561197910076989',
      guids: ['76561197910076989'],
      ballastKg: 0,
      restrictor: 0,
    });
    expect(results.result[0]).toMatchObject({ carId: 1, bestLapMs: 57521, totalMs: 363829, penaltyMs: 0 });
    expect(results.laps).toHaveLength(9);
    expect(results.contacts).toHaveLength(5);
  });

  it('has sectors that add up to the lap time', () => {
    for (const lap of fixture(RACE).laps) expect(lap.sectorsMs.reduce((sum, ms) => sum + ms, 0)).toBe(lap.lapMs);
  });

  it('distinguishes contacts with a car from contacts with a wall', () => {
    const { contacts } = fixture(RACE);
    expect(contacts[0]).toEqual({
      carId: 1,
      guid: '76561197910078002',
      driverName: 'Fabiom Irjaf',
      other: { carId: 0, guid: '76561197910076989', driverName: 'Brunok Arinb' },
      speedKmh: 3.39687,
      position: { x: -401.18503, y: 7.9383554, z: 5.881806 },
      relativePosition: { x: -0.06472139, y: 0.0060657416, z: 2.3283312 },
    });
    expect(contacts.map(({ other }) => other !== undefined)).toEqual([true, true, true, true, false]);
  });

  it('has no best lap where acServer wrote 999999999', () => {
    expect(fixture(RACE).result[2]).toMatchObject({ carId: 2, bestLapMs: undefined, totalMs: 0 });
  });

  it('can have no events and lack what files before 2017 lack', () => {
    const results = fixture('null_events_RACE.json');
    expect(results.contacts).toEqual([]);
    expect(results.cars[0]).toMatchObject({ driverName: 'Iri', nation: '', guids: [], restrictor: 0 });
    expect(results.laps[0]).toMatchObject({ tyre: '', restrictor: 0 });
    expect(fixture('no_ballastkg.json').cars[0]).toMatchObject({ ballastKg: 0 });
  });

  it('of the server manager keeps its extra keys in raw', () => {
    const results = fixture('2019_3_2_21_36_RACE.json', 'manager');
    expect(results.result).toHaveLength(22);
    expect(results.result[0]).toMatchObject({ guid: '76561197900000001', disqualified: false, penaltyLaps: 0 });
    expect(results.raw).toHaveProperty('ChampionshipID');
  });

  it('of the manager has time penalties in nanoseconds', () => {
    const row = { CarId: 3, TotalTime: 90000, HasPenalty: true, PenaltyTime: 5_000_000_000, LapPenalty: 1 };
    const bytes = Buffer.from(JSON.stringify({ TrackName: 'a', Type: 'RACE', Result: [row] }));
    expect(parseResults(bytes, RACE).result[0]).toMatchObject({ penaltyMs: 5000, penaltyLaps: 1 });
  });

  it('can begin with a BOM and contain control characters in names', () => {
    const text = bytesOf(RACE).toString().replaceAll('Brunok Arinb', 'Bru\x07nok\t"Arinb'.replace('"', '\\"'));
    expect(parseResults(Buffer.from(`\ufeff${text}`), RACE).cars[0]?.driverName).toBe('Bru\x07nok\t"Arinb');
  });

  it('can have null for every list', () => {
    const bytes = Buffer.from(
      '{"TrackName":"a","TrackConfig":null,"Type":"RACE","Cars":null,"Result":null,"Laps":null}',
    );
    expect(parseResults(bytes, RACE)).toMatchObject({ layout: '', cars: [], result: [], laps: [], contacts: [] });
  });

  it('drops only an unknown event', () => {
    const file = JSON.parse(bytesOf(RACE).toString());
    file.Events[0].Type = 'TELEPORTED';
    const results = parseResults(Buffer.from(JSON.stringify(file)), RACE);
    expect(results.contacts).toHaveLength(4);
    expect(results.raw.Events).toHaveLength(5);
  });

  it.each([
    ['nothing', '', 'complete JSON was expected'],
    ['half a file', bytesOf(RACE).toString().slice(0, 4000), 'complete JSON was expected'],
    ['an HTML page', '<html></html>', 'complete JSON was expected'],
    ['a list', '[]', 'the whole: expected object, received array'],
    ['no track', '{"Type":"RACE"}', 'TrackName: expected string, received undefined'],
    [
      'a car without id',
      '{"TrackName":"a","Type":"RACE","Result":[{"CarId":"0"}]}',
      'Result.0.CarId: expected number, received string',
    ],
  ])('is refused if it contains %s', (_, text, expected) => {
    expect(() => parseResults(Buffer.from(text), RACE)).toThrow(
      `${RACE} is not a results file of acServer: ${expected}.`,
    );
  });

  it('is refused with a UserError, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(() => parseResults(Buffer.from(json), RACE)).toThrow(UserError);
      }),
    );
  });
});

describe('a results file just announced', () => {
  let directory = '';
  const path = () => join(directory, RACE);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pitwall-results-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Calls `between` once the reader waits, then moves the clock by 250 ms. */
  class CompletingClock extends FakeClock {
    readonly waits: number[] = [];
    readonly #between: () => void;
    constructor(between: () => void) {
      super();
      this.#between = between;
    }
    override after(ms: number, task: () => void): () => void {
      this.waits.push(ms);
      this.#between();
      queueMicrotask(task);
      return () => undefined;
    }
  }

  it('is read at once if complete', async () => {
    writeFileSync(path(), bytesOf(RACE));
    const clock = new CompletingClock(() => undefined);
    expect((await onceComplete({ clock }, () => readResults(path()))).track).toBe('barbagallo');
    expect(clock.waits).toEqual([]);
  });

  it.each([
    ['half-written', (file: string) => writeFileSync(file, bytesOf(RACE).subarray(0, 5000))],
    ['not there yet', () => undefined],
  ])('is read again after 250 ms if it is %s', async (_, prepare) => {
    prepare(path());
    const clock = new CompletingClock(() => writeFileSync(path(), bytesOf(RACE)));
    expect((await onceComplete({ clock }, () => readResults(path()))).laps).toHaveLength(9);
    expect(clock.waits).toEqual([250]);
  });

  it('is refused if it stays broken or missing', async () => {
    const clock = new CompletingClock(() => undefined);
    await expect(onceComplete({ clock }, () => readResults(path()))).rejects.toThrow(
      `The results file ${path()} could not be read: ENOENT`,
    );
    writeFileSync(path(), '{');
    await expect(onceComplete({ clock }, () => readResults(path()))).rejects.toThrow(`${path()} is not a results file`);
  });
});
