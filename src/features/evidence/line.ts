/** What evidence needs of a track's learnt line. */
import type { Point } from './plane.ts';

export interface TrackLine {
  /** On the line, metres from the finish line; and beside it: left is positive. Undefined far away from it. */
  place(at: Point): { readonly s: number; readonly lateral: number } | undefined;
  /** Metres from one place on it forward to another, the shorter way around. */
  ahead(from: number, to: number): number;
  /** The corner that a place is in, or is braked for. */
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
