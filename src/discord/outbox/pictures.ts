/**
 * Pictures of cards. A card is sent without them. A separate row then has them drawn, and the card is edited. Every
 * later edit of the card must list its files: Discord removes the files that an edit does not list.
 */
import type { Store } from '../../store/store.ts';
import { type Body, type PictureReference, ROW_LANES } from './post.ts';

/** A migration step of the outbox's tables: the files attached to the message of a key. */
export const PICTURE_FILES = `CREATE TABLE outbox_files (
       channel TEXT NOT NULL,
       key TEXT NOT NULL,
       source TEXT NOT NULL,
       file TEXT NOT NULL,
       PRIMARY KEY (channel, key, source)
     ) WITHOUT ROWID;`;

/** Draws what a reference names; undefined if there is nothing to see. Never rejects. */
export type DrawPicture = (source: string) => Promise<Drawn | undefined>;

interface Drawn {
  readonly bytes: Buffer;
  /** Alternative text, up to 1024 characters. */
  readonly alt: string;
}

export interface DrawnPicture extends Drawn {
  readonly reference: PictureReference;
}

/** A picture that is attached to a message. */
export interface StandingFile {
  readonly source: string;
  /** Discord's id of the file. */
  readonly file: string;
}

/** A file in an edit: an attached one by its id, a new one by the number of its part. */
interface ListedFile {
  readonly id: string;
  readonly filename?: string;
  readonly description?: string;
}

/** The body of a post as it is sent to Discord. */
export type ShownBody = Omit<Body, 'pictures'> & { readonly attachments?: readonly ListedFile[] };

const PICTURE = ROW_LANES.indexOf('picture');
const SUFFIX = '/pictures';

/** The key of the row that gets a card's pictures drawn. */
const pictureKey = (key: string): string => key + SUFFIX;

/** The key of the card that such a row is about. */
export const cardKeyOf = (key: string): string => key.slice(0, -SUFFIX.length);

interface Attached {
  readonly messageId: string;
  /** The card's key. */
  readonly key: string;
  readonly files: readonly StandingFile[];
}

export class PictureTable {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  filesOf(channel: string, key: string): readonly StandingFile[] {
    return this.#store.all<StandingFile>(
      'SELECT source, file FROM outbox_files WHERE channel = ? AND key = ?',
      channel,
      key,
    );
  }

  /**
   * The row with this parcel has been sent: exactly these files are now attached to the card's message. If the message
   * has been deleted in the meantime, no files are stored.
   */
  attached(row: { readonly channel: string; readonly id: number }, { messageId, key, files }: Attached): void {
    this.#store.transaction(() => {
      this.#store.run(
        `UPDATE outbox SET state = 'sent', message_id = ? WHERE parcel = ? AND state = 'sending'`,
        messageId,
        row.id,
      );
      if (!this.#stands(row.channel, key, messageId)) return;
      this.forget(row.channel, key);
      for (const { source, file } of files) {
        this.#store.run('INSERT OR REPLACE INTO outbox_files VALUES (?, ?, ?, ?)', row.channel, key, source, file);
      }
    });
  }

  #stands(channel: string, key: string, messageId: string): boolean {
    const standing = this.#store.get(
      'SELECT 1 FROM outbox_messages WHERE channel = ? AND key = ? AND message_id = ?',
      channel,
      key,
      messageId,
    );
    return standing !== undefined;
  }

  forget(channel: string, key: string): void {
    this.#store.run('DELETE FROM outbox_files WHERE channel = ? AND key = ?', channel, key);
  }

  /** Deletes the files of messages that are no longer edited. */
  forgetStray(): void {
    this.#store.run(
      `DELETE FROM outbox_files WHERE NOT EXISTS (SELECT 1 FROM outbox_messages AS message
         WHERE message.channel = outbox_files.channel AND message.key = outbox_files.key)`,
    );
  }

  /**
   * Queues the drawing of a card's pictures that are not attached yet. One row is enough, whichever state of the card
   * queued it. The pictures are confidential if the card is.
   */
  want(channel: string, key: string, { pictures = [] }: Body, at: number): void {
    const files = this.filesOf(channel, key);
    if (pictures.every(({ source }) => files.some((each) => each.source === source))) return;
    this.#store.run(
      `INSERT INTO outbox (channel, lane, key, author, body, created_at, confidential) VALUES (?, ?, ?, NULL, ?, ?,
         (SELECT CASE WHEN confidential IS NULL THEN NULL ELSE 'dropped' END FROM outbox
            WHERE channel = ? AND key = ? AND state = 'sent' ORDER BY id DESC LIMIT 1))
       ON CONFLICT (channel, key) WHERE state = 'queued' AND key IS NOT NULL
       DO UPDATE SET body = excluded.body, confidential = excluded.confidential`,
      channel,
      PICTURE,
      pictureKey(key),
      JSON.stringify({ pictures } satisfies Body),
      at,
      channel,
      key,
    );
  }

  /** The state of a card that was sent last. */
  cardOf(channel: string, key: string): Body | undefined {
    const row = this.#store.get<{ body: string }>(
      `SELECT body FROM outbox WHERE channel = ? AND key = ? AND state = 'sent' ORDER BY id DESC LIMIT 1`,
      channel,
      key,
    );
    return row && (JSON.parse(row.body) as Body);
  }
}

