import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { Handle } from './handle.ts';
import { isLoading } from './messages.ts';
import type { World } from './world.ts';

/** What a person did, before any answer. */
export interface Ask {
  /** InteractionKind. */
  readonly kind: 2 | 3 | 4 | 5;
  readonly personId: string;
  readonly channelId: string;
  /** The interaction's `data`, as Discord sends it. */
  readonly data: object;
  /** "server info", for the line above the reply. */
  readonly commandName?: string;
  /** The message whose component was used, also if it led to a modal. */
  readonly message?: APIMessage;
  /** The interaction that opened the form that this one submits. */
  readonly opener?: { readonly id: string; readonly ask: Ask };
}

/** The first answer must come within three seconds; edits and follow-ups within fifteen minutes. */
export const ANSWER_WITHIN_MS = 3_000;
const TOKEN_LIFE_MS = 15 * 60_000;

const NO_RESPONSE = 'The application did not respond';

/** One interaction, from press to last edit: the bot writes it, the person's `Handle` reads it. */
export class Exchange implements Handle {
  readonly id: string;
  readonly token: string;
  readonly ask: Ask;
  readonly #world: World;
  readonly #listeners = new Set<() => void>();
  readonly #followUpIds: string[] = [];
  #phase: 'sent' | 'acknowledged' | 'failed' | 'expired' = 'sent';
  #originalId: string | undefined;
  #hasShown = false;
  choices: readonly APIApplicationCommandOptionChoice[] | undefined;
  modal: APIModalInteractionResponseCallbackData | undefined;

  constructor(world: World, token: string, ask: Ask) {
    this.#world = world;
    this.id = world.newId();
    this.token = token;
    this.ask = ask;
    world.clock.after(ANSWER_WITHIN_MS, () => this.#phase === 'sent' && this.#moveTo('failed'));
    world.clock.after(TOKEN_LIFE_MS, () => this.#phase === 'acknowledged' && this.#moveTo('expired'));
  }

  get state(): Handle['state'] {
    if (this.#phase === 'sent' || this.#phase === 'failed') return this.#phase;
    if (this.#hasShown || this.#originalId === undefined) return 'answered';
    return this.#phase === 'expired' ? 'failed' : 'thinking';
  }

  get isAcknowledged(): boolean {
    return this.#phase === 'acknowledged' || this.#phase === 'expired';
  }

  get isExpired(): boolean {
    return this.#phase === 'expired';
  }

  get ephemeral(): boolean {
    const original = this.reply();
    return original !== undefined && !this.#world.posts.isVisible(original.id);
  }

  get followUps(): readonly APIMessage[] {
    return this.#followUpIds.flatMap((id) => this.#world.posts.find(id) ?? []);
  }

  reply(): APIMessage | undefined {
    return this.#originalId === undefined ? undefined : this.#world.posts.find(this.#originalId);
  }

  done(): Promise<void> {
    return this.until(({ state }) => state === 'answered');
  }

  until(check: (handle: Handle) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (check(this)) resolve();
        else if (this.state === 'failed') reject(new Error(NO_RESPONSE));
        else return;
        stop();
      };
      const stop = this.onChange(look);
      look();
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first answer has come; `original` is the message it shows, if any. */
  acknowledge(original?: APIMessage): void {
    this.#originalId = original?.id;
    this.#moveTo('acknowledged');
  }

  addFollowUp(message: APIMessage): void {
    this.#followUpIds.push(message.id);
    this.changed();
  }

  owns(messageId: string): boolean {
    return this.#originalId === messageId || this.#followUpIds.includes(messageId);
  }

  changed(): void {
    const original = this.reply();
    this.#hasShown ||= this.#followUpIds.length > 0 || (original !== undefined && !isLoading(original));
    for (const listener of [...this.#listeners]) listener();
  }

  #moveTo(phase: 'acknowledged' | 'failed' | 'expired'): void {
    this.#phase = phase;
    this.changed();
  }
}
