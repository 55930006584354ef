/** What Discord says about the bot and the league's server, by REST only: without a log-in, so none is used up. */
import {
  type APIApplication,
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIRole,
  ChannelType,
  DiscordAPIError,
  GuildMFALevel,
  type REST,
  RESTEvents,
  type RESTGetAPIGatewayBotResult,
  type RESTGetAPIGuildApplicationCommandsPermissionsResult,
  RESTJSONErrorCodes,
  type RestEvents,
  Routes,
} from 'discord.js';
import type { ChannelFacts, DiscordFacts, GuildFacts } from '../../doctor/facts.ts';
import type { Clock } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';
import { type SlashCommand, sameCommands } from '../interactions/schema.ts';
import { isTokenRefusal } from './steadyRest.ts';

export interface Inspection {
  readonly rest: REST;
  readonly clock: Clock;
  /** The league's server. If it is not known yet, only the bot is checked. */
  readonly guildId?: string | undefined;
  /** Channels that are missing from the list and must be looked up one by one: threads. */
  readonly channelIds?: readonly string[] | undefined;
  /** The commands that Discord should have. */
  readonly commands?: readonly SlashCommand[] | undefined;
}

/** Never rejects because of Discord or the network: those failures are part of the result. */
export async function inspect(inspection: Inspection): Promise<DiscordFacts> {
  const { rest, clock } = inspection;
  const clocks = new ClockWatch(rest, clock);
  try {
    const facts = await factsBy(inspection);
    return { ...facts, clockAheadMs: clocks.aheadMs() };
  } catch (error) {
    if (isTokenRefusal(error)) return { token: 'refused', guilds: [] };
    return { token: 'unknown', unreachable: messageOf(error), guilds: [] };
  } finally {
    clocks.stop();
  }
}

async function factsBy({ rest, clock, guildId, channelIds = [], commands }: Inspection): Promise<DiscordFacts> {
  const gateway = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
  const application = (await rest.get(Routes.currentApplication())) as APIApplication;
  const guilds = (await rest.get(Routes.userGuilds())) as readonly { readonly id: string; readonly name: string }[];
  const botId = application.bot?.id ?? application.id;
  const isThere = guildId !== undefined && guilds.some(({ id }) => id === guildId);
  const { remaining, reset_after } = gateway.session_start_limit;
  return {
    token: 'accepted',
    applicationId: application.id,
    botId,
    hasMessageContent: ((application.flags ?? 0) & MESSAGE_CONTENT) !== 0,
    requiresCodeGrant: application.bot_require_code_grant,
    logins: { left: remaining, resetAt: clock.now() + reset_after },
    guilds: guilds.map(({ id, name }) => ({ id, name })),
    guild: isThere ? await guildBy(rest, { guildId, botId, channelIds }) : undefined,
    commandsShownTo: isThere && commands ? await shownTo(rest, application.id, guildId) : undefined,
    commands: isThere ? await commandsBy(rest, { applicationId: application.id, guildId, commands }) : undefined,
  };
}

/** The full flag for verified bots, the "limited" one for bots on fewer than a hundred servers. */
const MESSAGE_CONTENT = (1 << 18) | (1 << 19);

async function guildBy(
  rest: REST,
  { guildId, botId, channelIds }: { guildId: string; botId: string; channelIds: readonly string[] },
): Promise<GuildFacts> {
  const [guild, roles, channels, member] = (await Promise.all([
    rest.get(Routes.guild(guildId)),
    rest.get(Routes.guildRoles(guildId)),
    rest.get(Routes.guildChannels(guildId)),
    rest.get(Routes.guildMember(guildId, botId)),
  ])) as [APIGuild, readonly APIRole[], readonly APIChannel[], APIGuildMember];
  const listed = channels.map((channel) => channelFacts(channel));
  const unlisted = channelIds.filter((id) => !channels.some((channel) => channel.id === id));
  const threads = await Promise.all(unlisted.map((id) => threadBy(rest, id, listed)));
  return {
    id: guildId,
    name: guild.name,
    needsTwoFactor: guild.mfa_level === GuildMFALevel.Elevated,
    roles: roles.map(({ id, name, position, permissions, managed }) => ({
      id,
      name,
      position,
      permissions: BigInt(permissions),
      isManaged: managed,
    })),
    botRoleIds: member.roles,
    channels: [...listed, ...threads.filter((thread) => thread !== undefined)],
  };
}

