import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { FeedRig } from './feedRig.ts';
import { chat, contact, contactLine, elena, lap, line } from './witnesses.ts';

// One source reports a fact long before the other, because Pitwall or the game server was stalled for seconds.

const rig = new FeedRig();
const { hear, read, catchUp, told, types, killed, pass } = rig;
beforeEach(rig.begun);

const wordsOf = () => told().map((event) => (event.type === 'chat' ? event.text : event.type));
const left: FromServer = { ...elena, type: 'connectionClosed' };
const facts: readonly (readonly [string, FromServer, StdoutFact])[] = [
  ['contact', contact, contactLine],
  ['lap', lap(90_000), line.lap(90_000)],
  ['line of chat', chat('gg'), line.chat('gg')],
  ['leaving', left, line.left],
];
const delays = [2500, 5000, 30_000, 59_000];
const cases = facts.flatMap((fact) => delays.map((delayMs) => [...fact, delayMs] as const));

describe('a fact is emitted once:', () => {
  test.each(cases)('a %s from the log, with its datagram arriving later', (_, packet, fact, delayMs) => {
    catchUp(fact);
    expect(types()).toHaveLength(1);
    pass(delayMs);
    hear(packet);
    pass(300_000);
    expect(types()).toEqual([]);
  });

  test.each(cases)('a %s from UDP, with its log line arriving later', (_, packet, fact, delayMs) => {
    hear(packet);
    expect(types()).toHaveLength(1);
    pass(delayMs);
    read(fact);
    pass(300_000);
    expect(types()).toEqual([]);
  });

  test.each(cases)('a %s from the log, with its datagram arriving after a restart', (_, packet, fact, delayMs) => {
    catchUp(fact);
    expect(types()).toHaveLength(1);
    killed();
    rig.feed.clock.advance(delayMs);
    catchUp();
    hear(packet);
    pass(300_000);
    expect(types()).toEqual([]);
  });

  test('a contact that waited ten seconds in vain, with its datagram arriving later', () => {
    read(contactLine);
    pass(10_000);
    expect(told()).toMatchObject([{ type: 'contact', late: true }]);
    pass(5000);
    hear(contact);
    pass(30_000);
    expect(types()).toEqual([]);
  });

  test('a contact and a chat line whose datagrams arrive after a stall of five minutes', () => {
    catchUp(contactLine, line.chat('gg'));
    told();
    rig.feed.clock.advance(300_000);
    hear(contact);
    hear(chat('gg'));
    pass(30_000);
    expect(types()).toEqual([]);
  });
});

test('equal contacts whose datagrams lag behind their lines are each emitted once', () => {
  catchUp(contactLine);
  for (let each = 0; each < 3; each += 1) {
    read(contactLine);
    pass(8000);
    hear(contact);
    pass(17_000);
  }
  expect(types()).toHaveLength(4);
  hear(contact);
  pass(15_000);
  expect(types()).toEqual([]);
});

describe('two facts that look alike are both emitted:', () => {
  test('contacts at the same speed, ten minutes apart', () => {
    catchUp(contactLine);
    pass(600_000);
    told();
    hear(contact);
    expect(types()).toEqual(['contact']);
    read(contactLine);
    pass(300_000);
    expect(types()).toEqual([]);
  });

  test.each([
    ['its datagram first', [() => hear(chat('gg')), () => read(line.chat('gg'))]],
    ['its line first', [() => read(line.chat('gg')), () => hear(chat('gg'))]],
  ])('the same words three seconds apart, the first only in the log, the second with %s', (_, second) => {
    catchUp(line.chat('gg'));
    expect(wordsOf()).toEqual(['gg']);
    pass(3000);
    for (const witness of second) witness();
    expect(wordsOf()).toEqual(['gg']);
    pass(300_000);
    expect(wordsOf()).toEqual([]);
  });

  test('the same words twice, with both datagrams late', () => {
    catchUp(line.chat('gg'));
    pass(3000);
    catchUp(line.chat('gg'));
    expect(wordsOf()).toEqual(['gg', 'gg']);
    pass(5000);
    hear(chat('gg'), chat('gg'));
    pass(300_000);
    expect(wordsOf()).toEqual([]);
  });

  test('the same words again, right after the late datagram of the first', () => {
    catchUp(line.chat('gg'));
    pass(3000);
    hear(chat('gg'), chat('gg'));
    expect(wordsOf()).toEqual(['gg', 'gg']);
    read(line.chat('gg'));
    pass(300_000);
    expect(wordsOf()).toEqual([]);
  });

  test('a driver who leaves and returns within two seconds of a start', () => {
    rig.feed.clock.advance(60_000);
    hear(left);
    read(line.left);
    killed();
    catchUp(line.elena);
    expect(types()).toEqual(['driverJoined']);
    rig.feed.clock.advance(1000);
    hear(left);
    read(line.left);
    expect(types()).toEqual(['driverLeft']);
    rig.feed.clock.advance(500);
    hear(elena);
    read(line.elena);
    expect(told()).toMatchObject([{ type: 'driverJoined', driver: { carId: 3, name: 'Elena' } }]);
    expect(rig.feed.state().drivers.get(3)?.name).toBe('Elena');
  });

  test('a game server’s answer is never taken for a late datagram', () => {
    catchUp(line.left, line.elena);
    told();
    hear(left);
    read(line.left);
    expect(types()).toEqual(['driverLeft']);
    hear({ ...elena, type: 'carInfo', isConnected: true, driverTeam: '' });
    expect(types()).toEqual(['driverJoined', 'driverLoaded']);
  });
});

/** The same fact again and again, with the delays of its log lines and datagrams. */
const sayings = fc.array(
  fc.record({
    gapMs: fc.integer({ min: 1, max: 20_000 }),
    /** How long after it was said the line is read, and the datagram arrives. */
    lineLagMs: fc.integer({ min: 0, max: 12_000 }),
    datagramLagMs: fc.integer({ min: 0, max: 30_000 }),
    isRead: fc.constantFrom('in absence', 'in presence'),
    isLost: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

test('every fact is emitted as often as it happened, whatever is late or lost and in any order', () => {
  fc.assert(
    fc.property(sayings, (said) => {
      rig.feed.clock.advance(120_000);
      rig.feed.giveUpWaiting();
      told();
      let at = 0;
      const [lines, datagrams]: [number, () => void][][] = [[], []];
      for (const { gapMs, lineLagMs, datagramLagMs, isRead, isLost } of said) {
        at += gapMs;
        const readIt = isRead === 'in absence' ? catchUp : read;
        lines?.push([at + lineLagMs, () => readIt(contactLine)]);
        if (!isLost) datagrams?.push([at + datagramLagMs, () => hear(contact)]);
      }
      const moments = [...inOrder(lines ?? []), ...inOrder(datagrams ?? [])].sort(([a], [b]) => a - b);
      let now = 0;
      for (const [then, happen] of moments) {
        pass(then - now);
        now = Math.max(now, then);
        happen();
      }
      pass(15_000);
      expect(types()).toHaveLength(said.length);
    }),
    { numRuns: 200 },
  );
});

/** A source keeps its order: anything behind a late item is at least as late. */
function inOrder(moments: readonly [number, () => void][]): [number, () => void][] {
  let latest = 0;
  return moments.map(([at, happen]) => {
    latest = Math.max(latest, at);
    return [latest, happen];
  });
}
