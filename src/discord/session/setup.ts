/** What `/setup` does on Discord, and a record of it, which is used from the next start and can be undone. */
import type { REST } from 'discord.js';
import type { Purpose } from '../../command/upkeep.ts';
import type { Config } from '../../config/environment.ts';
import type { DiscordFacts, GuildFacts } from '../../doctor/facts.ts';
import { inviteLink, PERMISSIONS, permissionsOf } from '../../doctor/permissions.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { Rows } from '../../store/rows.ts';
import {
  CHANNELS,
  existing,
  makeChannel,
  makeRole,
  type Provision,
  ROLES,
  takeAway,
  type WantedChannel,
} from './provision.ts';

interface Chosen {
  readonly variable: string;
  readonly kind: 'channel' | 'role';
  readonly id: string;
  /** 1 if `/setup` created it, 0 if it already existed. */
  readonly made: number;
}

const chosenIn = (store: Rows): readonly Chosen[] =>
  store.all<Chosen>('SELECT variable, kind, id, made FROM discord_setup ORDER BY variable');

/** The configuration, completed with what was set up on Discord. The owner's own settings take precedence. */
export function withChosen<C extends Pick<Config, 'discord'>>(config: C, store: Rows): C {
  const idOf = (variable: string): string | undefined => chosenIn(store).find((one) => one.variable === variable)?.id;
  const { discord } = config;
  const rolesOf = (role: 'admin' | 'steward', variable: string): readonly string[] => {
    const id = idOf(variable);
    return discord.roleIds[role].length > 0 || id === undefined ? discord.roleIds[role] : [id];
  };
  return {
    ...config,
    discord: {
      ...discord,
      chatChannelId: discord.chatChannelId ?? idOf('DISCORD_CHAT_CHANNEL_ID'),
      stewardChannelId: discord.stewardChannelId ?? idOf('DISCORD_STEWARD_CHANNEL_ID'),
      logChannelId: discord.logChannelId ?? idOf('DISCORD_LOG_CHANNEL_ID'),
      boardChannelId: discord.boardChannelId ?? idOf('DISCORD_BOARD_CHANNEL_ID'),
      documentsChannelId: discord.documentsChannelId ?? idOf('DISCORD_DOCUMENTS_CHANNEL_ID'),
      roleIds: {
        admin: rolesOf('admin', 'DISCORD_ADMIN_ROLES'),
        steward: rolesOf('steward', 'DISCORD_STEWARD_ROLES'),
        driver: discord.roleIds.driver,
      },
    },
  };
}

export interface SetupNeeds {
  readonly rest: REST;
  readonly store: Rows;
  /** The owner's own settings. */
  readonly config: Pick<Config, 'discord'>;
  /** The current state on Discord. */
  facts(): Promise<DiscordFacts>;
}

const FROM_NEXT_START = 'It takes effect at the next start of Pitwall.';

export class DiscordSetup {
  readonly #needs: SetupNeeds;

  constructor(needs: SetupNeeds) {
    this.#needs = needs;
  }

