/** A track's learnt line, as evidence needs it. */
import { alongTo, cornerAt, cornerName, cornerOf, isInPits, type LearntLine, placeOn } from '../track/line.ts';
import type { LineCorner, TrackLine } from './line.ts';
import type { Point } from './plane.ts';

/** A car further beside the line than this may be on another part of the track. */
const BESIDE_M = 30;

/** For one contact. Places are searched near the previous one, so that a track may cross itself. */
export class LearntTrack implements TrackLine {
  readonly #line: LearntLine;
  #near: number | undefined;

  /** @param place of the contact around the lap, 0 to 1, if the game reports it */
  constructor(line: LearntLine, place?: number) {
    this.#line = line;
    this.#near = place === undefined ? undefined : place * line.lengthM;
  }

  place(at: Point): { readonly s: number; readonly lateral: number } | undefined {
    const near = this.#near === undefined ? undefined : placeOn(this.#line, at, this.#near);
    const found = near && Math.abs(near.lateral) <= BESIDE_M ? near : placeOn(this.#line, at);
    if (found) this.#near = found.s;
    return found;
  }

  ahead(from: number, to: number): number {
    return alongTo(this.#line, from, to);
  }

  cornerAt(s: number): LineCorner | undefined {
    const corner = cornerOf(this.#line, s);
    return (
      corner && {
        number: corner.number,
        name: cornerName(corner),
        turns: corner.turns,
        turnInS: corner.turnInS,
        apexS: corner.apexS,
      }
    );
  }

  whereAt(s: number): string | undefined {
    return cornerAt(this.#line, s);
  }

  isInPits(at: Point): boolean {
    return isInPits(this.#line, at);
  }
}
