import { describe, expect, test } from 'vitest';
import { classification } from '../../fakes/results.ts';
import { cardOfLast, postsOfLast } from '../posts.ts';
import { bea, facts, lap, started, type Told } from '../race.ts';

describe('the provisional result', () => {
  test('of a race is sorted by laps, then time', () => {
    const laps = [
      lap(),
      lap({ driver: bea, lapMs: 90_000 }),
      lap({ lapMs: 99_000, lap: 2 }),
      lap({ driver: { ...bea, carId: 9 }, lapMs: 89_000 }),
    ];
    expect(cardOfLast(started, ...laps, { type: 'sessionEnded' })).toEqual({
      color: 0x5865f2,
      title: 'Race is over',
      description: [
        '1. **Elena** · 2 laps · 3:19.301 · best 1:39.000',
        '2. **Bea** · 1 lap · 1:29.000 · best 1:29.000',
      ].join('\n'),
      footer: { text: 'Provisional and without penalties until acServer writes its results file.' },
    });
  });

  test('of qualifying is sorted by best lap', () => {
    const qualify: Told = { ...started, facts: { ...facts, name: 'Qualify', kind: 'qualify' } };
    const laps = [lap({ cuts: 1, lapMs: 80_000 }), lap({ driver: bea })];
    expect(cardOfLast(qualify, ...laps, { type: 'sessionEnded' })?.description).toBe(
      '1. **Bea** · 1 lap · best 1:40.301\n2. **Elena** · 1 lap · no valid lap',
    );
  });

  test('is not posted if nobody drove a lap', () => {
    expect(postsOfLast(started, { type: 'sessionEnded' })).toEqual([]);
  });

  test('is not posted for a race that is restarted: the next card says that it starts over', () => {
    expect(postsOfLast(started, lap(), { type: 'sessionEnded', restarted: true })).toEqual([]);
    expect(postsOfLast(started, lap(), { type: 'sessionEnded', interrupted: true })).toHaveLength(1);
  });
});

describe('the result', () => {
  test('replaces the message with the provisional result', () => {
    const [end] = postsOfLast(started, lap(), { type: 'sessionEnded' });
    const [result] = postsOfLast({ type: 'classified', classification: classification({ session: 1 }) });
    expect(result?.post).toMatchObject({ key: 'results/gt3/1/1' });
    expect(end?.post).toMatchObject({ key: 'results/gt3/1/1' });
  });
});
