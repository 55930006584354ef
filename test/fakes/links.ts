import type { LeagueLinks } from '../../src/features/links/links.ts';
import { UserError } from '../../src/kit/errors.ts';

/** Nobody is linked, and nobody can be. */
export const fakeLinks = (): LeagueLinks => ({
  begin: () => 'ABC234',
  redeem: (code) => {
    throw new UserError(`no code ${code}`);
  },
  unlink: () => false,
  guidOf: () => undefined,
  userOf: () => undefined,
  isOfRoster: () => false,
});
