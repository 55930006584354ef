/** What Pitwall recently said to programs in the cars, to recognise its own words when they come back. */
import type { Clock } from '../../kit/clock.ts';

interface Said {
  readonly line: string;
  readonly at: number;
  /** Who received it in that car. */
  readonly heardBy: Set<string>;
}

/** A line waits behind up to ten others, and then in the program that passes it on. */
const LATELY_MS = 60_000;

/** A car gets at most five lines a second, and most of them are received at once. */
const MOST_KEPT = 100;

/** The server manager may send the same line about its own penalty, so each line said is only recognised once. */
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

  /** Whether somebody in this car received what Pitwall had said to it. */
  isOwn(line: string, { carId, by }: { readonly carId: number; readonly by: string }): boolean {
    const oldest = this.#clock.monotonic() - LATELY_MS;
    const isMeant = (each: Said): boolean => each.line === line && each.at >= oldest && !each.heardBy.has(by);
    const said = this.#byCar.get(carId)?.find(isMeant);
    said?.heardBy.add(by);
    return said !== undefined;
  }
}
