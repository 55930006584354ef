import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drive, minutes, sprintConfig } from './drive.ts';

/** Everybody has joined and is driving. */
function driving(options: Parameters<typeof drive>[0] = {}) {
  const driven = drive(options);
  driven.clock.advance(30_000);
  const run = (command: string) => driven.server.receive({ type: 'adminCommand', command });
  return { ...driven, run };
}

const mara = '76561197900000001';

describe('ballast', () => {
  const bestLap = (command?: string) => {
    const { clock, run, server, sent } = driving({
      config: {
        entries: sprintConfig().entries.slice(0, 1),
        maxClients: 1,
        sessions: sprintConfig().sessions.slice(1),
      },
    });
    if (command) run(command);
    clock.advance(6 * minutes);
    server.close();
    return Math.min(...sent('lapCompleted').map(({ lapTimeMs }) => lapTimeMs));
  };

  it('slows the car, as does a restrictor', () => {
    expect(bestLap('/ballast 0 100')).toBeGreaterThan(bestLap() + 1000);
    expect(bestLap('/restrictor 0 30')).toBeGreaterThan(bestLap() + 1000);
  });

  it('is in the results, limited by MAX_BALLAST_KG', () => {
    const { run, control, directory, sent } = driving();
    run('/ballast 2 5000');
    run('/restrictor 3 40');
    control('lap 2 55000');
    control('lap 3 56000');
    control('finish');
    const file = JSON.parse(readFileSync(join(directory, sent('endSession')[0]?.filename ?? ''), 'utf8'));
    expect(file.Laps).toMatchObject([
      { CarId: 2, BallastKG: 150 },
      { CarId: 3, Restrictor: 40 },
    ]);
    expect(file.Cars[2]).toMatchObject({ BallastKG: 150, Restrictor: 0 });
  });

  it.each(['/ballast', '/ballast 2', '/ballast 2 -5', '/ballast 99 5', '/ballast a 5', '/restrictor 2 x'])(
    'is not changed by %s',
    (command) => {
      const { run, server } = driving();
      run(command);
      expect(server.world().slots.every(({ ballastKg, restrictor }) => ballastKg === 0 && restrictor === 0)).toBe(true);
    },
  );
});

describe('a kick', () => {
  it.each([
    [0, 2, undefined],
    [1, 1, undefined],
    [2, 1, `${mara}\n`],
  ])('in BLACKLIST_MODE %i leaves the driver with %i joins', (blacklistMode, joins, file) => {
    const { clock, server, sent, lines, directory } = driving({ config: { blacklistMode } });
    server.receive({ type: 'kickUser', carId: 0 });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 0, driverGuid: mara }]);
    expect(lines).toContain('Kicking user  Mara Quint [Kestrel Racing]');
    clock.advance(40_000);
    server.close();
    expect(sent('newConnection').filter(({ driverGuid }) => driverGuid === mara)).toHaveLength(joins);
    const path = join(directory, 'blacklist.txt');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(file);
  });

  it('by a ban is permanent in every mode', () => {
    const { clock, run, server, sent, directory } = driving({ config: { blacklistMode: 0 } });
    run('/ban_id 0');
    clock.advance(40_000);
    server.close();
    expect(sent('newConnection').filter(({ driverGuid }) => driverGuid === mara)).toHaveLength(1);
    expect(readFileSync(join(directory, 'blacklist.txt'), 'utf8')).toBe(`${mara}\n`);
  });

  it('is not needed for a driver on the blacklist, who cannot join', () => {
    const { sent, lines } = driving({ blacklist: `${mara}\n` });
    expect(sent('newConnection').map(({ driverGuid }) => driverGuid)).not.toContain(mara);
    expect(lines).toContain('Mara Quint');
  });
});

describe('a slot', () => {
  it('reserved for a driver is kept free for that driver', () => {
    const entries = sprintConfig().entries.map((entry, carId) => (carId === 5 ? { ...entry, guid: mara } : entry));
    const { sent } = driving({ config: { entries } });
    expect(sent('newConnection').find(({ driverGuid }) => driverGuid === mara)?.carId).toBe(5);
    expect(sent('newConnection').find(({ driverGuid }) => driverGuid !== mara)?.carId).toBe(0);
  });

  it('is refused beyond MAX_CLIENTS and for a model not in the entry list', () => {
    const { sent, control, clock } = driving({ config: { maxClients: 3 } });
    expect(sent('newConnection')).toHaveLength(3);
    control('join "Late Guest" 76561197900009999');
    clock.advance(1000);
    control('leave 0');
    control('join "Other Guest" 76561197900009998 ks_lada');
    clock.advance(1000);
    expect(sent('newConnection')).toHaveLength(3);
  });
});

