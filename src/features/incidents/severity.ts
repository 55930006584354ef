import type { Severity } from '../../events/incident.ts';

const MEDIUM_FROM_KMH = 25;
const HEAVY_FROM_KMH = 60;

/** By impact speed; three cars or more make it one degree worse. */
export function severityOf(speedKmh: number, cars: number): Severity {
  const degree = (speedKmh >= HEAVY_FROM_KMH ? 2 : speedKmh >= MEDIUM_FROM_KMH ? 1 : 0) + (cars > 2 ? 1 : 0);
  if (degree === 0) return 'light';
  return degree === 1 ? 'medium' : 'heavy';
}
