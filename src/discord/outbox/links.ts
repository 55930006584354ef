/** Where the permanently edited messages are, for links to them and threads on them. */
import type { Clock } from '../../kit/clock.ts';
import type { Store } from '../../store/store.ts';
import { isQueue } from '../common/cardLinks.ts';
import type { PlaceOfMessage } from './kept.ts';
import type { OutboxTable } from './table.ts';

interface LinksOptions {
  readonly store: Store;
  readonly table: OutboxTable;
  readonly clock: Clock;
  /** Without it there are no links. */
  readonly guildId: string | undefined;
  /** Called when there is something to send in a channel. */
  wake(channel: string): void;
}

/** Recently deleted messages to remember: many more than can be deleted while a response is outstanding. */
const MOST_REMEMBERED = 1000;

export class MessageLinks {
  readonly #options: LinksOptions;
  /** Deleted messages, and whether to post them again. A response may arrive after the news of the deletion. */
  readonly #gone = new Map<string, 'wanted' | 'gone'>();

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  /** Undefined if there is no message with that key. */
  placeOf(key: string): PlaceOfMessage | undefined {
    return this.#options.table.kept.placeOf(key);
  }

  /** The URL in the format of Discord's own client. */
  addressOf(key: string): string | undefined {
    const { guildId } = this.#options;
    const place = guildId === undefined ? undefined : (this.placeOf(key) ?? this.#options.table.kept.placeBelow(key));
    return place && `https://discord.com/channels/${guildId}/${place.channel}/${place.messageId}`;
  }

  /** Stewards work with the queue: if deleted, it is posted again at once. Cards come with their next change. */
  deleted(channel: string, messageId: string): void {
    this.#remember(messageId, this.#gone.get(messageId) ?? 'gone');
    const key = this.#options.table.kept.keyOf(channel, messageId);
    if (key !== undefined && isQueue(key)) this.postAnew(key);
  }

  /** Somebody has deleted the message of a key: its last state is posted again. */
  postAnew(key: string): void {
    const { store, table, clock, wake } = this.#options;
    const place = this.placeOf(key);
    if (!place) return;
    this.#remember(place.messageId, 'wanted');
    store.transaction(() => {
      table.forgetMessage(place.channel, key);
      table.kept.postAnew({ channel: place.channel, key, at: clock.now() });
      store.afterCommit(() => wake(place.channel));
    });
  }

  /** Whether a message was deleted lately, as far as Discord has reported it. */
  isGone(messageId: string): boolean {
    return this.#gone.has(messageId);
  }

  /** Discord has accepted a state of the message. If it was deleted in the meantime, that is handled now. */
  taken(key: string, messageId: string): void {
    const fate = this.#gone.get(messageId);
    if (fate === 'wanted' || (fate === 'gone' && isQueue(key))) this.postAnew(key);
  }

  #remember(messageId: string, fate: 'wanted' | 'gone'): void {
    this.#gone.delete(messageId);
    this.#gone.set(messageId, fate);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > MOST_REMEMBERED && oldest !== undefined) this.#gone.delete(oldest);
  }
}
