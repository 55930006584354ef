/** Whether something grows, from samples that go up and down. */

export interface Sample {
  readonly minute: number;
  readonly value: number;
}

/** By how much a minute: the median of what each two samples say, which no single one of them can change. */
export function slopeOf(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((from, index) =>
    samples.slice(index + 1).map((to) => (to.value - from.value) / (to.minute - from.minute)),
  );
  return slopes.toSorted((a, b) => a - b)[slopes.length >> 1] ?? 0;
}
