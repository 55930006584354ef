import { readdirSync, readFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../e2e/rig.ts';
import { eventually } from '../eventually.ts';
import { openStandingRace, type StandingRace } from './standingRace.ts';
import { openStewardRoom, type StewardRoom } from './steward.ts';

/** The driver whose program listens; everybody else is penalised. */
const LISTENER = 7;

let race: StandingRace;
let room: StewardRoom;
beforeAll(async () => {
  race = await openStandingRace({ cars: 8, laps: 50 });
  room = openStewardRoom(race.rig.discord);
  await race.rig.order(`say ${LISTENER} /server-extra-info-opt-in`);
  await eventually('the opt-in', () => race.readInCar(LISTENER).some((line) => line.includes('until you leave')));
});
afterAll(() => race.close());

const driver = (carId: number) => race.drivers[carId] ?? expect.unreachable(`nobody is in car ${carId}`);

/** What the game server was told about a car's ballast, oldest first. */
const toldOf = (carId: number): string[] =>
  race.rig.serverLog().flatMap((line) => new RegExp(`^Admin command: /ballast ${carId} (\\d+)$`).exec(line)?.[1] ?? []);

const told = (carId: number, kg: number) =>
  eventually(`${kg} kg for car ${carId}`, () => toldOf(carId).at(-1) === String(kg));

/** No two laps take the same time, or the second could be taken for a repeat of the first. */
let lapMs = 90_000;
const lap = (carId: number) => {
  lapMs += 1;
  return race.rig.order(`lap ${carId} ${lapMs}`);
};

/** Drives a lap, and waits for everything that follows from it at once. */
async function drive(carId: number): Promise<void> {
  const before = race.events('lapCompleted').length;
  await lap(carId);
  await eventually('the lap', () => race.events('lapCompleted').length > before);
  await room.slash('Stig', 'server info').done();
}

/** @returns the number of the penalty */
async function penalise(carId: number, kg: number, laps: number): Promise<number> {
  const order = { driver: driver(carId).guid, type: 'ballast', amount: kg, laps };
  const asked = room.slash('Stig', 'penalty give', order);
  const question = await answerOf(asked);
  // A second one within a minute could be a repeat of the first.
  if (question.includes('Another one?')) await room.press('Stig', asked.reply(), 'Yes');
  const answer = await eventually('the penalty', () => {
    const content = JSON.stringify(asked.reply());
    return content.includes('Another one?') ? undefined : content;
  });
  expect(answer).toContain(`${kg} kg ballast for ${laps === 1 ? '1 lap' : `${laps} laps`}`);
  return Number(/P-(\d+)/.exec(answer)?.[1]);
}

const stateOf = (number: number): string | undefined =>
  race.events('penaltyChanged').findLast(({ penalty }) => penalty.number === number)?.penalty.state;

/** Penalty lines about a driver, as the listener's program reads them: it calls itself 0. */
const heard = (guid: string): string[] =>
  race.readInCar(LISTENER).filter((line) => /^Penalty (Applied|Cleared),/.test(line) && line.includes(guid));

describe('ballast for three laps', () => {
  test('ends after exactly three laps', async () => {
    const number = await penalise(0, 20, 3);
    await told(0, 20);
    for (const lapsLeft of [2, 1]) {
      await drive(0);
      expect([lapsLeft, stateOf(number), toldOf(0)]).toEqual([lapsLeft, 'serving', ['20']]);
    }
    await drive(0);
    await told(0, 0);
    await drive(0);
    expect([stateOf(number), toldOf(0)]).toEqual(['served', ['20', '0']]);
    const { guid } = driver(0);
    await eventually('its end', () => heard(guid).length === 2);
    expect(heard(guid)).toEqual([`Penalty Applied,1,${guid},Ballast,Stig,3,9,20`, `Penalty Cleared,1,${guid},Ballast`]);
  });

  test('counts laps driven while Pitwall is down', async () => {
    const number = await penalise(1, 20, 3);
    await told(1, 20);
    const { guid } = driver(1);
    await eventually('its begin', () => heard(guid).length === 1);
    await drive(1);
    await race.killPitwall();
    await lap(1);
    await race.startPitwall();
    await eventually(
      'two laps',
      () => race.events('lapCompleted').filter((each) => each.driver.carId === 1).length === 2,
    );
    expect([stateOf(number), toldOf(1).at(-1)]).toEqual(['serving', '20']);
    await drive(1);
    await told(1, 0);
    await drive(1);
    expect(stateOf(number)).toBe('served');
    await eventually('its end', () => heard(guid).length === 2);
    expect(heard(guid)).toEqual([`Penalty Applied,2,${guid},Ballast,Stig,3,9,20`, `Penalty Cleared,2,${guid},Ballast`]);
  });

  test('follows its driver into another car and does not affect the next driver', async () => {
    const { guid, name } = driver(2);
    const number = await penalise(2, 20, 3);
    await told(2, 20);
    await drive(2);
    await leave(2);
    await told(2, 0);
    await join('Nora Newcomer', NEWCOMER, 2);
    await leave(4);
    await join(name, guid, 4);
    await told(4, 20);
    await drive(2);
    expect(toldOf(2).at(-1)).toBe('0');
    await drive(4);
    expect(stateOf(number)).toBe('serving');
    await drive(4);
    await told(4, 0);
    for (const carId of [2, 4]) await drive(carId);
    expect(stateOf(number)).toBe('served');
    await eventually('its end', () => heard(guid).length === 2);
    expect(heard(guid)).toEqual([`Penalty Applied,3,${guid},Ballast,Stig,3,9,20`, `Penalty Cleared,5,${guid},Ballast`]);
  });

  test('adds up with a second penalty, and each ends on its own', async () => {
    const [long, short] = [await penalise(3, 20, 3), await penalise(3, 10, 1)];
    await told(3, 30);
    await drive(3);
    await told(3, 20);
    expect([stateOf(long), stateOf(short)]).toEqual(['serving', 'served']);
    await drive(3);
    expect(toldOf(3)).toEqual(['20', '30', '20']);
    await drive(3);
    await told(3, 0);
    await drive(3);
    expect([stateOf(long), toldOf(3)]).toEqual(['served', ['20', '30', '20', '0']]);
    const { guid } = driver(3);
    await eventually(
      'both ends',
      () => heard(guid).filter((line) => line.startsWith('Penalty Cleared,4,')).length === 2,
    );
  });

  test('matches the ballast of each lap in the results file', async () => {
    await race.rig.order('finish');
    await eventually('the end', () =>
      race.events('sessionEnded').some(({ resultsFile }) => /RACE/.test(resultsFile ?? '')),
    );
    for (const carId of [0, 1, 2]) expect(kilograms(carId)).toEqual([20, 20, 20, 0, LAST]);
    expect(kilograms(3)).toEqual([30, 20, 20, 0, LAST]);
    expect(kilograms(NEWCOMER)).toEqual([0, 0, LAST]);
  });
});

/** When the race is called off, the lap everybody is in counts as it is. */
const LAST = 0;

const NEWCOMER = '76561197900009999';

async function leave(carId: number): Promise<void> {
  const before = race.events('driverLeft').length;
  await race.rig.order(`leave ${carId}`);
  await eventually(`car ${carId} to be free`, () => race.events('driverLeft').length > before);
}

/** Takes the only free slot of its model. */
async function join(name: string, guid: string, carId: number): Promise<void> {
  await race.rig.order(`join "${name}" ${guid} ks_mazda_mx5_cup`);
  await eventually(`${name} in car ${carId}`, () =>
    race.events('driverLoaded').some(({ driver }) => driver.guid === guid && driver.carId === carId),
  );
}

/** What somebody carried in each lap, from the game server's results file. */
function kilograms(who: number | string): number[] {
  const folder = pathOf(race.rig.directory, 'results');
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('_RACE.json'));
  const { Laps } = JSON.parse(readFileSync(pathOf(folder, file), 'utf8')) as { Laps: readonly Lap[] };
  const guid = typeof who === 'string' ? who : driver(who).guid;
  return Laps.filter(({ DriverGuid }) => DriverGuid === guid).map(({ BallastKG }) => BallastKG);
}

interface Lap {
  readonly DriverGuid: string;
  readonly BallastKG: number;
}
