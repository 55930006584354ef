import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { CommandBody } from './commandBody.ts';
import type { World } from './world.ts';

/** The slash commands that the bot has registered for the guild. */
export class Commands {
  readonly #world: World;
  #list: readonly APIApplicationCommand[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  list(): readonly APIApplicationCommand[] {
    return this.#list;
  }

  /** Replaces all of them. A command keeps its id as long as its name stays. */
  set(bodies: readonly CommandBody[]): readonly APIApplicationCommand[] {
    this.#list = bodies.map((body) => this.#built(body));
    this.#world.emit({ t: 'COMMANDS_UPDATE', d: this.#list });
    return this.#list;
  }

  #built(body: CommandBody): APIApplicationCommand {
    const known = this.#list.find(({ name }) => name === body.name);
    const built = {
      ...body,
      id: known?.id ?? this.#world.newId(),
      application_id: this.#world.applicationId,
      guild_id: this.#world.guildId,
      version: this.#world.newId(),
      default_member_permissions: body.default_member_permissions ?? null,
      nsfw: body.nsfw ?? false,
    };
    // The schema has checked it; the published type is stricter about which option has which optional field.
    return built as unknown as APIApplicationCommand;
  }
}
