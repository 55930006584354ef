import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { DIALECTS, type Dialect } from '../../src/acserver/dialect.ts';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byWebsocket, type Director } from './director.ts';
import { openRig, type Rig } from './rig.ts';

const SPEED = 25;

interface Abilities {
  /** Pitwall starts and stops it, and writes its blacklist; otherwise the manager does. */
  readonly isOurs: boolean;
  /** It answers an order for ballast or restrictor. */
  readonly confirmsLoads: boolean;
  /** A banned driver gets no seat; without that, Pitwall kicks them. */
  readonly refusesBanned: boolean;
  readonly reportsSectors: boolean;
  /** Penalties of the manager itself are told to a program that listens in a car. */
  readonly tellsPenalties: boolean;
  readonly savesResults: boolean;
}

/** What is tested on each of them, and what it cannot do. */
const ABILITIES: Readonly<Record<Dialect, Abilities>> = {
  kunos: {
    isOurs: true,
    confirmsLoads: false,
    refusesBanned: false,
    reportsSectors: false,
    tellsPenalties: false,
    savesResults: true,
  },
  acsm: {
    isOurs: false,
    confirmsLoads: false,
    refusesBanned: true,
    reportsSectors: true,
    tellsPenalties: true,
    savesResults: true,
  },
  assettoserver: {
    isOurs: true,
    confirmsLoads: true,
    refusesBanned: true,
    reportsSectors: false,
    tellsPenalties: false,
    savesResults: false,
  },
};

/** Two of them have the same name, and are told apart by their cars. */
const gone = (name = '') => new RegExp(`Kicked ${name}( \\(car \\d\\))?\\.`);

