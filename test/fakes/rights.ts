import { createRights } from '../../src/features/rights/rights.ts';
import { FakeClock } from './clock.ts';

export const fakeRights = (admin = 'hunter2') => createRights({ clock: new FakeClock(), passwords: () => ({ admin }) });