describe('a session', () => {
  it('advances by command and is saved only if a lap was driven', () => {
    const { server, control, sent, lines } = driving();
    server.receive({ type: 'nextSession' });
    expect(sent('newSession').at(-1)).toMatchObject({ name: 'Race', sessionType: 3 });
    expect(sent('endSession')).toEqual([]);
    expect(lines.filter((line) => line === 'Session has 0 laps, will not save json')).toHaveLength(2);
    control('lap 0 60000');
    server.receive({ type: 'adminCommand', command: '/ksns' });
    expect(sent('endSession')).toHaveLength(1);
  });

  it('restarts by command with the same cars and without results', () => {
    const { server, control, clock, sent, lines } = driving();
    control('lap 0 60000');
    server.receive({ type: 'restartSession' });
    expect(lines).toContain('RESTARTING SESSION');
    expect(sent('newSession').map(({ sessionIndex }) => sessionIndex)).toEqual([0, 0]);
    expect(server.world().slots[0]).toMatchObject({ laps: 0, isLoaded: true });
    clock.advance(2 * minutes);
    server.close();
    expect(sent('endSession')).toEqual([]);
    expect(sent('lapCompleted').length).toBeGreaterThan(1);
  });

  it('set in memory applies from its next start, with its time in minutes', () => {
    const { server, sent } = driving();
    const race = { sessionIndex: 1, name: 'Long Race', sessionType: 3, laps: 0, time: 20, waitTime: 45 };
    server.receive({ type: 'setSessionInfo', ...race });
    server.receive({ type: 'getSessionInfo', sessionIndex: 1 });
    expect(sent('sessionInfo')).toMatchObject([{ sessionIndex: 1, currentSessionIndex: 0, timeMinutes: 20, laps: 0 }]);
    server.receive({ type: 'nextSession' });
    expect(sent('newSession').at(-1)).toMatchObject({ name: 'Long Race', timeMinutes: 20, elapsedMs: -45_000 });
  });

  it('takes its grid from the qualifying laps', () => {
    const { server, control, clock } = driving();
    control('lap 3 50000');
    control('lap 1 51000');
    control('lap 0 49000 1');
    server.receive({ type: 'nextSession' });
    clock.advance(1000);
    const { cars } = server.scene.field;
    const order = [...cars.values()].toSorted((a, b) => b.s - a.s).map(({ carId }) => carId);
    expect(order.slice(0, 3)).toEqual([3, 1, 0]);
  });

  it('that is calm keeps all cars on the grid until two are told to collide', () => {
    const { server, control, clock, sent } = driving({ config: { sessions: sprintConfig().sessions.slice(1) } });
    control('calm');
    control('finish');
    const before = sent('chat').length;
    clock.advance(5 * minutes);
    const { cars } = server.scene.field;
    expect([...cars.values()].every(({ mode }) => mode === 'grid')).toBe(true);
    expect([sent('chat').length - before, sent('connectionClosed'), sent('clientEvent')]).toEqual([0, [], []]);
    const [front, rear] = [...cars.values()].toSorted((one, other) => other.s - one.s);
    control(`collide ${front?.carId} ${rear?.carId}`);
    clock.advance(6000);
    const touched = new Set(sent('clientEvent').map(({ carId }) => carId));
    expect(touched).toEqual(new Set([front?.carId, rear?.carId]));
    expect([...cars.values()].filter(({ mode }) => mode === 'track')).toHaveLength(2);
  });

  it('can be finished for everybody by command', () => {
    const { control, sent, server, clock } = driving({ config: { sessions: sprintConfig().sessions.slice(1) } });
    clock.advance(60_000);
    control('finish');
    server.close();
    const board = sent('lapCompleted').at(-1)?.leaderboard ?? [];
    expect(board.every(({ completed }) => completed === 1)).toBe(true);
    expect(sent('endSession')).toHaveLength(1);
  });
});

