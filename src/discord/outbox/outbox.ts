import { type Clock, every } from '../../kit/clock.ts';
import type { Hide } from '../../kit/texts.ts';
import { atMost, nextTurn } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import { loggable } from '../common/failures.ts';
import { Ahead } from './ahead.ts';
import { type BoardFaces, Boards, type BoardWords } from './boards.ts';
import { BoardTable } from './boardTable.ts';
import { CardPictures } from './cardPictures.ts';
import { ClosedChannels, type ClosedWords, type Places } from './closedChannels.ts';
import { deliver } from './delivery.ts';
import { expireConfidential } from './expiry.ts';
import { MessageLinks } from './links.ts';
import type { DigestWords, OutgoingMessage } from './message.ts';
import { MovedCards } from './movedCards.ts';
import { Pauses } from './pauses.ts';
import type { DrawPicture } from './pictures.ts';
import type { PictureReference, Post } from './post.ts';
import { Rests } from './rests.ts';
import { shownOf } from './shown.ts';
import { type IsPublic, OutboxTable, type Taking } from './table.ts';
import { ChannelClosed, type Transport, Undeliverable } from './transport.ts';
import { answeringUntil, linkingTransport } from './transports.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const [HOUR_MS, LOOK_AGAIN_MS] = [60 * 60_000, 60_000] as const;

export interface OutboxOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly words: DigestWords & ClosedWords & BoardWords;
  /** Where to send what a channel does not take. Without them it waits. */
  readonly places?: Places | undefined;
  /** The Discord server's id, for links to messages. Without it names appear as plain text. */
  readonly guildId?: string | undefined;
  /** Applied to every post as it would be shown. */
  readonly hide: Hide;
  /** Servers whose cards are held back because so many events are coming in. */
  readonly held?: (() => readonly string[]) | undefined;
  /** Without this, cards have no pictures. */
  readonly pictures?: { readonly draw: DrawPicture; isShown(reference: PictureReference): boolean } | undefined;
}

/**
 * The only way to post to a channel. A post is first stored as a row, in the transaction of the event it is about. So
 * it is sent if and only if the event was stored, even across a crash.
 */
export class Outbox {
  readonly links: MessageLinks;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: OutboxOptions['log'];
  readonly #table: OutboxTable;
  readonly #pauses: Pauses;
  readonly #rests: Rests;
  readonly #closed: ClosedChannels;
  readonly #pictures: CardPictures | undefined;
  readonly #shown: (post: Post) => Post;
  readonly #boards: Boards;
  /** One request in flight per channel keeps its messages in order. */
  readonly #working = new Map<string, Promise<void>>();
  readonly #ahead: Ahead;
  readonly #held: OutboxOptions['held'];
  #transport: Transport | undefined;
  #isPublic: IsPublic = () => undefined;
  #stopTimers = (): void => {};
  #isOver = false;

