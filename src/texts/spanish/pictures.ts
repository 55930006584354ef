/** The picture of a contact, in Spanish. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { number } = conventionsOf('es');

export const pictureTexts = {
  pictureShows: ({ place, a, b }) => {
    const where = place === undefined ? 'Mapa del contacto.' : `Mapa del contacto: ${place}.`;
    return `${where} El coche ${a} es A (naranja, línea continua), el coche ${b} es B (azul, línea discontinua).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }) =>
    before === undefined
      ? `${letter} a ${at} km/h en el contacto.`
      : `${letter} a ${before} km/h ${seconds} s antes, ${at} km/h en el contacto.`,
  pictureLegend: ({ before, at }) => (before === undefined ? `${at} km/h` : `${before} a ${at} km/h`),
  pictureError: ({ metres }) => `±${number(metres, 1)} m`,
} satisfies Partial<Translation>;
