/** English: the catalogue that types all others. One file a topic; a key is unique in all of them. */
import { inGameTexts } from './inGame.ts';
import { linkTexts } from './links.ts';
import { lobbyTexts } from './lobby.ts';
import { reportTexts } from './reports.ts';
import { rightsTexts } from './rights.ts';
import { sessionTexts } from './sessions.ts';
import { whoamiTexts } from './whoami.ts';

export const english = {
  ...inGameTexts,
  ...linkTexts,
  ...lobbyTexts,
  ...reportTexts,
  ...rightsTexts,
  ...sessionTexts,
  ...whoamiTexts,
};
