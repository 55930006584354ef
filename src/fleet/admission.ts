/**
 * Lets only one life (process run) of an edge use its name at the hub: two at once would answer in each other's place.
 */
import type { Clock } from '../kit/clock.ts';

interface Life {
  readonly segment: string;
  /** For example "race-host, process 4711"; absent if it has not said so. */
  readonly name?: string | undefined;
  /** On the monotonic clock. */
  readonly heard: number;
}

/** A life reports each second. If one was killed, it keeps the name for this long. */
const KEPT_MS = 2500;

export class Admission {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #lives = new Map<string, Life>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /**
   * Call for each of its beats.
   *
   * @returns whether it holds the name
   */
  heard(edge: string, segment: string): boolean {
    return this.#take(edge, { segment }) === undefined;
  }

  /**
   * It asks for the name.
   *
   * @returns why it does not get it
   */
  asked(edge: string, life: Pick<Life, 'segment' | 'name'>): string | undefined {
    const other = this.#take(edge, life);
    if (!other) return undefined;
    const first = other.name ?? 'one that was there before';
    return `Two Pitwalls claim to be the edge ${edge}: ${first}; and ${life.name ?? 'this one'}. Give the second one its own name, letter and user in EDGE; until then its race continues, but the hub hears nothing of it.`;
  }

  /** It is ending, so that its next life need not wait. */
  left(edge: string, segment: string): void {
    if (this.#lives.get(edge)?.segment === segment) this.#lives.delete(edge);
  }

  /** The segment of the life that holds the name. */
  of(edge: string): string | undefined {
    return this.#lives.get(edge)?.segment;
  }

  /** @returns the other life that holds the name, if any */
  #take(edge: string, { segment, name }: Pick<Life, 'segment' | 'name'>): Life | undefined {
    const now = this.#clock.monotonic();
    const holder = this.#lives.get(edge);
    if (holder && holder.segment !== segment && now - holder.heard < KEPT_MS) return holder;
    const known = holder?.segment === segment ? holder.name : undefined;
    this.#lives.set(edge, { segment, name: name ?? known, heard: now });
    return undefined;
  }
}
