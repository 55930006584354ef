/** Slash commands, and the suggestions while somebody types one. */
import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import type { Call } from '../../command/dispatch.ts';
import type { Suggestion } from '../../command/param.ts';
import { UserError } from '../../kit/errors.ts';
import { attempt } from '../common/attempt.ts';
import { plainText } from '../common/text.ts';
import type { Answerable } from './answerable.ts';
import { type Asker, callerOf } from './asker.ts';
import { Conversation } from './conversation.ts';
import { SERVER_OPTION } from './schema.ts';
import type { InteractionServices } from './services.ts';

type Given = ChatInputCommandInteraction['options']['data'];

/** The part of a slash interaction that is used. */
export interface SlashInteraction extends Asker, Answerable {
  readonly commandName: string;
  readonly channelId: string;
  readonly options: { readonly data: Given };
}

export interface TypingInteraction extends Asker {
  readonly commandName: string;
  readonly channelId: string;
  readonly options: { readonly data: Given; getFocused(full: true): { readonly name: string; readonly value: string } };
  respond(choices: readonly { name: string; value: string }[]): Promise<unknown>;
}

export const onSlash = (interaction: SlashInteraction, services: InteractionServices): Promise<void> =>
  new Conversation(interaction, services).answer(() => callOf(interaction, services));

/** Suggestions for a half-typed option; none for somebody who may not use the command. */
export async function onAutocomplete(interaction: TypingInteraction, services: InteractionServices): Promise<void> {
  const { clock, log, hide } = services;
  const suggestions = await suggestionsFor(interaction, services);
  const choices: { name: string; value: string }[] = [];
  // Only checks for passwords until enough choices are found: checking thousands takes long.
  for (const { label, value } of suggestions) {
    if (choices.length === CHOICES) break;
    if (value.length > 0 && value.length <= CHOICE_LENGTH && hide(value) === value)
      choices.push({ name: hide(plainText(label, CHOICE_LENGTH)) || value, value });
  }
  await attempt(() => interaction.respond(choices), { what: 'suggesting', clock, log });
}

const CHOICES = 25;
const CHOICE_LENGTH = 100;

async function suggestionsFor(
  interaction: TypingInteraction,
  services: InteractionServices,
): Promise<readonly Suggestion[]> {
  const { name, value } = interaction.options.getFocused(true);
  if (name === SERVER_OPTION) {
    return services.servers.filter((id) => id.includes(value.toLowerCase())).map((id) => ({ label: id, value: id }));
  }
  try {
    return await services.dispatcher.suggest(callOf(interaction, services), name);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function callOf(interaction: Omit<SlashInteraction, keyof Answerable>, services: InteractionServices): Call {
  const { line, given } = said(interaction);
  const values = given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, String(value)] as const]));
  const { [SERVER_OPTION]: chosen, ...named } = Object.fromEntries(values);
  const server = chosen ?? services.serverForChannel(interaction.channelId);
  const isServerOfChannel = chosen === undefined && server !== undefined ? true : undefined;
  return { line, named, caller: callerOf(interaction, 'slash', services), server, isServerOfChannel };
}

/** "/server start" arrives as the command `server` with an option of the type subcommand. */
function said({ commandName, options }: Pick<SlashInteraction, 'commandName' | 'options'>) {
  const [first] = options.data;
  if (first?.type !== ApplicationCommandOptionType.Subcommand) return { line: commandName, given: options.data };
  return { line: `${commandName} ${first.name}`, given: first.options ?? [] };
}
