import { expect, test } from 'vitest';
import { withoutAddresses } from '../../src/app/edge/private.ts';
import type { Outcome } from '../../src/command/outcome.ts';
import { driver } from '../command/world.ts';

const ADDRESS = '203.0.113.7';
const drivers = (addresses: boolean): Outcome => ({
  kind: 'done',
  answer: {
    kind: 'drivers',
    drivers: [driver({ address: { host: ADDRESS, port: 50_123 } })],
    show: { guids: true, addresses },
    isUnknown: undefined,
  },
});

test('addresses of drivers leave the host only in answers to callers who may see them', () => {
  expect(JSON.stringify(withoutAddresses(drivers(false)))).not.toContain(ADDRESS);
  expect(withoutAddresses(drivers(false))).toMatchObject({ answer: { drivers: [{ name: 'Ada Quick' }] } });
  expect(JSON.stringify(withoutAddresses(drivers(true)))).toContain(ADDRESS);
  const refused: Outcome = { kind: 'failed', sentence: 'no' };
  expect(withoutAddresses(refused)).toBe(refused);
});
