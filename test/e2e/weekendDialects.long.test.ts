import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { DIALECTS } from '../../src/acserver/dialect.ts';
import type { EventOf, EventType } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { byWebsocket, type Director } from './director.ts';
import { openRig, type Rig } from './rig.ts';

const SPEED = 25;

/** Two of them have the same name, and are told apart by their cars. */
const gone = (name = '') => new RegExp(`Kicked ${name}( \\(car \\d\\))?\\.`);

describe.each(DIALECTS)('a race weekend on %s', (dialect) => {
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
    if (dialect === 'acsm') {
      expect(await say('server start')).toMatch(/START_COMMAND/);
      rig.startByManager();
    } else {
      expect(await say('server start')).toMatch(/started/);
    }
    await eventually('drivers', () => new Set(carsOf('driverLoaded')).size >= 8);
    expect(events('sessionStarted').map(({ facts }) => facts.kind)).toEqual(['qualify']);
  });

  test('ballast and restrictor are set, with a note if the server does not confirm them', async () => {
    const confirmed =
      dialect === 'assettoserver' ? /The server said: (Ballast|Restrictor) set\./ : /does not confirm it/;
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

  test('a banned driver is kicked on return and may come back after the unban', async () => {
    const banned = inCar(6);
    expect(await say('ban', { driver: 6 })).toMatch(gone(banned?.name));
    if (dialect !== 'acsm') expect(readFileSync(join(rig.directory, 'blacklist.txt'), 'utf8')).toContain(banned?.guid);
    // acServer misses the first kick of a driver who is loading.
    await rig.order(`join "Second Try" ${banned?.guid}`).catch(() => {});
    const left = () => events('driverLeft').filter(({ driver }) => driver.name === 'Second Try').length;
    const came = () => events('driverJoined').filter(({ driver }) => driver.name === 'Second Try').length;
    if (dialect === 'kunos') await eventually('the second kick', () => left() > 0);
    await eventually('nobody', () => left() === came());
    expect(await say('server drivers')).not.toContain('Second Try');
    expect(await say('unban', { guid: banned?.guid ?? '' })).toMatch(/is no longer banned/);
    if (dialect !== 'acsm') {
      expect(readFileSync(join(rig.directory, 'blacklist.txt'), 'utf8')).not.toContain(banned?.guid);
    }
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
    if (dialect === 'assettoserver') {
      const empty = Array.from({ length: 40 }, (_, carId) => carId).find(
        (carId) => !carsOf('driverJoined').includes(carId),
      );
      await rig.order(`traffic 1 ${empty}`).catch(() => {});
    }
    await eventually('the chat', () => events('chat').some(({ text }) => text === 'see you in turn one'));
    expect(events('chat').filter(({ text }) => text.includes('$CSP0'))).toEqual([]);
  });

  test('penalties given and cleared by the manager reach the ledger through a listening program', async () => {
    if (dialect !== 'acsm') return;
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

  test('only the server of the manager reports sectors and round trips', async () => {
    if (dialect !== 'acsm') {
      expect(events('sectorCompleted')).toEqual([]);
      return;
    }
    const sectorsOf = ({ driver, lap, session }: EventOf<'lapCompleted'>) =>
      events('sectorCompleted')
        .filter((each) => each.session === session && each.driver.carId === driver.carId && each.lap === lap)
        .map(({ sector }) => sector);
    await eventually('a lap with its sectors', () =>
      events('lapCompleted').some((lap) => sectorsOf(lap).join() === '1,2,3'),
    );
    await eventually('the round trip', () => events('serverPinged').some(({ roundTripMs }) => roundTripMs >= 0));
  });

  test('a stop saves the laps driven so far', async () => {
    if (dialect === 'acsm') return;
    await eventually(
      'a session',
      () => rig.events().findLast(({ type }) => type.startsWith('session'))?.type !== 'sessionEnded',
    );
    await rig.order('lap 0 91000');
    await eventually('the lap', () => events('lapCompleted').some(({ lapMs }) => lapMs === 91_000));
    expect(await say('server stop')).toMatch(/stopped/);
    const results = join(rig.directory, 'results');
    const saved = events('sessionEnded').findLast(({ resultsFile }) => resultsFile !== undefined)?.resultsFile;
    // AssettoServer writes no results.
    if (dialect === 'kunos')
      expect(readFileSync(join(rig.directory, saved ?? ''), 'utf8')).toMatch(/"LapTime":\s*91000/);
    else expect(existsSync(results) ? readdirSync(results) : []).toEqual([]);
  });
});
