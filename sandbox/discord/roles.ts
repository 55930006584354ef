import type { APIRole } from 'discord-api-types/v10';
import { Permission, type PermissionName } from './codes.ts';
import type { DispatchListener } from './events.ts';
import { EVERYONE, INVITED, type NewRole, role } from './guild.ts';
import { bitsOf } from './permissions.ts';

interface Surroundings {
  readonly guildId: string;
  newId(): string;
  readonly emit: DispatchListener;
}

/** Of the bot's invitation; undefined for those of a bot like ours. */
type Rights = readonly PermissionName[] | undefined;

export interface RoleOptions {
  readonly name: string;
  readonly permissions?: bigint;
  readonly color?: number;
}

/** The guild's roles; @everyone has the guild's own id, and the bot's own role is the managed one. */
export class Roles {
  readonly #world: Surroundings;
  readonly #byId = new Map<string, APIRole>();
  #ofBot: string | undefined;

  constructor(
    world: Surroundings,
    options: readonly RoleOptions[],
    ofTheBot: { readonly id: string; readonly name: string; readonly permissions: Rights },
  ) {
    this.#world = world;
    this.#add({ id: world.guildId, name: '@everyone', position: 0, permissions: EVERYONE });
    for (const [index, { name, permissions, color }] of options.entries())
      this.#add({ id: world.newId(), name, permissions, color, position: index + 1 });
    this.#ofBot = this.#add({
      ...ofTheBot,
      permissions: invited(ofTheBot.permissions),
      managed: true,
      position: options.length + 1,
    }).id;
  }

  /** The id of the role from the bot's invitation; undefined while the bot is not in the guild. */
  get ofBot(): string | undefined {
    return this.#ofBot;
  }

  list(): readonly APIRole[] {
    return [...this.#byId.values()];
  }

  find(id: string): APIRole | undefined {
    return this.#byId.get(id);
  }

  /** A new role goes directly above @everyone, and all others move up. */
  create(fields: Partial<APIRole>): APIRole {
    for (const { id, position } of this.list()) if (position > 0) this.change(id, { position: position + 1 });
    const created = { ...role({ id: this.#world.newId(), name: 'new role', position: 1 }), ...fields };
    this.#byId.set(created.id, created);
    this.#world.emit({ t: 'GUILD_ROLE_CREATE', d: { guild_id: this.#world.guildId, role: created } });
    return created;
  }

  change(id: string, change: Partial<APIRole>): APIRole {
    const old = this.#byId.get(id);
    if (!old) throw new Error(`There is no role ${id}.`);
    const changed = { ...old, ...change };
    this.#byId.set(id, changed);
    this.#world.emit({ t: 'GUILD_ROLE_UPDATE', d: { guild_id: this.#world.guildId, role: changed } });
    return changed;
  }

  remove(id: string): void {
    if (!this.#byId.delete(id)) return;
    if (id === this.#ofBot) this.#ofBot = undefined;
    this.#world.emit({ t: 'GUILD_ROLE_DELETE', d: { guild_id: this.#world.guildId, role_id: id } });
  }

  /** Creates the bot's own role, as an invitation does: below all others. */
  createOfBot(name: string, permissions: Rights): APIRole {
    const created = this.create({ name, permissions: String(invited(permissions)), managed: true });
    this.#ofBot = created.id;
    return created;
  }

  /** Removes a permission from the bot, like an owner who edits roles; the returned function restores it. */
  takeFromBot(name: PermissionName): () => void {
    const bit = Permission[name];
    const had = [this.#world.guildId, this.#ofBot].filter(
      (id) => (BigInt(this.find(id ?? '')?.permissions ?? 0) & bit) !== 0n,
    );
    for (const id of had) this.#set(id, (bits) => bits & ~bit);
    return () => {
      for (const id of had) this.#set(id, (bits) => bits | bit);
    };
  }

  giveToBot(name: PermissionName): void {
    this.#set(this.#ofBot, (bits) => bits | Permission[name]);
  }

  /** The highest position of these roles. */
  highest(ids: readonly string[]): number {
    return Math.max(0, ...ids.map((id) => this.find(id)?.position ?? 0));
  }

  #set(id: string | undefined, bits: (old: bigint) => bigint): void {
    const old = id === undefined ? undefined : this.#byId.get(id);
    if (old) this.change(old.id, { permissions: String(bits(BigInt(old.permissions))) });
  }

  #add(options: NewRole): APIRole {
    const added = role(options);
    this.#byId.set(added.id, added);
    return added;
  }
}

const invited = (permissions: Rights): bigint => (permissions ? bitsOf(permissions) : INVITED);
