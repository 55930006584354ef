import { Rights, type RightsOptions } from '../../src/features/rights/rights.ts';
import { FakeClock } from './clock.ts';

/** Rights of a server whose admin password is "hunter2". */
export const fakeRights = (options: Partial<RightsOptions> = {}): Rights =>
  new Rights({
    dialect: 'kunos',
    clock: new FakeClock(),
    passwords: () => ({ admin: 'hunter2' }),
    addressOf: () => undefined,
    ...options,
  });
