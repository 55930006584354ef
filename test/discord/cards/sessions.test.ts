import { describe, expect, test } from 'vitest';
import { cardOfLast } from '../posts.ts';
import { facts, started } from '../race.ts';

describe('a session', () => {
  test('is announced with its length, place and weather', () => {
    expect(cardOfLast(started)).toMatchObject({
      title: 'Race · 5 laps',
      description: 'magione\n18 °C air, 24 °C road',
    });
    const practice = { ...facts, name: 'Practice', kind: 'practice', laps: 0, minutes: 1, layout: 'short' } as const;
    expect(cardOfLast({ ...started, facts: practice })).toMatchObject({
      title: 'Practice · 1 minute',
      description: 'magione · short\n18 °C air, 24 °C road',
    });
  });

  test('says when it was restarted, and when that was seen late', () => {
    expect(cardOfLast({ ...started, again: true, late: true })).toMatchObject({
      title: 'Race restarted · 5 laps',
      footer: { text: 'Seen in log' },
    });
  });

  test('leaves out facts that the log does not have', () => {
    const unknown = { ...facts, name: '', track: '', ambientC: 0, roadC: 0, laps: 0 };
    expect(cardOfLast({ ...started, facts: unknown })).toEqual({ color: 0x3ba55d, title: 'Race' });
  });
});
