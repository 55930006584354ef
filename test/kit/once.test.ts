import { expect, it } from 'vitest';
import { once } from '../../src/kit/once.ts';

it('makes it when it is first asked for, also where it is nothing', () => {
  let made = 0;
  const get = once(() => {
    made++;
    return undefined;
  });
  expect(made).toBe(0);
  expect([get(), get(), made]).toEqual([undefined, undefined, 1]);
});

it('tries again what has thrown', () => {
  let tries = 0;
  const get = once(() => {
    tries++;
    if (tries === 1) throw new Error('not yet');
    return tries;
  });
  expect(get).toThrow('not yet');
  expect([get(), get()]).toEqual([2, 2]);
});
