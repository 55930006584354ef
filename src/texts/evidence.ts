/** Contact evidence, rendered with a catalogue. */
import {
  type Alongside,
  type Braking,
  type CarEvidence,
  type Consequence,
  type CornerEvidence,
  type Evidence,
  type Figure,
  isDecided,
  type NotDecided,
  type Touch,
} from '../events/evidence.ts';
import type { Catalogue } from './catalogue.ts';
import type { evidenceTexts } from './english/evidence.ts';

type Words = Pick<Catalogue, keyof typeof evidenceTexts>;

/** The name of a car for the reader. */
export type NameOf = (carId: number) => string;
type Pair = readonly [number, number];

/** "Right front of A to left side of B · overlap: front axle of A level with ...": as the two games reported it. */
export function touchIn(words: Words, { parts, alongside }: Touch, cars: Pair, nameOf: NameOf): string {
  const touched = words.evidenceTouch({ parts, cars: [nameOf(cars[0]), nameOf(cars[1])] });
  if (isDecided(alongside)) return `${touched} · ${overlapIn(words, alongside, cars, nameOf)}`;
  if (alongside.notDecided === 'one report') return touched;
  return `${touched} · ${words.evidenceOverlapUnclear({ why: alongside.notDecided })}`;
}

function overlapIn(words: Words, told: Alongside, [carId, otherId]: Pair, nameOf: NameOf): string {
  const { overlap, behindM, axle, axleToMirrorM } = told;
  return words.evidenceOverlap({
    overlap: typeof overlap === 'string' ? overlap : 'unclear',
    car: nameOf(told.carId),
    other: nameOf(told.carId === carId ? otherId : carId),
    behindM,
    axle,
    axleToMirrorM,
  });
}

const alongsideIn = (words: Words, told: Alongside | NotDecided, cars: Pair, nameOf: NameOf): string =>
  isDecided(told) ? overlapIn(words, told, cars, nameOf) : words.evidenceUnclear({ why: told.notDecided });

export function cornerIn(words: Words, corner: CornerEvidence, cars: Pair, nameOf: NameOf): string[] {
  const { name = `T${corner.number}`, turnIn, apex, inside } = corner;
  // A moment after the first contact says nothing about overlap.
  const moments = (
    [
      ['turn-in', turnIn],
      ['apex', apex],
    ] as const
  ).filter(([, told]) => isDecided(told) || told.notDecided !== 'after the contact');
  const side = isDecided(inside)
    ? [words.evidenceInside({ corner: name, car: nameOf(inside.carId), byM: inside.byM })]
    : [];
  return [
    ...moments.map(([moment, told]) =>
      words.evidenceInCorner({ corner: name, moment, said: alongsideIn(words, told, cars, nameOf) }),
    ),
    ...side,
  ];
}

type Speed = CarEvidence['speeds'][number];

const whole = ({ kmh, errorKmh, secondsBefore }: Speed) => ({ kmh: Math.round(kmh), errorKmh, secondsBefore });

/** Readers assume that a car which is slower afterwards was slowing down, so it is stated if it was speeding up. */
function trendOf(at: Speed, before: Speed | undefined): 'steady' | 'speeding up' | 'slowing down' | undefined {
  if (!before) return undefined;
  const error = (at.errorKmh ?? LEAST_KMH) + (before.errorKmh ?? LEAST_KMH);
  if (Math.abs(at.kmh - before.kmh) <= error) return 'steady';
  return at.kmh > before.kmh ? 'speeding up' : 'slowing down';
}

const LEAST_KMH = 2;

/**
 * "96 ±4 km/h at the contact, slowing down" and "before: 182 ±2 km/h at 5 s, 170 ±2 km/h at 1 s": the recorded speeds.
 */
export function speedsIn(words: Words, { speeds }: Pick<CarEvidence, 'speeds'>): string[] {
  const contact = speeds.find(({ secondsBefore }) => secondsBefore === 0);
  const before = speeds.filter(({ secondsBefore }) => secondsBefore !== 0);
  const last = before.find(({ secondsBefore }) => secondsBefore === 1);
  return [
    ...(contact ? [words.evidenceSpeedAtContact({ ...whole(contact), trend: trendOf(contact, last) })] : []),
    ...(before.length === 0 ? [] : [words.evidenceSpeedsBefore({ speeds: before.map(whole) })]),
  ];
}

/** "1 s before contact: A ahead by 24 ±1 m, closing at 72 ±3 km/h" */
export function approachIn(words: Words, evidence: Evidence, nameOf: NameOf): string {
  const { aheadCarId, gapM, gapErrorM, approach } = evidence;
  if (gapM === undefined) return '';
  const unclear = approach && { unclear: approach.notDecided };
  return words.evidenceApproach({
    ahead: aheadCarId === undefined ? (unclear ?? 'level') : { car: nameOf(aheadCarId) },
    gapM: Math.round(gapM),
    gapErrorM: gapErrorM === undefined ? undefined : Math.ceil(gapErrorM),
    closing: closing(evidence),
  });
}

function closing({ closingKmh, closingErrorKmh: errorKmh }: Evidence) {
  if (closingKmh === undefined) return undefined;
  if (Math.abs(closingKmh) <= (errorKmh ?? 0.5)) return 'steady';
  return closingKmh > 0 ? { kmh: Math.round(closingKmh), errorKmh } : 'not closing';
}

/** "braked 1.8 s ±0.2 before contact, 12.0 m ±5.0 later than their own median over 7 laps" */
export const brakingIn = (words: Words, { secondsBefore, laterThanUsualM, laps }: Braking): string =>
  words.evidenceBraking({
    secondsBefore,
    isAtContact: secondsBefore.value <= secondsBefore.plusMinus,
    laterThanUsualM: decidedIn(laterThanUsualM),
    laps,
  });

/** "10 s after: continued, P3 to P5, 2.1 s ±0.3 lost" */
export function consequenceIn(words: Words, told: Consequence): string {
  const { after, stoodS, placeBefore: from, placeAfter: to, placesLost, timeLostS } = told;
  const places = placesLost ? { from, to } : undefined;
  return words.evidenceConsequence({ after, stoodS, places, timeLostS: decidedIn(timeLostS) });
}

const decidedIn = (figure: Figure | NotDecided): Figure | undefined => (isDecided(figure) ? figure : undefined);

/** "between T4 and T5" is stored in English; corner names are the same in every language. */
export function placeIn(words: Words, where: string): string {
  const [, one, other] = /^between (\S.*) and (\S.*)$/.exec(where) ?? [];
  if (one !== undefined && other !== undefined) return words.placeBetween({ one, other });
  return where === 'in the pits' ? words.placeInPits() : where;
}
