import { expect, it } from 'vitest';
import { once } from '../../src/kit/once.ts';

it('creates the value on first use, and only once even if it is undefined', () => {
  let made = 0;
  const get = once(() => {
    made++;
    return undefined;
  });
  expect(made).toBe(0);
  expect([get(), get(), made]).toEqual([undefined, undefined, 1]);
});

it('tries again after an error', () => {
  let tries = 0;
  const get = once(() => {
    tries++;
    if (tries === 1) throw new Error('not yet');
    return tries;
  });
  expect(get).toThrow('not yet');
  expect([get(), get()]).toEqual([2, 2]);
});
