import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseIni } from '../../src/acserver/ini/document.ts';
import { readEntryList } from '../../src/acserver/ini/entryList.ts';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { noNats } from '../fleet/nats/natsServer.ts';
import { byDiscord, byWebsocket, type Director } from './director.ts';
import { type FleetRig, openFleetRig } from './fleetRig.ts';
import { openRig, type Rig } from './rig.ts';

/** Everybody has joined within a second of the start. */
const SPEED = 25;

/** A slot is reserved for her, and she does not drive the race. */
const RUTH = { carId: 7, guid: '76561197900009001', name: 'Ruth Reserved' };
/** The other cars, in finishing order. */
const FINISH: readonly number[] = [4, 2, 0, 6, 1, 5, 3];

type WeekendRig = Pick<Rig, 'directory' | 'events' | 'order' | 'close'>;

interface Weekend {
  readonly rig: WeekendRig;
  readonly director: Director;
}

const alone = (director: (rig: Rig) => Promise<Director>) => async (): Promise<Weekend> => {
  const rig = await openRig({ speed: SPEED, race: 'driven' });
  await rig.startPitwall();
  return { rig, director: await director(rig) };
};

/** On one of two edges, with commands given to the hub. */
const inFleet = (edge: 'a' | 'b', director: (fleet: FleetRig) => Promise<Director>) => async (): Promise<Weekend> => {
  const fleet = await openFleetRig({ speed: SPEED });
  await fleet.start();
  const { [edge]: host } = fleet.edges;
  const rig = {
    directory: host.directory,
    events: () => host.events(),
    order: (line: string) => host.order(line),
    close: () => fleet.close(),
  };
  return { rig, director: await director(fleet) };
};

const onHubsDiscord = ({ say }: FleetRig): Promise<Director> =>
  Promise.resolve({ say: (command, args) => say(command, { ...args, server: 'spa' }), close() {} });

