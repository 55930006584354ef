/** Whether a noisy series of samples grows. */

export interface Sample {
  readonly minute: number;
  readonly value: number;
}

/** Growth per minute: the median over the slopes of all pairs of samples, so that no single outlier matters. */
export function slopeOf(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((from, index) =>
    samples.slice(index + 1).map((to) => (to.value - from.value) / (to.minute - from.minute)),
  );
  return slopes.toSorted((a, b) => a - b)[slopes.length >> 1] ?? 0;
}
