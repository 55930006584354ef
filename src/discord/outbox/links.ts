/** Where messages that are edited for good stand, for links to them and threads on them. */
import type { Clock } from '../../kit/clock.ts';
import type { Store } from '../../store/store.ts';
import { queueKey } from '../common/cardLinks.ts';
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

export class MessageLinks {
  readonly #options: LinksOptions;

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
    const key = this.#options.table.kept.keyOf(channel, messageId);
    if (key?.startsWith(queueKey(''))) this.postAnew(key);
  }

  /** Somebody has deleted the message of a key: what it said last is posted anew. */
  postAnew(key: string): void {
    const { store, table, clock, wake } = this.#options;
    const place = this.placeOf(key);
    if (!place) return;
    store.transaction(() => {
      table.forgetMessage(place.channel, key);
      table.kept.postAnew({ channel: place.channel, key, at: clock.now() });
      store.afterCommit(() => wake(place.channel));
    });
  }
}