describe('a chat line', () => {
  it('from an admin is a command, but only after the password', () => {
    const { control, sent, lines } = driving();
    control('say 1 /kick_id 0');
    control('say 1 /admin wrong');
    control('say 1 /kick_id 0');
    expect(sent('connectionClosed')).toEqual([]);
    control('say 1 /admin parc-ferme');
    control('say 1 /kick_id 0');
    expect(lines).toContain('Making Otto Falk [Kestrel Racing] admin');
    expect(lines.filter((line) => line.startsWith('Admin command'))).toEqual(['Admin command: /kick_id 0']);
    expect(sent('connectionClosed')).toMatchObject([{ carId: 0 }]);
    expect(sent('chat').filter(({ message }) => message.startsWith('/'))).toHaveLength(5);
  });

  it('from a driver who joined with the admin password is a command until they leave', () => {
    const { control, clock, sent } = driving({ config: { blacklistMode: 0 } });
    const sessions = () => sent('newSession').length;
    for (const [name, password] of [
      ['Ada', 'parc-ferme'],
      ['Bob', 'parc'],
    ]) {
      const before = sessions();
      control('leave 6');
      control(`join "${name}" 76561197900009999 ks_mazda_mx5_cup ${password}`);
      clock.advance(10_000);
      control('say 6 /next_session');
      expect(sessions() - before).toBe(name === 'Ada' ? 1 : 0);
    }
  });

  it('keeps its spaces and special characters', () => {
    const { control, sent, lines } = driving();
    control('say 3 così  "fan tutte" 🏎');
    expect(sent('chat').at(-1)).toMatchObject({ carId: 3, message: 'così  "fan tutte" 🏎' });
    expect(lines.at(-1)).toBe('CHAT [[KRT] Bo [fast]]: così  "fan tutte" 🏎');
  });
});

describe('the control lines', () => {
  it('can keep all drivers connected and silent', () => {
    const { clock, control, sent } = drive();
    control('calm');
    clock.advance(30 * minutes);
    expect(sent('newConnection')).toHaveLength(8);
    expect([...sent('connectionClosed'), ...sent('chat')]).toEqual([]);
  });

  it('list the drivers in the cars', () => {
    const { clock, control } = drive();
    expect(control('drivers')).toBe('[]');
    clock.advance(2 * minutes);
    const drivers = JSON.parse(control('drivers') ?? '');
    expect(drivers).toHaveLength(8);
    expect(drivers[0]).toEqual({ carId: 0, name: 'Mara Quint' });
  });

  it.each([
    '',
    'fly 0',
    'say 0',
    'say 99 hello',
    'say x hello',
    'leave 99',
    'collide 0 0',
    'collide 0',
    'lap 0 soon',
    'join "A B"',
  ])('refuse %j with one sentence', (line) => {
    const { control } = driving();
    expect(() => control(line)).toThrow(/^[^\n]+$/);
  });
});

describe('the second race on a reversed grid', () => {
  const raceOnly = () => sprintConfig().sessions.filter(({ type }) => type === 3);
  const grid = ({ server }: Pick<ReturnType<typeof drive>, 'server'>) =>
    [...server.scene.field.cars.values()].sort((a, b) => b.s - a.s).map(({ carId }) => carId);

  const loops = ({ lines }: Pick<ReturnType<typeof drive>, 'lines'>) =>
    lines.filter((line) => line === 'Server looping').length;

  /** Cars 3, 1 and 0 have driven a lap each, in that order, and the server goes on. `looped`: to the top of its list. */
  function afterFirst(reversedGridPositions: number, laps: readonly (readonly [number, number])[] = LAPS) {
    const driven = driving({ config: { sessions: raceOnly(), reversedGridPositions } });
    for (const [carId, ms] of laps) driven.control(`lap ${carId} ${ms}`);
    const before = loops(driven);
    driven.server.sessions.next();
    return { ...driven, looped: () => loops(driven) - before };
  }

  const LAPS = [
    [3, 55_000],
    [1, 56_000],
    [0, 57_000],
  ] as const;

  it.each([
    [-1, [0, 1, 3]],
    [2, [1, 3, 0]],
    [1, [3, 1, 0]],
  ])('reverses the first %i places', (positions, order) => {
    const driven = afterFirst(positions);
    expect(driven.sent('endSession').map(({ filename }) => filename.endsWith('_RACE.json'))).toEqual([true]);
    expect(driven.sent('newSession').at(-1)).toMatchObject({ sessionType: 3, sessionIndex: 0 });
    expect(grid(driven).slice(0, 3)).toEqual(order);
    expect(driven.looped()).toBe(0);
  });

  it('is the last one, and the list starts again after it', () => {
    const driven = afterFirst(-1);
    driven.clock.advance(1000);
    driven.control('lap 3 55000');
    driven.server.sessions.next();
    expect(driven.looped()).toBe(1);
  });

  it('is skipped without the setting, or if nobody drove the first', () => {
    expect(afterFirst(0).looped()).toBe(1);
    expect(afterFirst(-1, []).looped()).toBe(1);
  });
});
