import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { FromServer, PacketOf } from '../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedInDirectory } from '../../fakes/feed.ts';
import { practiceBegins } from '../packets.ts';

const DAY_MS = 24 * 3_600_000;

let opened: ReturnType<typeof feedInDirectory>;
const hear = (...packets: FromServer[]) => opened.feed.packets(packets);
const zeroAt = () => opened.feed.state().session?.facts.zeroAt;
const now = () => opened.feed.clock.now();
const types = () => opened.feed.events.splice(0).map(({ type }) => type);

const session = (changes: Partial<PacketOf<'newSession'>> = {}) =>
  practiceBegins({ waitTime: 60, elapsedMs: 3 * DAY_MS, ...changes });
const answer = (changes: Partial<PacketOf<'newSession'>> = {}): PacketOf<'sessionInfo'> => ({
  ...session(changes),
  type: 'sessionInfo',
});
const race = { sessionIndex: 1, currentSessionIndex: 1, name: 'Race', sessionType: 3, timeMinutes: 0, laps: 5 };
const join = (carId: number, n: number): PacketOf<'newConnection'> => ({
  type: 'newConnection',
  carId,
  driverGuid: `7656119790000000${n}`,
  driverName: `Driver ${n}`,
  carModel: 'abarth500',
  carSkin: 'red',
});
const touch = (carId: number, otherCarId: number): FromServer => ({
  type: 'clientEvent',
  subtype: 'car',
  carId,
  otherCarId,
  impactSpeed: 40,
  worldPos: [0, 0, 0],
  relPos: [0, 0, 0],
});

afterEach(() => opened.remove());

describe('AssettoServer', () => {
  beforeEach(() => {
    opened = feedInDirectory(undefined, new FakeClock(), 'assettoserver');
  });

  it('reports its uptime as session time, which is ignored', () => {
    hear(session());
    expect(zeroAt()).toBe(now());
    opened.feed.clock.advance(5000);
    // After 24.9 days the number is negative.
    for (const elapsedMs of [3 * DAY_MS + 5000, -2_147_483_648]) hear(answer({ elapsedMs }));
    expect(zeroAt()).toBe(now() - 5000);
    expect(types()).toEqual(['sessionStarted']);
  });

  it('gives the wait before a race in seconds', () => {
    hear(session(), session(race));
    expect(zeroAt()).toBe(now() + 60_000);
  });

  it('does not tell when a missed session began', () => {
    hear(answer());
    expect(zeroAt()).toBeUndefined();
    opened.feed.clock.advance(5000);
    hear(answer({ elapsedMs: 3 * DAY_MS + 5000 }));
    expect(types()).toEqual(['sessionStarted']);
  });

  it('starts its first session again without a packet, found by the next answer', () => {
    hear(session(), session(race), { type: 'endSession', filename: '' });
    opened.feed.clock.advance(100);
    hear(answer());
    expect(opened.feed.state().session?.facts).toMatchObject({ name: 'Practice', zeroAt: now() });
    types();
    hear({ type: 'endSession', filename: '' }, answer());
    expect(types()).toEqual(['sessionEnded', 'sessionStarted']);
  });

  it('has traffic in slots that never had a driver: a contact with it does not count', () => {
    hear(session(), join(3, 1), join(4, 2), touch(3, 7));
    expect(types()).not.toContain('contact');
    hear(touch(3, 4));
    expect(types()).toEqual(['contact']);
  });

  it('reports loading drivers as connected, so an answer of not connected removes the driver', () => {
    hear(session(), join(3, 1));
    const info = { type: 'carInfo', isConnected: false, driverTeam: '' } as const;
    hear({ ...join(3, 1), ...info });
    expect(opened.feed.state().drivers.size).toBe(0);
  });
});

describe('acServer', () => {
  beforeEach(() => {
    opened = feedInDirectory();
  });

  it('reports a session clock that is used', () => {
    hear(session({ elapsedMs: 5000, waitTime: 0 }));
    expect(zeroAt()).toBe(now() - 5000);
  });

  it('has only drivers in its slots: a contact counts even if a join was missed', () => {
    hear(session(), join(3, 1), touch(3, 7));
    expect(types()).toContain('contact');
  });

  test.each(['$#@@!$kicked', '$kicked'])(
    'writes %s over the GUID of a kicked driver, who still leaves',
    (driverGuid) => {
      hear(session(), join(3, 1), { ...join(3, 1), type: 'connectionClosed', driverGuid });
      expect(opened.feed.state().drivers.size).toBe(0);
      expect(types().at(-1)).toBe('driverLeft');
    },
  );

  test('does not let a driver leave by another GUID', () => {
    hear(session(), join(3, 1), { ...join(3, 2), type: 'connectionClosed' });
    expect(opened.feed.state().drivers.size).toBe(1);
  });
});

describe('chat for apps only', () => {
  test.each(['\t\t\t\t$CSP0:YOpFD5uQc2V0ADA', '$CSP0:YOpFD5uQc2V0ADA', ' $CSP0:'])('is not emitted: %j', (message) => {
    opened = feedInDirectory();
    hear(session(), join(3, 1), { type: 'chat', carId: 3, message });
    opened.feed.log({
      facts: [{ fact: 'chat', name: 'Driver 1', text: message }],
      position: 0,
      absent: true,
    });
    expect(types()).not.toContain('chat');
    hear({ type: 'chat', carId: 3, message: 'what is $CSP0: ?' });
    expect(types()).toContain('chat');
  });
});
