import type { Upkeep } from '../../src/command/upkeep.ts';

/** A healthy installation that lacks nothing. */
export const fakeUpkeep = (): Upkeep => ({
  checks: async () => [{ number: 6, title: 'Discord accepts the token', state: 'ok', findings: [], reasons: [] }],
  plan: async () => ['#race-control: there'],
  makeChannels: async () => ['Every channel is there.'],
  makeRoles: async () => ['Every role is there.'],
  take: async (purpose, id) => [`${id} is for ${purpose}.`],
  undo: async () => ['/setup has made nothing.'],
  testCard: () => 'Test card sent to the main channel.',
});
