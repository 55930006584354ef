/** The picture of a contact, in Brazilian Portuguese. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { number } = conventionsOf('pt-BR');

export const pictureTexts = {
  pictureShows: ({ place, a, b }) => {
    const where = place === undefined ? 'Mapa do contato.' : `Mapa do contato: ${place}.`;
    return `${where} O carro ${a} é A (laranja, linha contínua), o carro ${b} é B (azul, linha tracejada).`;
  },
  pictureSpeeds: ({ letter, before, at, seconds }) =>
    before === undefined
      ? `${letter} a ${at} km/h no contato.`
      : `${letter} a ${before} km/h ${seconds} s antes, ${at} km/h no contato.`,
  pictureLegend: ({ before, at }) => (before === undefined ? `${at} km/h` : `${before} a ${at} km/h`),
  pictureError: ({ metres }) => `±${number(metres, 1)} m`,
} satisfies Partial<Translation>;
