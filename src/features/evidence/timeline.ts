/** Searches in lists that are in order of time. They are long, and searched hundreds of times for one contact. */

interface Timed {
  /** UTC, milliseconds, in some lists with fractions. */
  readonly at: number;
}

/** The index of the first one at this time or later; the length of the list if there is none. */
export function firstSince(timeline: readonly Timed[], ms: number): number {
  let [low, high] = [0, timeline.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline[middle]?.at ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those between two times, both included. */
export function inSpan<Each extends Timed>(timeline: readonly Each[], from: number, to: number): readonly Each[] {
  const first = firstSince(timeline, from);
  let end = Math.max(first, firstSince(timeline, to));
  while (timeline[end]?.at === to) end += 1;
  return timeline.slice(first, end);
}
