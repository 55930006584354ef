import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../../sandbox/acserver/driving/dialect.ts';
import { KICKED_GUID } from '../../../sandbox/acserver/world.ts';
import { drive, sprintConfig } from './driving/drive.ts';
import { simulate } from './simulation.ts';

const minutes = 60_000;
const alvada = '76561197900000001';
const mara = '76561197900000001';

describe('a driver who is still loading', () => {
  function loading(dialect: DialectName = 'kunos') {
    const driven = drive({ dialect });
    driven.clock.advance(1100);
    expect(driven.sent('newConnection').map(({ carId }) => carId)).toEqual([0]);
    return driven;
  }

  it('survives one KICK_USER on acServer, despite its log, but not the second', () => {
    const { server, sent, lines } = loading();
    server.receive({ type: 'kickUser', carId: 0 });
    expect(lines.at(-1)).toBe('Kicking user  Mara Quint [Kestrel Racing]');
    expect(sent('connectionClosed')).toEqual([]);
    server.receive({ type: 'kickUser', carId: 0 });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 0, driverGuid: mara }]);
  });

  it('is kicked by /kick_id', () => {
    const { server, sent } = loading();
    server.receive({ type: 'kickUser', carId: 0 });
    server.receive({ type: 'adminCommand', command: '/kick_id 0' });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 0, driverGuid: mara }]);
  });

  it('drives on after one ignored KICK_USER and can be kicked once loaded', () => {
    const { server, clock, sent } = loading();
    server.receive({ type: 'kickUser', carId: 0 });
    clock.advance(20_000);
    expect(sent('clientLoaded').map(({ carId }) => carId)).toContain(0);
    server.receive({ type: 'kickUser', carId: 0 });
    expect(sent('connectionClosed')).toHaveLength(1);
  });

  it.each<DialectName>(['acsm', 'assettoserver'])('is kicked by the first KICK_USER on %s', (dialect) => {
    const { server, sent } = loading(dialect);
    server.receive({ type: 'kickUser', carId: 0 });
    expect(sent('connectionClosed')).toHaveLength(1);
  });

  it('survives KICK_USER in a replay as well', () => {
    const { clock, receive, sent, server } = simulate();
    clock.advance(17_000);
    receive({ type: 'kickUser', carId: 12 });
    expect(sent('connectionClosed')).toEqual([]);
    receive({ type: 'adminCommand', command: '/kick_id 12' });
    server.close();
    expect(sent('connectionClosed')).toMatchObject([{ carId: 12 }]);
  });
});

describe('a kick that overwrites the GUID', () => {
  it('does so in the disconnect and the results, but not in the laps', () => {
    const { clock, control, server, sent, directory } = drive({ overwritesKicked: true });
    clock.advance(20_000);
    control('lap 0 60000');
    server.receive({ type: 'kickUser', carId: 0 });
    expect(sent('connectionClosed')).toMatchObject([{ carId: 0, driverGuid: KICKED_GUID, driverName: 'Mara Quint' }]);
    control('finish');
    const file = JSON.parse(readFileSync(join(directory, sent('endSession')[0]?.filename ?? ''), 'utf8'));
    expect(file.Cars[0].Driver.Guid).toBe('$#@@!$kicked');
    expect(file.Result[0]).toMatchObject({ CarId: 0, DriverGuid: '$#@@!$kicked', BestLap: 60_000 });
    expect(file.Laps).toMatchObject([{ CarId: 0, DriverGuid: mara }]);
  });

  it('does so in a replay too, but not for drivers who leave', () => {
    const { clock, receive, sent, directory, server } = simulate({ startAt: 'contact', overwritesKicked: true });
    clock.advance(2_500);
    receive({ type: 'kickUser', carId: 12 });
    clock.advance(9 * minutes);
    server.close();
    const closed = sent('connectionClosed').map(({ driverGuid }) => driverGuid);
    expect(closed[0]).toBe(KICKED_GUID);
    expect(closed.slice(1)).not.toContain(KICKED_GUID);
    const race = sent('endSession').find(({ filename }) => filename.includes('RACE'))?.filename ?? '';
    const file = JSON.parse(readFileSync(join(directory, race), 'utf8'));
    expect(file.Cars[12].Driver.Guid).toBe(KICKED_GUID);
  });
});

