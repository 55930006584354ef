/** English: the catalogue that types all others. One file a topic; a key is unique in all of them. */
import { cardTexts } from './cards.ts';
import { discordAnswerTexts } from './discordAnswers.ts';
import { incidentTexts } from './incidents.ts';
import { linkTexts } from './links.ts';
import { penaltyTexts } from './penalties.ts';

export const english = {
  ...cardTexts,
  ...discordAnswerTexts,
  ...incidentTexts,
  ...linkTexts,
  ...penaltyTexts,
};
