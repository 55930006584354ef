/** How many laps go into the average. */
const LAPS = 5;

/**
 * A driver's average lap for the penalty system: the mean of the last five laps without cuts, in whole milliseconds;
 * undefined if there are none. The manager publishes such an average without saying how it is computed.
 */
export function averageLapMs(laps: readonly { readonly lapMs: number; readonly cuts: number }[]): number | undefined {
  const clean = laps.filter(({ cuts }) => cuts === 0).slice(-LAPS);
  if (clean.length === 0) return undefined;
  return Math.round(clean.reduce((sum, { lapMs }) => sum + lapMs, 0) / clean.length);
}
