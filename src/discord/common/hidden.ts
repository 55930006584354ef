/** What must not be seen, taken out of messages as Discord gets them. */
import { type Hide, mapTexts } from '../../kit/texts.ts';

/** The same message without them; what Discord gives back to us as it is, and never shows, stays. */
export const hiddenIn = <T extends object>(message: T, hide: Hide): T => mapTexts(message, hide, isForUs);

/** What an option stands for has a label beside it; a field's value is read. */
const isForUs = (key: string, of: object): boolean =>
  ['custom_id', 'id', 'url'].includes(key) || (key === 'value' && 'label' in of);
