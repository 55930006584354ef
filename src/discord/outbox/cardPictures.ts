import type { Clock } from '../../kit/clock.ts';
import type { Hide } from '../../kit/texts.ts';
import type { OutgoingMessage } from './message.ts';
import { cardKeyOf, type DrawnPicture, DrawnPictures, type DrawPicture, withDrawn } from './pictures.ts';
import type { OutboxTable } from './table.ts';
import { ChannelClosed, type Transport, Undeliverable } from './transport.ts';

interface CardPicturesOptions {
  readonly table: OutboxTable;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly draw: DrawPicture;
  readonly hide: Hide;
}

/** After this many failed attempts the picture is left out. The card's next state asks for it again. */
const MOST_ATTEMPTS = 3;

/** Adds pictures to the messages of cards. A failure here costs the picture, never the card. */
export class CardPictures {
  readonly #options: CardPicturesOptions;
  readonly #drawn: DrawnPictures;
  readonly #attempts = new Map<number, number>();

  constructor(options: CardPicturesOptions) {
    this.#options = options;
    const { draw, hide } = options;
    this.#drawn = new DrawnPictures(async (source) => {
      const drawn = await draw(source);
      return drawn && { bytes: drawn.bytes, alt: hide(drawn.alt) };
    });
  }

  /** A card has been posted: pictures that it should show but does not are drawn next. */
  want({ channel, key, body }: OutgoingMessage): void {
    if (key !== undefined) this.#options.table.pictures.want(channel, key, body, this.#options.clock.now());
  }

  /** Whether its pictures are drawn. If not, drawing starts, and `then` is called when it is done. */
  isReady({ id, body }: OutgoingMessage, then: () => void): boolean {
    return this.#drawn.of(id, body, then) !== undefined;
  }

  /** @throws errors that may be temporary */
  async send(message: OutgoingMessage, transport: Transport): Promise<void> {
    const { table, log } = this.#options;
    try {
      const isThere = await this.#attach(message, transport);
      if (!isThere) table.dropped(message);
    } catch (error) {
      const attempts = (this.#attempts.get(message.id) ?? 0) + 1;
      this.#attempts.set(message.id, attempts);
      const isFinal = error instanceof Undeliverable || error instanceof ChannelClosed || attempts >= MOST_ATTEMPTS;
      if (!isFinal) throw error;
      table.dropped(message);
      log.warn({ channel: message.channel, err: error }, 'a picture could not be put by its card');
    }
    this.#drawn.forget(message.id);
    this.#attempts.delete(message.id);
  }

  /** Uses the latest state of the card. False if there is nothing to do. */
  async #attach(message: OutgoingMessage, transport: Transport): Promise<boolean> {
    const { table } = this.#options;
    const { channel } = message;
    const key = cardKeyOf(message.key ?? '');
    const drawn = this.#drawn.of(message.id, message.body, () => {}) ?? [];
    const [card, messageId] = [table.pictures.cardOf(channel, key), table.messageIdOf(channel, key)];
    if (!card || messageId === undefined || drawn.length === 0) return false;
    const known = table.pictures.filesOf(channel, key);
    if (drawn.every(({ reference }) => known.some(({ source }) => source === reference.source))) return false;
    const files = drawn.map(({ reference, bytes }) => ({ name: reference.name, data: bytes }));
    const posted = await transport.attach(channel, messageId, { body: withDrawn(card, drawn), files });
    if (!posted) return false;
    table.pictures.attached(message, { messageId, key, files: standing(drawn, posted) });
    return true;
  }
}

const standing = (drawn: readonly DrawnPicture[], posted: readonly { readonly id: string; readonly name: string }[]) =>
  drawn.flatMap(({ reference: { name, source } }) => {
    const file = posted.find((each) => each.name === name)?.id;
    return file === undefined ? [] : [{ source, file }];
  });
