import type { Ground, LearntLine, Pits } from './line.ts';
import { placeOn } from './line.ts';

/** A slower car counts as standing: m/s. */
const STANDS_MS = 0.5;
/** Two boxes are further apart than this. */
const SAME_BOX_M = 3;
const SAME_LANE_M = 4;
const MOST_BOXES = 64;
const MOST_LANE = 400;
/** A car further than this from the line is not on the racing track. */
const BESIDE_M = 7;
/** A car this close to the line, or driving for this long, has left the pits. */
const ON_LINE_M = 3;
const LONGEST_MS = 60_000;

/** Where cars stand in the pits and how they leave, as far as observed. */
export class PitMap {
  readonly #boxes: Ground[];
  readonly #lane: Ground[];
  /** Cars that stood in a box, and since when. */
  readonly #leaving = new Map<number, number>();
  /** Cars whose next position shows where they stand. */
  readonly #expected = new Set<number>();

  constructor(stored?: Pits) {
    this.#boxes = [...(stored?.boxes ?? [])];
    this.#lane = [...(stored?.lane ?? [])];
  }

  get pits(): Pits | undefined {
    return this.#boxes.length === 0 ? undefined : { boxes: [...this.#boxes], lane: [...this.#lane] };
  }

  clear(): void {
    this.#boxes.length = 0;
    this.#lane.length = 0;
  }

  /** The car is about to be put into its box, if it is moved at all. */
  expect(carId: number): void {
    this.#expected.add(carId);
    this.#leaving.delete(carId);
  }

  forget(carId: number): void {
    this.#expected.delete(carId);
    this.#leaving.delete(carId);
  }

  /** Whether this car's positions are needed. */
  isWatched(carId: number): boolean {
    return this.#expected.has(carId) || this.#leaving.has(carId);
  }

  seen(carId: number, { x, z, speedMs }: Ground & { readonly speedMs: number }, around: Around): void {
    if (![x, z, speedMs].every(Number.isFinite)) return;
    if (this.#expected.delete(carId) && speedMs < STANDS_MS) {
      addApart(this.#boxes, { x, z }, SAME_BOX_M, MOST_BOXES);
      this.#leaving.set(carId, around.at);
    }
    const since = this.#leaving.get(carId);
    if (since === undefined || speedMs < STANDS_MS) return;
    const lateral = around.line && placeOn(around.line, { x, z })?.lateral;
    const isGone = around.at - since > LONGEST_MS || (lateral !== undefined && Math.abs(lateral) < ON_LINE_M);
    if (isGone) this.#leaving.delete(carId);
    else if (lateral !== undefined && Math.abs(lateral) > BESIDE_M) {
      addApart(this.#lane, { x, z }, SAME_LANE_M, MOST_LANE);
    }
  }
}

interface Around {
  readonly line: LearntLine | undefined;
  /** Milliseconds. */
  readonly at: number;
}

function addApart(places: Ground[], place: Ground, apartM: number, most: number): void {
  if (places.length >= most) return;
  if (places.some(({ x, z }) => Math.hypot(x - place.x, z - place.z) < apartM)) return;
  places.push(place);
}
