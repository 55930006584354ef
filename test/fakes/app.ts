import type { App, Server } from '../../src/command/app.ts';
import { fakeLinks } from './links.ts';
import { noPictures } from './pictures.ts';
import { fakeRoster } from './roster.ts';
import { fakeUpkeep } from './upkeep.ts';

/** An app with these game servers, and as little as possible of everything else. */
export const appOf = (...servers: readonly Server[]): App => ({
  servers: new Map(servers.map((server) => [server.id, server])),
  links: fakeLinks(),
  upkeep: fakeUpkeep(),
  pictures: noPictures,
  roster: fakeRoster(),
  privacyWarnings: () => [],
  shutdown: () => {},
});
