import type { Hide } from '../../kit/texts.ts';
import { hiddenIn } from '../common/hidden.ts';
import type { PictureReference, Post } from './post.ts';

interface Showing {
  readonly hide: Hide;
  /** Whether a picture is shown. If absent, all are. */
  readonly isShown?: ((reference: PictureReference) => boolean) | undefined;
}

/** A post as it may be seen: without passwords, and without pictures that cannot be drawn. */
export function shownOf(post: Post, { hide, isShown = () => true }: Showing): Post {
  const { lane, body, author, key, confidential, mentions } = post;
  const { pictures, ...words } = hiddenIn(body, hide);
  const shown = pictures ? { ...words, pictures: pictures.filter(isShown) } : words;
  if (author) return { lane, body: shown, author: hiddenIn(author, hide), confidential };
  return { lane, body: shown, key, confidential, mentions };
}