const KINDS: Partial<Record<ChannelType, ChannelFacts['kind']>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'text',
  [ChannelType.AnnouncementThread]: 'thread',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.PrivateThread]: 'thread',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'forum',
};

function channelFacts(channel: APIChannel, parent?: ChannelFacts): ChannelFacts {
  const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  return {
    id: channel.id,
    name: channel.name ?? '',
    kind: KINDS[channel.type] ?? 'other',
    parentId: 'parent_id' in channel ? (channel.parent_id ?? undefined) : undefined,
    overwrites:
      parent?.overwrites ??
      overwrites.map(({ id, type, allow, deny }) => ({
        id,
        isMember: type === 1,
        allow: BigInt(allow),
        deny: BigInt(deny),
      })),
  };
}

/** Undefined if it does not exist, or the bot cannot see it. */
async function threadBy(rest: REST, id: string, listed: readonly ChannelFacts[]): Promise<ChannelFacts | undefined> {
  try {
    const channel = (await rest.get(Routes.channel(id))) as APIChannel;
    const parentId = 'parent_id' in channel ? channel.parent_id : undefined;
    return channelFacts(
      channel,
      listed.find((one) => one.id === parentId),
    );
  } catch (error) {
    if (error instanceof DiscordAPIError && (error.status === 404 || error.status === 403)) return undefined;
    throw error;
  }
}

async function commandsBy(
  rest: REST,
  asked: { applicationId: string; guildId: string; commands: readonly SlashCommand[] | undefined },
): Promise<DiscordFacts['commands']> {
  const { applicationId, guildId, commands } = asked;
  if (!commands) return undefined;
  try {
    const known = (await rest.get(Routes.applicationGuildCommands(applicationId, guildId), {
      // Otherwise Discord leaves out the translations.
      query: new URLSearchParams({ with_localizations: 'true' }),
    })) as readonly SlashCommand[];
    if (known.length === 0) return 'none';
    return sameCommands(known, commands) ? 'same' : 'different';
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess) return 'not allowed';
    throw error;
  }
}

/** What the owner has set under "Integrations" for any command. Only for a better sentence; nothing needs it. */
async function shownTo(rest: REST, applicationId: string, guildId: string): Promise<readonly string[] | undefined> {
  try {
    const path = Routes.guildApplicationCommandsPermissions(applicationId, guildId);
    const set = (await rest.get(path)) as RESTGetAPIGuildApplicationCommandsPermissionsResult;
    return set.flatMap(({ permissions }) => permissions.filter(({ permission }) => permission).map(({ id }) => id));
  } catch {
    return undefined;
  }
}

/** Measures the clock's error: every response from Discord has a timestamp, in whole seconds. */
class ClockWatch {
  readonly #rest: REST;
  #ahead: number | undefined;
  readonly #note: (...heard: RestEvents['response']) => void;

  constructor(rest: REST, clock: Clock) {
    this.#rest = rest;
    this.#note = (_, { headers }) => {
      const at = Date.parse(headers.get('date') ?? '');
      // The timestamp is cut to the second, so it is half a second early on average.
      if (Number.isFinite(at)) this.#ahead = clock.now() - at - 500;
    };
    rest.on(RESTEvents.Response, this.#note);
  }

  aheadMs(): number | undefined {
    return this.#ahead;
  }

  stop(): void {
    this.#rest.off(RESTEvents.Response, this.#note);
  }
}
