/** Which car was ahead at a given moment, and which came from behind. */
import type { Timing, Undecided } from '../../events/evidence.ts';
import { spreadOf } from './errors.ts';
import { angleBetween, between, directionOf, dot, length, minus } from './plane.ts';
import { SLOW } from './timing.ts';
import type { Way } from './way.ts';

export interface Lead {
  /** How far the second car is ahead of the first, along their direction of travel. */
  readonly metres: number;
  /** In a straight line. */
  readonly apartM: number;
  /** Speed of the faster one, metres per second. */
  readonly speed: number;
}

/** The part of a meeting that is needed here. */
export interface BothWays {
  readonly timing: Timing;
  readonly ways: readonly [Way, Way];
  readonly at: number;
  readonly speed: number;
}

/** Degrees: cars whose directions differ by more are not alongside. */
const SAME_WAY = 60;

export function leadAt({ ways }: Pick<BothWays, 'ways'>, ms: number): Lead | Undecided {
  const [one, other] = ways.map((way) => way.at(ms));
  if (!one || !other) return 'broken positions';
  const [speed, otherSpeed] = [length(one.velocity), length(other.velocity)];
  if (Math.min(speed, otherSpeed) < SLOW) return 'too slow';
  const headings = [directionOf(one.velocity), directionOf(other.velocity)] as const;
  if (angleBetween(...headings) > SAME_WAY) return 'not parallel';
  const apart = minus(other.place, one.place);
  return { metres: dot(apart, between(...headings)), apartM: length(apart), speed: Math.max(speed, otherSpeed) };
}

/** How long before the contact to look. */
const [EARLIEST_MS, LATEST_MS, STEP_MS] = [4000, 500, 500] as const;

/** Which of the two came from behind, at the moment when that is clearest: 0 is the first. */
export function fromBehind(meeting: BothWays): 0 | 1 | undefined {
  let [clearest, from]: [number, 0 | 1 | undefined] = [0, undefined];
  for (let before = EARLIEST_MS; before >= LATEST_MS; before -= STEP_MS) {
    const lead = leadAt(meeting, meeting.at - before);
    if (typeof lead === 'string') continue;
    const clear = Math.abs(lead.metres) / spreadOf(meeting.timing, lead.speed, meeting.speed).errorM;
    if (clear > clearest) [clearest, from] = [clear, lead.metres > 0 ? 0 : 1];
  }
  return from;
}
