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

test('the second Pitwall of a name is told who has it, for as long as that is there', () => {
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

test('the next life of one that was killed has its name after two and a half seconds, and at once where it said that it ends', () => {
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

test('a hub that has just started takes the first that it hears', () => {
  expect(admission.heard('b', 'one')).toBe(true);
  expect(ask('two')).toMatch(/^Two Pitwalls claim to be the edge b: one that was there before; and host of two\. /);
});
