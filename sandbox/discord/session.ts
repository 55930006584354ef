import { randomUUID } from 'node:crypto';
import type { APIMessage } from 'discord-api-types/v10';
import { Intent, Op } from './codes.ts';
import type { Dispatch, DispatchName } from './events.ts';

/** The intent that a bot needs for an event; events that are not listed are never sent. */
const INTENT_OF: Partial<Record<DispatchName, number>> = {
  GUILD_DELETE: Intent.guilds,
  CHANNEL_CREATE: Intent.guilds,
  CHANNEL_UPDATE: Intent.guilds,
  CHANNEL_DELETE: Intent.guilds,
  CHANNEL_PINS_UPDATE: Intent.guilds,
  THREAD_CREATE: Intent.guilds,
  THREAD_UPDATE: Intent.guilds,
  THREAD_DELETE: Intent.guilds,
  GUILD_MEMBER_UPDATE: Intent.members,
  GUILD_ROLE_CREATE: Intent.guilds,
  GUILD_ROLE_UPDATE: Intent.guilds,
  GUILD_ROLE_DELETE: Intent.guilds,
  MESSAGE_CREATE: Intent.messages,
  MESSAGE_UPDATE: Intent.messages,
  MESSAGE_DELETE: Intent.messages,
  MESSAGE_REACTION_ADD: Intent.reactions,
  MESSAGE_REACTION_REMOVE: Intent.reactions,
  WEBHOOKS_UPDATE: Intent.webhooks,
  INTERACTION_CREATE: 0,
};

/** How many frames are kept for a resume. */
const REPLAY_LENGTH = 1000;

export type Frame = { readonly op: number; readonly d: unknown; readonly s: number | null; readonly t: string | null };

/** A bot's login. It outlives its connection, and events are kept until the bot is back. */
export class Session {
  readonly id = randomUUID().replaceAll('-', '');
  readonly #botId: string;
  readonly #intents: number;
  readonly #sent: Frame[] = [];
  #sequence = 0;
  #send: ((frame: Frame) => void) | undefined;

  constructor(botId: string, intents: number) {
    this.#botId = botId;
    this.#intents = intents;
  }

  has(intent: number): boolean {
    return (this.#intents & intent) === intent;
  }

  attach(send: (frame: Frame) => void): void {
    this.#send = send;
  }

  detach(): void {
    this.#send = undefined;
  }

  /** Sends the events that the bot requested, with what it may see. */
  deliver(dispatch: Dispatch): void {
    const intent = INTENT_OF[dispatch.t];
    if (intent === undefined || !this.has(intent)) return;
    if (dispatch.only !== undefined && dispatch.only !== this.#botId) return;
    this.dispatch(dispatch.t, this.#visible(dispatch));
  }

  dispatch(t: string, d: unknown): void {
    this.#sequence += 1;
    const frame = { op: Op.dispatch, d, s: this.#sequence, t };
    this.#sent.push(frame);
    if (this.#sent.length > REPLAY_LENGTH) this.#sent.shift();
    this.#send?.(frame);
  }

  /** A number that no frame has had yet. */
  isAhead(sequence: number): boolean {
    return sequence > this.#sequence;
  }

  /** Resends everything after `sequence`; false if that is no longer available. */
  replay(sequence: number): boolean {
    const oldest = this.#sent[0]?.s ?? this.#sequence + 1;
    if (sequence + 1 < oldest) return false;
    for (const frame of this.#sent) if ((frame.s ?? 0) > sequence) this.#send?.(frame);
    return true;
  }

  #visible({ t, d }: Dispatch): unknown {
    if (t !== 'MESSAGE_CREATE' && t !== 'MESSAGE_UPDATE') return d;
    return this.has(Intent.messageContent) ? d : blanked(d, this.#botId);
  }
}

/** Without the message content intent, a bot reads only its own messages and those that mention it. */
export function blanked<T extends Pick<APIMessage, 'author' | 'mentions'>>(message: T, botId: string): T {
  const { author, mentions } = message;
  if (author.id === botId || mentions.some(({ id }) => id === botId)) return message;
  return { ...message, ...NO_CONTENT };
}

const NO_CONTENT = { content: '', embeds: [], attachments: [], components: [] };
