import { numberedKey } from '../common/cardLinks.ts';
import { carryOverMessage } from '../renderings/carryOver.ts';
import type { Cards } from './card.ts';

/** One message per restart. It shows what has been answered so far. */
export const carryOverCards = {
  carryOverAsked: ({ carryOver }) => [
    {
      kind: 'desk',
      post: {
        lane: 'penalty',
        key: numberedKey('carryover', carryOver.session, carryOver.server),
        body: carryOverMessage(carryOver),
      },
    },
  ],
} satisfies Partial<Cards>;
