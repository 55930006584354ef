import { describe, expect, test } from 'vitest';
import type { SessionFacts } from '../../src/events/events.ts';
import {
  isAnythingOwed,
  type Matching,
  nothingToMatch,
  readMatching,
  splitWaiting,
  withEcho,
  withLine,
  withoutEcho,
  withoutOld,
  withoutUnconfirmed,
  withPacket,
  withStandIn,
} from '../../src/race/matching.ts';
import { keyOf } from '../../src/race/observe/log.ts';
import type { Finding } from '../../src/race/observe/observer.ts';

const driver = { carId: 3, guid: '76561197900000001', name: 'Elena' };
const lap = (lapMs: number): Finding => ({ type: 'lapCompleted', driver, lapMs, cuts: 0, lap: 1, board: [] });
const place = { position: [0, 0, 0], relativePosition: [0, 0, 0] } as const;
const contact = (speedKmh: number): Finding => ({ type: 'contact', driver, against: 'wall', speedKmh, ...place });
const touch = (speedKmh: number): Finding => ({
  ...{ type: 'contact', driver, against: 'car', other: { ...driver, carId: 4 }, speedKmh, ...place },
});
const chat = (text: string): Finding => ({ type: 'chat', driver, text });
const facts: SessionFacts = {
  index: 1,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 5,
  track: 'magione',
  layout: '',
  serverName: '',
  ambientC: 0,
  roadC: 0,
  weather: '',
};
const begun = (changes: Partial<SessionFacts> = {}): Finding => ({
  ...{ type: 'sessionStarted', facts: { ...facts, ...changes }, again: false },
});
const race = begun();

const at = (session: number, time = 0) => ({ at: time, session });
/** Like a batch: a finding without a key is emitted at once, and does not wait. */
function read(matching: Matching, finding: Finding, { at, session }: { at: number; session: number }): Matching {
  const key = keyOf(finding);
  return key === undefined ? matching : withLine(matching, finding, { key, at, session });
}
const isEmpty = ({ heard, read: waiting }: Matching): boolean => heard.length === 0 && waiting.length === 0;

describe('UDP and the log', () => {
  test.each([
    ['a lap', lap(90_000), lap(90_000)],
    ['a contact, with the log’s decimals', contact(Math.fround(23.845163)), contact(23.845163)],
    ['chat, in an old log’s spelling', chat('vähän lässt grüßen!'), chat('v�h�n l�sst gr��en!')],
    ['a session', race, begun({ track: '' })],
  ])('agree on %s', (_, byUdp, byLog) => {
    expect(isEmpty(read(withPacket(nothingToMatch, byUdp, at(1)), byLog, at(1)))).toBe(true);
    expect(isEmpty(withPacket(read(nothingToMatch, byLog, at(1)), byUdp, at(1)))).toBe(true);
  });

  test.each([
    ['laps with different times', lap(90_000), lap(90_001)],
    ['different words', chat('hello'), chat('hell')],
    ['different sessions', race, begun({ index: 2 })],
    ['a wall and a car', contact(20), touch(20)],
  ])('disagree on %s', (_, byUdp, byLog) => {
    const both = read(withPacket(nothingToMatch, byUdp, at(1)), byLog, at(1));
    expect([both.heard.length, both.read.length]).toEqual([1, 1]);
  });

  test('do not share a clock correction, so it does not wait for a line', () => {
    expect(withPacket(nothingToMatch, { type: 'sessionAdjusted', facts, late: true }, at(1))).toEqual(nothingToMatch);
  });
});

test('a lap in the log before a session begun by UDP belongs to the session before', () => {
  const ahead = withPacket(nothingToMatch, race, at(2));
  expect(read(ahead, lap(90_000), at(2)).read[0]?.session).toBe(1);
  const level = read(ahead, race, at(2));
  expect(read(level, lap(90_000), at(2)).read[0]?.session).toBe(2);
});

test('taking out waiting findings leaves the others', () => {
  const waiting = read(read(nothingToMatch, lap(90_000), at(1, 5)), lap(91_000), at(1, 6));
  const { matching, waiting: taken } = splitWaiting(waiting, (each) => each.at === 5);
  expect(taken.map(({ finding }) => finding)).toEqual([lap(90_000)]);
  expect(matching.read.map(({ finding }) => finding)).toEqual([lap(91_000)]);
});

