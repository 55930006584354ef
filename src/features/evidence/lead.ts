/** Who was ahead of whom at one moment, and who came from behind. */
import type { Timing, Undecided } from '../../events/evidence.ts';
import { spreadOf } from './errors.ts';
import { angleBetween, between, directionOf, dot, length, minus } from './plane.ts';
import { SLOW } from './timing.ts';
import type { Way } from './way.ts';

export interface Lead {
  /** How far the second car is ahead of the first, along the way they go. */
  readonly metres: number;
  /** In a straight line. */
  readonly apartM: number;
  /** Of the faster one, metres a second. */
  readonly speed: number;
}

/** What of a meeting is needed here. */
export interface BothWays {
  readonly timing: Timing;
  readonly ways: readonly [Way, Way];
  readonly at: number;
  readonly speed: number;
}

/** Degrees: cars that go further apart than this are not alongside. */
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

/** How long before the contact is looked. */
const [EARLIEST_MS, LATEST_MS, STEP_MS] = [4000, 500, 500] as const;

/** Which of the two came from behind, by the moment at which that is clearest: 0 is the first. */
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
