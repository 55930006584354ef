import { expect, test } from 'vitest';
import { type Look, Pace } from '../../../src/features/board/pace.ts';
import { FakeClock } from '../../fakes/clock.ts';

function rig() {
  const clock = new FakeClock();
  const shown: { at: number; state: string }[] = [];
  const faults: unknown[] = [];
  let now: Look<string> | Error = { state: 'a', happened: 'a', figures: '1' };
  const pace = new Pace<string>({
    clock,
    look() {
      if (now instanceof Error) throw now;
      return now;
    },
    show: (state) => shown.push({ at: clock.monotonic(), state }),
    onFault: (error) => faults.push(error),
  });
  const set = (happened: string, figures = '1'): void => {
    now = { state: `${happened}${figures}`, happened, figures };
  };
  return {
    clock,
    shown,
    faults,
    pace,
    set,
    fail: (error: Error) => {
      now = error;
    },
  };
}

test('a change is shown at once if nothing was shown for a while', () => {
  const { clock, shown, pace, set } = rig();
  pace.soon();
  clock.advance(60_000);
  expect(shown).toHaveLength(1);
  set('b');
  pace.soon();
  clock.advance(0);
  expect(shown.at(-1)).toEqual({ at: 60_000, state: 'b1' });
});

test('an unannounced change is shown within a second', () => {
  const { clock, shown, set } = rig();
  clock.advance(60_500);
  set('b');
  clock.advance(1000);
  expect(shown.at(-1)?.at).toBe(61_000);
});

test('updates are at least 5 s apart, however often the state changes', () => {
  const { clock, shown, pace, set } = rig();
  pace.soon();
  for (let second = 0; second < 60; second += 1) {
    set(`state ${second}`);
    pace.soon();
    clock.advance(1000);
  }
  const waits = shown.slice(1).map(({ at }, index) => at - (shown[index]?.at ?? 0));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(5000);
  expect(shown.length).toBeLessThanOrEqual(13);
  expect(shown.length).toBeGreaterThan(10);
});

test('changes in the figures alone are shown every 15 s', () => {
  const { clock, shown, set } = rig();
  for (let second = 0; second < 61; second += 1) {
    set('a', String(second));
    clock.advance(1000);
  }
  expect(shown.map(({ at }) => at)).toEqual([1000, 16_000, 31_000, 46_000, 61_000]);
});

test('nothing is shown when nothing has changed', () => {
  const { clock, shown, pace } = rig();
  for (let minute = 0; minute < 60; minute += 1) {
    pace.soon();
    clock.advance(60_000);
  }
  expect(shown).toHaveLength(1);
});

test('a state that cannot be built is reported once, and the next one is shown', () => {
  const { clock, shown, faults, set, fail } = rig();
  fail(new Error('broken'));
  clock.advance(60_000);
  set('b');
  clock.advance(1000);
  expect(faults).toHaveLength(1);
  expect(shown.map(({ state }) => state)).toEqual(['b1']);
});

test('nothing is shown after it is closed', () => {
  const { clock, shown, pace } = rig();
  pace.soon();
  pace.close();
  clock.advance(60_000);
  expect(shown).toEqual([]);
});
