/**
 * What the league's people have done before a visitor looks: the first incident is decided, and can be overruled; the
 * second one is decided and appealed. What comes later is the visitor's.
 */
import { writeFileSync } from 'node:fs';
import type { APIMessage } from 'discord-api-types/v10';
import type { Handle } from '../discord/handle.ts';
import type { LocalDiscord } from '../discord/server.ts';

export interface Desk {
  /** The rest is left to the visitor. */
  close(): void;
}

export interface DeskOptions {
  readonly discord: LocalDiscord;
  /** The roster that the bot reads: it says which driver somebody is. */
  readonly roster: string;
}

/** Who decides, and who appeals the second decision. */
const [STEWARD, DRIVER, DIRECTOR] = ['Stig', 'Dora', 'Ada'] as const;
const [BUTTON, OTHERS] = ['+5 s', 'No further action'] as const;
const LOOK_MS = 250;

interface Chosen {
  readonly guid: string;
  readonly name: string;
}

export function openDesk(options: DeskOptions): Desk {
  const scene = new Scene(options);
  // What a visitor was faster in is the visitor's: then that is what there is to see.
  void scene.play().catch(() => {});
  return { close: () => scene.close() };
}

class Scene {
  readonly #discord: LocalDiscord;
  readonly #roster: string;
  #isOver = false;

  constructor({ discord, roster }: DeskOptions) {
    this.#discord = discord;
    this.#roster = roster;
  }

  async play(): Promise<void> {
    const first = await this.#decide([], 'left no room');
    const second = await this.#decide([first.message.id], 'late braking');
    await this.#appeal(second.chosen, second.penalty);
  }

  close(): void {
    this.#isOver = true;
  }

  /** The oldest card that can be decided and is none of these. */
  async #decide(but: readonly string[], reason: string) {
    const message = await this.#until(() =>
      this.#cards().find((card) => !but.includes(card.id) && idOf(card, BUTTON) !== undefined),
    );
    const stig = this.#discord.person(STEWARD);
    const pressed = stig.click({ message: message.id, customId: idOf(message, BUTTON) ?? '' });
    await pressed.until(({ modal }) => modal !== undefined);
    const chosen = firstOf(pressed);
    if (!chosen) throw new Error('the form offers nobody');
    const submitted = stig.submit({ modal: pressed, fields: { drivers: [chosen.guid], reason } });
    await submitted.until(() => numberIn(submitted) !== undefined);
    const penalty = numberIn(submitted) ?? '';
    // Nothing is against the others.
    const others = idOf(this.#discord.world.posts.find(message.id) ?? message, OTHERS);
    if (others !== undefined) await stig.click({ message: message.id, customId: others }).done();
    return { message, chosen, penalty };
  }

  /** She is the driver from here on, by the league's roster. */
  async #appeal({ guid, name }: Chosen, penalty: string): Promise<void> {
    const dora = this.#discord.person(DRIVER);
    const row = [guid, name, '23', 'Kestrel', dora.id].map((field) => `"${field.replaceAll('"', '""')}"`);
    writeFileSync(this.#roster, `GUID,name,number,team,Discord id\n${row.join(',')}\n`);
    const channel = this.#discord.channel('race-control');
    await this.#discord
      .person(DIRECTOR)
      .slash({ channel, path: ['roster', 'reload'] })
      .done();
    await dora
      .slash({ channel, path: ['appeal'], options: { decision: penalty, reason: 'He turned in on me.' } })
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

/** Everything on a message or a form, whatever it is in. */
const partsIn = (parts: readonly Part[]): readonly Part[] =>
  parts.flatMap((part) => [
    part,
    ...partsIn([...(part.component ? [part.component] : []), ...(part.components ?? [])]),
  ]);

const idOf = (message: APIMessage, label: string): string | undefined =>
  partsIn((message.components ?? []) as readonly Part[]).find((part) => part.label === label)?.custom_id;

/** "P-3" */
const numberIn = (handle: Handle): string | undefined => /P-\d+/.exec(handle.reply()?.content ?? '')?.[0];

function firstOf({ modal }: Handle): Chosen | undefined {
  const who = partsIn((modal?.components ?? []) as readonly Part[]).find(({ custom_id }) => custom_id === 'drivers');
  const [option] = who?.options ?? [];
  return option && { guid: option.value, name: option.label };
}
