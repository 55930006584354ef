import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byWebsocket, type Director } from './director.ts';
import { openRig, type Rig } from './rig.ts';

/** At 25, laps were missed on a busy machine, because the positions of the cars come faster, too. */
const SPEED = 10;
/** The password of the simulated server. */
const PASSWORD = 'parc-ferme';
/** The cars that finish the first race, in order; the others do not finish. */
const FINISH: readonly number[] = [4, 2, 0, 6];

let rig: Rig;
let director: Director;
beforeAll(async () => {
  rig = await openRig({ speed: SPEED, race: 'driven' });
  const cfg = join(rig.directory, 'cfg', 'server_cfg.ini');
  writeFileSync(
    cfg,
    readFileSync(cfg, 'utf8')
      .replace('[SERVER]\n', '[SERVER]\nREVERSED_GRID_RACE_POSITIONS=-1\n')
      .replace(/^TIME=3$/m, 'TIME=600')
      // No session ends by itself.
      .replace(/^LAPS=6$/m, 'LAPS=500')
      .replace(/WAIT_TIME=\d+/, 'WAIT_TIME=0'),
  );
  await rig.startPitwall();
  director = await byWebsocket(rig);
});
afterAll(async () => {
  director.close();
  await rig.close();
});

const events = <T extends EventType>(type: T) =>
  rig.events().filter((event): event is EventOf<T> => event.type === type);
const say: Director['say'] = (command, args) => director.say(command, args);
const inCar = (carId: number) => events('driverJoined').find(({ driver }) => driver.carId === carId)?.driver;
const guid = (carId: number): string => inCar(carId)?.guid ?? '';

async function sessions(count: number) {
  await eventually(`${count} sessions`, () => events('sessionStarted').length === count);
  return events('sessionStarted').map(({ facts, again }) => [facts.kind, facts.name, facts.index, again]);
}

let lapMs = 90_000;

/** Each car is three laps ahead of the next, so a lap driven of a car's own accord does not matter. */
async function drive(carIds: readonly number[]): Promise<void> {
  const before = events('lapCompleted').length;
  const laps = carIds.flatMap((carId, place) => Array.from({ length: 3 * (carIds.length - place) }, () => carId));
  for (const carId of laps) await rig.order(`lap ${carId} ${lapMs++}`);
  // A datagram may be lost on a busy machine; the results file has all laps.
  const seen = () =>
    new Set(
      events('lapCompleted')
        .slice(before)
        .map(({ driver }) => driver.carId),
    );
  await eventually('the laps', () => carIds.every((carId) => seen().has(carId)));
}

interface Told {
  readonly id: number;
  readonly rows: readonly { readonly name: string; readonly position?: number; readonly disqualified: boolean }[];
  readonly amendments: readonly { readonly penalty: string }[];
}

async function resultOf(id: string): Promise<Told> {
  const [frame = ''] = (await say('results show', { id })).split('\n');
  return JSON.parse(frame).data.classification;
}

const order = ({ rows }: Told) => rows.filter(({ position }) => position !== undefined).map(({ name }) => name);
const namesOf = (carIds: readonly number[]) => carIds.map((carId) => inCar(carId)?.name);

describe('a night with two races on one server', () => {
  test('has a first race with a disqualification and an open incident', async () => {
    expect(await say('server start')).toMatch(/started/);
    await rig.order('calm');
    await eventually('drivers', () => events('driverLoaded').length >= 8);
    await say('next_session');
    await sessions(2);
    await drive(FINISH);
    // Two of them touch. Nobody judges that before the second race.
    await rig.order('collide 0 2');
    await eventually('the incident', () => events('incidentOpened').length > 0);
    expect(await say('penalty give', { driver: guid(4), type: 'disqualification' })).toMatch(/P-1/);
  });

  test('treats the second race as its own session, and the first keeps its result', async () => {
    await rig.order('finish');
    expect(await sessions(3)).toEqual([
      ['qualify', 'Qualify', 0, false],
      ['race', 'Race', 1, false],
      ['race', 'Race', 1, false],
    ]);
    const first = await resultOf('S-2');
    expect(first).toMatchObject({ id: 2, amendments: [{ penalty: 'P-1' }] });
    expect(order(first).slice(0, 3)).toEqual(namesOf([2, 0, 6]));
    expect(await say('results show', { id: 'S-3' })).toContain('S-3 (Race) is not over, so it has no result yet.');
  });

  test('counts decisions about the first race there while the second one runs', async () => {
    expect(await say('incident decide', { number: 1, drivers: guid(2), outcome: 'time', amount: 300 })).toMatch(
      /INC-1/,
    );
    expect(await say('penalty give', { driver: guid(0), type: 'time', amount: 600, session: 'S-2' })).toMatch(/P-3/);
    const told = () => events('classified').filter(({ classification: { id } }) => id === 2);
    await eventually('the new result', () => told().at(-1)?.classification.amendments.length === 3);
    const first = await resultOf('S-2');
    expect(first.amendments.map(({ penalty }) => penalty)).toEqual(['P-1', 'P-2', 'P-3']);
    expect(order(first)[0]).toBe(inCar(6)?.name);
  });

  test('carries penalties over when the second race is restarted from the car', async () => {
    await drive([6, 0]);
    expect(await say('penalty give', { driver: guid(6), type: 'time', amount: 600 })).toMatch(/P-4/);
    await rig.order(`say 0 /admin ${PASSWORD}`);
    await rig.order('say 0 /restart_session');
    expect((await sessions(4)).at(-1)).toEqual(['race', 'Race', 1, true]);
    expect(events('sessionEnded').at(-1)).toMatchObject({ restarted: true });
    await drive([6, 0]);
    await rig.order('finish');
    await sessions(5);
    const second = await resultOf('S-4');
    expect(second).toMatchObject({ id: 4, amendments: [{ penalty: 'P-4' }] });
    // Without the penalty car 6 would have won.
    expect(order(second)[0]).toBe(inCar(0)?.name);
    expect(await say('results show', { id: 'S-3' })).toContain(
      'S-3 (Race) was restarted as S-4, which has its result.',
    );
  });

  test('starts the weekend again and leaves the first race unchanged', async () => {
    expect((await sessions(5)).at(-1)).toEqual(['qualify', 'Qualify', 0, false]);
    expect((await resultOf('S-2')).amendments).toHaveLength(3);
    expect(await say('results show', { id: 'S-77' })).toMatch(
      /There is no session S-77\. The latest here: S-5 Qualify · .*, S-4 Race/,
    );
  });
});
