/** What must not be seen, taken out of messages as Discord gets them. */
import { type Hide, mapTexts } from '../../kit/texts.ts';
import type { AttachedFile } from './message.ts';

/** The same message without them; what Discord gives back to us as it is, and never shows, stays. */
export const hiddenIn = <T extends object>(message: T, hide: Hide): T => mapTexts(message, hide, isForUs);

/** Texts that are attached. */
export const hiddenFiles = (files: readonly AttachedFile[], hide: Hide): readonly AttachedFile[] =>
  files.map(({ name, attachment, description }) =>
    description === undefined
      ? { name, attachment: Buffer.from(hide(attachment.toString('utf8'))) }
      : { name, attachment, description: hide(description) },
  );

/** What an option stands for has a label beside it; a field's value is read. */
const isForUs = (key: string, of: object): boolean =>
  ['custom_id', 'id', 'url'].includes(key) || (key === 'value' && 'label' in of);
