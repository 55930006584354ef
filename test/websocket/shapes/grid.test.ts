import { describe, expect, it } from 'vitest';
import type { GridView } from '../../../src/features/grid/actions.ts';
import { appOf } from '../../fakes/app.ts';
import { fakeGrid, slot } from '../../fakes/grid.ts';
import { connected, fakeServer, openRig } from '../rig.ts';

const LOGON = 'logon: {"username": "", "password": "", "protocol": "1.0"}';

/** The README's sample, completed where it is cut off. */
const ENTRIES = `{ "data": { "entries": { "CAR_0": {
  "car_id": "CAR_0", "model": "dj_skipbarber_f2000", "skin": "The9GAG", "spectator_mode": "0", "drivername": "",
  "team": "", "guid": "76561198102064903", "ballast": "0", "restrictor": "0" } } } }`;

const NAMES = ['Keith', '.SNRL.shille', 'Wayne', 'Russ S', 'Mark Hannon', 'RussG', 'ab156'];
const GRID = { 1: 'Keith', 2: '.SNRL.shille', 3: 'Wayne', 4: 'Russ S', 5: 'Mark Hannon', 6: 'RussG', 7: 'ab156' };

const finishers: Partial<GridView> = {
  places: [
    ...NAMES.map((name, carId) => ({ carId, from: carId, name, model: 'm', guids: [], position: carId + 1 })),
    { carId: 7, from: 7, name: 'Stayed at home', model: 'm', guids: ['1', '2'] },
    { carId: 8, from: 8, name: '', model: 'm', guids: [] },
  ],
  notes: ['It was a race.'],
};

async function open({ newer = false, view = finishers }: { newer?: boolean; view?: Partial<GridView> } = {}) {
  const grid = fakeGrid(view);
  const { client } = await connected({ app: appOf({ ...fakeServer(), grid }) });
  if (newer) await client.ask(LOGON);
  return { client, done: grid.done };
}

describe('"server entries"', () => {
  it('is answered as in the README', async () => {
    const { client } = await open();
    client.send('server entries');
    expect(await client.text()).toBe(JSON.stringify(JSON.parse(ENTRIES), undefined, 4));
  });

  it('has numeric keys in the newer shape, also in "server info"', async () => {
    const { client } = await open({ newer: true });
    const { CAR_0: entry } = JSON.parse(ENTRIES).data.entries;
    expect(await client.ask('server entries')).toEqual({ data: { entries: { 0: entry } } });
    expect(await client.ask('server info')).toMatchObject({ data: { server: { entries: { 0: entry } } } });
  });

  it('writes spectator mode, ballast, restrictor and shared cars as in the ini file', async () => {
    const shared = slot({ carId: 3, spectatorMode: true, guids: ['1', '2'], ballastKg: 25, restrictor: 10 });
    const { client } = await connected({ app: appOf(fakeServer({ entries: [shared] })) });
    expect(await client.ask('server entries')).toMatchObject({
      data: { entries: { CAR_3: { spectator_mode: '1', guid: '1;2', ballast: '25', restrictor: '10' } } },
    });
  });

  it('has no GUIDs for drivers, and drivers may not use the grid commands', async () => {
    const rig = await openRig({
      app: appOf(fakeServer({ entries: [slot({ driverName: 'Ada' })] })),
      tokens: { driver: 'driver-token' },
    });
    const client = rig.connect({ headers: { authorization: 'Bearer driver-token' } });
    await client.next();
    expect(await client.ask('server entries')).toMatchObject({
      data: { entries: { CAR_0: { drivername: 'Ada', guid: '' } } },
    });
    for (const line of ['grid finish', 'grid reverse', 'grid order', 'grid entries', 'grid save', 'grid undo'])
      expect(await client.ask(line)).toHaveProperty('error.msg');
  });
});

describe.each([
  { newer: false, file: 'entry_list.ini' },
  { newer: true, file: 'entry_list_new.ini' },
])('the grid, in the newer shape: $newer', ({ newer, file }) => {
  it.each(['finish', 'reverse'])(
    'answers "grid %s" with the file it read, then with the finishers only',
    async (rule) => {
      const { client, done } = await open({ newer });
      expect(await client.ask(`@5 grid ${rule}`)).toEqual({
        id: '5',
        data: { msg: 'results/2020_12_20_20_58_RACE.json parse SUCCESS', notes: ['It was a race.'] },
      });
      expect(await client.next()).toEqual({ id: '5', data: { grid: GRID } });
      expect(done).toHaveLength(1);
    },
  );

  it('answers "grid order" with every slot, including empty ones, if nothing is staged', async () => {
    const { client } = await open({ newer, view: { ...finishers, notes: [] } });
    expect(await client.ask('grid order')).toEqual({ data: { grid: { ...GRID, 8: 'Stayed at home', 9: '' } } });
  });

  it('answers "grid order" with the staged order and its notes', async () => {
    const staged = { rule: 'finish', results: 'results/x_RACE.json', author: 'Ada', at: 0 } as const;
    const { client } = await open({ newer, view: { ...finishers, staged } });
    expect(await client.ask('grid order')).toEqual({ data: { grid: GRID, notes: ['It was a race.'] } });
  });

  it('answers "grid entries" with one line per slot', async () => {
    const { client } = await open({ newer });
    const answer = await client.ask('grid entries');
    expect(answer).toMatchObject({ data: { entries: { 1: 'm Keith', 8: 'm Stayed at home (1;2)', 9: 'm' } } });
  });

  it.each(['grid save', 'grid write', 'GRID WRITE'])('answers "%s" with the text its clients expect', async (line) => {
    const { client, done } = await open({ newer });
    expect(await client.ask(line)).toMatchObject({ data: { msg: `${file} file update SUCCESS` } });
    expect(done).toEqual(['saved']);
  });

  it('answers "grid undo" with a message', async () => {
    const { client } = await open({ newer });
    expect(await client.ask('grid undo')).toEqual({
      data: {
        msg: 'entry_list.ini is back to what it was before the save. It applies from the next start. It was a race.',
      },
    });
  });

  it.each([
    'grid',
    'grid starting',
    'grid finish now',
    'grid save twice',
    'grid undo 3',
    `grid ${'x'.repeat(500)}`,
    'grid \0\u0007',
  ])('refuses %j and does nothing', async (line) => {
    const { client, done } = await open({ newer });
    expect(await client.ask(line)).toHaveProperty('error.msg');
    expect(done).toEqual([]);
  });
});
