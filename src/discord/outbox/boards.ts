/**
 * Messages that show a current state, edited in place. They bypass the queue: no post waits behind one, and nothing of
 * what they showed is stored except which message it is. A state overtaken by a newer one is never sent.
 */
import { type Clock, every } from '../../kit/clock.ts';
import type { Hide } from '../../kit/texts.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { loggable } from '../common/failures.ts';
import { hiddenIn } from '../common/hidden.ts';
import type { BoardTable } from './boardTable.ts';
import { deliver } from './delivery.ts';
import { Pauses } from './pauses.ts';
import type { Body } from './post.ts';
import type { OutboxTable } from './table.ts';
import { ChannelClosed, type Transport, Undeliverable } from './transport.ts';

/** Discord allows three edits per 6 s and channel for messages older than an hour, and cards are edited, too. */
const BETWEEN_EDITS_MS = 2500;
/** A board will be shown again soon, so a request that hangs must not hold up the edit of a card. */
const GIVE_UP_MS = 5000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const HOUR_MS = 60 * 60_000;

export type BoardWords = Pick<Catalogue, 'boardNotPinned'>;

export interface BoardsOptions {
  readonly table: OutboxTable;
  readonly boards: BoardTable;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly hide: Hide;
  readonly words: BoardWords;
  /** Reports a problem to those who can fix it. */
  say(line: string): void;
  /** Whether a message was deleted lately, as far as Discord has reported it. */
  isGone(messageId: string): boolean;
}

/** The texts of a board. */
export interface BoardFaces {
  readonly now: Body;
  /** Shown once Pitwall has stopped. */
  readonly away: Body;
}

interface Board {
  readonly channel: string;
  readonly key: string;
  faces: BoardFaces;
  isWanted: boolean;
  /** On the monotonic clock: the board that has waited longest comes first. */
  shownAt: number;
  keptAt: number;
}

export class Boards {
  readonly #options: BoardsOptions;
  readonly #pauses: Pauses;
  readonly #boards = new Map<string, Board>();
  readonly #working = new Map<string, Promise<void>>();
  /** Keys of boards that may not be pinned, kept for an hour. */
  readonly #refused = new Set<string>();
  #transport: Transport | undefined;
  #stopTimer = (): void => {};

  constructor(options: BoardsOptions) {
    this.#options = options;
    this.#pauses = new Pauses(options.clock);
  }

  show(channel: string, key: string, { now, away }: BoardFaces): void {
    const { hide } = this.#options;
    const faces = { now: hiddenIn(now, hide), away: hiddenIn(away, hide) };
    const known = this.#boards.get(`${channel}/${key}`);
    const board = known ?? { channel, key, faces, isWanted: true, shownAt: -1, keptAt: Number.NEGATIVE_INFINITY };
    board.faces = faces;
    board.isWanted = true;
    this.#boards.set(`${channel}/${key}`, board);
    this.#wake(channel);
  }

  /** Somebody has deleted a message. A board is posted again at once: its state may not change for days. */
  deleted(channel: string, messageId: string): void {
    const { table } = this.#options;
    const board = [...this.#boards.values()].find(
      (each) => each.channel === channel && table.messageIdOf(channel, each.key) === messageId,
    );
    if (board) this.#showAnew(board);
  }

