import type { Tables } from '../../store/migrations.ts';

export const setupTables: Tables = {
  room: 'discordSetup',
  steps: [
    `CREATE TABLE discord_setup (
       variable TEXT PRIMARY KEY,
       kind TEXT NOT NULL CHECK (kind IN ('channel', 'role')),
       id TEXT NOT NULL,
       made INTEGER NOT NULL
     );`,
  ],
};
