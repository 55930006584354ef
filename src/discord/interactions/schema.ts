/** The vocabulary in Discord's format: groups, subcommands and options. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { type Command, offeredBy } from '../../command/command.ts';
import type { Param } from '../../command/param.ts';
import { translationsOf } from '../../texts/languages.ts';
import { plainText } from '../common/text.ts';

export type SlashCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** The option that selects a game server if there are several. */
export const SERVER_OPTION = 'server';
export const SERVER_OPTION_ABOUT = "Game server (this channel's own if left out)";

/** The commands to register. "server start" becomes the subcommand `start` of `/server`. */
export function slashSchema(commands: readonly Command[], servers: readonly string[]): SlashCommand[] {
  const offered = commands.filter((command) => offeredBy(command, 'slash'));
  const roots = [...new Set(offered.map(({ name }) => firstWord(name)))];
  return roots.map((root) => {
    const members = offered.filter(({ name }) => firstWord(name) === root);
    return isGroup(members) ? group(root, members, servers) : single(root, members, servers);
  });
}

const firstWord = (name: string): string => name.split(' ')[0] ?? name;
const restOf = (name: string): string => name.split(' ').slice(1).join(' ');
const isGroup = (members: readonly Command[]): boolean => members.some(({ name }) => name.includes(' '));

/**
 * Guild only. Admin-only commands are hidden from others: Discord shows them to members who may manage the server, and
 * to those the owner picks under "Integrations". This is not access control: the configured roles decide.
 */
const common = (members: readonly Command[]) => ({
  type: ApplicationCommandType.ChatInput as const,
  contexts: [InteractionContextType.Guild],
  default_member_permissions: members.every(({ role }) => role === 'admin') ? SHOWN_TO_ADMINS : null,
});

const SHOWN_TO_ADMINS = String(PermissionFlagsBits.ManageGuild);

function group(root: string, members: readonly Command[], servers: readonly string[]): SlashCommand {
  const names = members.map(({ name }) => restOf(name));
  if (names.includes('')) throw new Error(`/${root} has subcommands, so Discord cannot offer "${root}" alone`);
  return {
    ...common(members),
    name: root,
    description: plainText(`${root}: ${names.join(', ')}`),
    options: members.map((command) => ({
      type: ApplicationCommandOptionType.Subcommand as const,
      name: restOf(command.name),
      ...described(command.about),
      options: optionsOf(command, servers),
    })),
  };
}

function single(root: string, [command]: readonly Command[], servers: readonly string[]): SlashCommand {
  if (!command) throw new Error(`/${root} has no definition`);
  return { ...common([command]), name: root, ...described(command.about), options: optionsOf(command, servers) };
}

function optionsOf(command: Command, servers: readonly string[]): APIApplicationCommandBasicOption[] {
  const said = Object.entries(command.params).filter(([, { forButtons }]) => !forButtons);
  const own = said.map(([name, param]) => option(name, param));
  return command.installation || servers.length < 2 ? own : [...own, serverOption];
}

function option(name: string, param: Param<unknown>): APIApplicationCommandBasicOption {
  const base = { name, ...described(param.about), required: !param.optional || param.isNeededOnDiscord === true };
  const { shape } = param;
  const autocomplete = param.suggest ? true : undefined;
  switch (shape.kind) {
    case 'integer': {
      const limits = { min_value: shape.min, max_value: shape.max };
      return { type: ApplicationCommandOptionType.Integer, ...base, ...limits, autocomplete };
    }
    case 'channel':
      return { type: ApplicationCommandOptionType.Channel, ...base, channel_types: [...TEXT_CHANNELS] };
    case 'role':
      return { type: ApplicationCommandOptionType.Role, ...base };
    case 'string':
      return shape.choices
        ? { type: ApplicationCommandOptionType.String, ...base, ...choices(shape.choices) }
        : { type: ApplicationCommandOptionType.String, ...base, autocomplete };
  }
}

/** Channel types that take messages directly. */
const TEXT_CHANNELS = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

const choices = (options: readonly string[]) => ({ choices: options.map((value) => ({ name: value, value })) });

/** The description, with translations for users of Discord in other languages. */
const described = (about: string) => ({ description: about, description_localizations: translationsOf(about) });

const serverOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: SERVER_OPTION,
  ...described(SERVER_OPTION_ABOUT),
  required: false,
  autocomplete: true,
};

/**
 * Whether Discord already has these commands. It returns them with ids and versions, and without fields that have no
 * effect (`required: false`, no choices, no options).
 */
export function sameCommands(known: readonly SlashCommand[], ours: readonly SlashCommand[]): boolean {
  const byName = new Map(known.map((command) => [command.name, command]));
  return known.length === ours.length && ours.every((each) => saysSame(told(byName.get(each.name)), told(each)));
}

const told = (command: SlashCommand | undefined) =>
  command && {
    name: command.name,
    description: command.description,
    translated: command.description_localizations,
    options: command.options,
    contexts: command.contexts,
    needed: command.default_member_permissions,
  };

/** Compared in place: copies of all commands in six languages would be a megabyte. */
function saysSame(one: unknown, other: unknown): boolean {
  if (saysNothing(one) || saysNothing(other)) return saysNothing(one) && saysNothing(other);
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.isArray(one) === Array.isArray(other) && [...keys].every((key) => saysSame(one[key], other[key]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const saysNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
