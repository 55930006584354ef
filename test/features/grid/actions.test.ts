import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { readEntryList } from '../../../src/acserver/ini/entryList.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { bytesOf } from '../../acserver/results/fixtures.ts';
import { cfg, endOf, entry, HOUR_MS, openGrid, openList, RACE, refusal } from './rig.ts';

const slotsOf = (text: string) => readEntryList(parseIni(Buffer.from(text), 'entry_list.ini')).slots;
const namesOf = (text: string): string[] => slotsOf(text).map(({ driverName }) => driverName);

const PODIUM = ['carlarosacar', 'Alvada Rioal', 'D00 AR166I0O'];
const RACE_NOTE = `${RACE}: the race at suzuka (suzukaeast) that ended 3 hours ago.`;

describe('staging an order', () => {
  it('names the race, its track and age, and how many slots will be reserved', async () => {
    const { grid } = openGrid();
    const { places, staged, notes } = await grid.stage('finish', 'Ada');
    expect(places.slice(0, 3).map(({ name }) => name)).toEqual(PODIUM);
    expect(places[1]).toEqual({
      carId: 1,
      from: 9,
      position: 2,
      name: 'Alvada Rioal',
      model: 'ks_porsche_911_carrera_rsr',
      guids: ['76561197900000001'],
    });
    expect(staged).toEqual({
      rule: 'finish',
      author: 'Ada',
      results: `results/${RACE}`,
      at: endOf(RACE) + 3 * HOUR_MS,
    });
    expect(notes).toEqual([RACE_NOTE, '6 open slots will be reserved for the drivers who finished in them.']);
  });

  it('changes no file', async () => {
    const { grid, text, files } = openGrid();
    await grid.stage('reverse', 'Ada');
    expect(text()).toBe(openList());
    expect(files()).toEqual(['entry_list.ini', 'server_cfg.ini']);
  });

  it('keeps one order per server, and the last one counts', async () => {
    const { grid } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.stage('reverse', 'Bo');
    const { staged, places } = await grid.order();
    expect(staged).toMatchObject({ author: 'Bo', rule: 'reverse' });
    expect(places.slice(0, 2).map(({ from }) => from)).toEqual([1, 5]);
  });

  it('survives a restart of Pitwall', async () => {
    const opened = openGrid();
    await opened.grid.stage('finish', 'Ada');
    const grid = opened.reopen();
    expect((await grid.order()).staged?.author).toBe('Ada');
    await grid.save();
    await opened.reopen().undo();
    expect(opened.text()).toBe(openList());
  });

  it('takes the latest race by the date in the file name, not alphabetically', async () => {
    const older = { '2019_3_2_9_28_RACE.json': bytesOf('2019_3_2_21_36_RACE.json', 'manager') };
    const { grid } = openGrid({ results: { ...older, [RACE]: bytesOf(RACE, 'manager') } });
    expect((await grid.stage('finish', 'Ada')).staged?.results).toBe(`results/${RACE}`);
  });

  it.each([
    [
      '[QUALIFY]\nNAME=Q\nTIME=10\n',
      'A qualifying session is enabled: its lap times set the grid, so this order will not apply.',
    ],
    ['[PRACTICE]\nNAME=P\nTIME=10\n', 'This order applies only if nobody sets a lap time before the race.'],
  ])('says that lap times may set the grid instead with %j', async (session, note) => {
    const { grid } = openGrid({ cfg: cfg({ sessions: `${session}[RACE]\nLAPS=5\n` }) });
    expect((await grid.stage('finish', 'Ada')).notes).toContain(note);
    expect((await grid.save()).grid.notes).toContain(note);
  });

  it('names the drivers whose car is no longer in the list', async () => {
    const list = entry(0, { MODEL: 'a3dr_lambo_diablo_vt', SKIN: 'Silver' });
    const { notes, places } = await openGrid({ list }).grid.stage('finish', 'Ada');
    expect(places).toHaveLength(1);
    expect(notes).toContain(
      'No slot, and none free for their car: Alvada Rioal, D00 AR166I0O, Brunok Arinb, Ele, Fabio Mirjaf.',
    );
  });
});

