import type { APIApplicationCommand, APIGuildMember, APIMessage, APIRole, APIUser } from 'discord-api-types/v10';
import type { Clock } from '../../src/kit/clock.ts';
import { Channels } from './channels.ts';
import type { PermissionName } from './codes.ts';
import { Commands } from './commands.ts';
import type { Dispatch, DispatchListener } from './events.ts';
import { guildFields, user } from './guild.ts';
import { Members } from './members.ts';
import { Messages } from './messages.ts';
import { Ownership } from './ownership.ts';
import { bitsOf, hasAll, permissionsIn } from './permissions.ts';
import type { Channel, Thread } from './place.ts';
import { Presence } from './presence.ts';
import { refusal } from './refusal.ts';
import { Roles } from './roles.ts';
import { snowflakes } from './snowflake.ts';
import type { ChannelRule, Invitation, Webhook, WorldOptions } from './worldOptions.ts';

/** The current state of the local Discord: one guild, and the events in it. */
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
  readonly roleBook: Roles;
  readonly memberBook: Members;
  readonly ownership = new Ownership();
  readonly presence = new Presence(() => this.clock.monotonic());
  #mayHaveCommands = true;
  readonly #listeners = new Set<DispatchListener>();
  readonly #locales = new Map<string, string>();

  constructor(options: WorldOptions) {
    const { clock, origin, guildName } = options;
    this.clock = clock;
    this.origin = origin;
    this.guildName = guildName;
    this.newId = snowflakes(clock);
    this.guildId = this.newId();
    this.bot = user({ id: this.newId(), name: options.botName, bot: true });
    const roleOfBot = { id: this.newId(), name: this.bot.username, permissions: options.invitation?.permissions };
    this.posts = new Messages(this);
    this.vocabulary = new Commands(this);
    const emit: DispatchListener = (dispatch) => this.emit(dispatch);
    const now = () => new Date(clock.now()).toISOString();
    const surroundings = { guildId: this.guildId, newId: this.newId, now, emit };
    this.places = new Channels(surroundings, options.channels);
    this.roleBook = new Roles(surroundings, options.roles, roleOfBot);
    this.memberBook = new Members(surroundings);
    this.memberBook.join(this.bot, this.#rolesOfBot());
    for (const { name, roles, locale } of options.people) {
      const ids = roles.map((one) => named(this.roles(), one, 'role').id);
      const person = user({ id: this.newId(), name });
      this.memberBook.join(person, ids);
      if (locale !== undefined) this.#locales.set(person.id, locale);
    }
    for (const { name, readers } of options.channels) if (readers) this.#closeTo(readers, name);
  }

  /** The locale of a person's client, as in an interaction. */
  localeOf(personId: string): string {
    return this.#locales.get(personId) ?? 'en-US';
  }

  /** The bot's user id, which is also its application id. */
  get applicationId(): string {
    return this.bot.id;
  }

  /** The guild for a route and the gateway. */
  guild() {
    const ownerId = this.members().find(({ user: { bot } }) => !bot)?.user.id ?? this.bot.id;
    const fields = guildFields({ id: this.guildId, name: this.guildName, ownerId });
    return { ...fields, mfa_level: this.ownership.demandsTwoFactor ? 1 : 0, roles: this.roles() };
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
    return this.roleBook.list();
  }

  members(): readonly APIGuildMember[] {
    return this.memberBook.list();
  }

  member(userId: string): APIGuildMember | undefined {
    return this.memberBook.find(userId);
  }

  user(userId: string): APIUser | undefined {
    return this.memberBook.find(userId)?.user;
  }

  /** Oldest first. Ephemeral messages are included only for the user they were sent to. */
  messages(channelId: string, forUserId?: string): readonly APIMessage[] {
    return this.posts.list(channelId, forUserId);
  }

  /** The bot's registered commands; `Person.commands()` has those that a person sees. */
  commands(): readonly APIApplicationCommand[] {
    return this.vocabulary.list();
  }

  /** Reports every event from now on; the returned function stops it. */
  on(listener: DispatchListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(dispatch: Dispatch): void {
    for (const listener of [...this.#listeners]) listener(dispatch);
  }

  /** All permissions of a member, in the guild or in one of its channels; an administrator has all of them. */
  permissionsOf(userId: string, channelId?: string): bigint {
    const found = this.member(userId);
    const overwrites = channelId === undefined ? [] : this.places.overwritesOf(channelId);
    return found ? permissionsIn(found, { id: this.guildId, roles: this.roles() }, overwrites) : 0n;
  }

  /** Whether the member has all of these; in a channel they cannot see, they have none. */
  may(userId: string, channelId: string | undefined, ...needed: readonly PermissionName[]): boolean {
    return hasAll(this.permissionsOf(userId, channelId), ['ViewChannel', ...needed]);
  }

  /** Refuses with 50001 if the bot cannot see it, and with 50013 if it lacks a permission. */
  botMust(channelId: string | undefined, ...needed: readonly PermissionName[]): void {
    if (!this.may(this.bot.id, channelId)) throw refusal(50001);
    if (!this.may(this.bot.id, channelId, ...needed)) throw refusal(50013);
    this.ownership.mustHaveTwoFactor(needed);
  }

  /** Refuses with 50013 if the bot's roles lack a permission in the guild as a whole. */
  botMustInGuild(...needed: readonly PermissionName[]): void {
    if (!hasAll(this.permissionsOf(this.bot.id), needed)) throw refusal(50013);
    this.ownership.mustHaveTwoFactor(needed);
  }

  get isBotHere(): boolean {
    return this.member(this.bot.id) !== undefined;
  }

  get mayHaveCommands(): boolean {
    return this.isBotHere && this.#mayHaveCommands;
  }

  /** Somebody removes the bot from the guild: its role and its commands go with it. */
  throwOutBot(): void {
    const role = this.roleBook.ofBot;
    this.memberBook.leave(this.bot.id);
    this.emit({ t: 'GUILD_DELETE', d: { id: this.guildId } });
    this.vocabulary.forget();
    if (role !== undefined) this.removeRole(role);
  }

  /** Somebody invites the bot, for the first time or again; that does not restore its commands. */
  inviteBot({ permissions, withCommands = true }: Invitation = {}): void {
    if (this.isBotHere) this.throwOutBot();
    this.roleBook.createOfBot(this.bot.username, permissions);
    this.memberBook.join(this.bot, this.#rolesOfBot());
    this.#mayHaveCommands = withCommands;
    this.emit({ t: 'GUILD_CREATE', d: { id: this.guildId } });
  }

  /** Removes a permission from the bot, everywhere or in one channel; the returned function restores it. */
  takeFromBot(name: PermissionName, channelName?: string): () => void {
    if (channelName === undefined) return this.roleBook.takeFromBot(name);
    const { id } = named(this.channels(), channelName, 'channel');
    const before = this.places.overwritesOf(id);
    const { allow = '0', deny = '0' } = before.find((one) => one.id === this.bot.id) ?? {};
    const taken = {
      id: this.bot.id,
      type: 1,
      allow: String(BigInt(allow) & ~bitsOf([name])),
      deny: String(BigInt(deny) | bitsOf([name])),
    };
    this.places.change(id, { permission_overwrites: [...before.filter((one) => one.id !== this.bot.id), taken] });
    return () => void this.places.change(id, { permission_overwrites: before });
  }

  /** From now on, only these roles and the bot can see a channel. */
  #closeTo(readers: readonly string[], channel: string): void {
    this.overwrite(channel, { deny: ['ViewChannel'] });
    for (const role of readers) this.overwrite(channel, { role, allow: ['ViewChannel'] });
    this.overwrite(channel, { member: this.bot.username, allow: ['ViewChannel'] });
  }

  /** Removes a channel or thread, with its messages and webhooks. */
  removeChannel(id: string): void {
    const threads = this.places.threads().filter((thread) => thread.parent_id === id);
    for (const one of [id, ...threads.map((thread) => thread.id)]) this.posts.forgetChannel(one);
    for (const webhook of this.webhooks.values()) if (webhook.channel_id === id) this.webhooks.delete(webhook.id);
    this.places.remove(id);
  }

  /** Removes a role, also from its members. */
  removeRole(id: string): void {
    for (const { user: owner, roles } of this.members()) {
      if (roles.includes(id)) this.memberBook.change(owner.id, { roles: roles.filter((one) => one !== id) });
    }
    this.places.forgetOverwrites(id);
    this.roleBook.remove(id);
  }

  /** Gives a member exactly these roles, like an owner would. */
  setRoles(userId: string, names: readonly string[]): void {
    this.memberBook.change(userId, { roles: names.map((name) => named(this.roles(), name, 'role').id) });
  }

  /** Sets an overwrite in one channel for a role, a person or the bot, like an owner would; everything by name. */
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

  #rolesOfBot(): readonly string[] {
    return this.roleBook.ofBot === undefined ? [] : [this.roleBook.ofBot];
  }
}

/** Finds by name; an unknown name is a mistake in the league's set-up. */
export function named<T extends { readonly name: string }>(list: readonly T[], name: string, kind: string): T {
  const found = list.find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${kind} "${name}"; there are ${list.map((one) => one.name).join(', ')}.`);
  return found;
}
