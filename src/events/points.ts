import type { Driver } from './driver.ts';

/** What happens to licence points, beside the decisions that give them. */
export interface PointsEvents {
  /** A driver has so many in force that the league's rules say something: stewards decide about it. */
  readonly pointsReached: {
    readonly driver: Driver;
    readonly points: number;
    /** Of how many the rules speak, and what they say. */
    readonly of: number;
    readonly consequence: string;
  };
}
