/** Typed commands, and what Discord sends for them. */
import { ApplicationCommandOptionType } from 'discord.js';
import { command } from '../../../src/command/command.ts';
import { integer, optional, text } from '../../../src/command/param.ts';
import type { SlashInteraction } from '../../../src/discord/interactions/slash.ts';
import { interactionOf } from '../people.ts';

export const about = 'Something';
export const echo = command({
  name: 'echo',
  about,
  role: 'driver',
  is: 'act',
  effect: ['changes the grid'],
  params: { what: text('What'), times: optional(integer('How often')) },
  run: ({ what, times }, { server }) => ({ kind: 'note', text: `${server.id}: ${what} ${times ?? ''}` }),
});
export const secret = command({
  name: 'grid secret',
  about,
  role: 'steward',
  is: 'act',
  effect: ['changes the grid'],
  private: true,
  params: {},
  run: () => ({ kind: 'note', text: 'psst' }),
});

type Data = SlashInteraction['options']['data'];
export const option = (name: string, value: string | number) => ({
  name,
  type: ApplicationCommandOptionType.String,
  value,
});
export const sub = (name: string, ...options: Data): Data => [
  { name, type: ApplicationCommandOptionType.Subcommand, options },
];

export const said = (commandName: string, data: Data, who = interactionOf('driver')) => ({
  ...who,
  commandName,
  options: { data },
});
