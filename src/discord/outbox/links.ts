/** Where messages that are edited for good stand, for links to them and threads on them. */
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
  /** There is something to send in a channel. */
  wake(channel: string): void;
}

/** Of the messages that were deleted lately: many more than while an answer of Discord's is due. */
const MOST_REMEMBERED = 1000;

export class MessageLinks {
  readonly #options: LinksOptions;
  /** Messages that are gone, and whether somebody wants them back: the answer about one may come after the news of it. */
  readonly #gone = new Map<string, 'wanted' | 'gone'>();

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  /** Undefined where there is no message of that key. */
  placeOf(key: string): PlaceOfMessage | undefined {
    return this.#options.table.kept.placeOf(key);
  }

  /** As Discord's own client gives it. */
  addressOf(key: string): string | undefined {
    const { guildId } = this.#options;
    const place = guildId === undefined ? undefined : (this.placeOf(key) ?? this.#options.table.kept.placeBelow(key));
    return place && `https://discord.com/channels/${guildId}/${place.channel}/${place.messageId}`;
  }

  /** Stewards work with the queue: whoever deletes it by mistake has it back at once. Cards come with the next change. */
  deleted(channel: string, messageId: string): void {
    this.#remember(messageId, this.#gone.get(messageId) ?? 'gone');
    const key = this.#options.table.kept.keyOf(channel, messageId);
    if (key !== undefined && isQueue(key)) this.postAnew(key);
  }

  /** Somebody has deleted the message of a key: what it said last is posted anew. */
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

  /** Whether somebody has deleted a message lately, as far as Discord has told. */
  isGone(messageId: string): boolean {
    return this.#gone.has(messageId);
  }

  /** Discord has taken a state of it. Where it was deleted before that was heard here, that is heard now. */
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
