/** English: the catalogue that types all others. One file a topic; a key is unique in all of them. */
import { calendarTexts } from './calendar.ts';
import { cardTexts } from './cards.ts';
import { discordAnswerTexts } from './discordAnswers.ts';
import { incidentTexts } from './incidents.ts';
import { inGameTexts } from './inGame.ts';
import { linkTexts } from './links.ts';
import { lobbyTexts } from './lobby.ts';
import { penaltyTexts } from './penalties.ts';
import { reportTexts } from './reports.ts';
import { rightsTexts } from './rights.ts';
import { sessionTexts } from './sessions.ts';
import { whoamiTexts } from './whoami.ts';

export const english = {
  ...calendarTexts,
  ...cardTexts,
  ...discordAnswerTexts,
  ...inGameTexts,
  ...incidentTexts,
  ...linkTexts,
  ...lobbyTexts,
  ...penaltyTexts,
  ...reportTexts,
  ...rightsTexts,
  ...sessionTexts,
  ...whoamiTexts,
};
