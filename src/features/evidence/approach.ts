/** The seconds before a contact: the speeds of both cars, the gap, and the closing speed. */
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import { type Spread, spreadOf } from './errors.ts';
import { leadAt } from './lead.ts';
import { type Meeting, within } from './meeting.ts';
import { length, minus } from './plane.ts';
import type { Way } from './way.ts';

const KMH = 3.6;
const SECONDS_BEFORE = [5, 3, 1, 0] as const;

/** The least error of a speed, km/h. */
const SPEED_KMH = 1;
/** After the last sample before the blow the brakes may have been applied or released: m/s². */
const BEYOND = 8;
/** How far off the moment of a speed is, seconds: with the ages of the samples worked out, and as received. */
const [MOMENT_S, RECEIVED_S] = [0.03, 0.1] as const;
/** A sample this close to the moment still counts for it. */
const NEXT_MS = 150;
/** The change of speed is taken over this time, on each side of the moment. */
const CHANGE_MS = 150;

/** m/s²: no car accelerates faster by itself, but a pushed one does. */
const PUSHED = 12;

export function speedsOf(meeting: Pick<Meeting, 'timing' | 'at'>, way: Way): CarEvidence['speeds'] {
  const speeds = recordedSpeeds(meeting, way);
  const [at, before] = [0, 1].map((seconds) => speeds.find(({ secondsBefore }) => secondsBefore === seconds));
  const most = before && before.kmh + PUSHED * KMH + (before.errorKmh ?? 0);
  // A speed like that at the contact is from after the blow.
  return at && most !== undefined && at.kmh - (at.errorKmh ?? 0) > most ? speeds.filter((each) => each !== at) : speeds;
}

function recordedSpeeds({ timing, at }: Pick<Meeting, 'timing' | 'at'>, way: Way): CarEvidence['speeds'] {
  return SECONDS_BEFORE.flatMap((secondsBefore) => {
    const asked = at - secondsBefore * 1000;
    const ms = within(asked, way);
    const motion = way.at(ms);
    if (!motion || Math.abs(ms - asked) > NEXT_MS) return [];
    const around = [way.at(ms - CHANGE_MS) ?? motion, way.at(ms + CHANGE_MS) ?? motion] as const;
    const change = Math.abs(length(around[1].velocity) - length(around[0].velocity)) / (CHANGE_MS / 500);
    const offS = timing === 'received' ? RECEIVED_S : MOMENT_S;
    const beyondS = (Math.abs(ms - asked) + Math.max(0, ms - (way.points.at(-1)?.at ?? ms))) / 1000;
    const errorKmh = SPEED_KMH + (change * offS + beyondS * BEYOND) * KMH;
    return [{ secondsBefore, kmh: tenths(length(motion.velocity) * KMH), errorKmh: Math.ceil(errorKmh) }];
  });
}

type Approach = Pick<Evidence, 'approach' | 'aheadCarId' | 'gapM' | 'gapErrorM' | 'closingKmh' | 'closingErrorKmh'>;

const BEFORE_MS = 1000;
/** The error that remains when two moments of one path are compared, metres. */
const SHAPE_M = 0.5;

export function approachOf(meeting: Meeting, cars: readonly [number, number]): Approach {
  const before = apartAt(meeting, meeting.at - BEFORE_MS);
  if (!before) return { approach: { notDecided: 'broken positions' } };
  const lead = leadAt(meeting, meeting.at - BEFORE_MS);
  const atContact = apartAt(meeting, meeting.at);
  const isAhead = typeof lead !== 'string' && Math.abs(lead.metres) > before.spread.marginM;
  return {
    approach: typeof lead === 'string' ? { notDecided: lead } : undefined,
    aheadCarId: isAhead ? cars[lead.metres > 0 ? 1 : 0] : undefined,
    gapM: tenths(before.metres),
    gapErrorM: upTenths(before.spread.errorM),
    closingKmh: atContact && tenths((before.metres - atContact.metres) * KMH),
    closingErrorKmh: atContact && Math.ceil(closingErrorM(meeting, before.spread, atContact.spread) * KMH),
  };
}

/** A clock error is the same at both moments, so most of it cancels out, unless every sample has its own. */
const closingErrorM = ({ timing }: Meeting, before: Spread, atContact: Spread): number =>
  timing === 'received' ? before.errorM : SHAPE_M + Math.abs(before.errorM - atContact.errorM);

function apartAt({ ways, timing, speed: contactSpeed }: Meeting, ms: number) {
  const [one, other] = ways.map((way) => way.at(ms));
  if (!one || !other) return undefined;
  const speed = Math.max(length(one.velocity), length(other.velocity));
  return { metres: length(minus(other.place, one.place)), spread: spreadOf(timing, speed, contactSpeed) };
}

/** Nothing is measured more exactly than that. */
const tenths = (value: number): number => Math.round(value * 10) / 10;
const upTenths = (value: number): number => Math.ceil(value * 10 - 1e-6) / 10;
