import { afterEach, beforeEach } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { elena, line, practice } from './witnesses.ts';

/** A fresh feed for each test, with input from both UDP and log. */
export class FeedRig {
  #opened: ReturnType<typeof feedInDirectory> | undefined;
  #position = 0;

  constructor() {
    beforeEach(() => {
      this.#opened = feedInDirectory();
      this.#position = 0;
    });
    afterEach(() => this.#opened?.remove());
  }

  get feed(): TestFeed {
    if (!this.#opened) throw new Error('only within a test');
    return this.#opened.feed;
  }

  readonly hear = (...packets: FromServer[]): void => this.feed.packets(packets);
  readonly read = (...facts: StdoutFact[]): void => this.#log(facts, false);
  readonly catchUp = (...facts: StdoutFact[]): void => this.#log(facts, true);
  /** Events since the last call. */
  readonly told = () => this.feed.events.splice(0);
  readonly types = () => this.told().map(({ type }) => type);

  /** One driver in a first session, as both sources report it. */
  readonly begun = (): void => {
    this.hear(practice, elena);
    this.read(line.practice, line.elena);
    this.told();
  };

  /** As in the live server, `giveUpWaiting` runs once a second. */
  readonly pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= 1000) {
      this.feed.clock.advance(Math.min(left, 1000));
      this.feed.giveUpWaiting();
    }
  };

  /** Kills Pitwall and starts it again. */
  readonly killed = (): void => {
    this.#opened = this.#opened?.reopen();
  };

  #log(facts: readonly StdoutFact[], absent: boolean): void {
    this.#position += 1;
    this.feed.log({ facts, position: this.#position, absent });
  }
}
