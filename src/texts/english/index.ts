/** English: the catalogue that types all others. One file a topic; a key is unique in all of them. */
import { incidentTexts } from './incidents.ts';
import { linkTexts } from './links.ts';
import { penaltyTexts } from './penalties.ts';

export const english = {
  ...incidentTexts,
  ...linkTexts,
  ...penaltyTexts,
};
