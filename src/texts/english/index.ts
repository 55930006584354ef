/**
 * English: these texts give those of every other language their types. One file per topic; keys are unique across all
 * of them.
 */
import { appealTexts } from './appeals.ts';
import { boardTexts } from './board.ts';
import { calendarTexts } from './calendar.ts';
import { cardTexts } from './cards.ts';
import { discordAnswerTexts } from './discordAnswers.ts';
import { documentTexts } from './documents.ts';
import { evidenceTexts } from './evidence.ts';
import { greetingTexts } from './greeting.ts';
import { incidentTexts } from './incidents.ts';
import { inGameTexts } from './inGame.ts';
import { linkTexts } from './links.ts';
import { lobbyTexts } from './lobby.ts';
import { noticeTexts } from './notices.ts';
import { officialTexts } from './officials.ts';
import { penaltyTexts } from './penalties.ts';
import { pictureTexts } from './pictures.ts';
import { pointsTexts } from './points.ts';
import { reportTexts } from './reports.ts';
import { rightsTexts } from './rights.ts';
import { sessionTexts } from './sessions.ts';
import { whoamiTexts } from './whoami.ts';

/** Texts for the public and drivers: every language has all of them. */
export const translatedTexts = {
  ...appealTexts,
  ...boardTexts,
  ...calendarTexts,
  ...cardTexts,
  ...discordAnswerTexts,
  ...documentTexts,
  ...evidenceTexts,
  ...greetingTexts,
  ...inGameTexts,
  ...incidentTexts,
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
};

export const english = { ...officialTexts, ...translatedTexts };
