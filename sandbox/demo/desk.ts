/**
 * What the league's people do while a visitor looks. The first card is the visitor's; the second is decided, and can be
 * overruled; the third is decided and appealed. All later ones are the visitor's.
 */
import { writeFileSync } from 'node:fs';
import type { APIMessage } from 'discord-api-types/v10';
import type { Handle } from '../discord/handle.ts';
import type { LocalDiscord } from '../discord/server.ts';

export interface Desk {
  /** Stops; everything else is left to the visitor. */
  close(): void;
}

export interface DeskOptions {
  readonly discord: LocalDiscord;
  /** The bot's roster file, which says who is which driver. */
  readonly roster: string;
  /** For simulated cars: Dora's car, and a way to stage contacts. In a replay, Dora is the driver of the decision. */
  readonly stage?: Stage | undefined;
}

interface Stage {
  /** The name and the GUID of Dora's driver in the roster. */
  readonly driver: Chosen;
  /** Makes a car run into another, into `name` if given. */
  collide(name?: string): Promise<void>;
}

/** The steward who decides, and the driver who appeals the second decision. */
const [STEWARD, DRIVER, DIRECTOR] = ['Stig', 'Dora', 'Ada'] as const;
const [BUTTON, OTHERS] = ['+5 s', 'No further action'] as const;
const LOOK_MS = 250;
/** How long to wait for a card before staging a contact; the first time, the race must also begin. */
const [BEGIN_MS, PATIENCE_MS, AGAIN_MS] = [46_000, 16_000, 500] as const;

export interface Chosen {
  readonly guid: string;
  readonly name: string;
}

export function openDesk(options: DeskOptions): Desk {
  const scene = new Scene(options);
  // If the visitor was faster, the rest of the scene is left out.
  void scene.play().catch(() => {});
  return { close: () => scene.close() };
}

class Scene {
  readonly #discord: LocalDiscord;
  readonly #roster: string;
  readonly #stage: Stage | undefined;
  #hurryAt = Date.now() + BEGIN_MS;
  #isOver = false;

  constructor({ discord, roster, stage }: DeskOptions) {
    this.#discord = discord;
    this.#roster = roster;
    this.#stage = stage;
  }

  async play(): Promise<void> {
    const driver = this.#stage?.driver;
    const visitors = await this.#card([]);
    const second = await this.#card([visitors]);
    await this.#decide(second, 'left no room');
    const third = await this.#card([visitors, second], driver?.name);
    const { chosen, penalty } = await this.#decide(third, driver ? 'unsafe rejoin' : 'late braking', driver?.guid);
    await this.#appeal(chosen, penalty);
  }

  close(): void {
    this.#isOver = true;
  }

  /** The oldest card except these, with that driver on it. */
  #card(but: readonly APIMessage[], driver = ''): Promise<APIMessage> {
    const isIt = (card: APIMessage) =>
      but.every(({ id }) => id !== card.id) &&
      idOf(card, BUTTON) !== undefined &&
      JSON.stringify(card.embeds).includes(driver);
    return this.#until(() => {
      const card = this.#cards().find(isIt);
      if (!card) this.#hurry(driver);
      return card;
    });
  }

  /** Stages a contact if none has happened for a while, so that visitors need not wait. */
  #hurry(driver: string): void {
    if (Date.now() < this.#hurryAt) return;
    this.#hurryAt = Date.now() + PATIENCE_MS;
    // Nobody is near enough, or that driver is in the pits: try again soon.
    void this.#stage?.collide(driver || undefined).catch(() => {
      this.#hurryAt = Date.now() + AGAIN_MS;
    });
  }

  async #decide(message: APIMessage, reason: string, wanted?: string) {
    const stig = this.#discord.person(STEWARD);
    const pressed = stig.click({ message: message.id, customId: idOf(message, BUTTON) ?? '' });
    await pressed.until(({ modal }) => modal !== undefined);
    const offered = offeredBy(pressed);
    const chosen = offered.find(({ guid }) => guid === wanted) ?? offered[0];
    if (!chosen) throw new Error('the form offers nobody');
    const submitted = stig.submit({ modal: pressed, fields: { drivers: [chosen.guid], reason } });
    await submitted.until(() => numberIn(submitted) !== undefined);
    const penalty = numberIn(submitted) ?? '';
    // No further action for the other drivers.
    const others = idOf(this.#discord.world.posts.find(message.id) ?? message, OTHERS);
    if (others !== undefined) await stig.click({ message: message.id, customId: others }).done();
    this.#hurryAt = Date.now() + PATIENCE_MS;
    return { chosen, penalty };
  }

  async #appeal(chosen: Chosen, penalty: string): Promise<void> {
    const dora = this.#discord.person(DRIVER);
    const channel = this.#discord.channel('race-control');
    if (!this.#stage) {
      writeFileSync(this.#roster, rosterOf(chosen, dora.id));
      await this.#discord
        .person(DIRECTOR)
        .slash({ channel, path: ['roster', 'reload'] })
        .done();
    }
    await dora
      .slash({ channel, path: ['appeal'], options: { decision: penalty, reason: 'I was there first.' } })
      .done();
  }

  #cards(): readonly APIMessage[] {
    const channel = this.#discord.channel('stewards');
    return this.#discord.world.posts.list(channel).filter(({ embeds: [embed] }) => /^INC-\d/.test(embed?.title ?? ''));
  }

  async #until<Found>(look: () => Found | undefined): Promise<Found> {
    for (;;) {
      if (this.#isOver) throw new Error('the demo is over');
      const found = look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

interface Part {
  readonly label?: string;
  readonly custom_id?: string;
  readonly component?: Part;
  readonly components?: readonly Part[];
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

/** All components of a message or form, at any depth. */
const partsIn = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => [
    part,
    ...partsIn([...(part.component ? [part.component] : []), ...(part.components ?? [])]),
  ]);

const idOf = (message: APIMessage, label: string): string | undefined =>
  partsIn((message.components ?? []) as readonly Part[]).find((part) => part.label === label)?.custom_id;

/** "P-3" */
const numberIn = (handle: Handle): string | undefined => /P-\d+/.exec(handle.reply()?.content ?? '')?.[0];

/** A roster with only Dora. */
export function rosterOf({ guid, name }: Chosen, account: string): string {
  const row = [guid, name, '23', 'Kestrel', account].map((field) => `"${field.replaceAll('"', '""')}"`);
  return `GUID,name,number,team,Discord id\n${row.join(',')}\n`;
}

function offeredBy({ modal }: Handle): readonly Chosen[] {
  const who = partsIn((modal?.components ?? []) as readonly Part[]).find(({ custom_id }) => custom_id === 'drivers');
  return (who?.options ?? []).map(({ value: guid, label: name }) => ({ guid, name }));
}
