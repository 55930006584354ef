import { describe, expect, it } from 'vitest';
import { snowflakes, timeOf } from '../../../sandbox/discord/snowflake.ts';
import { FakeClock } from '../../fakes/clock.ts';

describe('an id', () => {
  it('contains its time of creation', () => {
    const clock = new FakeClock(Date.UTC(2026, 4, 3, 18));
    expect(timeOf(snowflakes(clock)())).toBe(Date.UTC(2026, 4, 3, 18));
    // The example of Discord's documentation: 2016-04-30 11:18:25.796 UTC.
    expect(timeOf('175928847299117063')).toBe(1_462_015_105_796);
  });

  it('is larger than all before, even if the clock stands still or goes back', () => {
    const clock = new FakeClock();
    const next = snowflakes(clock);
    const ids = [next(), next()];
    clock.advance(-1_000);
    ids.push(next());
    expect(ids.map(BigInt)).toEqual(ids.map(BigInt).sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(ids).size).toBe(3);
  });
});