describe.each<readonly [string, string | undefined, () => Promise<Weekend>]>([
  ['the websocket', undefined, alone(byWebsocket)],
  ['Discord', undefined, alone(byDiscord)],
  ['Discord, on one of two hosts', noNats, inFleet('a', onHubsDiscord)],
  [
    'the websocket of a hub, on one of two hosts',
    noNats,
    inFleet('b', ({ websocket }) => byWebsocket({ websocket: `${websocket}/monza` })),
  ],
])('a race weekend run from %s', { timeout: 300_000 }, (_, missing, open) => {
  if (missing !== undefined) return test.skip(missing, () => {});
  let rig: WeekendRig;
  let inCharge: Director;
  let before: string;
  const list = () => join(rig.directory, 'cfg', 'entry_list.ini');
  const text = (path: string) => readFileSync(path, 'utf8');
  const events = <T extends EventType>(type: T) =>
    rig.events().filter((event): event is EventOf<T> => event.type === type);
  const say: Director['say'] = (command, args) => inCharge.say(command, args);

  beforeAll(async () => {
    const opened = await open();
    rig = opened.rig;
    inCharge = opened.director;
    before = withTreasures(text(list()));
    writeFileSync(list(), before);
    const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
    writeFileSync(cfg, text(cfg).replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'));
  });
  afterAll(async () => {
    inCharge.close();
    await rig.close();
  });

  test('sets the sessions', async () => {
    await say('server set', { session: 'PRACTICE', setting: 'enable' });
    await say('server set', { session: 'Qualify', setting: 'disable' });
    expect(await say('server set', { session: 'Race', setting: 'laps', value: 3 })).toMatch(/RACE now has 3 laps/);
    const sessions = await say('server sessions');
    expect(sessions).toMatch(/Practice/);
    expect(sessions).not.toMatch(/Qualify/);
  });

  test('runs practice, then the race', async () => {
    expect(await say('server start')).toMatch(/started/);
    await rig.order('calm');
    await eventually('drivers', () => events('driverLoaded').length >= 8);
    await say('next_session');
    const facts = () => events('sessionStarted').map((event) => event.facts.kind);
    await eventually('the race', () => facts().includes('race'));
    expect(facts()).toEqual(['practice', 'race']);
  });

  test('finishes the race with a results file', async () => {
    await rig.order(`leave ${RUTH.carId}`);
    await eventually('everybody but one', () => events('driverLeft').length > 0);
    for (const lapMs of [90_000, 91_000, 92_000]) for (const carId of FINISH) await rig.order(`lap ${carId} ${lapMs}`);
    const ended = await eventually('the end', () =>
      events('sessionEnded').find(({ resultsFile = '' }) => resultsFile.includes('RACE')),
    );
    expect(readdirSync(join(rig.directory, 'results'))).toContain(ended.resultsFile?.replace('results/', ''));
  });

  test('reverses the grid and saves it', async () => {
    const names = FINISH.toReversed().map((carId) => nameIn(carId));
    expect(namesIn(await say('grid reverse'), names)).toEqual(names);
    expect(text(list())).toBe(before);
    expect(await say('grid save')).toMatch(/entry_list\.ini/);

    const order = [...FINISH.toReversed(), RUTH.carId];
    const old = slotsIn(before);
    expect(slotsIn(text(list())).map(({ model, skin }) => [model, skin])).toEqual(
      order.map((carId) => [old[carId]?.model, old[carId]?.skin]),
    );
    expect(slotsIn(text(list())).map(({ guids: [guid] }) => guid)).toEqual(order.map((carId) => guidIn(carId)));
  });

  test('keeps comments, keys and the reserved slot of the owner in the entry list', () => {
    const after = text(list());
    const sections = after.split(/^(?=\[)/m);
    expect(sections.filter((section) => section.includes('FIXED_SETUP=wet.ini'))).toEqual([
      expect.stringMatching(new RegExp(`^\\[CAR_${FINISH.toReversed().indexOf(1)}\\]`)),
    ]);
    expect(sections.at(-1)).toMatch(
      new RegExp(`^\\[CAR_7\\][\\s\\S]*DRIVERNAME=${RUTH.name}\\n[\\s\\S]*GUID=${RUTH.guid}\\n`),
    );
    expect(after).toContain('; the league’s own');
  });

  test('seats everybody by the saved grid after a restart', async () => {
    expect(await say('server restart')).toMatch(/started|restarted/);
    const joined = () => events('driverJoined').filter(({ run }) => run === 2);
    await eventually('everybody', () => joined().length >= FINISH.length);
    const expected = new Map(FINISH.toReversed().map((carId, place) => [guidIn(carId), place]));
    const seats = joined().filter(({ driver }) => driver.guid !== RUTH.guid);
    expect(seats.map(({ driver }) => driver.carId)).toEqual(seats.map(({ driver }) => expected.get(driver.guid)));
    expect(await say('next_session')).not.toMatch(/error/i);
    await eventually('the next race', () =>
      events('sessionStarted').some(({ run, facts }) => run === 2 && facts.kind === 'race'),
    );
  });

  test('restores the entry list byte by byte on undo', async () => {
    expect(await say('grid undo')).toMatch(/back to what it was before/);
    expect(text(list())).toBe(before);
  });

  const inCar = (carId: number) =>
    events('driverJoined').find(({ run, driver }) => run === 1 && driver.carId === carId)?.driver;
  const nameIn = (carId: number) => inCar(carId)?.name ?? '';
  const guidIn = (carId: number) => (carId === RUTH.carId ? RUTH.guid : inCar(carId)?.guid);
});

/** The names in an answer, in order, without Discord's escapes. Two of them are the same. */
function namesIn(answer: string, names: readonly string[]): string[] {
  const any = names.map((name) => name.replace(/[[\]*.]/g, '\\$&')).join('|');
  return [...answer.replaceAll('\\', '').matchAll(new RegExp(any, 'g'))].map(([name]) => name);
}

const slotsIn = (list: string) => readEntryList(parseIni(Buffer.from(list), 'entry_list.ini')).slots;

/** Things that only the owner of the file knows: keys, comments, and a reserved slot. */
function withTreasures(list: string): string {
  const kept = list.replace('[CAR_1]\n', '; the league’s own\n[CAR_1]\nFIXED_SETUP=wet.ini\n');
  const [, seventh = ''] = /(\[CAR_7\][\s\S]*)$/.exec(kept) ?? [];
  const reserved = seventh.replace('DRIVERNAME=', `DRIVERNAME=${RUTH.name}`).replace('GUID=', `GUID=${RUTH.guid}`);
  return kept.replace(seventh, reserved);
}
