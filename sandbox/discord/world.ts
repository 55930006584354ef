import type {
  APIApplicationCommand,
  APIGuildMember,
  APIMessage,
  APIRole,
  APIUser,
  APIWebhook,
} from 'discord-api-types/v10';
import type { Clock } from '../../src/kit/clock.ts';
import { type Channel, type ChannelOptions, Channels, type Thread } from './channels.ts';
import { Permission, type PermissionName } from './codes.ts';
import { Commands } from './commands.ts';
import type { Dispatch, DispatchListener } from './events.ts';
import { EVERYONE, guildFields, INVITED, member, role, user } from './guild.ts';
import { Messages } from './messages.ts';
import { hasAll, permissionsIn } from './permissions.ts';
import { refusal } from './refusal.ts';
import { snowflakes } from './snowflake.ts';

/** A webhook that the bot made: its token is never missing. */
export type Webhook = APIWebhook & { readonly token: string; readonly channel_id: string; readonly name: string };

export interface WorldOptions {
  readonly clock: Clock;
  readonly guildName: string;
  readonly channels: readonly ChannelOptions[];
  readonly roles: readonly { readonly name: string; readonly permissions?: bigint; readonly color?: number }[];
  readonly people: readonly { readonly name: string; readonly roles: readonly string[] }[];
  readonly botName: string;
  /** Where files can be fetched: `http://127.0.0.1:4000`; known only once the port is open. */
  readonly origin: () => string;
}

/** Without `role` and `member`, for everyone. */
export interface ChannelRule {
  readonly role?: string;
  readonly member?: string;
  readonly deny?: readonly PermissionName[];
  readonly allow?: readonly PermissionName[];
}

/** What is on the local Discord right now: one guild, and what happens to it. */
export class World {
  readonly clock: Clock;
  readonly guildId: string;
  readonly guildName: string;
  readonly bot: APIUser;
  readonly places: Channels;
  readonly posts: Messages;
  readonly vocabulary: Commands;
  readonly webhooks = new Map<string, Webhook>();
  readonly origin: () => string;
  readonly newId: () => string;
  readonly #botRoleId: string;
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
    this.posts = new Messages(this);
    this.vocabulary = new Commands(this);
    const emit: DispatchListener = (dispatch) => this.emit(dispatch);
    const now = () => new Date(clock.now()).toISOString();
    this.places = new Channels({ guildId: this.guildId, newId: this.newId, now, emit }, options.channels);
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
  channels(): readonly Channel[] {
    return this.places.list();
  }

  /** A channel by id or by name, or a thread by id. */
  channel(idOrName: string): Channel | Thread | undefined {
    return this.places.find(idOrName);
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

  /** Those the bot registered; what a person may see of them is `Person.commands()`. */
  commands(): readonly APIApplicationCommand[] {
    return this.vocabulary.list();
  }

  /** Tells of everything that happens from now on; the returned function ends it. */
  on(listener: DispatchListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(dispatch: Dispatch): void {
    for (const listener of [...this.#listeners]) listener(dispatch);
  }

  /** Everything the member may do, in the guild or in one of its channels; an administrator may do everything. */
  permissionsOf(userId: string, channelId?: string): bigint {
    const found = this.#members.get(userId);
    const overwrites = channelId === undefined ? [] : this.places.overwritesOf(channelId);
    return found ? permissionsIn(found, { id: this.guildId, roles: this.roles() }, overwrites) : 0n;
  }

  /** Whether the member may do all of that; where they cannot see, they may do nothing. */
  may(userId: string, channelId: string | undefined, ...needed: readonly PermissionName[]): boolean {
    return hasAll(this.permissionsOf(userId, channelId), ['ViewChannel', ...needed]);
  }

  /** Refuses with 50001 what the bot cannot see, and with 50013 what it may not do. */
  botMust(channelId: string | undefined, ...needed: readonly PermissionName[]): void {
    if (!this.may(this.bot.id, channelId)) throw refusal(50001);
    if (!this.may(this.bot.id, channelId, ...needed)) throw refusal(50013);
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

  /** What a role, a person or the bot may, or may not, in one channel, as an owner would set it; all by name. */
  overwrite(channelName: string, { role: roleName, member: memberName, deny = [], allow = [] }: ChannelRule): void {
    const { id: channelId } = named(this.channels(), channelName, 'channel');
    if (memberName === undefined) {
      const { id } = named(this.roles(), roleName ?? '@everyone', 'role');
      this.places.overwrite(channelId, { id, type: 0, deny, allow });
    } else {
      const names = this.members().map(({ user: { id, username, global_name } }) => ({
        id,
        name: global_name ?? username,
      }));
      this.places.overwrite(channelId, { id: named(names, memberName, 'member').id, type: 1, deny, allow });
    }
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
