import { describe, expect, it } from 'vitest';
import { positions, questions, reactionTo, sendPaced } from '../../../src/acserver/udp/dialogue.ts';
import type { FromPlugin, FromServer } from '../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { recordingOf } from './vectors.ts';

const carIds = (packets: readonly FromPlugin[]) =>
  packets.flatMap((packet) => (packet.type === 'getCarInfo' ? [packet.carId] : []));

describe('the questions of a new plugin', () => {
  it('are the current session, then every slot, then the positions', () => {
    expect(questions({ slots: 2, intervalMs: 100 })).toEqual([
      [{ type: 'getSessionInfo', sessionIndex: -1 }],
      [
        { type: 'getCarInfo', carId: 0 },
        { type: 'getCarInfo', carId: 1 },
      ],
      [{ type: 'realtimePosInterval', intervalMs: 100 }],
    ]);
  });

  it('leave out the positions if none are wanted, and the cars if there are no slots', () => {
    expect(questions({ slots: 0, intervalMs: 0 })).toEqual([[{ type: 'getSessionInfo', sessionIndex: -1 }]]);
    expect(positions(0)).toEqual([]);
  });

  it('never name a car above 254', () => {
    expect(Math.max(...carIds(questions({ slots: 300, intervalMs: 0 }).flat()))).toBe(254);
  });

  it('are sent for eight cars every 20 ms', () => {
    const clock = new FakeClock();
    const sent: FromPlugin[] = [];
    sendPaced(clock, questions({ slots: 18, intervalMs: 100 }), (packet) => sent.push(packet));
    const carsAfter = (ms: number) => {
      clock.advance(ms);
      return carIds(sent).length;
    };

    expect([carsAfter(0), carsAfter(20), carsAfter(20), carsAfter(20)]).toEqual([0, 8, 16, 18]);
    expect(sent.at(-1)?.type).toBe('getCarInfo');
    clock.advance(20);
    expect(sent.at(-1)?.type).toBe('realtimePosInterval');
    expect(sent).toHaveLength(20);
  });

  it('stop in the middle when cancelled', () => {
    const clock = new FakeClock();
    const sent: FromPlugin[] = [];
    const stop = sendPaced(clock, questions({ slots: 18, intervalMs: 100 }), (packet) => sent.push(packet));
    clock.advance(20);
    stop();
    clock.advance(1000);
    expect(carIds(sent)).toHaveLength(8);
  });
});

describe('the reaction to packets', () => {
  const recorded = recordingOf('red-bull-ring.ndjson').map(({ decoded }) => decoded as FromServer);
  const ofType = (type: string) => recorded.filter((packet) => packet.type === type);

  it.each([
    ['version', 'ask'],
    ['newSession', 'positions'],
    ['lapCompleted', 'nothing'],
    ['endSession', 'nothing'],
  ])('of type %s is: %s', (type, reaction) => {
    expect(ofType(type)).not.toEqual([]);
    expect(reactionTo(ofType(type))).toBe(reaction);
  });

  it('of types newSession and version is: ask, which includes the positions', () => {
    expect(reactionTo([...ofType('newSession'), ...ofType('version')])).toBe('ask');
  });
});
