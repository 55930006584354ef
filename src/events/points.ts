import type { Driver } from './driver.ts';

/** Events about licence points, apart from the decisions that give them. */
export interface PointsEvents {
  /** A driver's points in force have reached a threshold of the league's rules: stewards decide about it. */
  readonly pointsReached: {
    readonly driver: Driver;
    readonly points: number;
    /** The threshold, and what the rules say about it. */
    readonly of: number;
    readonly consequence: string;
  };
}
