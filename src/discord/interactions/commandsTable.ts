/** Registers the guild's slash commands with Discord, and remembers what was registered last. */
import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import type { Store } from '../../store/store.ts';
import type { SlashCommand } from './schema.ts';

export interface CommandRegistration {
  readonly rest: Pick<REST, 'put'>;
  readonly store: Store;
  readonly applicationId: string;
  readonly guildId: string;
  readonly commands: readonly SlashCommand[];
}

/** Whether exactly these commands were registered before. If Discord has different ones now, it has forgotten them. */
export function wasTold({ store, applicationId, guildId, commands }: Omit<CommandRegistration, 'rest'>): boolean {
  const known = store.get<{ hash: string }>(
    'SELECT hash FROM discord_commands WHERE application_id = ? AND guild_id = ?',
    applicationId,
    guildId,
  );
  return known?.hash === hashOf(commands);
}

/** Registers all of the guild's commands at once, whatever Discord has. */
export async function registerCommands(registration: CommandRegistration): Promise<void> {
  const { rest, store, applicationId, guildId, commands } = registration;
  await tellSlashCommands(rest, { applicationId, guildId, commands });
  store.run(
    'INSERT INTO discord_commands VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash',
    applicationId,
    guildId,
    hashOf(commands),
  );
}

/** Does not store that they were registered. */
export const tellSlashCommands = (
  rest: Pick<REST, 'put'>,
  { applicationId, guildId, commands }: Omit<CommandRegistration, 'rest' | 'store'>,
): Promise<unknown> => rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body: commands });

const hashOf = (commands: readonly SlashCommand[]): string =>
  createHash('sha256').update(JSON.stringify(commands)).digest('hex');
