import { describe, expect, it } from 'vitest';
import { decodeFromServer, encode } from '../../../src/acserver/udp/codec.ts';
import { countDrops } from '../../../src/acserver/udp/drops.ts';
import type { Packet } from '../../../src/acserver/udp/packets.ts';
import { LogLines } from './log.ts';
import { datagramsOf } from './vectors.ts';

function drop(...datagrams: Buffer[]) {
  const log = new LogLines();
  const drops = countDrops(log);
  for (const datagram of datagrams) {
    try {
      decodeFromServer(datagram);
    } catch (error) {
      drops.add(error, datagram);
    }
  }
  return { counts: Object.fromEntries(drops.counts), lines: log.lines };
}

describe('dropped datagrams', () => {
  it('are counted by kind and logged once per kind', () => {
    const malformed = datagramsOf('udp-malformed.json').map(({ datagram }) => datagram);
    const { counts, lines } = drop(...malformed, ...malformed);
    expect(counts).toEqual({
      empty: 2,
      unknown: 4,
      newSession: 4,
      newConnection: 2,
      lapCompleted: 2,
      clientEvent: 2,
      carUpdate: 4,
    });
    expect(lines).toHaveLength(7);
  });

  it('are logged with their bytes', () => {
    expect(drop(Buffer.from('3504', 'hex')).lines).toEqual([
      {
        level: 'warn',
        message: 'dropped a datagram',
        kind: 'carUpdate',
        problem: 'carUpdate: datagram ends inside pos',
        length: 2,
        hex: '3504',
      },
    ]);
  });

  it.each<[Packet]>([
    [{ type: 'chat', carId: 0, message: '/admin swordfish' }],
    [{ type: 'sendChat', carId: 0, message: 'swordfish' }],
    [{ type: 'broadcastChat', message: 'swordfish' }],
    [{ type: 'adminCommand', command: '/admin swordfish' }],
  ])('are logged without their text: $0.type', (packet) => {
    const datagram = encode(packet).subarray(0, -1);
    const { lines } = drop(datagram);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toHaveProperty('hex');
    expect(JSON.stringify(lines)).not.toContain('sword');
  });
});
