import type {
  APIApplicationCommand,
  APIGuildMember,
  APIMessage,
  APIRole,
  APITextChannel,
  APIUser,
  APIWebhook,
} from 'discord-api-types/v10';
import type { Clock } from '../../src/clock.ts';
import { Permission, type PermissionName } from './codes.ts';
import { Commands } from './commands.ts';
import type { Dispatch, DispatchListener } from './events.ts';
import { ALL_PERMISSIONS, EVERYONE, guildFields, INVITED, member, role, textChannel, user } from './guild.ts';
import { Messages } from './messages.ts';
import { refusal } from './refusal.ts';
import { snowflakes } from './snowflake.ts';

/** A webhook that the bot made: its token is never missing. */
export type Webhook = APIWebhook & { readonly token: string; readonly channel_id: string; readonly name: string };

export interface WorldOptions {
  readonly clock: Clock;
  readonly guildName: string;
  readonly channels: readonly { readonly name: string; readonly topic?: string }[];
  readonly roles: readonly { readonly name: string; readonly permissions?: bigint; readonly color?: number }[];
  readonly people: readonly { readonly name: string; readonly roles: readonly string[] }[];
  readonly botName: string;
  /** Where files can be fetched: `http://127.0.0.1:4000`; known only once the port is open. */
  readonly origin: () => string;
}

/** What is on the local Discord right now: one guild, and what happens to it. */
export class World {
  readonly clock: Clock;
  readonly guildId: string;
  readonly guildName: string;
  readonly bot: APIUser;
  readonly posts: Messages;
  readonly vocabulary: Commands;
  readonly webhooks = new Map<string, Webhook>();
  readonly origin: () => string;
  readonly newId: () => string;
  readonly #botRoleId: string;
  readonly #channels: Map<string, APITextChannel>;
  readonly #roles: Map<string, APIRole>;
  readonly #members: Map<string, APIGuildMember>;
  readonly #listeners = new Set<DispatchListener>();

