import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { CommandBody } from './commandBody.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

/** `guild`: for this guild alone; `global`: everywhere. */
export type Scope = 'guild' | 'global';

/** The slash commands that the bot has registered. */
export class Commands {
  readonly #world: World;
  readonly #lists: Record<Scope, readonly APIApplicationCommand[]> = { guild: [], global: [] };

  constructor(world: World) {
    this.#world = world;
  }

  /** Guild commands first. */
  all(): readonly APIApplicationCommand[] {
    return [...this.#lists.guild, ...this.#lists.global];
  }

  list(scope: Scope): readonly APIApplicationCommand[] {
    return this.#lists[scope];
  }

  get(scope: Scope, id: string): APIApplicationCommand {
    const found = this.#lists[scope].find((command) => command.id === id);
    if (!found) throw refusal(10063);
    return found;
  }

  /** Replaces the whole scope. A command keeps its id as long as its name stays. */
  set(scope: Scope, bodies: readonly CommandBody[]): readonly APIApplicationCommand[] {
    this.#replace(
      scope,
      bodies.map((body) => this.#built(scope, body)),
    );
    return this.#lists[scope];
  }

  /** Adds one, or replaces the one of the same name. */
  add(scope: Scope, body: CommandBody): { readonly command: APIApplicationCommand; readonly isNew: boolean } {
    const command = this.#built(scope, body);
    const others = this.#lists[scope].filter(({ name }) => name !== body.name);
    const isNew = others.length === this.#lists[scope].length;
    this.#replace(scope, [...others, command]);
    return { command, isNew };
  }

  remove(scope: Scope, id: string): void {
    const { id: known } = this.get(scope, id);
    this.#replace(
      scope,
      this.#lists[scope].filter((command) => command.id !== known),
    );
  }

  #replace(scope: Scope, list: readonly APIApplicationCommand[]): void {
    this.#lists[scope] = list;
    this.#world.emit({ t: 'COMMANDS_UPDATE', d: this.all() });
  }

  #built(scope: Scope, body: CommandBody): APIApplicationCommand {
    const known = this.#lists[scope].find(({ name }) => name === body.name);
    const built = {
      ...body,
      id: known?.id ?? this.#world.newId(),
      application_id: this.#world.applicationId,
      ...(scope === 'guild' && { guild_id: this.#world.guildId }),
      version: this.#world.newId(),
      default_member_permissions: body.default_member_permissions ?? null,
      nsfw: body.nsfw ?? false,
    };
    // The schema has checked it; the published type is stricter about which option has which optional field.
    return built as unknown as APIApplicationCommand;
  }
}
