/** Italian, as its leagues use it. */
import type { Language } from '../language.ts';
import { discordAnswerTexts, lobbyTexts, pointsTexts } from './answers.ts';
import { boardTexts } from './board.ts';
import { calendarTexts, cardTexts, sessionTexts } from './cards.ts';
import { descriptions } from './commands.ts';
import { documentTexts } from './documents.ts';
import { evidenceTexts } from './evidence.ts';
import { greetingTexts, inGameTexts, linkTexts, reportTexts, rightsTexts, whoamiTexts } from './inGame.ts';
import { appealTexts, noticeTexts } from './notices.ts';
import { penaltyTexts } from './penalties.ts';
import { pictureTexts } from './pictures.ts';

export const italian: Language = {
  code: 'it',
  name: 'Italian',
  discordLocales: ['it'],
  texts: {
    ...appealTexts,
    ...boardTexts,
    ...calendarTexts,
    ...cardTexts,
    ...discordAnswerTexts,
    ...documentTexts,
    ...evidenceTexts,
    ...greetingTexts,
    ...inGameTexts,
    ...linkTexts,
    ...lobbyTexts,
    ...noticeTexts,
    ...penaltyTexts,
    ...pictureTexts,
    ...pointsTexts,
    ...reportTexts,
    ...rightsTexts,
    ...sessionTexts,
    ...whoamiTexts,
  },
  descriptions,
};
