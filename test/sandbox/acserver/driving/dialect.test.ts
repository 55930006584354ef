import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../../../sandbox/acserver/driving/dialect.ts';
import { createWorld } from '../../../../sandbox/acserver/world.ts';
import type { FromServer } from '../../../../src/acserver/udp/packets.ts';
import { drive, sprintConfig } from './drive.ts';

describe('assettoserver', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../../fixtures/udp/udp-dialects.json', import.meta.url), 'utf8'));
  const hexOf = (name: string) => vectors.packets.find((packet: { name: string }) => packet.name === name).hex;

  it('encodes session start and end like the reference packets', () => {
    const world = createWorld(sprintConfig());
    const session: FromServer = {
      type: 'newSession' as const,
      protocolVersion: 4,
      sessionIndex: 0,
      currentSessionIndex: 0,
      sessionCount: 1,
      serverName: 'AS',
      track: 'imola',
      trackConfig: '',
      name: 'Practice',
      sessionType: 1,
      timeMinutes: 30,
      laps: 0,
      waitTime: 0,
      ambientTemp: 18,
      roadTemp: 22,
      weatherGraphics: '3_clear',
      elapsedMs: 0,
    };
    const bytes = dialects.assettoserver.encode(session, world, 0);
    expect(Buffer.from(bytes as Uint8Array).toString('hex')).toBe(hexOf('assettoserver_new_session_weather_stringW'));
    const end = dialects.assettoserver.encode({ type: 'endSession', filename: '' }, world, 0);
    expect(Buffer.from(end as Uint8Array).toString('hex')).toBe(hexOf('assettoserver_end_session_empty'));
  });

  it('ends every session without results and without a log', () => {
    const { clock, control, server, sent, lines, directory } = drive({ dialect: 'assettoserver' });
    clock.advance(20_000);
    server.receive({ type: 'nextSession' });
    control('lap 0 60000');
    server.receive({ type: 'nextSession' });
    expect(sent('endSession').map(({ filename }) => filename)).toEqual(['', '']);
    expect(existsSync(join(directory, 'results'))).toBe(false);
    expect(lines).toEqual([]);
  });

  it('ignores admin commands, slash lines and requests for empty slots', () => {
    const { clock, control, server, sent } = drive({ dialect: 'assettoserver', open: false });
    control('join Guest 76561197900009999');
    server.open();
    clock.advance(1000);
    server.receive({ type: 'adminCommand', command: '/kick_id 0' });
    control('say 0 /help');
    control('say 0 hello');
    server.receive({ type: 'getCarInfo', carId: 7 });
    expect(sent('connectionClosed')).toEqual([]);
    expect(sent('chat').map(({ message }) => message)).toEqual(['hello']);
    expect(sent('carInfo')).toEqual([]);
  });

  it('jumps to a session that is set, unless it is the first', () => {
    const { server, sent } = drive({ dialect: 'assettoserver' });
    const session = { name: 'Sprint', sessionType: 3, laps: 3, time: 0, waitTime: 30 };
    server.receive({ type: 'setSessionInfo', sessionIndex: 0, ...session });
    expect(sent('newSession')).toHaveLength(1);
    server.receive({ type: 'setSessionInfo', sessionIndex: 1, ...session });
    expect(sent('newSession').at(-1)).toMatchObject({ name: 'Sprint', sessionIndex: 1, laps: 3 });
    expect(sent('sessionInfo')).toMatchObject([{ name: 'Sprint', sessionIndex: 1 }]);
  });

  const hours = 3_600_000;

  it('sends its uptime as the session time, minus the wait in seconds taken as milliseconds', () => {
    const { clock, server, sent } = drive({ dialect: 'assettoserver', uptimeMs: 72 * hours, open: false });
    expect(sent('newSession')).toMatchObject([{ waitTime: 0, elapsedMs: 72 * hours }]);
    clock.advance(5000);
    server.receive({ type: 'nextSession' });
    expect(sent('newSession').at(-1)).toMatchObject({
      sessionIndex: 1,
      waitTime: 30,
      elapsedMs: 72 * hours + 5000 - 30,
    });
    server.receive({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(sent('sessionInfo')).toMatchObject([{ sessionIndex: 1, elapsedMs: 72 * hours + 5000 - 30 }]);
  });

  it('wraps the uptime around after 25 days', () => {
    const { sent } = drive({ dialect: 'assettoserver', uptimeMs: 25 * 24 * hours });
    expect(sent('newSession')[0]?.elapsedMs).toBe(25 * 24 * hours - 2 ** 32);
  });

  it('announces its first session only at the start, and refuses questions about it', () => {
    const { server, sent } = drive({ dialect: 'assettoserver', open: false });
    server.receive({ type: 'getSessionInfo', sessionIndex: 0 });
    server.receive({ type: 'restartSession' });
    server.receive({ type: 'nextSession' });
    server.receive({ type: 'nextSession' });
    expect(sent('newSession').map(({ sessionIndex }) => sessionIndex)).toEqual([0, 1]);
    const error = { type: 'error', message: 'ERROR: ACSP_GET_SESSION_INFO out of bounds: 0' };
    expect(sent('error')).toEqual([error, error, error]);
    expect(sent('endSession')).toHaveLength(3);
    server.receive({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(sent('sessionInfo')).toMatchObject([{ sessionIndex: 0, currentSessionIndex: 0 }]);
  });

  it('changes no session while a driver is loading, without telling the plugin', () => {
    const { clock, server, sent } = drive({ dialect: 'assettoserver' });
    clock.advance(1500);
    expect(sent('newConnection').length).toBeGreaterThan(sent('clientLoaded').length);
    const before = sent('newSession').length;
    server.receive({ type: 'nextSession' });
    server.receive({ type: 'restartSession' });
    expect([sent('newSession').length, sent('endSession').length, sent('error').length]).toEqual([before, 0, 0]);
    clock.advance(30_000);
    server.receive({ type: 'nextSession' });
    expect(sent('newSession').at(-1)).toMatchObject({ sessionIndex: 1 });
  });

  it('kicks by KICK_USER, even while loading, and lets the driver rejoin', () => {
    const { clock, server, sent } = drive({ dialect: 'assettoserver', config: { blacklistMode: 1 } });
    clock.advance(1500);
    server.receive({ type: 'kickUser', carId: 0 });
    server.receive({ type: 'kickUser', carId: 0 });
    server.receive({ type: 'kickUser', carId: 99 });
    const [gone] = sent('connectionClosed');
    expect(gone).toMatchObject({ carId: 0, driverGuid: '76561197900000001' });
    expect(sent('error').map(({ message }) => message)).toEqual([
      'ERROR: ACSP_KICK_USER index 0 out of bound',
      'ERROR: ACSP_KICK_USER index 99 out of bound',
    ]);
    clock.advance(60_000);
    server.close();
    expect(sent('newConnection').filter(({ driverGuid }) => driverGuid === gone?.driverGuid)).toHaveLength(2);
  });

  it('answers version requests but ignores packets of the manager', () => {
    const { server, packets, datagrams } = drive({ dialect: 'assettoserver', open: false });
    const before = datagrams.length;
    server.receive({ type: 'enableReporting' });
    server.receive({ type: 'ping', pluginTime: 5n });
    expect(datagrams).toHaveLength(before);
    server.receive({ type: 'askVersion' });
    expect(packets().at(-1)).toEqual({ type: 'version', protocolVersion: 4 });
  });

  it('sends positions every second unasked, and cannot be told to stop', () => {
    const { clock, server, sent } = drive({ dialect: 'assettoserver' });
    clock.advance(30_000);
    const before = sent('carUpdate').length;
    clock.advance(10_000);
    expect(sent('carUpdate').length - before).toBe(8 * 10);
    server.receive({ type: 'realtimePosInterval', intervalMs: 0 });
    const stopped = sent('carUpdate').length;
    clock.advance(1000);
    expect(sent('carUpdate').length).toBeGreaterThan(stopped + 8);
  });

  it('continues after its last session even without LOOP_MODE', () => {
    const { server, sent, ends } = drive({ dialect: 'assettoserver', open: false, config: { loop: false } });
    server.receive({ type: 'nextSession' });
    server.receive({ type: 'nextSession' });
    expect(ends).toEqual([]);
    server.receive({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(sent('sessionInfo')).toMatchObject([{ sessionIndex: 0 }]);
  });

  it('reports a hit on AI traffic once, with an unused slot', () => {
    const { clock, control, sent } = drive({ dialect: 'assettoserver', config: { maxClients: 2 } });
    clock.advance(20_000);
    control('calm');
    control('traffic 0 7');
    clock.advance(6000);
    const hits = sent('clientEvent').filter((event) => 'otherCarId' in event && event.otherCarId === 7);
    expect(hits).toMatchObject([{ carId: 0, subtype: 'car' }]);
    expect(() => control('traffic 0 1')).toThrow('somebody has sat in car 1');
    expect(() => drive().control('traffic 0 7')).toThrow('only assettoserver has AI traffic');
  });
});
