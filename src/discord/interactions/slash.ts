import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import type { Call } from '../../command/dispatch.ts';
import type { Suggestion } from '../../command/param.ts';
import { UserError } from '../../kit/errors.ts';
import { attempt } from '../common/failures.ts';
import { plainText } from '../common/text.ts';
import { type Asker, callerOf } from './asker.ts';
import { type Conversation, converse, type Desk, refuse } from './conversation.ts';
import { SERVER_OPTION } from './schema.ts';

type Given = ChatInputCommandInteraction['options']['data'];

/** The part of a slash interaction that is looked at. */
export interface SlashInteraction extends Asker, Conversation {
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

export async function onSlash(interaction: SlashInteraction, desk: Desk): Promise<void> {
  let call: Call;
  try {
    call = callOf(interaction, desk);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return refuse(interaction, error.message, desk);
  }
  await converse(interaction, call, desk);
}

/** What a half-typed option could become; nothing for whoever may not use the command. */
export async function onAutocomplete(interaction: TypingInteraction, desk: Desk): Promise<void> {
  const choices = (await suggestionsFor(interaction, desk))
    .filter(({ value }) => value.length > 0 && value.length <= CHOICE_LENGTH)
    .slice(0, CHOICES)
    .map(({ label, value }) => ({ name: plainText(label, CHOICE_LENGTH / 2) || value, value }));
  await attempt(() => interaction.respond(choices), { what: 'suggesting', ...desk });
}

const CHOICES = 25;
const CHOICE_LENGTH = 100;

async function suggestionsFor(interaction: TypingInteraction, desk: Desk): Promise<readonly Suggestion[]> {
  const { name, value } = interaction.options.getFocused(true);
  if (name === SERVER_OPTION) {
    return desk.servers.filter((id) => id.includes(value.toLowerCase())).map((id) => ({ label: id, value: id }));
  }
  try {
    return await desk.dispatcher.suggest(callOf(interaction, desk), name);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function callOf(interaction: Omit<SlashInteraction, keyof Conversation>, desk: Desk): Call {
  const { line, given } = said(interaction);
  const values = given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, String(value)] as const]));
  const { [SERVER_OPTION]: chosen, ...named } = Object.fromEntries(values);
  const server = chosen ?? desk.serverForChannel(interaction.channelId);
  return { line, named, caller: callerOf(interaction, 'slash', desk), ...(server !== undefined && { server }) };
}

/** "/server start" arrives as the command `server` with an option of the type subcommand. */
function said({ commandName, options }: Pick<SlashInteraction, 'commandName' | 'options'>) {
  const [first] = options.data;
  if (first?.type !== ApplicationCommandOptionType.Subcommand) return { line: commandName, given: options.data };
  return { line: `${commandName} ${first.name}`, given: first.options ?? [] };
}
