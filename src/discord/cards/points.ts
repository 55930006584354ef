/** A driver has reached points for which the league's rules name a consequence. For the stewards, who decide. */

import { english } from '../../texts/english/index.ts';
import { escapeText } from '../common/text.ts';
import { boldName, type Cards, officialLine } from './card.ts';

export const pointsCards = {
  pointsReached: ({ driver, points, of, consequence }) => [
    officialLine(
      'desk',
      `🪪 ${boldName(driver, english)} has ${points} of ${of} licence points: the league rules say ${escapeText(consequence, 100)}. Pitwall does nothing automatically.`,
      'incident',
    ),
  ],
} satisfies Partial<Cards>;
