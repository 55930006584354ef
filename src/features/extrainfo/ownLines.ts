/** What Pitwall has lately said to programs in the cars, by which its own words are known when they come back. */
import type { Clock } from '../../kit/clock.ts';

interface Said {
  readonly line: string;
  readonly at: number;
  /** Who has heard it in that car. */
  readonly heardBy: Set<string>;
}

/** A line waits its turn among ten, and then at the program that passes it on. */
const LATELY_MS = 60_000;

/** A car is told five lines a second at most, and most of them are heard at once. */
const MOST_KEPT = 100;

/** The server manager may say the very same of a penalty of its own: each line that was said is recognised once. */
export class OwnLines {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #byCar = new Map<number, Said[]>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  said(carId: number, line: string): void {
    const lines = this.#byCar.get(carId) ?? [];
    if (lines.length === MOST_KEPT) lines.shift();
    lines.push({ line, at: this.#clock.monotonic(), heardBy: new Set() });
    this.#byCar.set(carId, lines);
  }

  /** Whether somebody in this car has heard what Pitwall had said to it. */
  isOwn(line: string, { carId, by }: { readonly carId: number; readonly by: string }): boolean {
    const oldest = this.#clock.monotonic() - LATELY_MS;
    const isMeant = (each: Said): boolean => each.line === line && each.at >= oldest && !each.heardBy.has(by);
    const said = this.#byCar.get(carId)?.find(isMeant);
    said?.heardBy.add(by);
    return said !== undefined;
  }
}