/** A post with the pictures attached to its message. Pictures that are not attached yet are left out. */
export function withStanding(body: Body, files: readonly StandingFile[]): ShownBody {
  const { pictures = [], ...shown } = body;
  // An edit without a list of files keeps them, which is right for a card that never had any.
  if (files.length === 0) return shown;
  const standing = pictures.flatMap((reference) => {
    const standing = files.find(({ source }) => source === reference.source);
    const { file } = standing ?? files.find(({ source }) => stemOf(source) === stemOf(reference.source)) ?? {};
    return file === undefined ? [] : [{ reference, file }];
  });
  return {
    ...inEmbeds(
      shown,
      standing.map(({ reference }) => reference),
    ),
    attachments: standing.map(({ file }) => ({ id: file })),
  };
}

const stemOf = (source: string): string => source.replace(/@\w+$/, '');

/** A card with pictures uploaded along with it, in this order. */
export const withDrawn = ({ pictures: _, ...shown }: Body, drawn: readonly DrawnPicture[]): ShownBody => ({
  ...inEmbeds(
    shown,
    drawn.map(({ reference }) => reference),
  ),
  attachments: drawn.map(({ reference: { name }, alt }, index) => ({
    id: String(index),
    filename: name,
    description: alt,
  })),
});

function inEmbeds(body: ShownBody, references: readonly PictureReference[]): ShownBody {
  const shown = references.find(({ place }) => place === 'embed');
  const [first, ...others] = body.embeds ?? [];
  if (!shown || !first) return body;
  return { ...body, embeds: [{ ...first, image: { url: `attachment://${shown.name}` } }, ...others] };
}

/** Pictures being drawn, and drawn ones waiting to be sent, by the id of their row. */
export class DrawnPictures {
  readonly #draw: DrawPicture;
  readonly #drawn = new Map<number, readonly DrawnPicture[]>();
  readonly #underWay = new Set<number>();

  constructor(draw: DrawPicture) {
    this.#draw = draw;
  }

  /** Undefined while they are being drawn. `then` is called when they are done. */
  of(id: number, { pictures = [] }: Body, then: () => void): readonly DrawnPicture[] | undefined {
    const drawn = this.#drawn.get(id);
    if (drawn || this.#underWay.has(id)) return drawn;
    this.#underWay.add(id);
    void this.#drawAll(pictures).then((all) => {
      this.#underWay.delete(id);
      this.#drawn.set(id, all);
      then();
    });
    return undefined;
  }

  forget(id: number): void {
    this.#drawn.delete(id);
  }

  async #drawAll(references: readonly PictureReference[]): Promise<readonly DrawnPicture[]> {
    const drawn = await Promise.all(
      references.map(async (reference) => ({ reference, drawn: await this.#draw(reference.source) })),
    );
    return drawn.flatMap(({ reference, drawn: one }) => (one ? [{ reference, bytes: one.bytes, alt: one.alt }] : []));
  }
}
