import { beforeEach, expect, test } from 'vitest';
import { Admission } from '../../src/fleet/admission.ts';
import { FakeClock } from '../fakes/clock.ts';

let clock: FakeClock;
let admission: Admission;
beforeEach(() => {
  clock = new FakeClock();
  admission = new Admission(clock);
});

const ask = (segment: string) => admission.asked('b', { segment, name: `host of ${segment}` });

test('a second Pitwall of the same name is refused while the first one is alive', () => {
  expect(ask('one')).toBeUndefined();
  for (let second = 0; second < 60; second += 1) {
    clock.advance(1000);
    expect(admission.heard('b', 'one')).toBe(true);
    expect(ask('two')).toMatch(
      /^Two Pitwalls claim to be the edge b: host of one; and host of two\. Give the second one its own name/,
    );
    expect(admission.heard('b', 'two')).toBe(false);
  }
  expect(admission.of('b')).toBe('one');
  expect(admission.asked('a', { segment: 'two' })).toBeUndefined();
});

test('the next life of an edge is admitted 2.5 s after a kill, or at once after a clean exit', () => {
  ask('one');
  clock.advance(2499);
  expect(ask('two')).toBeDefined();
  clock.advance(1);
  expect(ask('two')).toBeUndefined();
  // It was only cut off, and will come back.
  expect(ask('one')).toMatch(/: host of two; and host of one/);
  admission.left('b', 'one');
  expect(admission.of('b')).toBe('two');
  admission.left('b', 'two');
  expect(ask('one')).toBeUndefined();
});

test('a hub that has just started admits the first edge it hears', () => {
  expect(admission.heard('b', 'one')).toBe(true);
  expect(ask('two')).toMatch(/^Two Pitwalls claim to be the edge b: one that was there before; and host of two\. /);
});
