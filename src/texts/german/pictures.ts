/** The picture of a contact, in German. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { number } = conventionsOf('de');

export const pictureTexts = {
  pictureShows: ({ place, a, b }) => {
    const where = place === undefined ? 'Karte des Kontakts.' : `Karte des Kontakts: ${place}.`;
    return `${where} Auto ${a} ist A (orange, durchgezogene Linie), Auto ${b} ist B (blau, gestrichelte Linie).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }) =>
    before === undefined
      ? `${letter} mit ${at} km/h beim Kontakt.`
      : `${letter} mit ${before} km/h ${seconds} s davor, ${at} km/h beim Kontakt.`,
  pictureLegend: ({ before, at }) => (before === undefined ? `${at} km/h` : `${before} auf ${at} km/h`),
  pictureError: ({ metres }) => `±${number(metres, 1)} m`,
} satisfies Partial<Translation>;
