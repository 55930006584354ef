/** What evidence needs of a track's learnt line. */
import type { Point } from './plane.ts';

export interface TrackLine {
  /** Metres along the line from the finish line, and metres beside it, left positive. Undefined far away from it. */
  place(at: Point): { readonly s: number; readonly lateral: number } | undefined;
  /** Metres forward from one place on it to another, the shorter way around. */
  ahead(from: number, to: number): number;
  /** The corner that a place is in, or in whose braking zone it is. */
  cornerAt(s: number): LineCorner | undefined;
  /** "T4", "between T4 and T5"; undefined on a track whose corners are not known. */
  whereAt(s: number): string | undefined;
  isInPits(at: Point): boolean;
}

export interface LineCorner {
  readonly number: number;
  /** "T4", "T4 (Parabolica)" */
  readonly name: string;
  readonly turns: 'left' | 'right';
  /** Metres from the finish line. */
  readonly turnInS: number;
  readonly apexS: number;
}
