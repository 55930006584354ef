import { describe, expect, it } from 'vitest';
import type { Penalty } from '../../../src/events/penalty.ts';
import type { Setback } from '../../../src/features/grid/setbacks.ts';
import { plain, type Sentence } from '../../../src/kit/sentence.ts';
import { fixture } from '../../acserver/results/fixtures.ts';
import { penalty } from '../../fakes/penalties.ts';
import { cfg, entry, openGrid, RACE, refusal } from './rig.ts';

const { cars, result } = fixture(RACE, 'manager');
const modelOf = (carId: number): string => cars.find((car) => car.carId === carId)?.model ?? '';

/** The first three of the race, each with a slot of their own, listed before a driver who was absent. */
const PODIUM = ['carlarosacar', 'Alvada Rioal', 'D00 AR166I0O'];
const [winner, second, third] = PODIUM.map((name) => {
  const row = result.find(({ driverName }) => driverName === name);
  if (!row) throw new Error(`${name} is not in ${RACE}`);
  return { carId: row.carId, guid: row.guid, name };
});
if (!winner || !second || !third) throw new Error('the race has a podium');

const list = [
  ...[winner, second, third].map(({ carId, guid, name }, slot) =>
    entry(slot, { MODEL: modelOf(carId), GUID: guid, DRIVERNAME: name }),
  ),
  entry(3, { MODEL: modelOf(winner.carId), GUID: '76561197900000099', DRIVERNAME: 'Stays at home' }),
].join('');

const issued = (driver: Penalty['driver'], facts: Partial<Penalty>): Penalty =>
  penalty({ driver, type: 'time', amount: 0, state: 'issued', ...facts });
const disqualification = issued(winner, { type: 'disqualification' });
/** The third was 19.2 s slower. */
const time = issued(second, { number: 18, amount: 25 });

const namesIn = ({ places }: { places: readonly { name: string }[] }) => places.map(({ name }) => name);
const TOLD = /^Penalties of the stewards/;
const told = ({ notes }: { notes: readonly Sentence[] }) => notes.map(plain).filter((note) => TOLD.test(note));

describe('the grid from a race with stewards’ penalties', () => {
  it('puts a disqualified driver at the very back, and closes the gap', async () => {
    const { grid, decide } = openGrid({ list });
    decide([disqualification]);
    const staged = await grid.stage('finish', 'Ada');
    expect(namesIn(staged)).toEqual(['Alvada Rioal', 'D00 AR166I0O', 'Stays at home', 'carlarosacar']);
    expect(staged.places.map(({ position }) => position)).toEqual([1, 2, undefined, undefined]);
  });

  it('reserves a slot at the back for a disqualified driver if all slots are open', async () => {
    const { grid, decide } = openGrid();
    decide([disqualification]);
    const { places, notes } = await grid.stage('finish', 'Ada');
    expect(places.at(-1)).toMatchObject({ name: 'carlarosacar', guids: [winner.guid] });
    expect(places.filter(({ name }) => name === 'carlarosacar')).toHaveLength(1);
    expect(notes).toContain('Disqualified, so at the back: carlarosacar.');
  });

  it('keeps a disqualified driver at the back when it is reversed', async () => {
    const { grid, decide } = openGrid({ list });
    decide([disqualification]);
    expect(namesIn(await grid.stage('reverse', 'Ada'))).toEqual([
      'D00 AR166I0O',
      'Alvada Rioal',
      'Stays at home',
      'carlarosacar',
    ]);
  });

  it('counts a time penalty, in finishing order or reversed', async () => {
    const { grid, decide } = openGrid({ list });
    decide([time]);
    expect(namesIn(await grid.stage('finish', 'Ada')).slice(0, 3)).toEqual([
      'carlarosacar',
      'D00 AR166I0O',
      'Alvada Rioal',
    ]);
    expect(namesIn(await grid.stage('reverse', 'Ada')).slice(0, 3)).toEqual([
      'Alvada Rioal',
      'D00 AR166I0O',
      'carlarosacar',
    ]);
  });

  it('says how many penalties count, and whether the result is provisional', async () => {
    const { grid, decide } = openGrid({ list });
    decide([disqualification, time]);
    const provisional = 'Penalties of the stewards count: 2; the result is provisional.';
    expect(told(await grid.stage('finish', 'Ada'))).toEqual([provisional]);
    decide([disqualification, time], true);
    // The order does not change when the result becomes final.
    expect(told(await grid.order())).toEqual(['Penalties of the stewards count: 2; the result is final.']);
    decide([]);
    expect(told(await grid.stage('finish', 'Ada'))).toEqual([
      'Penalties of the stewards count: none; the result is provisional.',
    ]);
  });

  it('follows the results file, without a note, if the session is unknown', async () => {
    const staged = await openGrid({ list }).grid.stage('finish', 'Ada');
    expect(namesIn(staged)).toEqual([...PODIUM, 'Stays at home']);
    expect(told(staged)).toEqual([]);
  });

  it('is not saved if the penalties have changed since it was staged', async () => {
    const { grid, decide, text } = openGrid({ list });
    const outdated =
      'The penalties for that race have changed after Ada staged an order, which can no longer be saved: use "grid finish" again.';
    decide([]);
    await grid.stage('finish', 'Ada');
    decide([disqualification]);
    expect(await refusal(grid.save())).toBe(outdated);
    expect((await grid.order()).notes.map(plain)).toEqual([outdated]);
    expect(text()).toBe(list);
    await grid.stage('finish', 'Ada');
    expect(namesIn((await grid.save()).grid).at(-1)).toBe('carlarosacar');
  });
});

