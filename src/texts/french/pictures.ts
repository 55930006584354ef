/** The picture of a contact, in French. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { number } = conventionsOf('fr');

export const pictureTexts = {
  pictureShows: ({ place, a, b }) => {
    const where = place === undefined ? 'Carte du contact.' : `Carte du contact : ${place}.`;
    return `${where} La voiture ${a} est A (orange, trait plein), la voiture ${b} est B (bleu, tirets).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }) =>
    before === undefined
      ? `${letter} à ${at} km/h au contact.`
      : `${letter} à ${before} km/h ${seconds} s avant, ${at} km/h au contact.`,
  pictureLegend: ({ before, at }) => (before === undefined ? `${at} km/h` : `${before} à ${at} km/h`),
  pictureError: ({ metres }) => `±${number(metres, 1)} m`,
} satisfies Partial<Translation>;