  constructor({ store, clock, log, words, places, guildId, hide, held, pictures }: OutboxOptions) {
    this.#held = held;
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#table = new OutboxTable(store, words, clock.now());
    this.#pauses = new Pauses(clock);
    this.#rests = new Rests(clock);
    this.#ahead = new Ahead(store, (channel) => this.#table.takeNext(channel, clock.now(), this.#taking(channel)));
    const wake = (channel: string): void => this.#wake(channel);
    this.links = new MessageLinks({ store, table: this.#table, clock, guildId, wake });
    this.#shown = (post) => shownOf(post, { hide, isShown: pictures?.isShown });
    this.#pictures = pictures && new CardPictures({ table: this.#table, clock, log, draw: pictures.draw, hide });
    this.#closed = new ClosedChannels({
      clock,
      words,
      places,
      cards: new MovedCards(store),
      say: (channel, content) => this.post(channel, { lane: 'penalty', body: { content } }),
      isPublic: (channel) => this.#isPublic(channel),
    });
    this.#boards = new Boards({
      table: this.#table,
      boards: new BoardTable(store),
      clock,
      log,
      hide,
      words,
      isGone: (messageId) => this.links.isGone(messageId),
      say: (line) => places?.log && this.post(places.log, { lane: 'race', body: { content: line } }),
    });
  }

  post(channel: string, post: Post): void {
    const { home, post: placed } = this.#closed.placed(channel, post);
    this.#store.transaction(() => {
      this.#table.add(home, this.#shown(placed), this.#clock.now());
      this.#store.beforeCommit(() => this.#transport && !this.#working.has(home) && this.#ahead.mark(home));
      this.#store.afterCommit(() => this.#wake(home));
    });
  }

  /**
   * Updates a message that stays in a channel. If nothing has changed, nothing is posted.
   *
   * @param as `news`; `start`: posted even if unchanged, because the message may be gone; `rest`: there is nothing left
   * to show, so no new message is created
   */
  keep(channel: string, key: string, { lane, body, confidential }: Post, as: 'news' | 'start' | 'rest'): void {
    const post: Post = { lane, key, body, confidential };
    const { home, post: placed } = this.#closed.placed(channel, post);
    if (as === 'rest' && !this.#table.kept.isThere(home, key)) return;
    if (as !== 'start' && this.#table.kept.isSaid(home, key, this.#shown(placed).body)) return;
    this.post(channel, post);
  }

  /** A message that shows a current state, edited in place. Nothing waits behind it, and it waits for nothing. */
  show(channel: string, key: string, faces: BoardFaces): void {
    this.#boards.show(channel, key, faces);
  }

  /** Somebody has deleted a message, ours or not. */
  deleted(channel: string, messageId: string): void {
    this.links.deleted(channel, messageId);
    this.#boards.deleted(channel, messageId);
  }

  /** Whether everybody can read a channel; undefined while unknown. */
  isPublic(channel: string): boolean | undefined {
    return this.#isPublic(channel);
  }

  /** Starts sending. */
  open(transport: Transport, isPublic: IsPublic = () => undefined): void {
    this.#isPublic = isPublic;
    const linking = linkingTransport(transport, (key) => this.links.addressOf(key));
    this.#transport = answeringUntil(linking, () => this.#isOver);
    this.#boards.open(this.#transport);
    this.#discardOld();
    this.#stopTimers();
    const stops = [
      every(this.#clock, HOUR_MS, () => this.#discardOld()),
      // Permissions can change at any time, so channels are checked again.
      every(this.#clock, LOOK_AGAIN_MS, () => this.wakeAll()),
    ];
    this.#stopTimers = () => stops.forEach((stop) => void stop());
    this.wakeAll();
  }

  /** Stops sending and waits up to `ms` for outstanding responses. Later posts are sent after the next start. */
  async close(ms: number): Promise<void> {
    this.#transport = undefined;
    this.#stopTimers();
    this.#pauses.endAll();
    this.#rests.endAll();
    await atMost(this.#clock, ms, Promise.all([...this.#working.values(), this.#boards.close()]));
    this.#isOver = true;
  }

  #taking(channel: string): Taking {
    return { isPublic: this.#isPublic(channel), resting: this.#rests.in(channel), held: this.#held?.() };
  }

  /** Held servers, or who can read a channel, may have changed. */
  wakeAll(): void {
    for (const channel of this.#table.channelsWaiting()) this.#wake(channel);
  }

  #wake(channel: string): void {
    if (!this.#transport || this.#working.has(channel)) return;
    // The event may have used up this turn of the event loop.
    const turn = this.#clock.isTurnSpent?.() ? nextTurn() : Promise.resolve();
    const emptied = turn.then(() => this.#empty(channel));
    this.#working.set(channel, emptied);
  }

  async #empty(channel: string): Promise<void> {
    for (let failures = 0; this.#transport; ) {
      try {
        const message = this.#ahead.next(channel);
        if (!message) break;
        // It is taken again once the picture is drawn. Other messages do not wait for it.
        const wake = (): void => this.#wake(channel);
        if (message.lane === 'picture' && this.#pictures?.isReady(message, wake) === false) break;
        await this.#send(message, this.#transport);
        failures = 0;
      } catch (error) {
        if (!this.#transport) break;
        if (error instanceof ChannelClosed) {
          this.#closed.refused(channel, error);
          // Cards may have been moved to another channel.
          this.wakeAll();
        }
        const waitMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
        failures += 1;
        this.#log.warn({ channel, waitMs, ...loggable(error) }, 'a message did not get through; trying again');
        await this.#pauses.pause(waitMs);
      }
    }
    this.#working.delete(channel);
  }

  async #send(message: OutgoingMessage, transport: Transport): Promise<void> {
    const [table, clock] = [this.#table, this.#clock];
    if (message.lane === 'picture')
      return this.#pictures ? this.#pictures.send(message, transport) : table.dropped(message);
    try {
      const id = await deliver({ message, table, transport, clock });
      if (id === undefined) table.lost(message);
      else this.#sent(message, id);
      this.#rests.sent(message, () => this.#wake(message.channel));
      this.#closed.took(message.channel);
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      table.dropped(message);
      const fields = { channel: message.channel, reason: error.message };
      this.#log.warn(fields, 'a message cannot be posted and was dropped');
    }
  }

  #sent(message: OutgoingMessage, messageId: string): void {
    this.#store.transaction(() => {
      this.#table.sent(message, messageId, this.#clock.now());
      this.#pictures?.want(message);
      if (message.key !== undefined) this.links.taken(message.key, messageId);
    });
  }

  #discardOld(): void {
    try {
      const now = this.#clock.now();
      this.#table.discardOld(now);
      const expired = expireConfidential(this.#store, now);
      if (expired > 0) this.#closed.expired(expired);
    } catch (error) {
      this.#log.warn({ err: error }, 'old messages could not be discarded');
    }
  }
}
