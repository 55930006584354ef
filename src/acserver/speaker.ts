import type { Clock } from '../kit/clock.ts';
import { toAscii } from './chat/ascii.ts';
import { CHAT_WIDTH, harmless, wrap } from './chat/wrap.ts';
import type { Seat } from './dialect.ts';

/** Whom a line is for: one driver, or everyone. */
export type Listener = Seat | 'all';

export interface SpeakerOptions {
  readonly clock: Clock;
  /** Sends one line at once. */
  readonly send: (to: Listener, line: string) => void;
  /** Whether the driver still sits there: what was meant for them must not reach the next one. */
  readonly holds: (seat: Seat) => boolean;
  /** How many lines were dropped because there were too many for one car. */
  readonly onDropped?: (to: Listener, count: number) => void;
  /** Takes out what nobody in the game may read, before anything is cut into lines. */
  readonly redact?: (text: string) => string;
  /** Characters a line; CHAT_WIDTH of the configuration. */
  readonly width?: number;
}

/** What Pitwall says in the game's chat. Each line is sent at most once; nothing is kept for a later start. */
export interface Speaker {
  /** The lines that a text makes; none when nothing of it can be shown. */
  linesOf(text: string): readonly string[];
  /** @returns how many of its lines were sent, once the last one was or will not be */
  say(to: Listener, text: string): Promise<number>;
  /** One line as it is, for programs that read it. */
  sayUnwrapped(to: Listener, line: string): Promise<number>;
  close(): void;
}

/** acServer's own chat must not be flooded: between datagrams, and between lines to the same car. */
const BETWEEN_DATAGRAMS_MS = 20;
const BETWEEN_LINES_MS = 200;

/** What one car, or everyone, may have waiting: four seconds of chat. */
const LONGEST_QUEUE = 20;

interface Waiting {
  readonly to: Listener;
  readonly line: string;
  readonly settle: (sent: boolean) => void;
}

export function createSpeaker(options: SpeakerOptions): Speaker {
  const { clock, send, holds, redact = (text: string) => text, width = CHAT_WIDTH } = options;
  const pace = createPace();
  let waiting: Waiting[] = [];
  let cancel: (() => void) | undefined;
  let isClosed = false;

  function enqueue(to: Listener, line: string): Promise<boolean> {
    if (isClosed) return Promise.resolve(false);
    return new Promise((settle) => {
      waiting.push({ to, line, settle });
      dropOldest(to);
      pump();
    });
  }

  function dropOldest(to: Listener): void {
    const same = waiting.filter((each) => keyOf(each.to) === keyOf(to));
    const dropped = same.slice(0, Math.max(0, same.length - LONGEST_QUEUE));
    if (dropped.length === 0) return;
    waiting = waiting.filter((each) => !dropped.includes(each));
    for (const { settle } of dropped) settle(false);
    options.onDropped?.(to, dropped.length);
  }

  /** Sends what may be sent now, and comes back for the rest. */
  function pump(): void {
    cancel?.();
    cancel = undefined;
    const now = clock.monotonic();
    const next = nextOf(waiting, pace.readyAt);
    if (!next) return;
    const readyAt = pace.readyAt(next.to);
    if (readyAt > now) {
      cancel = clock.after(readyAt - now, pump);
      return;
    }
    waiting = waiting.filter((each) => each !== next);
    const isThere = next.to === 'all' || holds(next.to);
    if (isThere) {
      send(next.to, next.line);
      pace.sent(next.to, now);
    }
    next.settle(isThere);
    pump();
  }

  async function all(to: Listener, lines: readonly string[]): Promise<number> {
    const sent = await Promise.all(lines.map((line) => enqueue(to, line)));
    return sent.filter(Boolean).length;
  }

  const linesOf = (text: string): string[] => wrap(toAscii(redact(text)), width);
  return {
    linesOf,
    say: (to, text) => all(to, linesOf(text)),
    sayUnwrapped: (to, line) => all(to, [harmless(toAscii(redact(line)))]),
    close() {
      isClosed = true;
      cancel?.();
      for (const { settle } of waiting.splice(0)) settle(false);
    },
  };
}

const keyOf = (to: Listener): number | 'all' => (to === 'all' ? 'all' : to.carId);

/** Whoever may be told first; but what waits for a word to all lets it through once it has waited longest. */
function nextOf(waiting: readonly Waiting[], readyAt: (to: Listener) => number): Waiting | undefined {
  const [oldest] = waiting;
  if (!oldest || oldest.to === 'all') return oldest;
  const heads = waiting.filter(({ to }, index) => waiting.findIndex((each) => keyOf(each.to) === keyOf(to)) === index);
  return heads.reduce((first, each) => (readyAt(each.to) < readyAt(first.to) ? each : first));
}

/** A line to all is one to each car. */
function createPace() {
  const lastTo = new Map<number | 'all', number>();
  let lastAt = -Infinity;
  return {
    readyAt(to: Listener): number {
      const toAll = lastTo.get('all') ?? -Infinity;
      const before = to === 'all' ? Math.max(-Infinity, ...lastTo.values()) : (lastTo.get(to.carId) ?? -Infinity);
      return Math.max(lastAt + BETWEEN_DATAGRAMS_MS, Math.max(before, toAll) + BETWEEN_LINES_MS);
    },
    sent(to: Listener, at: number): void {
      lastTo.set(keyOf(to), at);
      lastAt = at;
    },
  };
}
