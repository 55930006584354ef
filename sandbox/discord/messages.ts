import type { APIAttachment, APIMessage, APIUser } from 'discord-api-types/v10';
import { MessageFlag, SENDER_FLAGS } from './codes.ts';
import { numbered } from './components.ts';
import type { Dispatch } from './events.ts';
import { mentionFields, mentionsIn } from './mentions.ts';
import type { MessageBody } from './messageBody.ts';
import { refusal } from './refusal.ts';
import { timeOf } from './snowflake.ts';
import type { World } from './world.ts';

/** A file that came with a request, by the number of its part: `files[0]`. */
export interface Upload {
  readonly index: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Draft {
  readonly channelId: string;
  readonly author: APIUser;
  readonly body: MessageBody;
  readonly uploads?: readonly Upload[];
  readonly webhookId?: string;
  readonly flags?: number;
  /** What else the message carries, when it answers an interaction. */
  readonly extra?: Partial<APIMessage>;
  /** The one user who sees it: an ephemeral message. */
  readonly only?: string;
}

/** Discord: "the past few minutes". */
const NONCE_MEMORY_MS = 3 * 60_000;

/** All messages of all channels, ephemeral ones included. */
export class Messages {
  readonly #world: World;
  readonly #emit: (dispatch: Dispatch) => void;
  readonly #newId: () => string;
  readonly #byId = new Map<string, APIMessage>();
  readonly #viewers = new Map<string, string>();
  readonly #files = new Map<string, Upload>();

  constructor(world: World, newId: () => string, emit: (dispatch: Dispatch) => void) {
    this.#world = world;
    this.#newId = newId;
    this.#emit = emit;
  }

  /** Oldest first; ephemeral ones only for their viewer. */
  list(channelId: string, viewer?: string): APIMessage[] {
    return [...this.#byId.values()].filter(
      ({ id, channel_id }) => channel_id === channelId && this.isVisible(id, viewer),
    );
  }

  isVisible(id: string, viewer?: string): boolean {
    const only = this.#viewers.get(id);
    return only === undefined || only === viewer;
  }

  find(id: string): APIMessage | undefined {
    return this.#byId.get(id);
  }

  /** The message that `enforce_nonce` makes Discord return instead of posting the same again. */
  withNonce(channelId: string, authorId: string, nonce: string | number): APIMessage | undefined {
    const oldest = this.#world.clock.now() - NONCE_MEMORY_MS;
    return this.list(channelId).find(
      (message) => message.nonce === nonce && message.author.id === authorId && timeOf(message.id) >= oldest,
    );
  }

  post(draft: Draft): APIMessage {
    const { channelId, author, body, webhookId, extra, only } = draft;
    const id = this.#newId();
    const attachments = this.#attach(channelId, body, draft.uploads ?? []);
    mustHaveSomething({ ...body, attachments, flags: draft.flags ?? 0 });
    const message: APIMessage = {
      id,
      type: extra?.interaction ? 20 : 0,
      channel_id: channelId,
      author,
      content: body.content ?? '',
      timestamp: this.#timestamp(),
      edited_timestamp: null,
      tts: false,
      pinned: false,
      embeds: body.embeds ?? [],
      components: asComponents(body.components),
      attachments,
      flags: ((body.flags ?? 0) & SENDER_FLAGS) | (draft.flags ?? 0),
      ...mentionFields(mentionsIn(body.content ?? '', body.allowed_mentions, this.#world)),
      ...(body.nonce != null && { nonce: body.nonce }),
      ...(webhookId && { webhook_id: webhookId }),
      ...extra,
    };
    this.#byId.set(id, message);
    if (only) this.#viewers.set(id, only);
    else this.#world.touch(channelId, id);
    this.#emit({ t: 'MESSAGE_CREATE', d: this.#dispatched(message), ...(only && { only }) });
    return message;
  }

  /** Changes what `body` names and leaves the rest; `attachments` keeps only the files it lists, and the new ones. */
  edit(message: APIMessage, body: MessageBody, uploads: readonly Upload[] = []): APIMessage {
    const added = this.#attach(message.channel_id, body, uploads);
    const kept = message.attachments.filter(
      ({ id }) => !body.attachments || body.attachments.some((one) => one.id === id),
    );
    const content = body.content === undefined ? message.content : (body.content ?? '');
    const flags = (message.flags ?? 0) | ((body.flags ?? 0) & MessageFlag.componentsV2);
    const edited: APIMessage = {
      ...message,
      content,
      embeds: body.embeds === undefined ? message.embeds : (body.embeds ?? []),
      components: body.components === undefined ? (message.components ?? []) : asComponents(body.components),
      attachments: [...kept, ...added],
      flags: flags & ~MessageFlag.loading,
      ...(body.content !== undefined && mentionFields(mentionsIn(content, body.allowed_mentions, this.#world))),
      // The first edit of a deferred reply is its arrival, not an edit.
      edited_timestamp: isLoading(message) ? null : this.#timestamp(),
    };
    mustHaveSomething(edited);
    this.#byId.set(message.id, edited);
    this.#emit({ t: 'MESSAGE_UPDATE', d: this.#dispatched(edited), ...this.#only(message.id) });
    return edited;
  }

  remove(message: APIMessage): void {
    const only = this.#only(message.id);
    this.#byId.delete(message.id);
    this.#viewers.delete(message.id);
    const d = { id: message.id, channel_id: message.channel_id, guild_id: this.#world.guildId };
    this.#emit({ t: 'MESSAGE_DELETE', d, ...only });
  }

  file(attachmentId: string): Upload | undefined {
    return this.#files.get(attachmentId);
  }

  #only(id: string): { only?: string } {
    const only = this.#viewers.get(id);
    return only ? { only } : {};
  }

  #dispatched(message: APIMessage) {
    const { user: _, ...member } = this.#world.member(message.author.id) ?? { user: undefined };
    return { ...message, guild_id: this.#world.guildId, ...('roles' in member && { member }) };
  }

  #attach(channelId: string, body: MessageBody, uploads: readonly Upload[]): APIAttachment[] {
    return uploads.map((upload) => {
      const id = this.#newId();
      this.#files.set(id, upload);
      const description = body.attachments?.find((one) => one.id === upload.index)?.description;
      const url = `${this.#world.origin()}/attachments/${channelId}/${id}/${encodeURIComponent(upload.name)}`;
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
    });
  }

  #timestamp(): string {
    return new Date(this.#world.clock.now()).toISOString();
  }
}

export const isLoading = (message: APIMessage): boolean => ((message.flags ?? 0) & MessageFlag.loading) !== 0;

/** The schema has checked them; the published type is a union that cannot be seen from there. */
const asComponents = (components: MessageBody['components']): NonNullable<APIMessage['components']> =>
  numbered(components ?? []) as unknown as NonNullable<APIMessage['components']>;

function mustHaveSomething(message: {
  readonly content?: string | null | undefined;
  readonly embeds?: readonly unknown[] | null | undefined;
  readonly components?: readonly unknown[] | null | undefined;
  readonly attachments?: readonly unknown[] | null | undefined;
  readonly flags?: number | undefined;
}): void {
  const lists = [message.embeds, message.components, message.attachments];
  const loading = ((message.flags ?? 0) & MessageFlag.loading) !== 0;
  if (!message.content?.trim() && !lists.some((list) => list?.length) && !loading) throw refusal(50006);
}
