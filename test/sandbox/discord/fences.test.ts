import { expect, it } from 'vitest';
import { nameOf } from '../../../sandbox/discord/route.ts';
import { routes } from '../../../sandbox/discord/routes/index.ts';
import { CALLERS } from '../../judges/callers.ts';

it('every route of the local Discord has a caller, and every caller its routes', () => {
  const called = new Set<string>(Object.values(CALLERS).flat());
  expect(routes.map(nameOf).sort()).toEqual([...called].sort());
});
