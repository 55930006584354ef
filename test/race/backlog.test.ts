import { beforeEach, expect, test } from 'vitest';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { Backlog, type Input } from '../../src/race/backlog.ts';
import { StoreBusy } from '../../src/store/errors.ts';
import { FakeClock } from '../fakes/clock.ts';
import { chat, contact, elena, lap, practice } from './witnesses.ts';

const MOST = 10;

let clock: FakeClock;
let backlog: Backlog;
let isLocked: boolean;
let kept: string[];
let logged: string[];
let askedAgain: number;

beforeEach(() => {
  clock = new FakeClock();
  [isLocked, kept, logged, askedAgain] = [true, [], [], 0];
  backlog = new Backlog({
    keep(input) {
      if (isLocked) throw new StoreBusy('pitwall.db', new Error('database is locked'));
      kept.push(...namesOf(input));
    },
    left: undefined,
    giveUp: () => {},
    caughtUp: () => {
      askedAgain += 1;
    },
    clock,
    log: { error: (_fields, message) => logged.push(message) },
    most: MOST,
  });
});

function namesOf(input: Input): readonly string[] {
  if ('packets' in input) return input.packets.map(({ type }) => type);
  return ('bodies' in input ? input.bodies : input.work()).map(({ type }) => type);
}

const hear = (...packets: FromServer[]): void => backlog.take({ at: clock.now(), packets, isLogged: true });
const chats = (many: number): void =>
  Array.from({ length: many }, () => chat('hello')).forEach((each) => void hear(each));
const unlock = (): void => {
  isLocked = false;
  clock.advance(1000);
};
const others = (): readonly string[] => kept.filter((type) => type !== 'chat');

test('what Pitwall itself notices and does is kept, however much waits', () => {
  chats(5 * MOST);
  for (let many = 0; many < 3 * MOST; many += 1) backlog.take({ at: 0, bodies: [{ type: 'serverHeard' }] });
  backlog.takeFirst({ at: 0, work: () => [{ type: 'serverSilent', silentMs: 1 }] });
  unlock();
  expect(kept).toHaveLength(MOST + 3 * MOST + 1);
  expect(others()).toEqual(['serverSilent', ...Array.from({ length: 3 * MOST }, () => 'serverHeard')]);
});

test('laps, sessions and joins are still kept where contacts and chat have no room any more', () => {
  chats(MOST);
  hear(practice, contact, elena, chat('lost'));
  hear(contact);
  hear(lap(90_000));
  unlock();
  expect(kept.slice(0, MOST)).toEqual(Array.from({ length: MOST }, () => 'chat'));
  expect(kept.slice(MOST)).toEqual(['newSession', 'newConnection', 'lapCompleted']);
});

test('laps have no room any more at twice as many waiting inputs', () => {
  for (let many = 0; many < 3 * MOST; many += 1) hear(lap(90_000));
  unlock();
  expect(kept).toHaveLength(2 * MOST);
});

test('that something is lost is logged once until all is kept, and then who is there is asked again', () => {
  chats(3 * MOST);
  const lost = () => logged.filter((message) => message.startsWith('too much waits to be kept'));
  expect(lost()).toHaveLength(1);
  unlock();
  expect(askedAgain).toBe(1);
  isLocked = true;
  chats(3 * MOST);
  expect(lost()).toHaveLength(2);
});

test('nothing is lost and nothing logged as long as there is room', () => {
  chats(MOST);
  expect(logged).toEqual(['what happens waits until it can be kept']);
  unlock();
  expect(kept).toHaveLength(MOST);
});
