/** The picture of a contact, in Italian. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { number } = conventionsOf('it');

export const pictureTexts = {
  pictureShows: ({ place, a, b }) => {
    const where = place === undefined ? 'Mappa del contatto.' : `Mappa del contatto: ${place}.`;
    return `${where} L'auto ${a} è A (arancione, linea continua), l'auto ${b} è B (blu, linea tratteggiata).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }) =>
    before === undefined
      ? `${letter} a ${at} km/h al contatto.`
      : `${letter} a ${before} km/h ${seconds} s prima, ${at} km/h al contatto.`,
  pictureLegend: ({ before, at }) => (before === undefined ? `${at} km/h` : `${before} a ${at} km/h`),
  pictureError: ({ metres }) => `±${number(metres, 1)} m`,
} satisfies Partial<Translation>;
