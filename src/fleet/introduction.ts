import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { sleep } from '../kit/wait.ts';
import type { Hello } from './facts.ts';
import { subjectsOf } from './subjects.ts';
import { OutOfReach, type Talk } from './talk.ts';

/** How long the hub may take to answer, and how long until it is told again. */
const HELLO_MS = 2000;
/** A hub that could not store it logs that each time. */
const FAILED_MS = 60_000;

interface IntroductionOptions {
  readonly edge: string;
  readonly talk: Pick<Talk, 'ask'>;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Tells a hub who this edge is: its letter, its game servers. A hub that is busy with its start may not answer in time,
 * or cannot write just then, and without the letter it would not find the edge's incidents. So it is told until it has
 * accepted or refused.
 */
export class Introduction {
  readonly #options: IntroductionOptions;
  #latest = 0;

  constructor(options: IntroductionOptions) {
    this.#options = options;
  }

  /** @returns the hub's answer; undefined if it refuses, or has a newer life that is told instead */
  async make(hello: Hello): Promise<unknown> {
    const { edge, talk, clock } = this.#options;
    this.#latest += 1;
    const own = this.#latest;
    while (own === this.#latest) {
      try {
        return await talk.ask(subjectsOf.up(edge).hello, hello, HELLO_MS);
      } catch (error) {
        if (error instanceof UserError) return undefined;
        await sleep(clock, error instanceof OutOfReach ? HELLO_MS : FAILED_MS);
      }
    }
    return undefined;
  }
}
