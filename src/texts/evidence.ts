/** What is known of a contact, in the sport's words: distances and times with their errors, never a judgement. */
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
  type Undecided,
} from '../events/evidence.ts';

/** What the reader knows a car by. */
export type NameOf = (carId: number) => string;
type Pair = readonly [number, number];

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

const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const tenths = (value: number): string => value.toFixed(1);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Right front of A to left side of B" */
function touching({ parts: [own, other] }: Touch, [carId, otherId]: Pair, nameOf: NameOf): string {
  if (own && other) return capital(`${own} of ${nameOf(carId)} to ${other} of ${nameOf(otherId)}`);
  const [part, told, silent] = own ? [own, carId, otherId] : [other ?? 'middle', otherId, carId];
  return `${capital(part)} of ${nameOf(told)}; no contact reported by ${nameOf(silent)}`;
}

/** "front axle of A 1.8 m ±0.4 short of the mirror of B" */
function axleOf({ carId, axle, axleToMirrorM }: Alongside, other: string, nameOf: NameOf): string {
  const car = `front axle of ${nameOf(carId)}`;
  if (axle === 'level') return `${car} level with the mirror of ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
  return `${car} ${metres(axleToMirrorM)} ${axle} ${axle === 'past' ? '' : 'of '}the mirror of ${other}`;
}

function overlapping(told: Alongside, [carId, otherId]: Pair, nameOf: NameOf): string {
  const { overlap, behindM } = told;
  const other = nameOf(told.carId === carId ? otherId : carId);
  const place = `${nameOf(told.carId)} ${metres(behindM)} ${behindM.value < 0 ? 'ahead of' : 'behind'} ${other}`;
  if (overlap === 'none') return `no overlap: ${place}`;
  if (overlap === 'side by side') return `side by side: ${place}`;
  if (overlap === 'some') return `overlap: ${axleOf(told, other, nameOf)}`;
  return `overlap unclear from the data: ${place}`;
}

const undecided = ({ notDecided }: NotDecided): string => `unclear from the data (${REASONS[notDecided]})`;

const alongside = (told: Alongside | NotDecided, cars: Pair, nameOf: NameOf): string =>
  isDecided(told) ? overlapping(told, cars, nameOf) : undecided(told);

function cornering({ name, turnIn, apex, inside }: CornerEvidence, cars: Pair, nameOf: NameOf): string[] {
  // Where they touched first there was none: that says nothing.
  const moments = (
    [
      ['turn-in', turnIn],
      ['apex', apex],
    ] as const
  ).filter(([, told]) => isDecided(told) || told.notDecided !== 'after the contact');
  const side = isDecided(inside) ? [`${name}: ${nameOf(inside.carId)} on the inside by ${metres(inside.byM)}`] : [];
  return [...moments.map(([moment, told]) => `${name}, ${moment}: ${alongside(told, cars, nameOf)}`), ...side];
}

function closing({ closingKmh, closingErrorKmh }: Evidence): string {
  if (closingKmh === undefined) return '';
  const error = closingErrorKmh === undefined ? '' : ` ±${closingErrorKmh}`;
  if (Math.abs(closingKmh) <= (closingErrorKmh ?? 0.5)) return ', gap steady';
  return closingKmh > 0 ? `, closing at ${Math.round(closingKmh)}${error} km/h` : ', not closing';
}

type Speed = CarEvidence['speeds'][number];

const speed = ({ kmh, errorKmh }: Speed): string =>
  `${Math.round(kmh)}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

/** A reader expects a car that is slower afterwards: that it was gaining speed is said, not left to be wondered at. */
function changing(at: Speed, before: Speed | undefined): string {
  if (!before) return '';
  const error = (at.errorKmh ?? LEAST_KMH) + (before.errorKmh ?? LEAST_KMH);
  if (Math.abs(at.kmh - before.kmh) <= error) return ', steady';
  return at.kmh > before.kmh ? ', speeding up' : ', slowing down';
}

const LEAST_KMH = 2;

export const evidenceTexts = {
  /** "Right front of A to left side of B · overlap: front axle of A level with ...": what the two games reported. */
  touch: (touch: Touch, cars: Pair, nameOf: NameOf): string => {
    const parts = touching(touch, cars, nameOf);
    if (isDecided(touch.alongside)) return `${parts} · ${overlapping(touch.alongside, cars, nameOf)}`;
    if (touch.alongside.notDecided === 'one report') return parts;
    return `${parts} · overlap ${undecided(touch.alongside)}`;
  },
  /** Of two cars that no game reported a contact of. */
  encounter: (nearestM: Figure): string => `No contact reported · closest, centre to centre: ${metres(nearestM)}`,
  corner: (corner: CornerEvidence, cars: Pair, nameOf: NameOf): string[] => cornering(corner, cars, nameOf),
  /** "96 ±4 km/h at the contact, slowing down" and "before: 182 ±2 km/h at 5 s, 170 ±2 km/h at 1 s": what was recorded. */
  speeds: ({ speeds }: Pick<CarEvidence, 'speeds'>): string[] => {
    const contact = speeds.find(({ secondsBefore }) => secondsBefore === 0);
    const before = speeds.filter(({ secondsBefore }) => secondsBefore !== 0);
    const last = before.find(({ secondsBefore }) => secondsBefore === 1);
    return [
      ...(contact ? [`${speed(contact)} at the contact${changing(contact, last)}`] : []),
      ...(before.length === 0
        ? []
        : [`before: ${before.map((each) => `${speed(each)} at ${each.secondsBefore} s`).join(', ')}`]),
    ];
  },
  /** "1 s before: 7 ahead, 24 ±1 m apart, closing at 72 ±3 km/h" */
  approach: (evidence: Evidence, nameOf: NameOf): string => {
    const { aheadCarId, gapM, gapErrorM, approach } = evidence;
    if (gapM === undefined) return '';
    const error = gapErrorM === undefined ? '' : ` ±${Math.ceil(gapErrorM)}`;
    const order =
      aheadCarId === undefined
        ? approach
          ? `who was ahead ${undecided(approach)}`
          : 'level'
        : `${nameOf(aheadCarId)} ahead`;
    return `1 s before contact: ${order} by ${Math.round(gapM)}${error} m${closing(evidence)}`;
  },
  /** "braked 1.8 s ±0.2 before it, 12 m ±5 later than own median of 7 laps" */
  braking: ({ secondsBefore, laterThanUsualM, laps }: Braking): string => {
    const error = tenths(secondsBefore.plusMinus);
    const isAtIt = secondsBefore.value <= secondsBefore.plusMinus;
    const braked = isAtIt
      ? `braked at the contact (±${error} s)`
      : `braked ${tenths(secondsBefore.value)} s ±${error} before contact`;
    if (!isDecided(laterThanUsualM)) return braked;
    const { value } = laterThanUsualM;
    return `${braked}, ${metres(laterThanUsualM)} ${value > 0 ? 'later' : 'earlier'} than their own median over ${laps} laps`;
  },
  /** "10 s after: went on, P3 to P5, 2.1 s ±0.3 lost" */
  consequence: ({ after, stoodS, placeBefore, placeAfter, placesLost, timeLostS }: Consequence): string => {
    const stood = stoodS === undefined ? '' : ` for ${stoodS} s`;
    const became = { 'went on': 'continued', stood: `stopped${stood}`, left: 'left the server', moved: 'teleported' }[
      after
    ];
    const places = placesLost ? [`P${placeBefore} to P${placeAfter}`] : [];
    const lost = isDecided(timeLostS)
      ? [
          `${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${timeLostS.value > 0 ? 'lost' : 'gained'}`,
        ]
      : [];
    return `10 s after: ${[became, ...places, ...lost].join(', ')}`;
  },
  /** `replay`: "Race 12:34" */
  caveat: (replay?: string): string =>
    `An estimate from server data: each driver saw the other in a slightly different place.${replay === undefined ? '' : ` Replay: ${replay}.`}`,
};
