/** English: the catalogue that types all others. One file a topic; a key is unique in all of them. */
import { linkTexts } from './links.ts';

export const english = {
  ...linkTexts,
};
