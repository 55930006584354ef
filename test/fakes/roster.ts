import type { RosterActions } from '../../src/features/roster/roster.ts';

export const fakeRoster = (): RosterActions => ({
  reload: async () => ({ file: 'roster.csv', drivers: 2, problems: [] }),
});
