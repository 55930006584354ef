import type { Tables } from '../../store/migrations.ts';

export const commandsTables: Tables = {
  room: 'discordCommands',
  steps: [
    `CREATE TABLE discord_commands (
       application_id TEXT NOT NULL,
       guild_id TEXT NOT NULL,
       hash TEXT NOT NULL,
       PRIMARY KEY (application_id, guild_id)
     );`,
  ],
};
