import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { type EntrySlot, readEntryList } from '../../../src/acserver/ini/entryList.ts';
import { bytesOf } from '../../acserver/results/fixtures.ts';
import { cfg, entry, openGrid, openList, RACE, raceFile, refusal } from './rig.ts';

const slotsOf = (text: string): readonly EntrySlot[] =>
  readEntryList(parseIni(Buffer.from(text), 'entry_list.ini')).slots;
const keysOf = (text: string, key: string) =>
  text.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));

const NOTHING_STAGED = 'No grid is staged, so nothing was saved: use "grid finish" or "grid reverse" first.';
const LAMBO = { MODEL: 'a3dr_lambo_diablo_vt' };

/** Two of the race's finishers, one of them in a shared car, and a driver who was absent. */
const league = [
  entry(0, { ...LAMBO, GUID: '76561197900000099', DRIVERNAME: 'Stays at home', TEAM: 'Nord' }),
  entry(1, { ...LAMBO, GUID: '76561197900000098;76561197900004037', DRIVERNAME: 'Ele and Olga' }),
  entry(2, { ...LAMBO, GUID: '76561197900002019', DRIVERNAME: 'As the league writes it' }),
].join('');

/** What goes wrong in other tools, each as a promise that it does not here. */
describe('the grid', () => {
  it('is not saved before an order is staged, and leaves no extra file', async () => {
    const { grid, text, files } = openGrid();
    expect(await refusal(grid.save())).toBe(NOTHING_STAGED);
    expect(text()).toBe(openList());
    expect(files()).toEqual(['entry_list.ini', 'server_cfg.ini']);
  });

  it.each([
    ['no race', { results: {} }],
    ['another track', { cfg: cfg({ track: 'monza' }) }],
    ['bad JSON', { results: { [RACE]: '{"TrackName":' } }],
    ['an odd format', { results: { [RACE]: '{"TrackName":"suzuka","Result":{"0":1}}' } }],
  ])('is not saved after staging failed for %s', async (_, made) => {
    const { grid, text } = openGrid(made);
    await refusal(grid.stage('reverse', 'Ada'));
    expect(await refusal(grid.save())).toBe(NOTHING_STAGED);
    expect(text()).toBe(openList());
  });

  it('is not saved after staging failed, even if another order was staged before', async () => {
    const { grid, text, write } = openGrid();
    await grid.stage('finish', 'Ada');
    write(`results/${RACE}`, '');
    await refusal(grid.stage('reverse', 'Ada'));
    expect(await refusal(grid.save())).toBe(NOTHING_STAGED);
    expect(text()).toBe(openList());
  });

  it('has every slot once, however often it was staged before saving', async () => {
    const { grid, text } = openGrid();
    for (const rule of ['finish', 'reverse', 'finish', 'reverse'] as const) await grid.stage(rule, 'Ada');
    await grid.save();
    expect(text().match(/^\[CAR_\d+\]$/gm)).toEqual(Array.from({ length: 22 }, (_, n) => `[CAR_${n}]`));
    expect(keysOf(text(), 'FIXED_SETUP').toSorted()).toEqual(keysOf(openList(), 'FIXED_SETUP').toSorted());
  });

  it('keeps keys it does not know, comments and other sections', async () => {
    const { grid, text } = openGrid();
    await grid.stage('reverse', 'Ada');
    await grid.save();
    expect(keysOf(text(), 'FIXED_SETUP').slice(0, 3)).toEqual(['car1.ini', 'car5.ini', 'car18.ini']);
    expect(text().match(/^;.*$/gm)).toEqual(openList().match(/^;.*$/gm));
    expect(text()).toMatch(/^; our league\n/);
    expect(text()).toMatch(/\[OTHER\]\nKEEP=me\n$/);
  });

  it('keeps the reservation of an absent driver', async () => {
    const { grid, text } = openGrid({ list: league });
    await grid.stage('finish', 'Ada');
    await grid.save();
    expect(slotsOf(text())[2]).toMatchObject({
      driverName: 'Stays at home',
      team: 'Nord',
      guids: ['76561197900000099'],
    });
  });

  it('keeps a list of GUIDs and the driver name the league gave', async () => {
    const { grid, text } = openGrid({ list: league });
    await grid.stage('finish', 'Ada');
    await grid.save();
    expect(slotsOf(text()).slice(0, 2)).toMatchObject([
      { driverName: 'As the league writes it', guids: ['76561197900002019'] },
      { driverName: 'Ele and Olga', guids: ['76561197900000098', '76561197900004037'] },
    ]);
  });

  it('has the GUID of a driver who changed cars in one slot only', async () => {
    const race = raceFile();
    const [winner, ...others] = race.Result as { CarId: number }[];
    const again = { ...winner, CarId: 3 };
    const { grid, text } = openGrid({
      results: { [RACE]: JSON.stringify({ ...race, Result: [winner, again, ...others] }) },
    });
    await grid.stage('finish', 'Ada');
    await grid.save();
    const guids = slotsOf(text()).flatMap((slot) => slot.guids);
    expect(guids).toHaveLength(6);
    expect(new Set(guids).size).toBe(6);
  });

  it.each(['null_events_RACE.json', 'no_ballastkg.json'])('can be made from old results such as %s', async (name) => {
    const list = Array.from({ length: 17 }, (_, n) => entry(n, { MODEL: 'lotus_exos_125' })).join('');
    const made = {
      list,
      cfg: cfg({ track: 'monza', layout: '' }),
      results: { '2015_1_1_1_1_RACE.json': bytesOf(name) },
    };
    const { places } = await openGrid(made).grid.stage('finish', 'Ada');
    expect(places.slice(0, 2).map(({ name: driver }) => driver)).toEqual(['Carlar Osacarl', 'Fab 777']);
  });

  it.each([
    ['an unknown car', { Result: [{ CarId: 77, CarModel: 'x', DriverName: 'X', DriverGuid: '1', TotalTime: 1 }] }],
    ['null lists', { Cars: null, Result: null, Laps: null, Events: null }],
    ['empty lists', { Cars: [], Result: [], Laps: [], Events: [] }],
  ])('is refused with a sentence that names the file for %s', async (_, lists) => {
    const { grid } = openGrid({ results: { [RACE]: JSON.stringify({ ...raceFile(), ...lists }) } });
    expect(await refusal(grid.stage('finish', 'Ada'))).toContain(RACE);
  });

  it('respects a disqualification and a time penalty', async () => {
    const race = raceFile();
    const [winner, second, ...others] = race.Result as object[];
    const penalised = [
      { ...winner, Disqualified: true },
      // 25 s, in nanoseconds: behind the third, who was 19.2 s slower.
      { ...second, HasPenalty: true, PenaltyTime: 25e9 },
    ];
    const { grid } = openGrid({ results: { [RACE]: JSON.stringify({ ...race, Result: [...penalised, ...others] }) } });
    const { places } = await grid.stage('finish', 'Ada');
    expect(places.slice(0, 3).map(({ name }) => name)).toEqual(['D00 AR166I0O', 'Alvada Rioal', 'Brunok Arinb']);
    // After every open slot.
    expect(places.findIndex(({ from }) => from === 0)).toBe(21);
  });

  it('can be staged and saved whether or not the server is running', async () => {
    const { grid, run } = openGrid();
    for (const runs of [true, false, true]) {
      run(runs);
      await grid.stage('finish', 'Ada');
      expect((await grid.save()).fromNextStart).toBe(runs);
    }
  });

  it('is read from the file each time, so it shows what was saved or edited', async () => {
    const { grid, write } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.save();
    expect(grid.entries()[1]?.driverName).toBe('Alvada Rioal');
    write('cfg/entry_list.ini', league);
    expect(grid.entries()).toHaveLength(3);
    expect((await grid.order()).places.map(({ name }) => name)).toEqual([
      'Stays at home',
      'Ele and Olga',
      'As the league writes it',
    ]);
  });

  it('is shown as in the file after staging failed', async () => {
    const { grid, write } = openGrid();
    write(`results/${RACE}`, '{}');
    await refusal(grid.stage('reverse', 'Ada'));
    const { places, staged } = await grid.order();
    expect(staged).toBeUndefined();
    expect(places).toHaveLength(22);
    expect(places[0]).toMatchObject({ carId: 0, from: 0, model: 'a3dr_lambo_diablo_vt' });
  });

  it('can be reversed after it was saved in finishing order', async () => {
    const { grid, text } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.save();
    const front = slotsOf(text()).slice(0, 6);
    await grid.stage('reverse', 'Ada');
    await grid.save();
    const turned = front.toReversed().map((slot, carId) => ({ ...slot, carId }));
    expect(slotsOf(text()).slice(0, 6)).toEqual(turned);
  });
});
