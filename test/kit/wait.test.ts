import { expect, it } from 'vitest';
import { atMost, sleep } from '../../src/kit/wait.ts';
import { FakeClock } from '../fakes/clock.ts';

const isOver = async (promise: Promise<void>): Promise<boolean> => {
  const nothing = Symbol();
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return (await Promise.race([promise, Promise.resolve(nothing)])) !== nothing;
};

it('sleeps by the given clock', async () => {
  const clock = new FakeClock();
  const sleeping = sleep(clock, 1000);
  clock.advance(999);
  expect(await isOver(sleeping)).toBe(false);
  clock.advance(1);
  expect(await isOver(sleeping)).toBe(true);
});

it('waits for work, but no longer than the limit', async () => {
  const clock = new FakeClock();
  expect(await isOver(atMost(clock, 1000, Promise.resolve('done')))).toBe(true);
  const stuck = atMost(clock, 1000, new Promise(() => {}));
  expect(await isOver(stuck)).toBe(false);
  clock.advance(1000);
  expect(await isOver(stuck)).toBe(true);
});

it('fails if the work fails', async () => {
  await expect(atMost(new FakeClock(), 1000, Promise.reject(new Error('no')))).rejects.toThrow('no');
});