  constructor(options: WorldOptions) {
    const { clock, origin, guildName } = options;
    this.clock = clock;
    this.origin = origin;
    this.guildName = guildName;
    this.newId = snowflakes(clock);
    this.guildId = this.newId();
    this.bot = user({ id: this.newId(), name: options.botName, bot: true });
    this.#botRoleId = this.newId();
    this.posts = new Messages(this, this.newId, (dispatch) => this.emit(dispatch));
    this.vocabulary = new Commands(this);
    this.#channels = byId(
      options.channels.map((channel, position) =>
        textChannel({ ...channel, id: this.newId(), guildId: this.guildId, position }),
      ),
    );
    this.#roles = byId(this.#firstRoles(options.roles));
    this.#members = new Map(this.#firstMembers(options.people).map((one) => [one.user.id, one]));
  }

  /** The bot's user id, which is its application id too. */
  get applicationId(): string {
    return this.bot.id;
  }

  /** The guild as a route and the gateway show it. */
  guild() {
    const ownerId = this.members().find(({ user: { bot } }) => !bot)?.user.id ?? this.bot.id;
    return { ...guildFields({ id: this.guildId, name: this.guildName, ownerId }), roles: this.roles() };
  }

  /** In the order of the sidebar. */
  channels(): readonly APITextChannel[] {
    return [...this.#channels.values()];
  }

  /** By id or by name. */
  channel(idOrName: string): APITextChannel | undefined {
    return this.#channels.get(idOrName) ?? this.channels().find(({ name }) => name === idOrName);
  }

  roles(): readonly APIRole[] {
    return [...this.#roles.values()];
  }

  members(): readonly APIGuildMember[] {
    return [...this.#members.values()];
  }

  member(userId: string): APIGuildMember | undefined {
    return this.#members.get(userId);
  }

  /** Whose name begins so, whatever the case. */
  membersNamed(start: string): readonly APIGuildMember[] {
    const wanted = start.toLowerCase();
    return this.members().filter(({ user: { username, global_name } }) =>
      [username, global_name ?? ''].some((name) => name.toLowerCase().startsWith(wanted)),
    );
  }

  user(userId: string): APIUser | undefined {
    return this.#members.get(userId)?.user;
  }

  /** Oldest first. Ephemeral messages are included only for the user they were sent to. */
  messages(channelId: string, forUserId?: string): readonly APIMessage[] {
    return this.posts.list(channelId, forUserId);
  }

  /** Guild commands first, then global ones; what a person may see of them is `Person.commands()`. */
  commands(): readonly APIApplicationCommand[] {
    return this.vocabulary.all();
  }

  /** Tells of everything that happens from now on; the returned function ends it. */
  on(listener: DispatchListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(dispatch: Dispatch): void {
    for (const listener of [...this.#listeners]) listener(dispatch);
  }

  /** Everything the member's roles allow; an administrator may do everything. */
  permissionsOf(userId: string): bigint {
    const roleIds = [this.guildId, ...(this.#members.get(userId)?.roles ?? [])];
    const bits = roleIds.reduce((sum, id) => sum | BigInt(this.#roles.get(id)?.permissions ?? 0), 0n);
    return (bits & Permission.Administrator) === 0n ? bits : ALL_PERMISSIONS;
  }

  /** Refuses with 50001 what the bot cannot see, and with 50013 what it may not do. */
  botMust(...needed: readonly PermissionName[]): void {
    const has = this.permissionsOf(this.bot.id);
    if ((has & Permission.ViewChannel) === 0n) throw refusal(50001);
    if (needed.some((name) => (has & Permission[name]) === 0n)) throw refusal(50013);
  }

  /** Takes a permission from the bot, or gives it back, as an owner editing roles would. */
  setBotPermission(name: PermissionName, allowed: boolean): void {
    for (const id of [this.guildId, this.#botRoleId]) {
      const old = this.#roles.get(id);
      if (!old) continue;
      const bits = BigInt(old.permissions);
      const bit = Permission[name];
      const changed = { ...old, permissions: String(allowed ? bits | bit : bits & ~bit) };
      this.#roles.set(id, changed);
      this.emit({ t: 'GUILD_ROLE_UPDATE', d: { guild_id: this.guildId, role: changed } });
    }
  }

  /** Gives a member these roles and no others, as an owner would. */
  setRoles(userId: string, names: readonly string[]): void {
    const old = this.#members.get(userId);
    if (!old) throw new Error(`There is no member ${userId}.`);
    const roles = names.map((name) => named(this.roles(), name, 'role').id);
    const changed = { ...old, roles };
    this.#members.set(userId, changed);
    this.emit({ t: 'GUILD_MEMBER_UPDATE', d: { ...changed, avatar: null, banner: null, guild_id: this.guildId } });
  }

  /** Notes the newest message of a channel. */
  touch(channelId: string, messageId: string): void {
    const channel = this.#channels.get(channelId);
    if (channel) this.#channels.set(channelId, { ...channel, last_message_id: messageId });
  }

  #firstRoles(wanted: WorldOptions['roles']): APIRole[] {
    // The role @everyone has the guild's own id.
    return [
      role({ id: this.guildId, name: '@everyone', position: 0, permissions: EVERYONE }),
      ...wanted.map((one, index) => role({ ...one, id: this.newId(), position: index + 1 })),
      role({
        id: this.#botRoleId,
        name: this.bot.username,
        position: wanted.length + 1,
        permissions: INVITED,
        managed: true,
      }),
    ];
  }

  #firstMembers(people: WorldOptions['people']): APIGuildMember[] {
    const joined = new Date(this.clock.now()).toISOString();
    const guests = people.map((person) => {
      const roles = person.roles.map((name) => named(this.roles(), name, 'role').id);
      return member(user({ id: this.newId(), name: person.name }), roles, joined);
    });
    return [member(this.bot, [this.#botRoleId], joined), ...guests];
  }
}

/** The one of that name; an unknown name is a mistake of whoever set up the league. */
export function named<T extends { readonly name: string }>(list: readonly T[], name: string, kind: string): T {
  const found = list.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${kind} "${name}"; there are ${list.map((one) => one.name).join(', ')}.`);
  return found;
}

const byId = <T extends { readonly id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map((one) => [one.id, one]));
