import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientCarId } from '../../../../sandbox/acserver/driving/extraInfo.ts';
import { type DriveOptions, drive, minutes, sprintConfig } from './drive.ts';

const mara = '76561197900000001';
const otto = '76561197900000002';

function driving(options: DriveOptions = {}) {
  const driven = drive({ dialect: 'acsm', ...options });
  driven.clock.advance(30_000);
  const run = (command: string) => driven.server.receive({ type: 'adminCommand', command });
  const bytesOf = (id: number) =>
    driven.datagrams.flatMap(({ bytes }) => (bytes[0] === id ? [Buffer.from(bytes)] : []));
  return { ...driven, run, bytesOf };
}

describe("the manager's commands", () => {
  it.each(['/kick 1', `/kick ${otto}`, '/kick Otto Falk', `/force_kick ${otto}`])('kick a driver by %s', (command) => {
    const { run, sent } = driving();
    run(command);
    expect(sent('connectionClosed')).toMatchObject([{ carId: 1, driverGuid: otto }]);
  });

  it('ban and unban by GUID', () => {
    const { run, clock, sent, server, directory } = driving({ config: { blacklistMode: 0 } });
    run(`/ban ${mara}`);
    expect(readFileSync(join(directory, 'blacklist.txt'), 'utf8')).toBe(`${mara}\n`);
    run(`/unban ${mara}`);
    expect(readFileSync(join(directory, 'blacklist.txt'), 'utf8')).toBe('');
    clock.advance(40_000);
    server.close();
    expect(sent('newConnection').filter(({ driverGuid }) => driverGuid === mara)).toHaveLength(2);
  });

  it('set up to 5000 kg and 400 % by GUID', () => {
    const { run, server } = driving();
    run(`/ballast ${otto} 5000`);
    run(`/restrictor ${otto} 400`);
    expect(server.world().slots[1]).toMatchObject({ ballastKg: 5000, restrictor: 400 });
    run(`/ballast ${otto} 5001`);
    run(`/restrictor ${otto} 401`);
    expect(server.world().slots[1]).toMatchObject({ ballastKg: 5000, restrictor: 400 });
  });

  it('change to the next weather', () => {
    const [weather] = sprintConfig().weathers;
    if (!weather) expect.unreachable();
    const weathers = [weather, { ...weather, graphics: '7_heavy_clouds', ambient: 12, road: 3 }];
    const { run, server, sent } = driving({ config: { weathers } });
    run('/next_weather');
    server.receive({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(sent('sessionInfo')).toMatchObject([{ weatherGraphics: '7_heavy_clouds', ambientTemp: 12, roadTemp: 15 }]);
  });

  it('do nothing on acServer', () => {
    const { server, sent } = driving({ dialect: 'kunos' });
    for (const command of [`/kick ${otto}`, '/force_kick 1', `/kick_id ${otto}`, '/ban 1', `/ballast ${otto} 40`]) {
      server.receive({ type: 'adminCommand', command });
    }
    expect(sent('connectionClosed')).toEqual([]);
    expect(server.world().slots[1]?.ballastKg).toBe(0);
  });
});

describe('enhanced reporting', () => {
  const asked = driving({ seed: 5 });
  asked.server.receive({ type: 'enableReporting' });
  asked.clock.advance(14 * minutes);
  asked.server.close();

  it('sends each sector before its lap, with its cuts', () => {
    const { datagrams, sent } = asked;
    const told = new Map<number, { ms: number; cuts: number }>();
    let laps = 0;
    for (const { bytes } of datagrams) {
      const view = Buffer.from(bytes);
      if (view[0] === 150) {
        expect(view).toHaveLength(8);
        const [carId = 0, index = 0] = [view[1], view[2]];
        expect(index).toBeLessThan(3);
        const before = index === 0 ? { ms: 0, cuts: 0 } : (told.get(carId) ?? { ms: 0, cuts: 0 });
        told.set(carId, { ms: before.ms + view.readUInt32LE(3), cuts: before.cuts + view.readUInt8(7) });
      }
      if (view[0] !== 73 || laps++ < 8) continue; // laps that began before it was asked for
      expect(told.get(view.readUInt8(1))).toEqual({ ms: view.readUInt32LE(2), cuts: view.readUInt8(6) });
    }
    expect(laps).toBeGreaterThan(30);
    expect(sent('lapCompleted').some(({ cuts }) => cuts > 0)).toBe(true);
  });

  it('sends tyres in the pits', () => {
    const [tyres] = asked.bytesOf(151);
    expect(tyres?.subarray(2).toString('latin1')).toBe('\u0001M');
    expect(asked.lines).toContain('UDP_PLUGIN: Enhanced reporting enabled');
  });

  it('is silent until enabled, but answers a ping', () => {
    const { clock, server, bytesOf } = driving();
    clock.advance(2 * minutes);
    server.receive({ type: 'ping', pluginTime: 1_700_000_000_123n });
    server.close();
    expect([bytesOf(150), bytesOf(151)]).toEqual([[], []]);
    const [pong] = bytesOf(152);
    expect(pong).toHaveLength(17);
    expect(pong?.readBigInt64LE(1)).toBe(1_700_000_000_123n);
    expect(Number(pong?.readBigInt64LE(9))).toBe(Math.floor(clock.now()));
  });

  it('is ignored by acServer', () => {
    const { clock, server, bytesOf, lines } = driving({ dialect: 'kunos' });
    const before = lines.length;
    server.receive({ type: 'enableReporting' });
    server.receive({ type: 'ping', pluginTime: 1n });
    server.receive({ type: 'askVersion' });
    expect(lines).toHaveLength(before);
    clock.advance(2 * minutes);
    server.close();
    expect([bytesOf(150), bytesOf(151), bytesOf(152), bytesOf(56).length]).toEqual([[], [], [], 1]);
  });
});

describe('extra information', () => {
  // The table in the documentation, for a client in car 2.
  it.each([
    [0, 1],
    [1, 2],
    [2, 0],
    [3, 3],
    [4, 4],
  ])('renumbers car %i as %i', (server, client) => {
    expect(clientCarId(server, 2)).toBe(client);
  });

  it('is sent only to cars that opted in, in their own numbering', () => {
    const { control, clock, lines } = driving();
    const extra = () => lines.filter((line) => line.startsWith('EXTRA INFO'));
    control('calm');
    control('tell Infraction,0,76561197900000001,0,1,3,5');
    expect(extra()).toEqual([]);
    control('say 2 /server-extra-info-opt-in');
    control('tell Infraction,0,76561197900000001,0,1,3,5');
    expect(extra()).toEqual(['EXTRA INFO to car 2 Jean-Luc Péage []: Infraction,1,76561197900000001,0,1,3,5']);
    control('collide 0 1');
    clock.advance(6000);
    expect(extra().some((line) => line.includes(`: Collision,1,${mara},${otto},2,10,`))).toBe(true);
    expect(extra().some((line) => line.includes(`: Collision,2,${otto},${mara},1,10,`))).toBe(true);
    control('lap 0 60000');
    expect(extra().at(-1)).toContain(`: Average Lap Time Update,1,${mara},`);
    control('say 2 /server-extra-info-opt-out');
    const before = extra().length;
    control('tell Penalty Cleared,0,76561197900000001,Ballast');
    expect(extra()).toHaveLength(before);
  });

  it('is sent when a penalty is given and cleared, also when its laps are over', () => {
    const { control, lines, server } = driving();
    const extra = () => lines.filter((line) => line.startsWith('EXTRA INFO')).map((line) => line.replace(/.*: /, ''));
    control('calm');
    control('say 2 /server-extra-info-opt-in');
    control('penalise 1 Ballast 20 2');
    // The example in the documentation, with another driver, and laps.
    expect(extra()).toEqual([`Penalty Applied,2,${otto},Ballast,admin,2,9,20`]);
    expect(server.world().slots[1]?.ballastKg).toBe(20);
    control('lap 1 60000');
    control('lap 1 60000');
    expect(extra().at(-1)).toBe(`Penalty Cleared,2,${otto},Ballast`);
    expect(server.world().slots[1]?.ballastKg).toBe(0);
    control('penalise 1 "Drive Through" 3 0 Ada');
    control('clear 1 "Drive Through"');
    expect(extra().slice(-2)).toEqual([
      `Penalty Applied,2,${otto},Drive Through,Ada,0,9,3`,
      `Penalty Cleared,2,${otto},Drive Through`,
    ]);
    control('penalise 1 Time 5000');
    expect(() => control('clear 1 Time')).toThrow('car 1 has no such penalty');
    expect(() => control('penalise 1 Exile 1')).toThrow('not "Exile"');
  });

  it('is not available on acServer', () => {
    const { control, lines } = driving({ dialect: 'kunos' });
    control('say 2 /server-extra-info-opt-in');
    control('lap 0 60000');
    expect(() => control('tell Infraction,0,1,0,1,3,5')).toThrow('only acsm');
    expect(() => control('penalise 0 Ballast 20')).toThrow('only acsm');
    expect(lines.filter((line) => line.startsWith('EXTRA INFO'))).toEqual([]);
  });
});
