import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { CommandBody } from './commandBody.ts';
import { RateLimited } from './limits.ts';
import { refusal } from './refusal.ts';
import type { Surroundings } from './surroundings.ts';

const MOST_COMMANDS = 100;
/** The limit for new commands of a guild per day; overwriting an existing one does not count. */
const CREATES = { most: 200, windowMs: 24 * 3_600_000 };

/** The slash commands that the bot has registered for the guild. */
export class Commands {
  readonly #world: Surroundings;
  readonly #createdAt: number[] = [];
  #list: readonly APIApplicationCommand[] = [];

  constructor(world: Surroundings) {
    this.#world = world;
  }

  list(): readonly APIApplicationCommand[] {
    return this.#list;
  }

  find(id: string): APIApplicationCommand | undefined {
    return this.#list.find((command) => command.id === id);
  }

  named(name: string): APIApplicationCommand | undefined {
    return this.#list.find((command) => command.name === name);
  }

  /**
   * Replaces all commands. A command keeps its id as long as its name stays, and its version as long as nothing
   * changes.
   */
  set(bodies: readonly CommandBody[]): readonly APIApplicationCommand[] {
    this.#countCreates(bodies.filter(({ name }) => !this.named(name)).length);
    this.#keep(bodies.map((body) => this.#built(body, this.named(body.name))));
    return this.#list;
  }

  /** Adds a command, or overwrites the one with the same name. */
  upsert(body: CommandBody): APIApplicationCommand {
    const known = this.named(body.name);
    if (!known && this.#list.length >= MOST_COMMANDS) throw refusal(30032);
    if (!known) this.#countCreates(1);
    const built = this.#built(body, known);
    this.#keep(known ? this.#list.map((one) => (one === known ? built : one)) : [...this.#list, built]);
    return built;
  }

  replace(known: APIApplicationCommand, body: CommandBody): APIApplicationCommand {
    const built = this.#built(body, known);
    this.#keep(this.#list.map((one) => (one.id === known.id ? built : one)));
    return built;
  }

  remove(id: string): void {
    this.#keep(this.#list.filter((command) => command.id !== id));
  }

  /** The bot was removed from the guild. */
  forget(): void {
    this.#keep([]);
  }

  #keep(list: readonly APIApplicationCommand[]): void {
    this.#list = list;
    this.#world.emit({ t: 'COMMANDS_UPDATE', d: this.#list });
  }

  #countCreates(count: number): void {
    const now = this.#world.clock.monotonic();
    while (now - (this.#createdAt[0] ?? now) >= CREATES.windowMs) this.#createdAt.shift();
    if (this.#createdAt.length + count > CREATES.most) {
      const message = `Max number of daily application command creates has been reached (${CREATES.most})`;
      throw new RateLimited((this.#createdAt[0] ?? now) + CREATES.windowMs - now, { code: 30034, message });
    }
    for (let index = 0; index < count; index += 1) this.#createdAt.push(now);
  }

  #built(body: CommandBody, known: APIApplicationCommand | undefined): APIApplicationCommand {
    const built = {
      ...body,
      options: slim(body.options),
      id: known?.id ?? this.#world.newId(),
      application_id: this.#world.applicationId,
      guild_id: this.#world.guildId,
      version: known?.version ?? this.#world.newId(),
      default_member_permissions: body.default_member_permissions ?? null,
      nsfw: body.nsfw ?? false,
      integration_types: body.integration_types ?? [0],
      contexts: body.contexts ?? null,
    };
    const isSame = JSON.stringify(built) === JSON.stringify(known);
    // The schema has checked it; the published type is stricter about the optional fields of each option.
    return { ...built, version: isSame ? built.version : this.#world.newId() } as unknown as APIApplicationCommand;
  }
}

/** Discord returns options without empty properties: `required: false`, no choices, no options. */
function slim(options: CommandBody['options']): object[] | undefined {
  const kept = (options ?? []).map((option) => {
    const inner = 'options' in option ? slim(option.options) : undefined;
    const entries = Object.entries({ ...option, options: inner });
    return Object.fromEntries(entries.filter(([, value]) => !isNothing(value)));
  });
  return kept.length > 0 ? kept : undefined;
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