  async plan(): Promise<readonly string[]> {
    const { guild, facts } = await this.#place();
    const channels = CHANNELS.map(({ name, variable, access }) => {
      const there = guild.channels.find(({ id }) => id === this.#set(variable)) ?? existing(guild.channels, name);
      const missing = access === 'closed' ? 'missing; it would be for stewards alone' : 'missing';
      return `#${there?.name ?? name}: ${there ? 'there' : missing}`;
    });
    const roles = ROLES.map(({ name, variable, about }) => {
      const there = guild.roles.find(({ id }) => id === this.#set(variable)) ?? existing(guild.roles, name);
      return `@${there?.name ?? name} (${about}): ${there ? 'there' : 'missing'}`;
    });
    const link = inviteLink(facts.applicationId ?? '', 'setup', guild.id);
    return [
      ...channels,
      ...roles,
      `To create channels and roles, the bot temporarily needs Manage Channels and Manage Roles: ${link}`,
    ];
  }

  async makeChannels(attempt: Attempt): Promise<readonly string[]> {
    const { guild, at } = await this.#place();
    const readers = ROLES.flatMap(({ variable, name }) => this.#set(variable) ?? existing(guild.roles, name)?.id ?? []);
    const said: string[] = [];
    for (const wanted of CHANNELS) {
      if (this.#set(wanted.variable) !== undefined) continue;
      const there = existing(guild.channels, wanted.name);
      if (there) this.#keep({ variable: wanted.variable, kind: 'channel', id: there.id, made: 0 });
      else {
        attempt.begin({ via: 'discord', what: `#${wanted.name}` });
        const id = await makeChannel(wanted, readers, at);
        this.#keep({ variable: wanted.variable, kind: 'channel', id, made: 1 });
      }
      said.push(`#${wanted.name}: ${there ? 'already there, so it is used' : 'created'}.`);
    }
    return said.length > 0 ? [...said, FROM_NEXT_START] : ['Every channel is there.'];
  }

  async makeRoles(attempt: Attempt): Promise<readonly string[]> {
    const { guild, at } = await this.#place();
    const said: string[] = [];
    for (const wanted of ROLES) {
      if (this.#set(wanted.variable) !== undefined) continue;
      const there = existing(guild.roles, wanted.name);
      if (there) this.#keep({ variable: wanted.variable, kind: 'role', id: there.id, made: 0 });
      else {
        attempt.begin({ via: 'discord', what: `the role "${wanted.name}"` });
        const id = await makeRole(wanted, at);
        this.#keep({ variable: wanted.variable, kind: 'role', id, made: 1 });
      }
      said.push(
        `@${wanted.name}: ${there ? 'already there, so it is used' : 'created; assign it to the people it is for'}.`,
      );
    }
    return said.length > 0 ? [...said, FROM_NEXT_START] : ['Every role is there.'];
  }

  /** @throws UserError if the owner has set another one, or if it cannot be used for that */
  async take(purpose: Purpose, id: string): Promise<readonly string[]> {
    const { guild } = await this.#place();
    const channel = CHANNELS.find(({ name }) => name === purpose);
    const role = ROLES.find(({ name }) => name.toLowerCase().replace(' ', '-') === purpose);
    const [variable, kind] = channel ? ([channel.variable, 'channel'] as const) : [role?.variable, 'role' as const];
    if (variable === undefined) throw new Error(`nothing is for ${purpose}`);
    if (idIn(this.#needs.config.discord, variable) !== undefined) {
      throw new UserError(`${variable} is set in .env, which takes precedence: change it there.`);
    }
    const name = channel ? usable(channel, id, guild) : `@${assignable(id, guild)}`;
    this.#keep({ variable, kind, id, made: 0 });
    return [`${name} is set for "${purpose}".`, FROM_NEXT_START];
  }

  async undo(attempt: Attempt): Promise<readonly string[]> {
    const { at } = await this.#place();
    const made = chosenIn(this.#needs.store).filter((one) => one.made === 1);
    const said: string[] = [];
    for (const { kind, id, variable } of made) {
      attempt.begin({ via: 'discord', what: `the end of the ${kind} ${id}` });
      const wasThere = await takeAway({ kind, id }, at);
      this.#needs.store.run('DELETE FROM discord_setup WHERE variable = ?', variable);
      said.push(`The ${kind} ${id} ${wasThere ? 'is gone' : 'was gone already'}.`);
    }
    return said.length > 0 ? [...said, FROM_NEXT_START] : ['/setup has made nothing.'];
  }

  /** From the owner's settings, or from an earlier set-up. */
  #set(variable: string): string | undefined {
    const { config, store } = this.#needs;
    return idIn(withChosen(config, store).discord, variable);
  }

  #keep({ variable, kind, id, made }: Chosen): void {
    this.#needs.store.run(
      `INSERT INTO discord_setup VALUES (?, ?, ?, ?)
       ON CONFLICT (variable) DO UPDATE SET kind = excluded.kind, id = excluded.id, made = excluded.made`,
      variable,
      kind,
      id,
      made,
    );
  }

  async #place(): Promise<{ guild: GuildFacts; facts: DiscordFacts; at: Provision }> {
    const facts = await this.#needs.facts();
    const { guild, botId } = facts;
    if (!guild || botId === undefined) {
      const { unreachable } = facts;
      throw new UserError(
        unreachable === undefined
          ? 'The bot is not on the Discord server.'
          : `Discord cannot be reached: ${unreachable}.`,
      );
    }
    return { guild, facts, at: { rest: this.#needs.rest, guild, botId } };
  }
}

function idIn(discord: Config['discord'], variable: string): string | undefined {
  const ids: Readonly<Record<string, string | undefined>> = {
    DISCORD_CHANNEL_ID: discord.channelId,
    DISCORD_CHAT_CHANNEL_ID: discord.chatChannelId,
    DISCORD_STEWARD_CHANNEL_ID: discord.stewardChannelId,
    DISCORD_LOG_CHANNEL_ID: discord.logChannelId,
    DISCORD_BOARD_CHANNEL_ID: discord.boardChannelId,
    DISCORD_DOCUMENTS_CHANNEL_ID: discord.documentsChannelId,
    DISCORD_ADMIN_ROLES: discord.roleIds.admin[0],
    DISCORD_STEWARD_ROLES: discord.roleIds.steward[0],
  };
  return ids[variable];
}

/** @throws UserError */
function usable({ access }: WantedChannel, id: string, guild: GuildFacts): string {
  const channel = guild.channels.find((one) => one.id === id);
  if (channel?.kind !== 'text') throw new UserError('The bot sees no text channel with that id.');
  const rights = permissionsOf({ roleIds: [] }, guild, channel.overwrites);
  if (access === 'closed' && (rights & PERMISSIONS['View Channel']) !== 0n) {
    throw new UserError(
      `Everybody can read #${channel.name}: deny @everyone "View Channel" there first, and allow it to officials and to the bot.`,
    );
  }
  return `#${channel.name}`;
}

/** @throws UserError */
function assignable(id: string, guild: GuildFacts): string {
  const role = guild.roles.find((one) => one.id === id);
  if (!role) throw new UserError('There is no role with that id.');
  if (id === guild.id) throw new UserError('Every member has @everyone: choose a role that only officials have.');
  if (role.isManaged) throw new UserError(`@${role.name} belongs to a bot, and nobody can be given it.`);
  return role.name;
}
