import type { Tables } from '../../store/migrations.ts';

export const deferralTables: Tables = {
  room: 'discordReplies',
  steps: [
    `CREATE TABLE discord_replies (
       interaction_id TEXT PRIMARY KEY,
       application_id TEXT NOT NULL,
       token TEXT NOT NULL,
       until INTEGER NOT NULL
     );`,
    'ALTER TABLE discord_replies ADD COLUMN act TEXT;',
  ],
};