describe('grid drops', () => {
  const loses = (driver: typeof winner, places: number, number = 21): Setback => ({
    number,
    guid: driver.guid,
    name: driver.name,
    places,
  });
  const qualifying = '[QUALIFY]\nNAME=Qualifying\nTIME=10\n[RACE]\nNAME=Race\nLAPS=10\n';

  it.each([
    ['finish', ['Alvada Rioal', 'D00 AR166I0O', 'carlarosacar', 'Stays at home'], 'from 1 to 3'],
    [
      'reverse',
      ['D00 AR166I0O', 'Alvada Rioal', 'Stays at home', 'carlarosacar'],
      'from 3 to 4; nobody else starts behind',
    ],
  ] as const)('are applied with "grid %s", which says so', async (rule, names, where) => {
    const { grid, setBack } = openGrid({ list });
    setBack([loses(winner, 2)]);
    const staged = await grid.stage(rule, 'Ada');
    expect(namesIn(staged)).toEqual(names);
    expect(staged.notes).toContain(`P-21: carlarosacar loses 2 places, ${where}.`);
    expect(namesIn((await grid.save()).grid)).toEqual(names);
  });

  it('never put a driver behind a disqualified one', async () => {
    const { grid, setBack, decide } = openGrid({ list });
    decide([disqualification]);
    setBack([loses(second, 9)]);
    const staged = await grid.stage('finish', 'Ada');
    expect(namesIn(staged)).toEqual(['D00 AR166I0O', 'Stays at home', 'Alvada Rioal', 'carlarosacar']);
    expect(staged.notes).toEqual(
      expect.arrayContaining([
        'P-21: Alvada Rioal loses 9 places, from 1 to 3; only disqualified drivers start behind.',
        'Disqualified, so at the back: carlarosacar.',
      ]),
    );
  });

  it('are shown with the order, before and after staging', async () => {
    const { grid, setBack } = openGrid({ list });
    setBack([loses(winner, 1)]);
    expect((await grid.order()).notes.map(plain)).toEqual([
      'P-21: carlarosacar loses 1 place on the next grid; "grid finish" and "grid reverse" apply it.',
    ]);
    await grid.stage('finish', 'Ada');
    expect((await grid.order()).notes).toContain('P-21: carlarosacar loses 1 place, from 1 to 2.');
  });

  it('carry over for a driver who is not on the grid', async () => {
    const { grid, setBack } = openGrid({ list });
    setBack([loses({ carId: 3, guid: '76561197900000077', name: 'Emil' }, 5)]);
    const staged = await grid.stage('finish', 'Ada');
    expect(namesIn(staged)).toEqual([...PODIUM, 'Stays at home']);
    expect(staged.notes).toContain('P-21: Emil is not on this grid; the 5 places to lose carry over.');
  });

  it('apply to a driver who missed the race but has a slot', async () => {
    const { grid, setBack } = openGrid({ list: list + entry(4, { GUID: '76561197900000100', DRIVERNAME: 'Last' }) });
    setBack([loses({ carId: 3, guid: '76561197900000099', name: 'Stays at home' }, 1)]);
    expect(namesIn(await grid.stage('finish', 'Ada'))).toEqual([...PODIUM, 'Last', 'Stays at home']);
  });

  it('make a staged order outdated when they change', async () => {
    const { grid, setBack, text } = openGrid({ list });
    await grid.stage('finish', 'Ada');
    setBack([loses(winner, 1)]);
    const outdated =
      'Grid drops changed after Ada staged an order, which can no longer be saved: use "grid finish" again.';
    expect((await grid.order()).notes.map(plain)).toEqual([outdated]);
    expect(await refusal(grid.save())).toBe(outdated);
    expect(text()).toBe(list);
  });

  it.each([
    [qualifying, '', 'Qualifying sets the grid'],
    [
      '[RACE]\nNAME=Race\nLAPS=10\n',
      'REVERSED_GRID_RACE_POSITIONS=8\n',
      'acServer itself reverses the top 8 for a second race',
    ],
    [
      '[RACE]\nNAME=Race\nLAPS=10\n',
      'REVERSED_GRID_RACE_POSITIONS=-1\n',
      'acServer itself reverses the whole order for a second race',
    ],
  ])('are noted as not applied if something else sets the grid: %j %j', async (sessions, keys, maker) => {
    const { grid, setBack } = openGrid({ list, cfg: cfg({ sessions: keys + sessions }) });
    setBack([loses(winner, 1), loses(second, 1, 22)]);
    const sentence = `${maker}: acServer does not apply grid drops there, so the stewards have to enforce P-21, P-22. It counts as served once the driver starts.`;
    expect((await grid.order()).notes).toContain(sentence);
    expect((await grid.stage('finish', 'Ada')).notes).toContain(sentence);
    expect((await openGrid({ list, cfg: cfg({ sessions: keys + sessions }) }).grid.order()).notes).toEqual([]);
  });
});
