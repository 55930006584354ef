/** English: the catalogue that types all others. One file a topic; a key is unique in all of them. */
import { appealTexts } from './appeals.ts';
import { boardTexts } from './board.ts';
import { calendarTexts } from './calendar.ts';
import { cardTexts } from './cards.ts';
import { discordAnswerTexts } from './discordAnswers.ts';
import { documentTexts } from './documents.ts';
import { greetingTexts } from './greeting.ts';
import { incidentTexts } from './incidents.ts';
import { inGameTexts } from './inGame.ts';
import { linkTexts } from './links.ts';
import { lobbyTexts } from './lobby.ts';
import { noticeTexts } from './notices.ts';
import { penaltyTexts } from './penalties.ts';
import { pointsTexts } from './points.ts';
import { reportTexts } from './reports.ts';
import { rightsTexts } from './rights.ts';
import { sessionTexts } from './sessions.ts';
import { whoamiTexts } from './whoami.ts';

export const english = {
  ...appealTexts,
  ...boardTexts,
  ...calendarTexts,
  ...cardTexts,
  ...discordAnswerTexts,
  ...documentTexts,
  ...greetingTexts,
  ...inGameTexts,
  ...incidentTexts,
  ...linkTexts,
  ...lobbyTexts,
  ...noticeTexts,
  ...penaltyTexts,
  ...pointsTexts,
  ...reportTexts,
  ...rightsTexts,
  ...sessionTexts,
  ...whoamiTexts,
};
