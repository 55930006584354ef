/** Which ids stored with decisions are one person: an account, and the drivers it is linked to. */
import type { FormerLinks, Links } from '../links/links.ts';
import type { Roster } from '../roster/roster.ts';

export interface PeopleParts {
  /** Links that drivers proved in the car, now or recently: unlinking for the evening does not help. */
  readonly links: Pick<Links, 'guidOf' | 'userOf'> & Partial<FormerLinks>;
  /** The league's roster. Both count: somebody may have two accounts of the game. */
  readonly roster: Pick<Roster, 'of' | 'ofAccount'>;
}

const NOBODY: PeopleParts = {
  links: { guidOf: () => undefined, userOf: () => undefined },
  roster: { of: () => undefined, ofAccount: () => undefined },
};

export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts = NOBODY) {
    this.#parts = parts;
  }

  /** The GUIDs of the person with this id: "discord:123" or "driver:GUID". Empty for an id that names nobody. */
  guidsOf(id: string): ReadonlySet<string> {
    const accounts = this.#accountsOf(id);
    const own = id.startsWith(DRIVER) ? [id.slice(DRIVER.length)] : [];
    return new Set([...own, ...accounts.flatMap((account) => this.#drivenBy(account))]);
  }

  isSame(one: string, other: string): boolean {
    if (one === other) return true;
    const [mine, theirs] = [this.#everything(one), this.#everything(other)];
    return [...mine].some((id) => theirs.has(id));
  }

  /** Whether an id identifies a person: a token that several may hold does not. */
  isPerson(id: string): boolean {
    return id.startsWith(DISCORD) || id.startsWith(DRIVER);
  }

  #everything(id: string): ReadonlySet<string> {
    return new Set([...this.#accountsOf(id).map((account) => `${DISCORD}${account}`), ...this.guidsOf(id)]);
  }

  #accountsOf(id: string): readonly string[] {
    if (id.startsWith(DISCORD)) return [id.slice(DISCORD.length)];
    if (!id.startsWith(DRIVER)) return [];
    const { links, roster } = this.#parts;
    const guid = id.slice(DRIVER.length);
    const once = links.usersOnceOf?.(guid) ?? [];
    return [links.userOf(guid), ...once, roster.of(guid)?.discordId].filter((account) => account !== undefined);
  }

  #drivenBy(account: string): readonly string[] {
    const { links, roster } = this.#parts;
    const once = links.guidsOnceOf?.(account) ?? [];
    return [links.guidOf(account), ...once, roster.ofAccount(account)?.guid].filter((guid) => guid !== undefined);
  }
}

const [DISCORD, DRIVER] = ['discord:', 'driver:'] as const;