describe('an order', () => {
  it.each([
    ['no race at all', { results: {} }, 'There is no race in the results folder yet: no file that ends in _RACE.json.'],
    [
      'a race at another track',
      { cfg: cfg({ track: 'monza', layout: '' }) },
      `${RACE} is a race at suzuka (suzukaeast), but server_cfg.ini has monza; the grid was left as it is.`,
    ],
    [
      'another layout of the track',
      { cfg: cfg({ layout: '' }) },
      `${RACE} is a race at suzuka (suzukaeast), but server_cfg.ini has suzuka; the grid was left as it is.`,
    ],
    [
      'an incomplete file',
      { results: { [RACE]: bytesOf(RACE, 'manager').subarray(0, 900) } },
      `${RACE} is not a results file of acServer: complete JSON was expected.`,
    ],
    [
      'JSON of another kind',
      { results: { [RACE]: '[1, 2]' } },
      `${RACE} is not a results file of acServer: the whole: expected object, received array.`,
    ],
    [
      'a race without finishers',
      { results: { [RACE]: '{"TrackName":"suzuka","TrackConfig":"suzukaeast","Type":"RACE","Result":null}' } },
      `Nobody finished in ${RACE}, so there is no grid to take from it.`,
    ],
    ['an empty list', { list: '; nothing\n' }, 'entry_list.ini has no [CAR_0]: there is no grid to order.'],
    [
      'a GUID in two slots',
      { list: entry(0, { GUID: '7;8' }) + entry(1, { GUID: '8' }) },
      'entry_list.ini has GUID 8 in CAR_0 and in CAR_1: remove one of them first.',
    ],
    [
      'a list of other cars',
      { list: entry(0, { MODEL: 'tatuus' }) },
      `entry_list.ini has no slot for anybody who finished in ${RACE}: the cars are different.`,
    ],
  ])('cannot be staged from %s', async (_, made, sentence) => {
    const { grid, text } = openGrid(made);
    const before = text();
    expect(await refusal(grid.stage('finish', 'Ada'))).toBe(sentence);
    expect(text()).toBe(before);
  });

  it('cannot be staged if entry_list.ini is missing, and the answer does not name its folder', async () => {
    const { grid, path, directory } = openGrid();
    rmSync(path);
    const sentence = await refusal(grid.stage('finish', 'Ada'));
    expect(sentence).toMatch(/^entry_list\.ini cannot be read: ENOENT/);
    expect(sentence).not.toContain(directory);
  });
});

describe('saving', () => {
  it('writes the order at once, with names and GUIDs in the slots that were open', async () => {
    const { grid, text } = openGrid();
    await grid.stage('finish', 'Ada');
    const { change, grid: saved, fromNextStart } = await grid.save();
    expect({ change, fromNextStart }).toEqual({ change: 'saved', fromNextStart: false });
    expect(saved.places.slice(0, 3).map(({ name }) => name)).toEqual(PODIUM);
    expect(namesOf(text()).slice(0, 7)).toEqual([...PODIUM, 'Brunok Arinb', 'Ele', 'Fabio Mirjaf', '']);
    expect(slotsOf(text())[3]?.guids).toEqual(['76561197900001010']);
  });

  it('says that a running server uses it from the next start', async () => {
    const { grid, run } = openGrid();
    run(true);
    await grid.stage('finish', 'Ada');
    expect((await grid.save()).fromNextStart).toBe(true);
  });

  it('leaves nothing staged, so a second save is refused', async () => {
    const { grid, text } = openGrid();
    await grid.stage('finish', 'Ada');
    await grid.save();
    const once = text();
    expect(await refusal(grid.save())).toMatch(/^No grid is staged/);
    expect(text()).toBe(once);
  });

  it('is refused if the file was edited since, and "grid order" says why', async () => {
    const { grid, write, text } = openGrid();
    await grid.stage('reverse', 'Ada');
    write('cfg/entry_list.ini', `${openList()}; edited\n`);
    const sentence =
      'entry_list.ini was edited after Ada staged an order for it, which can no longer be saved: use "grid reverse" again.';
    expect((await grid.order()).notes.map(plain)).toEqual([sentence]);
    expect(await refusal(grid.save())).toBe(sentence);
    expect(text()).toBe(`${openList()}; edited\n`);
  });

  it('happens once if two stewards save at the same time', async () => {
    const { grid, text } = openGrid();
    await grid.stage('finish', 'Ada');
    const [first, second] = await Promise.allSettled([grid.save(), grid.save()]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
    expect(slotsOf(text())).toHaveLength(22);
  });
});