  open(transport: Transport): void {
    this.#transport = transport;
    // Somebody may have granted the permission in the meantime.
    this.#stopTimer = every(this.#options.clock, HOUR_MS, () => this.#refused.clear());
    for (const { channel } of this.#boards.values()) this.#wake(channel);
  }

  /** Says on every board that it is no longer updated. */
  async close(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    this.#stopTimer();
    this.#pauses.endAll();
    await Promise.all(this.#working.values());
    if (transport) await Promise.all([...this.#boards.values()].map((board) => this.#leave(board, transport)));
  }

  #showAnew(board: Board): void {
    this.#options.table.forgetMessage(board.channel, board.key);
    board.isWanted = true;
    this.#wake(board.channel);
  }

  #wake(channel: string): void {
    if (!this.#transport || this.#working.has(channel)) return;
    this.#working.set(
      channel,
      Promise.resolve().then(() => this.#showAll(channel)),
    );
  }

  async #showAll(channel: string): Promise<void> {
    for (let failures = 0; this.#transport; ) {
      const board = this.#next(channel);
      if (!board) break;
      try {
        board.isWanted = false;
        await this.#show(board, this.#transport);
        failures = 0;
        if (this.#transport) await this.#pauses.pause(BETWEEN_EDITS_MS);
      } catch (error) {
        board.isWanted = true;
        const waitMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
        failures += 1;
        if (failures === 1) this.#warn(board, error, 'a board could not be shown; trying again');
        if (this.#transport) await this.#pauses.pause(waitMs);
      }
    }
    this.#working.delete(channel);
  }

  #next(channel: string): Board | undefined {
    const wanted = [...this.#boards.values()].filter((board) => board.channel === channel && board.isWanted);
    return wanted.toSorted((a, b) => a.shownAt - b.shownAt)[0];
  }

  async #show(board: Board, transport: Transport): Promise<void> {
    const { clock } = this.#options;
    try {
      const messageId = (await this.#edited(board, transport)) ?? (await this.#made(board, transport));
      board.shownAt = clock.monotonic();
      // It was deleted while the response was outstanding.
      if (this.#options.isGone(messageId)) return this.#showAnew(board);
      if (!(await this.#pin(board, messageId, transport))) this.#showAnew(board);
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      this.#warn(board, error, 'Discord does not take what a board shows');
    }
  }

  /** @returns the id of the message; undefined if there is none, or no longer */
  async #edited(board: Board, transport: Transport): Promise<string | undefined> {
    const { table, boards, clock } = this.#options;
    const { channel, key, faces } = board;
    const messageId = table.messageIdOf(channel, key);
    if (messageId === undefined) return undefined;
    if (!(await transport.edit(channel, messageId, faces.now, GIVE_UP_MS))) {
      table.forgetMessage(channel, key);
      return undefined;
    }
    if (clock.monotonic() - board.keptAt > HOUR_MS) {
      boards.used(channel, key, clock.now());
      board.keptAt = clock.monotonic();
    }
    return messageId;
  }

  /** Created like any post: exactly once, even if the connection or the process dies on the way. */
  async #made({ channel, key, faces }: Board, transport: Transport): Promise<string> {
    const { table, boards, clock } = this.#options;
    const message = boards.making(channel, key, clock.now()) ?? boards.begin(channel, key, faces.now, clock.now());
    try {
      const id = await deliver({ message, table, transport, clock });
      if (id === undefined) throw new Error('only chat can be lost, and a board is no chat');
      table.sent(message, id, clock.now());
      // The message may show the state from before a restart.
      if (message.doubtful) await transport.edit(channel, id, faces.now, GIVE_UP_MS);
      return id;
    } catch (error) {
      if (error instanceof Undeliverable) table.dropped(message);
      throw error;
    }
  }

  /**
   * Pins a message once. If somebody unpins it, it stays unpinned.
   *
   * @returns false if the message is gone
   */
  async #pin({ channel, key }: Board, messageId: string, transport: Transport): Promise<boolean> {
    const { boards, words, say, log } = this.#options;
    const name = `${channel}/${key}`;
    const known = boards.pinState(channel, key);
    if (known === 'pinned' || this.#refused.has(name)) return true;
    try {
      if (!(await transport.pin(channel, messageId))) return false;
      boards.setPinState(channel, key, 'pinned');
    } catch (error) {
      if (!(error instanceof ChannelClosed || error instanceof Undeliverable)) throw error;
      this.#refused.add(name);
      if (known === 'refused') return true;
      boards.setPinState(channel, key, 'refused');
      log.warn({ channel, reason: error.message }, 'a board could not be pinned');
      say(words.boardNotPinned({ channel, reason: error.message }));
    }
    return true;
  }

  async #leave({ channel, key, faces }: Board, transport: Transport): Promise<void> {
    const messageId = this.#options.table.messageIdOf(channel, key);
    if (messageId === undefined) return;
    try {
      await transport.edit(channel, messageId, faces.away, GIVE_UP_MS);
    } catch (error) {
      this.#warn({ channel, key }, error, 'a board does not say that Pitwall has gone');
    }
  }

  #warn({ channel, key }: Pick<Board, 'channel' | 'key'>, error: unknown, message: string): void {
    this.#options.log.warn({ channel, board: key, ...loggable(error) }, message);
  }
}