describe('the datagram of a finding already emitted from the log', () => {
  const told = withStandIn(nothingToMatch, chat('gg'), 1000);
  const echo = withEcho(told, [chat('gg')], at(1, 31_000));

  test('is taken as its echo once, however late', () => {
    expect(echo).toMatchObject({ told: [], echoes: [{ finding: chat('gg') }] });
    expect(withEcho(told, [chat('hello')], at(1, 1000))).toBeUndefined();
    expect(withEcho(echo ?? told, [chat('gg')], at(1, 31_000))).toBeUndefined();
  });

  test('is not taken as an echo if a waiting line fits as well', () => {
    expect(withEcho(read(told, chat('gg'), at(1, 2000)), [chat('gg')], at(1, 3000))).toBeUndefined();
  });

  test('turns out to be another fact if one more line says the same', () => {
    expect(withoutEcho(echo ?? told, keyOf(chat('gg')) ?? '')?.echo.finding).toEqual(chat('gg'));
    expect(withoutEcho(echo ?? told, keyOf(chat('hello')) ?? '')).toBeUndefined();
    const heardAgain = withPacket(echo ?? told, chat('gg'), at(1, 32_000));
    expect(withoutEcho(heardAgain, keyOf(chat('gg')) ?? '')).toBeUndefined();
  });

  test('is judged by the last of its findings', () => {
    const joined: Finding = { type: 'driverJoined', driver, model: 'abarth500', skin: '' };
    const left: Finding = { type: 'driverLeft', driver: { ...driver, guid: '76561197900000009' } };
    const leftAlone = withStandIn(nothingToMatch, left, 1000);
    expect(withEcho(leftAlone, [left, joined], at(1, 1000))).toBeUndefined();
    expect(withEcho(withStandIn(leftAlone, joined, 1000), [left, joined], at(1, 1000))?.told).toHaveLength(1);
  });

  test('is never an answer of the game server', () => {
    expect(withEcho(told, [{ ...chat('gg'), late: true }], at(1, 1000))).toBeUndefined();
  });

  test('is expected for a minute, and the line after an echo for another', () => {
    expect(withoutOld(told, 60_999)).toBe(told);
    expect(withoutOld(told, 61_000)).toEqual(nothingToMatch);
    const heard = echo ?? told;
    expect(withoutOld(heard, 90_999)).toBe(heard);
    expect(withoutOld(heard, 91_000)).toEqual(nothingToMatch);
    expect([isAnythingOwed(told, 60_999), isAnythingOwed(told, 61_000)]).toEqual([false, true]);
  });
});

test('a datagram not confirmed by the log within a minute is forgotten', () => {
  const heard = withPacket(nothingToMatch, lap(90_000), at(1, 0));
  expect(withoutUnconfirmed(heard, 59_999)).toBe(heard);
  expect(withoutUnconfirmed(heard, 60_000).heard).toEqual([]);
});

test('memory is limited if one source never reports', () => {
  let matching = nothingToMatch;
  for (let lapMs = 0; lapMs < 2000; lapMs += 1) {
    matching = withPacket(read(matching, lap(lapMs), at(1)), lap(100_000 + lapMs), at(1));
  }
  expect([matching.heard.length, matching.read.length]).toEqual([500, 500]);
});

test('the lists survive a kill as JSON', () => {
  const waiting = read(withPacket(nothingToMatch, race, at(2)), contact(20), at(2));
  const matching = withEcho(withStandIn(withStandIn(waiting, contact(30), 0), lap(1), 0), [contact(30)], at(2));
  expect(readMatching(JSON.parse(JSON.stringify(matching)))).toEqual(matching);
});

test.each([
  ['nothing', undefined],
  ['a number', 7],
  ['an older version with two lists fewer', { heard: [], read: [] }],
  ['lists of the wrong things', { heard: [1, {}], read: [{ finding: 1 }], told: 'x', echoes: [{ key: 'x' }] }],
])('restoring %s gives empty lists', (_, stored) => {
  expect(readMatching(stored)).toEqual(nothingToMatch);
});
