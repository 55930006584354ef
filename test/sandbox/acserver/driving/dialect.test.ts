import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../../../sandbox/acserver/driving/dialect.ts';
import { drive } from './drive.ts';

describe('assettoserver', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../../fixtures/udp/udp-dialects.json', import.meta.url), 'utf8'));
  const hexOf = (name: string) => vectors.packets.find((packet: { name: string }) => packet.name === name).hex;

  it('announces a session as its vector has it', () => {
    const bytes = dialects.assettoserver.encode({
      ...{ type: 'newSession', protocolVersion: 4, sessionIndex: 0, currentSessionIndex: 0, sessionCount: 1 },
      ...{ serverName: 'AS', track: 'imola', trackConfig: '', name: 'Practice', sessionType: 1, timeMinutes: 30 },
      ...{ laps: 0, waitTime: 0, ambientTemp: 18, roadTemp: 22, weatherGraphics: '3_clear', elapsedMs: 0 },
    });
    expect(Buffer.from(bytes as Uint8Array).toString('hex')).toBe(hexOf('assettoserver_new_session_weather_stringW'));
    const end = dialects.assettoserver.encode({ type: 'endSession', filename: '' });
    expect(Buffer.from(end as Uint8Array).toString('hex')).toBe(hexOf('assettoserver_end_session_empty'));
  });

  it('ends every session, saves none and writes no log', () => {
    const { clock, control, server, sent, lines, directory } = drive({ dialect: 'assettoserver' });
    clock.advance(20_000);
    server.receive({ type: 'nextSession' });
    control('lap 0 60000');
    server.receive({ type: 'nextSession' });
    expect(sent('endSession').map(({ filename }) => filename)).toEqual(['', '']);
    expect(existsSync(join(directory, 'results'))).toBe(false);
    expect(lines).toEqual([]);
  });

  it('does not hear admin commands, nor tell of slash lines, nor answer for empty slots', () => {
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
  });
});

describe('kunos and acsm', () => {
  it('send the same', () => {
    expect(dialects.acsm).toBe(dialects.kunos);
  });
});
