import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { DispatchListener } from './events.ts';
import { member } from './guild.ts';

interface Surroundings {
  readonly guildId: string;
  now(): string;
  readonly emit: DispatchListener;
}

/** The members of the guild: people, and the bot while it is invited. */
export class Members {
  readonly #world: Surroundings;
  readonly #byId = new Map<string, APIGuildMember>();

  constructor(world: Surroundings) {
    this.#world = world;
  }

  list(): readonly APIGuildMember[] {
    return [...this.#byId.values()];
  }

  find(userId: string): APIGuildMember | undefined {
    return this.#byId.get(userId);
  }

  /** Members whose name begins like this, ignoring case. */
  named(start: string): readonly APIGuildMember[] {
    const wanted = start.toLowerCase();
    return this.list().filter(({ nick, user: { username, global_name } }) =>
      [username, global_name ?? '', nick ?? ''].some((name) => name.toLowerCase().startsWith(wanted)),
    );
  }

  join(user: APIUser, roles: readonly string[]): void {
    this.#byId.set(user.id, member(user, roles, this.#world.now()));
  }

  leave(userId: string): void {
    this.#byId.delete(userId);
  }

  change(userId: string, change: Partial<Pick<APIGuildMember, 'nick' | 'roles'>>): APIGuildMember {
    const old = this.#byId.get(userId);
    if (!old) throw new Error(`There is no member ${userId}.`);
    const changed = { ...old, ...change };
    this.#byId.set(userId, changed);
    this.#world.emit({
      t: 'GUILD_MEMBER_UPDATE',
      d: { ...changed, avatar: null, banner: null, guild_id: this.#world.guildId },
    });
    return changed;
  }
}
