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
        ? { name, attachment: await hiddenText(attachment, hide) }
        : { name, attachment, description: hide(description) },
    );
  }
  return shown;
}

/** Bytes: a megabyte at once takes 80 ms. */
const PIECE = 32 * 1024;

/**
 * A long one in pieces, so that everything else has its turn in between. One that says nothing of the kind stays as it is:
 * megabytes that are copied have V8 look through all it holds.
 */
async function hiddenText(bytes: Buffer, hide: Hide): Promise<Buffer> {
  const seams = hide.seams?.() ?? [];
  const pieces: Buffer[] = [];
  let isChanged = false;
  for (let from = 0; from < bytes.length; ) {
    if (from > 0) await nextTurn();
    const places = seams.map((seam) => bytes.indexOf(seam, from + PIECE)).filter((place) => place >= 0);
    const to = Math.min(bytes.length, ...places);
    const piece = bytes.subarray(from, to);
    const text = piece.toString('utf8');
    const shown = hide(text);
    isChanged ||= shown !== text;
    pieces.push(shown === text ? piece : Buffer.from(shown));
    from = to;
  }
  return isChanged ? Buffer.concat(pieces) : bytes;
}

/** What an option stands for has a label beside it; a field's value is read. */
const isForUs = (key: string, of: object): boolean =>
  ['custom_id', 'id', 'url'].includes(key) || (key === 'value' && 'label' in of);
