/** Channels that Discord does not let us post in: who is informed, and what happens to the cards for them. */
import type { Clock } from '../../kit/clock.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { durationInWords } from '../common/text.ts';
import { below } from './message.ts';
import type { MovedCards } from './movedCards.ts';
import type { Post } from './post.ts';
import type { ChannelClosed } from './transport.ts';

/** How long to wait, since somebody may be editing a role. After that, cards go to the main channel. */
const PATIENCE_MS = 60_000;

/** The channels that the others fall back to. */
export interface Places {
  /** The one channel that must be configured. */
  readonly main: string;
  readonly log?: string | undefined;
}

export type ClosedWords = Pick<
  Catalogue,
  | 'channelIsClosed'
  | 'channelIsOpenAgain'
  | 'privateChannelIsClosed'
  | 'channelWasClosed'
  | 'cardFromElsewhere'
  | 'cardsWait'
  | 'confidentialExpired'
  | 'duration'
>;

export interface ClosedChannelsOptions {
  readonly clock: Clock;
  readonly words: ClosedWords;
  readonly places: Places | undefined;
  readonly cards: MovedCards;
  /** Posts a line. */
  say(channel: string, line: string): void;
  /** Whether everybody can read a channel; undefined if unknown. */
  isPublic(channel: string): boolean | undefined;
}

interface Trouble {
  readonly since: number;
  readonly reason: string;
  attempts: number;
  isLogTold: boolean;
  isMainTold: boolean;
}

export class ClosedChannels {
  readonly #options: ClosedChannelsOptions;
  readonly #troubles = new Map<string, Trouble>();

  constructor(options: ClosedChannelsOptions) {
    this.#options = options;
  }

  /** A message was refused. Reported only from the second time on. */
  refused(channel: string, { message: reason }: ChannelClosed): void {
    const since = this.#options.clock.monotonic();
    const trouble = this.#troubles.get(channel) ?? {
      since,
      reason,
      attempts: 0,
      isLogTold: false,
      isMainTold: false,
    };
    this.#troubles.set(channel, trouble);
    trouble.attempts += 1;
    if (trouble.attempts >= 2) this.#tellLog(channel, trouble);
    if (since - trouble.since >= PATIENCE_MS) this.#saveCards(channel, trouble);
  }

  /** A message was accepted by the channel. */
  took(channel: string): void {
    const { clock, words, places, say } = this.#options;
    const trouble = this.#troubles.get(channel);
    if (!trouble) return;
    this.#troubles.delete(channel);
    if (trouble.attempts < 2) return;
    const howLong = durationInWords(clock.monotonic() - trouble.since, words);
    say(channel, words.channelWasClosed({ howLong, reason: trouble.reason }));
    const log = logIn(places);
    if (!trouble.isLogTold || log === undefined) return;
    if (this.#mayName(channel, log)) say(log, words.channelIsOpenAgain({ channel, howLong }));
  }

  /** A message stays in the channel that it was moved to, unless everybody can read that channel now. */
  placed(channel: string, post: Post): { readonly home: string; readonly post: Post } {
    const { cards, words, isPublic } = this.#options;
    const home = post.key === undefined ? undefined : cards.placeOf(channel, post.key);
    if (home === undefined || isPublic(home) !== false) return { home: channel, post };
    return { home, post: { ...post, body: below(words.cardFromElsewhere({ channel }), post.body) } };
  }

  /** Posts that waited too long for a private channel and are no longer posted. */
  expired(posts: number): void {
    const { words, places, say } = this.#options;
    const log = logIn(places);
    if (log !== undefined) say(log, words.confidentialExpired({ posts }));
  }

  #tellLog(channel: string, trouble: Trouble): void {
    const { words, places, say } = this.#options;
    const log = logIn(places);
    if (trouble.isLogTold || log === undefined || channel === log) return;
    trouble.isLogTold = true;
    const isNamed = this.#mayName(channel, log);
    say(log, isNamed ? words.channelIsClosed({ channel, reason: trouble.reason }) : words.privateChannelIsClosed());
  }

  /** Whether readers of one channel may know about the other. */
  #mayName(channel: string, reader: string): boolean {
    const { isPublic } = this.#options;
    return isPublic(reader) !== true || isPublic(channel) === true;
  }

  #saveCards(channel: string, trouble: Trouble): void {
    const { words, places, cards, say, isPublic } = this.#options;
    if (!places || places.main === channel || !cards.waitFor(channel)) return;
    if (isPublic(places.main) === false) {
      cards.move(channel, places.main, words.cardFromElsewhere({ channel }));
    } else if (!trouble.isMainTold && !(trouble.isLogTold && logIn(places) === places.main)) {
      trouble.isMainTold = true;
      say(places.main, words.cardsWait());
    }
  }
}

/** Without a log channel, the main channel, which takes everything that has no channel of its own. */
const logIn = (places: Places | undefined): string | undefined => places?.log ?? places?.main;