describe('a kick in a replay', () => {
  const kicked = (() => {
    const simulation = simulate({ startAt: 'contact' });
    simulation.clock.advance(4 * minutes);
    const before = simulation.sent('lapCompleted').at(-1);
    simulation.receive({ type: 'kickUser', carId: 12 });
    const isOver = () => simulation.sent('endSession').some(({ filename }) => filename.includes('RACE'));
    while (!isOver()) simulation.clock.advance(1000);
    simulation.server.close();
    return { ...simulation, before };
  })();
  const rowOf = (board: readonly { carId: number }[] = []) => board.find(({ carId }) => carId === 12);

  it('freezes the laps of the car on every later leaderboard', () => {
    const { before, sent } = kicked;
    const row = rowOf(before?.leaderboard);
    expect(row).toMatchObject({ laps: expect.any(Number), completed: 0 });
    const after = sent('lapCompleted').slice(sent('lapCompleted').indexOf(before ?? expect.unreachable()) + 1);
    expect(after.length).toBeGreaterThan(3);
    for (const { leaderboard } of after) {
      expect(rowOf(leaderboard)).toEqual(row);
      expect(leaderboard).toHaveLength(22);
    }
    const last = after.at(-1)?.leaderboard ?? [];
    expect(last.map(({ laps }) => laps)).toEqual(last.map(({ laps }) => laps).toSorted((a, b) => b - a));
  });

  it('freezes the laps of the car in the results', () => {
    const { before, sent, directory } = kicked;
    const race = sent('endSession').find(({ filename }) => filename.includes('RACE'))?.filename ?? '';
    const file = JSON.parse(readFileSync(join(directory, race), 'utf8'));
    const laps = before?.leaderboard.find(({ carId }) => carId === 12)?.laps;
    const own = file.Laps.filter(({ DriverGuid }: { DriverGuid: string }) => DriverGuid === alvada);
    expect(own.length).toBeLessThanOrEqual(laps ?? 0);
    const others = file.Laps.filter(({ DriverGuid }: { DriverGuid: string }) => DriverGuid !== alvada);
    expect(others.length).toBeGreaterThan(10);
    const result = file.Result.find(({ CarId }: { CarId: number }) => CarId === 12);
    expect(result.TotalTime).toBe(before?.leaderboard.find(({ carId }) => carId === 12)?.timeMs);
  });

  it('lasts for the replay after a later ban, as blacklist.txt is read at the start', () => {
    const { clock, receive, sent, server } = simulate({ startAt: 'contact', config: { blacklistMode: 0 } });
    clock.advance(2_500);
    receive({ type: 'adminCommand', command: '/ban_id 12' });
    clock.advance(12 * minutes);
    server.close();
    expect(sent('newConnection').filter(({ driverGuid }) => driverGuid === alvada)).toHaveLength(1);
  });
});

describe('a driver joining before the race starts', () => {
  const race = { sessions: sprintConfig().sessions.slice(1) };

  it('waits for the lights, so no total time is below a lap time', () => {
    const { clock, server, sent, control } = drive({ config: race });
    clock.advance(12_000);
    expect(sent('clientLoaded').length).toBeGreaterThan(2);
    const moving = () => [...server.scene.field.cars.values()].filter(({ speed }) => speed > 0);
    expect(moving()).toEqual([]);
    clock.advance(17_000);
    expect(moving()).toEqual([]);
    control('lap 0 61000'); // reported by order, a second before the lights
    clock.advance(3 * minutes);
    server.close();
    const laps = sent('lapCompleted');
    expect(laps.length).toBeGreaterThan(10);
    for (const { carId, lapTimeMs, leaderboard } of laps) {
      const row = leaderboard.find((each) => each.carId === carId);
      expect(row?.timeMs).toBeGreaterThanOrEqual(lapTimeMs);
    }
  });
});
