/** Removes what must not be seen from messages before they go to Discord. */
import { type Hide, mapTexts } from '../../kit/texts.ts';
import { nextTurn } from '../../kit/wait.ts';
import type { AttachedFile } from './message.ts';

/** The same message without secrets. Fields that Discord returns to us unchanged and never shows are kept. */
export const hiddenIn = <T extends object>(message: T, hide: Hide): T => mapTexts(message, hide, isForUs);

/** Attached text files. */
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

/** In bytes. A whole megabyte at once takes 80 ms. */
const PIECE = 32 * 1024;

/**
 * Processes a long text in pieces, so that the event loop can run in between. A text with nothing to hide is returned
 * as it is: copying megabytes would trigger a full garbage collection.
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

/** An option has a label next to its value, so the value is for us. The value of an embed field is shown. */
const isForUs = (key: string, of: object): boolean =>
  ['custom_id', 'id', 'url'].includes(key) || (key === 'value' && 'label' in of);
