/** The words in the picture of a contact, and its description for those who cannot see it. */
import type { Driver } from '../../events/events.ts';
import type { CarEvidence, Touch } from '../../events/evidence.ts';
import type { PictureCar, PictureError } from '../../pictures/contactPicture.ts';
import { DrawnTrace } from '../../pictures/trace.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { placeIn, touchIn } from '../../texts/evidence.ts';
import { incidentName } from '../../texts/names.ts';

/** A shown car, and its speeds as on the card. */
export interface ShownCar extends PictureCar {
  readonly told?: CarEvidence['speeds'] | undefined;
}

interface Shown {
  readonly number: number;
  /** "T4", as stored; absent if not known. */
  readonly place: string | undefined;
  readonly lap: number | undefined;
  /** A and B. */
  readonly cars: readonly [ShownCar, ShownCar];
  readonly drivers: readonly [Driver, Driver];
  readonly touch: Touch | undefined;
}

/** How long before the contact a second speed is given. */
const SPEED_BEFORE_S = 2;
/** Discord's limit for the description of a file. */
const ALT_LENGTH = 1024;

/** "INC-12 · T4 · lap 7" */
export function titleOf(words: Catalogue, { number, place, lap }: Pick<Shown, 'number' | 'place' | 'lap'>): string {
  const parts = [
    incidentName({ number }),
    ...(place === undefined ? [] : [placeIn(words, place)]),
    ...(lap === undefined ? [] : [words.lapNumber({ lap })]),
  ];
  return parts.join(' · ');
}

export function altTextOf(words: Catalogue, { place, cars, drivers, touch }: Omit<Shown, 'number' | 'lap'>): string {
  const [a, b] = cars;
  const where = place === undefined ? undefined : placeIn(words, place);
  const speeds = (letter: string, car: ShownCar): string => {
    const told = speedsOf(car);
    return told ? words.pictureSpeeds({ letter, before: told.before, at: told.at, seconds: SPEED_BEFORE_S }) : '';
  };
  const sentences = [
    words.pictureShows({ place: where, a: a.number, b: b.number }),
    speeds('A', a),
    speeds('B', b),
    touch ? touchOf(words, touch, drivers) : '',
  ];
  const text = sentences.filter(Boolean).join(' ');
  return text.length <= ALT_LENGTH ? text : `${text.slice(0, ALT_LENGTH - 1)}…`;
}

/** As on the card, with A and B. */
function touchOf(words: Catalogue, touch: Touch, [one, other]: Shown['drivers']): string {
  const letters = (carId: number): string => (carId === one.carId ? 'A' : 'B');
  return `${touchIn(words, touch, [one.carId, other.carId], letters)}.`;
}

export function withSpeeds(words: Catalogue, car: ShownCar): PictureCar {
  const speeds = speedsOf(car);
  return { number: car.number, trace: car.trace, speeds: speeds && words.pictureLegend(speeds), braked: car.braked };
}

export const errorIn = (words: Catalogue, metres: number): PictureError => ({
  metres,
  text: words.pictureError({ metres }),
});

/**
 * Whole km/h; undefined if the speed at the contact is not known. That one is taken from the card: between the last
 * sample before the blow and the first one after it, the drawn path spreads over a tenth of a second what the blow took
 * at once.
 */
function speedsOf({
  trace,
  told = [],
}: ShownCar): { readonly before?: number | undefined; readonly at: number } | undefined {
  const drawn = new DrawnTrace(trace, -SPEED_BEFORE_S - 1, 1);
  const asDrawn = (t: number): number | undefined => drawn.at(t)?.kmh;
  const at = told.length > 0 ? told.find(({ secondsBefore }) => secondsBefore === 0)?.kmh : asDrawn(0);
  const before = asDrawn(-SPEED_BEFORE_S);
  return at === undefined ? undefined : { before: before && Math.round(before), at: Math.round(at) };
}
