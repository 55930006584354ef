import type { DriverReport } from '../../events/incident.ts';

/** For all that one driver says about an incident, UTF-16 units. */
const MOST_WORDS = 600;

/** What one driver has said so far: later words do not replace earlier ones. */
export function saidBy(earlier: DriverReport | undefined, later: DriverReport): DriverReport {
  if (!earlier) return later;
  const isSaid = earlier.words.includes(later.words);
  const words = isSaid ? earlier.words : [earlier.words, later.words].filter(Boolean).join('; ').slice(0, MOST_WORDS);
  const against = later.against ?? earlier.against;
  return { ...later, words, ...(against ? { against } : {}) };
}