describe.each(DIALECTS)('a race weekend on %s', (dialect) => {
  const can = ABILITIES[dialect];
  let rig: Rig;
  let inCharge: Director;
  const events = <T extends EventType>(type: T) =>
    rig.events().filter((event): event is EventOf<T> => event.type === type);
  const say: Director['say'] = (command, args) => inCharge.say(command, args);
  const carsOf = (type: 'driverJoined' | 'driverLoaded' | 'driverLeft') =>
    events(type).map(({ driver }) => driver.carId);
  const inCar = (carId: number) => events('driverJoined').findLast(({ driver }) => driver.carId === carId)?.driver;

  /** Listens in a car, and passes on every line of extra information that it receives. */
  async function listenIn(carId: number): Promise<{ stop(): void }> {
    await rig.order(`say ${carId} /server-extra-info-opt-in`);
    const socket = new WebSocket(rig.websocket);
    await once(socket, 'open');
    socket.send(`listen ${carId}`);
    const log = join(rig.directory, '..', 'manager.log');
    let passedOn = 0;
    const timer = setInterval(() => {
      const told = readFileSync(log, 'utf8').match(/(?<=EXTRA INFO to car \d+ .*: )(Penalty|Infraction).*/g) ?? [];
      for (const line of told.slice(passedOn)) socket.send(`heard ${line}`);
      passedOn = told.length;
    }, 100);
    return {
      stop() {
        clearInterval(timer);
        socket.close();
      },
    };
  }

  beforeAll(async () => {
    rig = await openRig({ speed: SPEED, race: 'driven', dialect });
    await rig.startPitwall();
    inCharge = await byWebsocket(rig);
  });
  afterAll(async () => {
    inCharge.close();
    await rig.close();
  });

  test('everybody joins qualifying', async () => {
    expect(await say('server start')).toMatch(can.isOurs ? /started/ : /START_COMMAND/);
    if (!can.isOurs) rig.startByManager();
    await eventually('drivers', () => new Set(carsOf('driverLoaded')).size >= 8);
    expect(events('sessionStarted').map(({ facts }) => facts.kind)).toEqual(['qualify']);
  });

  test('ballast and restrictor are set, with a note if the server does not confirm them', async () => {
    const confirmed = can.confirmsLoads ? /The server said: (Ballast|Restrictor) set\./ : /does not confirm it/;
    expect(await say('ballast', { driver: 2, kg: 40 })).toMatch(confirmed);
    expect(await say('restrictor', { driver: 3, percent: 15 })).toMatch(confirmed);
    expect(events('ballastSet')).toMatchObject([{ driver: { carId: 2 }, ballastKg: 40 }]);
    expect(events('restrictorSet')).toMatchObject([{ driver: { carId: 3 }, restrictorPercent: 15 }]);
  });

  test('a driver is kicked', async () => {
    const name = inCar(5)?.name ?? '';
    expect(await say('kick', { driver: 5 })).toMatch(gone(name));
    expect(carsOf('driverLeft')).toContain(5);
  });

  test('a driver who has left is banned by name', async () => {
    const { name = '', guid = '' } = events('driverLeft').find(({ driver }) => driver.carId === 5)?.driver ?? {};
    // Somebody who is there has the same name.
    expect(await say('ban', { driver: name })).toMatch(/could be/);
    expect(await say('ban', { driver: `${name} (car 5)` })).toMatch(/ is banned/);
    expect(rig.bans()).toEqual([guid]);
    expect(await say('unban', { guid })).toContain('is no longer banned');
    expect(rig.bans()).toEqual([]);
  });

  test('a banned driver cannot stay, and may come back after the unban', async () => {
    const banned = inCar(6);
    const guid = banned?.guid ?? '';
    const blacklist = () => readFileSync(join(rig.directory, 'blacklist.txt'), 'utf8');
    const returned = (type: 'driverJoined' | 'driverLoaded' | 'driverLeft') =>
      events(type).filter(({ driver }) => driver.name === 'Second Try').length;
    expect(await say('ban', { driver: 6 })).toMatch(gone(banned?.name));
    expect(rig.bans()).toEqual([guid]);
    if (can.isOurs) expect(blacklist()).toContain(guid);
    await rig.order(`join "Second Try" ${guid}`);
    // acServer misses the first kick of a driver who is loading.
    if (!can.refusesBanned) await eventually('the kick', () => returned('driverLeft') === 1);
    expect(await say('server drivers')).not.toContain('Second Try');

    expect(await say('unban', { guid })).toMatch(/is no longer banned/);
    expect(rig.bans()).toEqual([]);
    expect(blacklist()).not.toContain(guid);
    await rig.order(`join "Second Try" ${guid}`);
    const kicks = can.refusesBanned ? 0 : 1;
    await eventually('the driver', () => returned('driverLoaded') > 0 && returned('driverJoined') === kicks + 1);
    expect(await say('server drivers')).toContain('Second Try');
    expect(returned('driverLeft')).toBe(kicks);
  });

  test('the race starts with a plausible start time', async () => {
    await say('next_session');
    const begun = await eventually('the race', () =>
      events('sessionStarted').find(({ facts }) => facts.kind === 'race'),
    );
    // Its zero is within a minute, however long the process has been running.
    expect(Math.abs((begun.facts.zeroAt ?? 0) - begun.at)).toBeLessThanOrEqual(65_000);
  });

  test('hidden chat messages of programs are not recorded', async () => {
    await rig.order('hidden 0');
    await rig.order('say 0 see you in turn one');
    await eventually('the chat', () => events('chat').some(({ text }) => text === 'see you in turn one'));
    expect(events('chat').filter(({ text }) => text.includes('$CSP0'))).toEqual([]);
  });

  test.runIf(can.tellsPenalties)("the manager's penalties reach the ledger through a listening program", async () => {
    const hear = await listenIn(1);
    await rig.order('penalise 4 Ballast 20');
    await eventually('the row', () => events('penaltyGiven').length === 1);
    expect(events('penaltyGiven')[0]?.penalty).toMatchObject({
      type: 'ballast',
      amount: 20,
      source: 'manager',
      by: 'admin (server manager)',
      driver: { carId: 4, guid: inCar(4)?.guid },
    });
    await rig.order('clear 4 Ballast');
    await eventually('its end', () => events('penaltyChanged').some(({ penalty }) => penalty.state === 'withdrawn'));
    hear.stop();
  });

  test('laps are driven, and the race ends with a classification', async () => {
    for (const carId of [4, 2, 0]) await rig.order(`lap ${carId} 90000`);
    await eventually('laps', () => events('lapCompleted').some(({ driver }) => driver.carId === 0));
    await rig.order('finish');
    await eventually('the end', () => events('sessionEnded').length >= 2);
  });

  test.runIf(!can.reportsSectors)('sectors are not made up', () => {
    expect(events('sectorCompleted')).toEqual([]);
  });

  test.runIf(can.reportsSectors)('sectors and round trips are recorded', async () => {
    const sectorsOf = ({ driver, lap, session }: EventOf<'lapCompleted'>) =>
      events('sectorCompleted')
        .filter((each) => each.session === session && each.driver.carId === driver.carId && each.lap === lap)
        .map(({ sector }) => sector);
    await eventually('a lap with its sectors', () =>
      events('lapCompleted').some((lap) => sectorsOf(lap).join() === '1,2,3'),
    );
    await eventually('the round trip', () => events('serverPinged').some(({ roundTripMs }) => roundTripMs >= 0));
  });

  test.runIf(!can.isOurs)('a stop is left to the manager, and the setting for it is named', async () => {
    expect(await say('server stop')).toMatch(/STOP_COMMAND/);
    expect(await say('server drivers')).toContain(inCar(0)?.name);
  });

  test.runIf(can.isOurs)('a stop saves the laps driven so far, if the server saves results', async () => {
    await eventually(
      'a session',
      () => rig.events().findLast(({ type }) => type.startsWith('session'))?.type !== 'sessionEnded',
    );
    await rig.order('lap 0 91000');
    await eventually('the lap', () => events('lapCompleted').some(({ lapMs }) => lapMs === 91_000));
    expect(await say('server stop')).toMatch(/stopped/);
    const results = join(rig.directory, 'results');
    const saved = events('sessionEnded').findLast(({ resultsFile }) => resultsFile !== undefined)?.resultsFile;
    if (can.savesResults) expect(readFileSync(join(rig.directory, saved ?? ''), 'utf8')).toMatch(/"LapTime":\s*91000/);
    else expect(existsSync(results) ? readdirSync(results) : []).toEqual([]);
  });
});
