import type { APIAttachment } from 'discord-api-types/v10';
import type { MessageBody } from './messageBody.ts';
import { invalidField, refusal } from './refusal.ts';

/** The limit for one file, in a guild without boosts. */
export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
const MOST_FILES = 10;

/** A file that came with a request, with the number of its part: `files[0]`. */
export interface Upload {
  readonly index: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** The files of all messages, kept as long as their messages. */
export class Attachments {
  readonly #newId: () => string;
  readonly #origin: () => string;
  readonly #files = new Map<string, Upload>();
  readonly #byMessage = new Map<string, readonly APIAttachment[]>();

  constructor(world: { readonly newId: () => string; readonly origin: () => string }) {
    this.#newId = world.newId;
    this.#origin = world.origin;
  }

  file(attachmentId: string): Upload | undefined {
    return this.#files.get(attachmentId);
  }

  /** All files of a message, including those that only appear inside its embeds. */
  of(messageId: string): readonly APIAttachment[] {
    return this.#byMessage.get(messageId) ?? [];
  }

  /** `body.attachments` keeps only the files it lists, and the new ones; without it all stay. */
  change(message: { readonly id: string; readonly channelId: string }, body: MessageBody, uploads: readonly Upload[]) {
    const listed = body.attachments ?? undefined;
    for (const [index, { id }] of (listed ?? []).entries()) {
      const isKnown = uploads.some((upload) => upload.index === id) || this.of(message.id).some((one) => one.id === id);
      if (!isKnown) throw invalidField(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', `No file is ${id}.`);
    }
    if (uploads.some(({ bytes }) => bytes.length > FILE_LIMIT_BYTES)) throw refusal(40005);
    const kept = this.of(message.id).filter(({ id }) => !listed || listed.some((one) => one.id === id));
    if (kept.length + uploads.length > MOST_FILES) throw refusal(30015);
    // A list must also name the new files; those it leaves out are dropped.
    const added = uploads.filter(({ index }) => !listed || listed.some(({ id }) => id === index));
    const changed = [...kept, ...added.map((upload) => this.#store(message.channelId, body, upload))];
    for (const { id } of this.of(message.id)) if (!kept.some((one) => one.id === id)) this.#files.delete(id);
    this.#byMessage.set(message.id, changed);
    return changed;
  }

  forget(messageId: string): void {
    for (const { id } of this.of(messageId)) this.#files.delete(id);
    this.#byMessage.delete(messageId);
  }

  #store(channelId: string, body: MessageBody, upload: Upload): APIAttachment {
    const id = this.#newId();
    this.#files.set(id, upload);
    const description = body.attachments?.find((one) => one.id === upload.index)?.description;
    const url = `${this.#origin()}/attachments/${channelId}/${id}/${encodeURIComponent(upload.name)}`;
    const { name, type, bytes } = upload;
    return {
      id,
      filename: name,
      size: bytes.length,
      url,
      proxy_url: url,
      content_type: type,
      ...(description && { description }),
    };
  }
}

const SCHEME = 'attachment://';

/** Embeds and components refer to a file of their message as `attachment://map.png`; readers get its URL instead. */
export function withAddresses<T>(part: T, addresses: readonly Address[]): T {
  if (Array.isArray(part)) return part.map((one) => withAddresses(one, addresses)) as T;
  if (typeof part !== 'object' || part === null) return part;
  const whole = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withAddresses(value, addresses)]));
  const { name, ...found } = addresses.find((address) => whole.url === SCHEME + address.name) ?? {};
  return { ...whole, ...found } as T;
}

interface Address {
  readonly name: string;
  readonly url: string;
}

/** An embed that names a missing file is accepted, and shows nothing there. */
export const withoutMissing = <T extends { readonly image?: Media; readonly thumbnail?: Media }>(
  embeds: readonly T[],
) =>
  embeds.map(({ image, thumbnail, ...more }) => ({
    ...more,
    ...(image && !isMissing(image) && { image }),
    ...(thumbnail && !isMissing(thumbnail) && { thumbnail }),
  }));

type Media = { readonly url: string } | undefined;

const isMissing = (media: Media): boolean => media?.url.startsWith(SCHEME) ?? false;

/** The properties of a file in an embed. */
export const inEmbed = ({ filename: name, url, proxy_url, content_type, description }: APIAttachment) => ({
  name,
  url,
  proxy_url,
  content_type,
  ...(description !== undefined && { description }),
});

/** The properties of a file in a component. */
export const inComponent = (attachment: APIAttachment) => ({
  ...inEmbed(attachment),
  id: attachment.id,
  attachment_id: attachment.id,
});

/** A file that an embed shows is not shown a second time next to it. */
export const notIn = (embeds: readonly unknown[], attachments: readonly APIAttachment[]): APIAttachment[] => {
  const text = JSON.stringify(embeds);
  return attachments.filter(({ url }) => !text.includes(JSON.stringify(url)));
};
