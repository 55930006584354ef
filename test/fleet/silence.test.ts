import { beforeEach, describe, expect, test } from 'vitest';
import { type Away, Silence } from '../../src/fleet/silence.ts';
import { FakeClock } from '../fakes/clock.ts';

let clock: FakeClock;
let silence: Silence;
let told: unknown[];
beforeEach(() => {
  clock = new FakeClock();
  silence = new Silence(clock);
  told = [];
  silence.onAway(({ edge }) => told.push(`${edge} is away`));
  silence.onBack(({ edge, events, isRestarted }) => told.push([`${edge} is back`, events, isRestarted]));
  silence.onLinkDown(() => told.push('the link is down'));
  silence.onLinkBack(({ events }) => told.push(['the link is back', events]));
});

const away = (edge: string): Away => ({ edge, since: clock.now(), servers: ['gt3'] });
const pass = (ms: number): void => {
  clock.advance(ms);
  silence.look();
};
const news = (): unknown[] => told.splice(0);

describe('a host that comes back', () => {
  test('is reported once the hub has all its missed rows', () => {
    silence.missed(away('a'), 'life 1');
    silence.missed(away('a'), 'life 1');
    expect(news()).toEqual(['a is away']);
    silence.heard('a', 'life 1', 412);
    silence.applied('a', 200);
    pass(1000);
    expect(news()).toEqual([]);
    silence.applied('a', 12);
    silence.applied('b', 3);
    silence.heard('a', 'life 1', 0);
    pass(1000);
    pass(1000);
    expect(news()).toEqual([['a is back', 212, false]]);
  });

  test('is reported after two minutes even if its missed rows never arrive', () => {
    silence.missed(away('a'), 'life 1');
    silence.heard('a', 'life 2', 5);
    pass(119_000);
    expect(news()).toEqual(['a is away']);
    pass(1000);
    expect(news()).toEqual([['a is back', 0, true]]);
  });

  test('is not reported if it goes silent again before that', () => {
    silence.missed(away('a'), undefined);
    silence.heard('a', 'life 1', 3);
    silence.missed(away('a'), 'life 1');
    pass(200_000);
    expect(news()).toEqual(['a is away']);
    silence.heard('a', 'life 1', 0);
    pass(1000);
    expect(news()).toEqual([['a is back', 0, false]]);
  });
});

describe('a NATS connection that is down', () => {
  test('is reported instead of the hosts behind it, and once with all rows when it is back', () => {
    silence.linkLost();
    expect(silence.linkDownSince()).toBe(clock.now());
    pass(4999);
    expect(news()).toEqual([]);
    pass(1);
    for (const edge of ['a', 'b']) silence.missed(away(edge), 'life 1');
    silence.linkLost();
    pass(60_000);
    expect(news()).toEqual(['the link is down']);
    silence.linkBack();
    expect(silence.linkDownSince()).toBeUndefined();
    silence.heard('a', 'life 1', 3);
    silence.applied('a', 3);
    silence.heard('b', 'life 1', 2);
    pass(1000);
    expect(news()).toEqual([]);
    silence.applied('b', 2);
    silence.heard('a', 'life 1', 0);
    silence.heard('b', 'life 1', 0);
    pass(1000);
    expect(news()).toEqual([['the link is back', 5]]);
  });

  test('is not reported if it lasts less than five seconds', () => {
    silence.linkLost();
    pass(4000);
    silence.linkBack();
    pass(60_000);
    expect(news()).toEqual([]);
  });

  test('is followed by a report of any host that stays silent', () => {
    silence.linkLost();
    pass(5000);
    silence.missed(away('a'), 'life 1');
    silence.missed(away('b'), 'life 1');
    silence.linkBack();
    silence.heard('a', 'life 1', 0);
    pass(14_000);
    expect(news()).toEqual(['the link is down']);
    pass(1000);
    expect(news()).toEqual([['the link is back', 0], 'b is away']);
    silence.heard('b', 'life 2', 0);
    pass(1000);
    expect(news()).toEqual([['b is back', 0, true]]);
  });

  test('is reported separately if a host went missing before', () => {
    silence.missed(away('a'), 'life 1');
    silence.linkLost();
    pass(5000);
    expect(news()).toEqual(['a is away', 'the link is down']);
    silence.linkBack();
    silence.heard('a', 'life 1', 0);
    pass(1000);
    expect(news()).toEqual([
      ['a is back', 0, false],
      ['the link is back', 0],
    ]);
  });
});
