import { OptionKind } from './codes.ts';
import type { World } from './world.ts';

/** Collects the objects for the ids that a person chose; interactions carry them next to the values. */
export class Resolved {
  readonly #world: World;
  readonly #users: Record<string, object> = {};
  readonly #members: Record<string, object> = {};
  readonly #roles: Record<string, object> = {};
  readonly #channels: Record<string, object> = {};

  constructor(world: World) {
    this.#world = world;
  }

  /** `kind` is an option type; values that are not ids are ignored, unknown ids throw. */
  add(kind: number, value: unknown): void {
    if (kind < OptionKind.user || kind > OptionKind.mentionable) return;
    const id = String(value);
    const isKnown =
      ((kind === OptionKind.user || kind === OptionKind.mentionable) && this.#addMember(id)) ||
      ((kind === OptionKind.role || kind === OptionKind.mentionable) && this.#addRole(id)) ||
      (kind === OptionKind.channel && this.#addChannel(id));
    if (!isKnown) throw new Error(`Nothing in the guild has the id "${id}".`);
  }

  /** `{ resolved }`, or nothing if there is nothing to resolve. */
  field(): { readonly resolved?: object } {
    const groups = { users: this.#users, members: this.#members, roles: this.#roles, channels: this.#channels };
    const filled = Object.entries(groups).filter(([, group]) => Object.keys(group).length > 0);
    return filled.length > 0 ? { resolved: Object.fromEntries(filled) } : {};
  }

  #addMember(id: string): boolean {
    const found = this.#world.member(id);
    if (!found) return false;
    const { user, ...rest } = found;
    this.#users[id] = user;
    this.#members[id] = { ...rest, permissions: String(this.#world.permissionsOf(id)) };
    return true;
  }

  #addRole(id: string): boolean {
    const found = this.#world.roles().find((role) => role.id === id);
    if (found) this.#roles[id] = found;
    return found !== undefined;
  }

  #addChannel(id: string): boolean {
    const found = this.#world.channels().find((channel) => channel.id === id);
    if (found) this.#channels[id] = { ...found, permissions: String(this.#world.permissionsOf(this.#world.bot.id)) };
    return found !== undefined;
  }
}
