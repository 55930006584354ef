import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/app/serverView.ts';
import { driver, driverOfLateOrGuid, driverOrGuid } from '../../src/command/driver.ts';
import { cursorOver } from '../../src/command/words.ts';
import { Roster } from '../../src/features/roster/roster.ts';
import { emptyState, fold } from '../../src/race/state.ts';
import { facts, stamped } from '../discord/race.ts';
import { billy, reading, row } from './driverRig.ts';
import { caller, fakeServer } from './world.ts';

describe('a driver who may be absent', () => {
  test('is named by GUID', () => {
    const person = driverOrGuid('Who').read(cursorOver('12345678987654321'), 'driver', reading(billy));
    expect(person).toEqual({ guid: '12345678987654321' });
  });

  test('is the driver with that GUID if present', () => {
    expect(driverOrGuid('Who').read(cursorOver(billy.guid), 'driver', reading(billy))).toMatchObject({ carId: 4 });
  });

  test('cannot be named if they were never there', () => {
    expect(() => driverOrGuid('Who').read(cursorOver('Ada'), 'driver', reading(billy))).toThrow(/Nobody called "Ada"/);
  });
});

describe('a driver who is away', () => {
  const otto = { carId: 2, guid: '76561197900000052', name: 'otto_77' };
  const bo = { carId: 3, guid: '76561197900000053', name: 'Bo' };
  const raced = [
    stamped({ type: 'sessionStarted', facts, again: false }),
    ...[otto, bo].map((driver) => stamped({ type: 'driverJoined', driver, model: 'abarth500', skin: '' })),
    stamped({ type: 'serverStopped', expected: false, code: 1, lastLines: [] }),
  ].reduce(fold, emptyState(1));
  const roster = new Roster(() => ({ name: 'roster.csv', text: `GUID,name\n${otto.guid},Otto Falk\n` }));
  roster.load();
  const afterCrash = (...present: ReturnType<typeof row>[]) => {
    const { server } = fakeServer('gt3', { drivers: () => present });
    return { view: viewOf(server, () => raced, { roster }), caller: caller('steward') };
  };
  const named = (said: string, ...present: ReturnType<typeof row>[]) =>
    driverOfLateOrGuid('Who').read(cursorOver(said), 'driver', afterCrash(...present));

  test.each(['otto_77', 'Otto Falk time 5', '2', otto.guid, 'Otto Falk (car 2)'])(
    'can be named once the game server has crashed: %s',
    (said) => expect(named(said)).toEqual(otto),
  );

  test('is suggested', async () => {
    const suggested = await driverOfLateOrGuid('Who').suggest?.('falk', afterCrash());
    expect(suggested).toEqual([{ label: 'Otto Falk (car 2)', value: otto.guid }]);
  });

  test.each(['otto_77 2h', 'Otto Falk 2h', '"Otto Falk (car 2)" 2h', `${otto.guid} 2h`])(
    'can be banned: %s',
    (said) => {
      const cursor = cursorOver(said);
      expect(driverOrGuid('Who').read(cursor, 'driver', afterCrash(billy))).toEqual(otto);
      expect(cursor.words()).toEqual(['2h']);
    },
  );

  test('is suggested for a ban after those who are there', async () => {
    const suggested = await driverOrGuid('Who').suggest?.('', afterCrash(billy));
    expect(suggested?.map(({ label }) => label)).toEqual(['Billy (car 4)', 'Otto Falk (car 2)', 'Bo (car 3)']);
  });

  test.each(['2', 'car 2', 'Otto', 'Falk'])('cannot be banned by a car or part of a name: %s', (said) =>
    expect(() => driverOrGuid('Who').read(cursorOver(said), 'driver', afterCrash(billy))).toThrow(
      /^Nobody called ".+" is on the server, or was lately\./,
    ),
  );

  test('is told apart from a namesake who is there', () => {
    const here = row(7, 'Bo');
    const banned = (said: string) => driverOrGuid('Who').read(cursorOver(said), 'driver', afterCrash(here));
    expect(() => banned('Bo')).toThrow(/^"Bo" could be Bo \(car 7\) or Bo \(car 3\)/);
    expect(banned('Bo (car 3)')).toEqual(bo);
    expect(banned('Bo (car 7)')).toMatchObject({ guid: here.guid });
    expect(banned('7')).toMatchObject({ guid: here.guid });
  });

  test('is not meant by the ID of a car that has another driver now', () => {
    for (const said of ['2', 'car 2']) expect(named(said, row(2, 'Ada'))).toMatchObject({ name: 'Ada' });
    expect(() => named('Bo', row(5, 'Bo'))).toThrow(/^"Bo" could be Bo \(car 5\) or Bo \(car 3\)/);
  });

  test('from earlier is named by GUID', () => {
    expect(named('76561197900000099')).toEqual({ guid: '76561197900000099' });
    expect(() => named('Nobody')).toThrow(
      'Nobody called "Nobody" is on the server, or was lately. To choose from: car 2 Otto Falk, car 3 Bo.',
    );
  });

  test('cannot be kicked', () => {
    expect(() => driver('Who').read(cursorOver('Otto Falk'), 'driver', afterCrash())).toThrow(
      'Nobody called "Otto" is on the server. The server is empty.',
    );
  });
});
