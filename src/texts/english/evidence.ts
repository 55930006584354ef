/** Contact evidence in the sport's words: distances and times with their errors, never a judgement. */
import type { Alongside, CarPart, Consequence, Figure, Undecided } from '../../events/evidence.ts';
import { plural } from '../../kit/words.ts';

const REASONS: Readonly<Record<Undecided, string>> = {
  'one report': 'only one game reported it',
  'places apart': 'the two games put it at different places',
  'not parallel': 'the cars were not pointing the same way',
  late: 'seen in the log afterwards',
  'no positions': 'no telemetry',
  'broken positions': 'gaps in the telemetry',
  'too slow': 'a car was too slow to tell where it pointed',
  'within the error': 'within the margin of error',
  'no line': "the track's line is not known yet",
  'no corner': 'not in a corner',
  'after the contact': 'the contact came first',
  'too few laps': 'too few laps to compare',
  'in the pits': 'in the pits',
};

const AFTERWARDS: Readonly<Record<Exclude<Consequence['after'], 'stood'>, string>> = {
  'went on': 'continued',
  left: 'left the server',
  moved: 'teleported',
};

/** Whole km/h, with the possible error if it is known. */
interface Speed {
  readonly kmh: number;
  readonly errorKmh?: number | undefined;
}

const tenths = (value: number): string => value.toFixed(1);
const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const speed = ({ kmh, errorKmh }: Speed): string => `${kmh}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

export const evidenceTexts = {
  evidenceTitle: () => 'Evidence',
  evidenceBefore: () => 'Before the contact',
  evidenceNoTelemetry: () => 'No telemetry for this car.',
  /** "Right front of A to left side of B"; null for a car whose game reported nothing. */
  evidenceTouch: ({
    parts: [part, otherPart],
    cars: [car, other],
  }: {
    readonly parts: readonly [CarPart | null, CarPart | null];
    readonly cars: readonly [string, string];
  }) => {
    if (part && otherPart) return capital(`${part} of ${car} to ${otherPart} of ${other}`);
    const [told, by, silent] = part ? [part, car, other] : [otherPart ?? 'middle', other, car];
    return `${capital(told)} of ${by}; no contact reported by ${silent}`;
  },
  /**
   * "overlap: front axle of A 1.8 m ±0.4 short of the mirror of B",
   * "no overlap: A 6.1 m ±0.4 behind B, centre to centre"
   */
  evidenceOverlap: ({
    overlap,
    car,
    other,
    behindM,
    axle,
    axleToMirrorM,
  }: Pick<Alongside, 'behindM' | 'axle' | 'axleToMirrorM'> & {
    readonly overlap: 'none' | 'some' | 'side by side' | 'unclear';
    readonly car: string;
    readonly other: string;
  }) => {
    const place = `${car} ${metres(behindM)} ${behindM.value < 0 ? 'ahead of' : 'behind'} ${other}`;
    if (overlap === 'none') return `no overlap: ${place}, centre to centre`;
    if (overlap === 'side by side') return `side by side: ${place}`;
    if (overlap === 'unclear') return `overlap unclear from the data: ${place}`;
    const front = `overlap: front axle of ${car}`;
    if (axle === 'level') return `${front} level with the mirror of ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
    return `${front} ${metres(axleToMirrorM)} ${axle} ${axle === 'past' ? '' : 'of '}the mirror of ${other}`;
  },
  evidenceOverlapUnclear: ({ why }: { readonly why: Undecided }) => `overlap unclear from the data (${REASONS[why]})`,
  evidenceUnclear: ({ why }: { readonly why: Undecided }) => `unclear from the data (${REASONS[why]})`,
  /** For two cars without a reported contact. */
  evidenceNearest: ({ nearestM }: { readonly nearestM: Figure }) =>
    `No contact reported · closest, centre to centre: ${metres(nearestM)}`,
  /** "T4, turn-in: no overlap: ..." */
  evidenceInCorner: ({
    corner,
    moment,
    said,
  }: {
    readonly corner: string;
    readonly moment: 'turn-in' | 'apex';
    readonly said: string;
  }) => `${corner}, ${moment}: ${said}`,
  evidenceInside: ({ corner, car, byM }: { readonly corner: string; readonly car: string; readonly byM: Figure }) =>
    `${corner}: ${car} on the inside by ${metres(byM)}`,
  /** "96 ±4 km/h at the contact, slowing down": compared with a second before. */
  evidenceSpeedAtContact: ({
    trend,
    ...at
  }: Speed & { readonly trend: 'steady' | 'speeding up' | 'slowing down' | undefined }) =>
    `${speed(at)} at the contact${trend === undefined ? '' : `, ${trend}`}`,
  /** "before: 182 ±2 km/h at 5 s, 170 ±2 km/h at 1 s" */
  evidenceSpeedsBefore: ({ speeds }: { readonly speeds: readonly (Speed & { readonly secondsBefore: number })[] }) =>
    `before: ${speeds.map((each) => `${speed(each)} at ${each.secondsBefore} s`).join(', ')}`,
  /** "1 s before contact: A ahead by 24 ±1 m, closing at 72 ±3 km/h" */
  evidenceApproach: ({
    ahead,
    gapM,
    gapErrorM,
    closing,
  }: {
    readonly ahead: { readonly car: string } | { readonly unclear: Undecided } | 'level';
    readonly gapM: number;
    readonly gapErrorM: number | undefined;
    readonly closing: Speed | 'steady' | 'not closing' | undefined;
  }) => {
    const metres = `${gapM}${gapErrorM === undefined ? '' : ` ±${gapErrorM}`} m`;
    const order =
      ahead === 'level'
        ? `level, ${metres} apart`
        : 'car' in ahead
          ? `${ahead.car} ahead by ${metres}`
          : `who was ahead unclear from the data (${REASONS[ahead.unclear]}), ${metres} apart`;
    const gap = `1 s before contact: ${order}`;
    if (closing === undefined) return gap;
    if (closing === 'steady') return `${gap}, gap steady`;
    return closing === 'not closing' ? `${gap}, not closing` : `${gap}, closing at ${speed(closing)}`;
  },
  /** "braked 1.8 s ±0.2 before contact, 12.0 m ±5.0 later than their own median over 7 laps" */
  evidenceBraking: ({
    secondsBefore,
    isAtContact,
    laterThanUsualM,
    laps,
  }: {
    readonly secondsBefore: Figure;
    readonly isAtContact: boolean;
    readonly laterThanUsualM: Figure | undefined;
    readonly laps: number;
  }) => {
    const error = tenths(secondsBefore.plusMinus);
    const braked = isAtContact
      ? `braked at the contact (±${error} s)`
      : `braked ${tenths(secondsBefore.value)} s ±${error} before contact`;
    if (laterThanUsualM === undefined) return braked;
    const when = laterThanUsualM.value > 0 ? 'later' : 'earlier';
    return `${braked}, ${metres(laterThanUsualM)} ${when} than their own median over ${plural(laps, 'lap')}`;
  },
  /** "10 s after: continued, P3 to P5, 2.1 s ±0.3 lost" */
  evidenceConsequence: ({
    after,
    stoodS,
    places,
    timeLostS,
  }: {
    readonly after: Consequence['after'];
    readonly stoodS: number | undefined;
    readonly places: { readonly from: number | undefined; readonly to: number | undefined } | undefined;
    readonly timeLostS: Figure | undefined;
  }) => {
    const stood = `stopped${stoodS === undefined ? '' : ` for ${stoodS} s`}`;
    const lost = timeLostS && (timeLostS.value > 0 ? 'lost' : 'gained');
    return `10 s after: ${[
      after === 'stood' ? stood : AFTERWARDS[after],
      ...(places ? [`P${places.from} to P${places.to}`] : []),
      ...(timeLostS ? [`${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${lost}`] : []),
    ].join(', ')}`;
  },
  /** `replay`: "Race 12:34" */
  evidenceCaveat: ({ replay }: { readonly replay: string | undefined }) =>
    `An estimate from server data: each driver saw the other in a slightly different place.${replay === undefined ? '' : ` Replay: ${replay}.`}`,
  /** A stored position on the track: "T4", "between T4 and T5", "in the pits". */
  placeBetween: ({ one, other }: Record<'one' | 'other', string>) => `between ${one} and ${other}`,
  placeInPits: () => 'in the pits',
};
