import type { ContactPicture, PictureCar } from './contactPicture.ts';
import { DrawnTrace, SPEED_BEFORE_S } from './trace.ts';

/** Discord's limit for the description of a file. */
const ALT_LENGTH = 1024;

/** The same as the picture, for whoever cannot see it. */
export function altTextOf(picture: ContactPicture): string {
  const [a, b] = picture.cars;
  const where = picture.place === undefined ? 'Map of the contact.' : `Map of the contact: ${picture.place}.`;
  const cars = `Car ${a.number} is A (orange, solid line), car ${b.number} is B (blue, dashed line).`;
  const text = [where, cars, speedsOf('A', a), speedsOf('B', b), picture.facts ?? ''].filter(Boolean).join(' ');
  return text.length <= ALT_LENGTH ? text : `${text.slice(0, ALT_LENGTH - 1)}…`;
}

function speedsOf(letter: string, { trace }: PictureCar): string {
  const drawn = new DrawnTrace(trace, -SPEED_BEFORE_S - 1, 1);
  const [before, at] = [-SPEED_BEFORE_S, 0].map((t) => drawn.at(t)?.kmh.toFixed(0));
  if (at === undefined) return '';
  if (before === undefined) return `${letter} at ${at} km/h at the contact.`;
  return `${letter} at ${before} km/h ${SPEED_BEFORE_S} s before, ${at} km/h at the contact.`;
}
