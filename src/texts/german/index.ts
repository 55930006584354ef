/** German, as its leagues use it: race control is the Rennleitung, stewards stay stewards, and everybody is "Du". */
import type { Language } from '../language.ts';
import { answerTexts } from './answers.ts';
import { boardTexts } from './board.ts';
import { cardTexts } from './cards.ts';
import { descriptions } from './commands.ts';
import { decisionTexts } from './decisions.ts';
import { documentTexts } from './documents.ts';
import { inGameTexts } from './inGame.ts';
import { penaltyTexts } from './penalties.ts';
import { pictureTexts } from './pictures.ts';

export const german: Language = {
  code: 'de',
  name: 'German',
  discordLocales: ['de'],
  texts: {
    ...answerTexts,
    ...boardTexts,
    ...cardTexts,
    ...decisionTexts,
    ...documentTexts,
    ...inGameTexts,
    ...penaltyTexts,
    ...pictureTexts,
  },
  descriptions,
  spelling: { ä: 'ae', ö: 'oe', ü: 'ue' },
};
