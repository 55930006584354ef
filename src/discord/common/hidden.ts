/** What must not be seen, taken out of messages as Discord gets them. */
import { type Hide, mapTexts } from '../../kit/texts.ts';
import { nextTurn } from '../../kit/wait.ts';
import type { AttachedFile } from './message.ts';

/** The same message without them; what Discord gives back to us as it is, and never shows, stays. */
export const hiddenIn = <T extends object>(message: T, hide: Hide): T => mapTexts(message, hide, isForUs);

/** Texts that are attached. */
export async function hiddenFiles(files: readonly AttachedFile[], hide: Hide): Promise<readonly AttachedFile[]> {
  const shown: AttachedFile[] = [];
  for (const { name, attachment, description } of files) {
    shown.push(
      description === undefined
        ? { name, attachment: Buffer.from(await hiddenText(attachment.toString('utf8'), hide)) }
        : { name, attachment, description: hide(description) },
    );
  }
  return shown;
}

/** UTF-16 units: a megabyte at once takes 80 ms. */
const PIECE = 32 * 1024;

/** A long one in pieces, so that everything else has its turn in between. */
async function hiddenText(text: string, hide: Hide): Promise<string> {
  const seams = hide.seams?.() ?? [];
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    if (from > 0) await nextTurn();
    const places = seams.map((seam) => text.indexOf(seam, from + PIECE)).filter((place) => place >= 0);
    const to = Math.min(text.length, ...places);
    pieces.push(hide(text.slice(from, to)));
    from = to;
  }
  return pieces.join('');
}

/** What an option stands for has a label beside it; a field's value is read. */
const isForUs = (key: string, of: object): boolean =>
  ['custom_id', 'id', 'url'].includes(key) || (key === 'value' && 'label' in of);
