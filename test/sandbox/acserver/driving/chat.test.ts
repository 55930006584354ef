import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDatagram } from '../../../../sandbox/acserver/plugin.ts';
import { drive } from './drive.ts';

const sentByManager: { command: string; hex: string }[] = JSON.parse(
  readFileSync(new URL('../../../fixtures/udp/udp-sent-by-acsm.json', import.meta.url), 'utf8'),
).packets;

function driving() {
  const driven = drive();
  driven.clock.advance(30_000);
  return driven;
}

describe('a chat message from a car', () => {
  it('may contain line breaks, in the log too', () => {
    const { control, sent, lines } = driving();
    control('type 1 "one\\ntwo\\rthree"');
    expect(sent('chat').at(-1)).toMatchObject({ carId: 1, message: 'one\ntwo\rthree' });
    expect(lines.at(-1)).toBe('CHAT [Otto Falk]: one\ntwo\rthree');
    expect(() => control('type 1 one')).toThrow('in quotes');
  });

  it('may be a hidden message of a program', () => {
    const { control, sent, lines } = driving();
    control('hidden 1');
    expect(sent('chat').at(-1)?.message).toMatch(/^\t\t\t\t\$CSP0:[A-Za-z0-9+/]+$/);
    expect(lines.at(-1)).toBe(`CHAT [Otto Falk]: ${sent('chat').at(-1)?.message}`);
  });
});

describe('a text shorter than its length field', () => {
  const manager = Buffer.from(sentByManager.find(({ command }) => command.includes('Żółw'))?.hex ?? '', 'hex');

  it('is read as far as it goes, as the manager counts bytes instead of characters', () => {
    expect(manager.readUInt8(1)).toBe(13);
    expect(readDatagram(manager)).toEqual({ type: 'adminCommand', command: '/kick Żółw' });
  });

  it.each([
    ['ca03080000006100000062', { type: 'sendChat', carId: 3, message: '' }],
    ['ca030861000000620000', { type: 'sendChat', carId: 3, message: 'a' }],
    ['cb056100000062000000', { type: 'broadcastChat', message: 'ab' }],
  ])('is sent and logged as far as it goes: %s', (hex, expected) => {
    const packet = readDatagram(Buffer.from(hex, 'hex'));
    if (expected.message !== '') expect(packet).toEqual(expected);
    else expect(packet?.type).toBe('sendChat');
    const { server, lines } = driving();
    const before = lines.length;
    if (packet) server.receive(packet);
    expect(lines[before]).toMatch(/^UDP_PLUGIN: (Send chat to car 3|Broadcast chat) MESSAGE: /);
  });

  it.each(['', 'ca', 'ce', '63616263', 'd3000102'])('is no datagram at all: %j', (hex) => {
    expect(readDatagram(Buffer.from(hex, 'hex'))).toBeUndefined();
  });
});
