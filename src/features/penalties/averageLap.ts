/** How many laps make the average. */
const LAPS = 5;

/**
 * The average lap of a driver as the penalty system sees it: the mean of the last five laps without cuts, in whole
 * milliseconds; undefined before the first of them. The manager publishes such an average without saying how it is made.
 */
export function averageLapMs(laps: readonly { readonly lapMs: number; readonly cuts: number }[]): number | undefined {
  const clean = laps.filter(({ cuts }) => cuts === 0).slice(-LAPS);
  if (clean.length === 0) return undefined;
  return Math.round(clean.reduce((sum, { lapMs }) => sum + lapMs, 0) / clean.length);
}
