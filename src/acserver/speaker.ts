// Chat into the game: wrapped, in ASCII and paced.

import type { Clock } from '../kit/clock.ts';
import { type Spelling, toAscii } from './chat/ascii.ts';
import { CHAT_WIDTH, harmless, wrap } from './chat/wrap.ts';
import type { Seat } from './dialect.ts';

/** The recipient of a line: one driver, or everyone. */
export type Recipient = Seat | 'all';

interface SpeakerOptions {
  readonly clock: Clock;
  readonly send: (to: Recipient, line: string) => void;
  /** Whether the driver is still in the car: their messages must not reach the next one. */
  readonly holds: (seat: Seat) => boolean;
  readonly onDropped?: (to: Recipient, count: number) => void;
  /** Removes what nobody in the game may read from a text, before it is cut into lines. */
  readonly hide?: (text: string) => string;
  /** How the league's language spells letters that are not ASCII. */
  readonly spelling?: Spelling | undefined;
  /** Characters per line; CHAT_WIDTH of the configuration. */
  readonly width?: number;
}

/** Pitwall's messages in the game's chat. Each line is sent at most once; nothing is kept for a later start. */
export interface Speaker {
  /** The lines of a text; none if nothing of it can be shown. */
  linesOf(text: string): readonly string[];
  /** @returns how many of its lines were sent, once the last one was sent or dropped */
  say(to: Recipient, text: string): Promise<number>;
  /** Chat to everyone from elsewhere: sent while nothing else waits, and dropped separately. */
  chat(text: string): Promise<number>;
  /** One line as is, for programs that read it. */
  sayUnwrapped(to: Recipient, line: string): Promise<number>;
  close(): void;
}

/** acServer's own chat must not be flooded: pauses between datagrams, and between lines to the same car. */
const BETWEEN_DATAGRAMS_MS = 20;
const BETWEEN_LINES_MS = 200;

/** Most lines that may wait for one car, or for everyone: four seconds of chat. */
const LONGEST_QUEUE = 20;

interface Pending {
  readonly to: Recipient;
  readonly isChat: boolean;
  readonly line: string;
  readonly done: (sent: boolean) => void;
}

type Queue = Pick<Pending, 'to' | 'isChat'>;

export const createSpeaker = (options: SpeakerOptions): Speaker => new PacedSpeaker(options);

class PacedSpeaker implements Speaker {
  readonly #options: SpeakerOptions;
  readonly #pace = new Pace();
  #pending: Pending[] = [];
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  linesOf(text: string): string[] {
    return wrap(this.#showable(text), this.#options.width ?? CHAT_WIDTH);
  }

  say(to: Recipient, text: string): Promise<number> {
    return this.#sendAll({ to, isChat: false }, this.linesOf(text));
  }

  chat(text: string): Promise<number> {
    return this.#sendAll({ to: 'all', isChat: true }, this.linesOf(text));
  }

  sayUnwrapped(to: Recipient, line: string): Promise<number> {
    return this.#sendAll({ to, isChat: false }, [harmless(this.#showable(line))]);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
    for (const { done } of this.#pending.splice(0)) done(false);
  }

  #showable(text: string): string {
    const { hide = (said) => said, spelling } = this.#options;
    // Before as well: a word in a language's own spelling would not be found.
    return hide(toAscii(hide(text), spelling));
  }

  async #sendAll(queue: Queue, lines: readonly string[]): Promise<number> {
    const sent = await Promise.all(lines.map((line) => this.#enqueue(queue, line)));
    return sent.filter(Boolean).length;
  }

  #enqueue(queue: Queue, line: string): Promise<boolean> {
    if (this.#isClosed) return Promise.resolve(false);
    return new Promise((done) => {
      this.#pending.push({ to: queue.to, isChat: queue.isChat, line, done });
      this.#dropOldest(queue);
      this.#sendDue();
    });
  }

  #dropOldest({ to, isChat }: Queue): void {
    const same = this.#pending.filter((each) => keyOf(each.to) === keyOf(to) && each.isChat === isChat);
    const dropped = same.slice(0, Math.max(0, same.length - LONGEST_QUEUE));
    if (dropped.length === 0) return;
    this.#pending = this.#pending.filter((each) => !dropped.includes(each));
    for (const { done } of dropped) done(false);
    this.#options.onDropped?.(to, dropped.length);
  }

  #sendDue(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { clock, holds, send } = this.#options;
    const now = clock.monotonic();
    const notices = this.#pending.filter(({ isChat }) => !isChat);
    const next = nextOf(notices.length > 0 ? notices : this.#pending, this.#pace);
    if (!next) return;
    const readyAt = this.#pace.readyAt(next.to);
    if (readyAt > now) {
      this.#cancel = clock.after(readyAt - now, () => this.#sendDue());
      return;
    }
    this.#pending = this.#pending.filter((each) => each !== next);
    const isThere = next.to === 'all' || holds(next.to);
    if (isThere) {
      send(next.to, next.line);
      this.#pace.sent(next.to, now);
    }
    next.done(isThere);
    this.#sendDue();
  }
}

const keyOf = (to: Recipient): number | 'all' => (to === 'all' ? 'all' : to.carId);

/** The recipient who can be sent to first. If a line to all has waited longest, it comes next, and the others wait. */
function nextOf(pending: readonly Pending[], pace: Pace): Pending | undefined {
  const [oldest] = pending;
  if (!oldest || oldest.to === 'all') return oldest;
  const heads = pending.filter(({ to }, index) => pending.findIndex((each) => keyOf(each.to) === keyOf(to)) === index);
  return heads.reduce((first, each) => (pace.readyAt(each.to) < pace.readyAt(first.to) ? each : first));
}

/** A line to all counts as one to each car. */
class Pace {
  readonly #lastTo = new Map<number | 'all', number>();
  #lastAt = -Infinity;

  readyAt(to: Recipient): number {
    const toAll = this.#lastTo.get('all') ?? -Infinity;
    const before =
      to === 'all' ? Math.max(-Infinity, ...this.#lastTo.values()) : (this.#lastTo.get(to.carId) ?? -Infinity);
    return Math.max(this.#lastAt + BETWEEN_DATAGRAMS_MS, Math.max(before, toAll) + BETWEEN_LINES_MS);
  }

  sent(to: Recipient, at: number): void {
    this.#lastTo.set(keyOf(to), at);
    this.#lastAt = at;
  }
}
