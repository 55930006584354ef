import { numberedKey } from '../common/cardLinks.ts';
import { carryOverMessage } from '../renderings/carryOver.ts';
import type { Cards } from './card.ts';

/** One message a restart, which shows what has been answered so far. */
export const carryOverCards = {
  carryOverAsked: ({ carryOver }, _state, words) => [
    {
      kind: 'desk',
      post: {
        lane: 'penalty',
        key: numberedKey('carryover', carryOver.session, carryOver.server),
        body: carryOverMessage(carryOver, words),
      },
    },
  ],
} satisfies Partial<Cards>;
