import { describe, expect, test } from 'vitest';
import { postsOfLast, toldOfLast } from '../posts.ts';
import { bea, facts, lap, started, type Told } from '../race.ts';

describe('a lap', () => {
  test('is posted with its time and its cuts', () => {
    expect(toldOfLast(started, lap({ lapMs: 90_000 }), lap({ driver: bea, lap: 2, cuts: 2 }))).toBe(
      'lap: ⏱ **Bea** · lap 2 · 1:40.301 (2 cuts)',
    );
    expect(toldOfLast(started, lap({ lapMs: 90_000 }), lap({ cuts: 1, late: true }))).toBe(
      'lap: ⏱ **Elena** · lap 1 · 1:40.301 (1 cut, seen in log)',
    );
  });

  test('names the sectors of its cuts if they are known', () => {
    expect(toldOfLast(started, lap({ lapMs: 90_000 }), lap({ driver: bea, lap: 2, cuts: 1, cutSectors: [3] }))).toBe(
      'lap: ⏱ **Bea** · lap 2 · 1:40.301 (1 cut in sector 3)',
    );
    const two = lap({ driver: bea, lap: 2, cuts: 3, cutSectors: [1, 3] });
    expect(toldOfLast(started, lap({ lapMs: 90_000 }), two)).toContain('(3 cuts in sectors 1 and 3)');
  });

  test('is the fastest lap when no valid lap was faster', () => {
    const practice: Told = { ...started, facts: { ...facts, kind: 'practice' } };
    const fastest = '⏱ **Elena** · lap 1 · 1:40.301 (fastest lap)';
    expect(postsOfLast(practice, lap()).map(({ kind, post }) => [kind, post.body.content])).toEqual([
      ['lap', fastest],
      ['fastest lap', fastest],
    ]);
    expect(postsOfLast(practice, lap({ cuts: 1 }), lap({ lapMs: 110_000 }))).toHaveLength(2);
    expect(toldOfLast(practice, lap(), lap({ lapMs: 90_000, cuts: 1 }))).not.toContain('fastest');
    expect(toldOfLast(practice, lap(), lap({ driver: bea }))).not.toContain('fastest');
  });
});
