import { expect, test } from 'vitest';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { typedLinesIn } from '../../src/live/typedLines.ts';

const chat = (carId: number, message: string): FromServer => ({ type: 'chat', carId, message });
const gone = (carId: number, driverName: string): FromServer => ({
  type: 'connectionClosed',
  carId,
  driverName,
  driverGuid: `7656119790000000${carId}`,
  carModel: 'abarth500',
  carSkin: '',
});

test('chat lines are passed on with the names of drivers who left after them', () => {
  const packets = [
    gone(1, 'Ada'),
    chat(0, '/kick Bea'),
    gone(2, 'Bea'),
    chat(3, 'hello'),
    { type: 'version', protocolVersion: 4 },
  ] as const satisfies readonly FromServer[];
  expect(typedLinesIn(packets)).toEqual([
    { carId: 0, text: '/kick Bea', left: ['Bea'] },
    { carId: 3, text: 'hello', left: [] },
  ]);
});
