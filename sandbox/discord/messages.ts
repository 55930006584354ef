import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { Attachments, inComponent, inEmbed, notIn, type Upload, withAddresses, withoutMissing } from './attachments.ts';
import { MessageFlag, MessageKind, SENDER_FLAGS } from './codes.ts';
import { numbered } from './components.ts';
import { mentionFields, mentionsIn } from './mentions.ts';
import type { MessageBody } from './messageBody.ts';
import { MessageStore } from './messageStore.ts';
import { emojiOf, Reactions } from './reactions.ts';
import { invalidField, refusal } from './refusal.ts';
import { withPing } from './replies.ts';
import { timeOf } from './snowflake.ts';
import type { Surroundings } from './surroundings.ts';

export interface Draft {
  /** A new id when absent. */
  readonly id?: string;
  readonly channelId: string;
  readonly author: APIUser;
  readonly body: MessageBody;
  readonly uploads?: readonly Upload[];
  readonly webhookId?: string;
  readonly flags?: number;
  /** Further fields of a message that answers an interaction. */
  readonly extra?: Partial<APIMessage> | undefined;
  /** The author it replies to, who is pinged unless the body says otherwise. */
  readonly pings?: APIUser | undefined;
  /** The only user who sees it: an ephemeral message. */
  readonly only?: string;
}

/** Discord: "the past few minutes". */
const NONCE_MEMORY_MS = 3 * 60_000;

/** Posts, changes and deletes messages, and emits the events. */
export class Messages {
  readonly files: Attachments;
  readonly reactions = new Reactions();
  readonly #world: Surroundings;
  readonly #store = new MessageStore();
  /** Author and nonce -> the latest message with both. */
  readonly #byNonce = new Map<string, string>();
  readonly #pinnedAt = new Map<string, string>();

  constructor(world: Surroundings) {
    this.#world = world;
    this.files = new Attachments(world);
  }

  /** Oldest first; ephemeral ones only for their viewer. */
  list(channelId: string, viewer?: string): APIMessage[] {
    return this.#store.list(channelId, viewer);
  }

  isVisible(id: string, viewer?: string): boolean {
    return this.#store.isVisible(id, viewer);
  }

  find(id: string): APIMessage | undefined {
    return this.#store.find(id);
  }

  /** The message that Discord returns for `enforce_nonce` instead of posting the same again, in any channel. */
  withNonce(authorId: string, nonce: string | number): APIMessage | undefined {
    const message = this.find(this.#byNonce.get(nonceKey({ author: { id: authorId }, nonce })) ?? '');
    const oldest = this.#world.clock.now() - NONCE_MEMORY_MS;
    return message && timeOf(message.id) >= oldest ? message : undefined;
  }

  post(draft: Draft): APIMessage {
    const { id = this.#world.newId(), channelId, author, body, webhookId, extra, only, pings } = draft;
    const mentioned = mentionsIn(body.content ?? '', body.allowed_mentions, this.#world);
    const users = pings ? withPing(mentioned.users, pings, body) : mentioned.users;
    const message: APIMessage = {
      id,
      type: extra?.interaction ? MessageKind.command : MessageKind.usual,
      channel_id: channelId,
      author,
      content: body.content ?? '',
      timestamp: this.#timestamp(),
      edited_timestamp: null,
      tts: false,
      pinned: false,
      ...this.#shownIn({ id, channelId }, body, draft.uploads ?? []),
      flags: ((body.flags ?? 0) & SENDER_FLAGS) | (draft.flags ?? 0),
      ...mentionFields({ ...mentioned, users }),
      ...(body.nonce != null && { nonce: body.nonce }),
      ...(webhookId && { webhook_id: webhookId }),
      ...extra,
    };
    if (WRITTEN_KINDS.includes(message.type)) mustHaveSomething(message);
    for (const old of this.#store.add(message, only)) this.#forget(old);
    if (body.nonce != null) this.#byNonce.set(nonceKey(message), id);
    if (!only) this.#world.places.touch(channelId, id);
    this.#world.emit({ t: 'MESSAGE_CREATE', d: this.#dispatched(message), ...(only && { only }) });
    return message;
  }

  /** Changes the fields in `body` and leaves the rest. */
  edit(message: APIMessage, body: MessageBody, uploads: readonly Upload[] = []): APIMessage {
    const { id, channel_id: channelId } = message;
    const content = body.content === undefined ? message.content : (body.content ?? '');
    const flags = (message.flags ?? 0) | ((body.flags ?? 0) & MessageFlag.componentsV2);
    const whole = {
      ...body,
      embeds: body.embeds === undefined ? message.embeds : body.embeds,
      components: body.components === undefined ? message.components : body.components,
    } as MessageBody;
    const edited: APIMessage = {
      ...message,
      content,
      ...this.#shownIn({ id, channelId }, whole, uploads),
      flags: flags & ~MessageFlag.loading,
      ...(body.content !== undefined && mentionFields(mentionsIn(content, body.allowed_mentions, this.#world))),
      // The first edit of a deferred reply is its arrival and does not count as an edit.
      edited_timestamp: isLoading(message) ? null : this.#timestamp(),
    };
    mustHaveSomething(edited);
    mustFitVersion(edited);
    return this.change(edited);
  }

  /** Replaces the message with the same id, and emits the event. */
  change(message: APIMessage): APIMessage {
    this.#store.replace(message);
    this.#world.emit({ t: 'MESSAGE_UPDATE', d: this.#dispatched(message), ...this.#only(message.id) });
    return message;
  }

  setPinned(message: APIMessage, pinned: boolean): void {
    if (pinned) this.#pinnedAt.set(message.id, this.#timestamp());
    else this.#pinnedAt.delete(message.id);
    this.change({ ...message, pinned });
  }

  /** ISO 8601; empty if it is not pinned. */
  pinnedAt(id: string): string {
    return this.#pinnedAt.get(id) ?? '';
  }

  /** Adds or removes a reaction; does nothing if that is so already. */
  react(message: APIMessage, emoji: string, { userId, isOn }: { userId: string; isOn: boolean }): void {
    const { id, channel_id } = message;
    const isNew = isOn ? this.reactions.add(id, emoji, userId) : this.reactions.remove(id, emoji, userId);
    if (!isNew) return;
    this.#store.replace({ ...message, reactions: this.reactions.of(id, this.#world.bot.id) });
    const d = {
      user_id: userId,
      channel_id,
      message_id: id,
      guild_id: this.#world.guildId,
      emoji: emojiOf(emoji),
      burst: false,
      type: 0,
    };
    const member = this.#world.member(userId);
    if (isOn && member)
      this.#world.emit({ t: 'MESSAGE_REACTION_ADD', d: { ...d, member, message_author_id: message.author.id } });
    else this.#world.emit({ t: 'MESSAGE_REACTION_REMOVE', d });
  }

  remove(message: APIMessage): void {
    const only = this.#only(message.id);
    this.#store.remove(message.id);
    this.#forget(message);
    const d = { id: message.id, channel_id: message.channel_id, guild_id: this.#world.guildId };
    this.#world.emit({ t: 'MESSAGE_DELETE', d, ...only });
  }

  /** The channel is gone; no events are sent for its messages. */
  forgetChannel(channelId: string): void {
    for (const message of this.#store.removeChannel(channelId)) this.#forget(message);
  }

  #forget(message: APIMessage): void {
    const { id } = message;
    if (this.#byNonce.get(nonceKey(message)) === id) this.#byNonce.delete(nonceKey(message));
    this.files.forget(id);
    this.reactions.forget(id);
    this.#pinnedAt.delete(id);
  }

  #only(id: string): { only?: string } {
    const only = this.#store.viewerOf(id);
    return only ? { only } : {};
  }

  #dispatched(message: APIMessage) {
    const { user: _, ...member } = this.#world.member(message.author.id) ?? { user: undefined };
    return { ...message, guild_id: this.#world.guildId, ...('roles' in member && { member }) };
  }

  /** Embeds, components and files, the first two with the files' URLs. */
  #shownIn(place: { id: string; channelId: string }, body: MessageBody, uploads: readonly Upload[]) {
    const files = this.files.change(place, body, uploads);
    const embeds = withoutMissing(withAddresses(body.embeds ?? [], files.map(inEmbed)));
    const components = withAddresses(asComponents(body.components), files.map(inComponent));
    return { embeds, components, attachments: notIn(embeds, files) };
  }

  #timestamp(): string {
    return new Date(this.#world.clock.now()).toISOString();
  }
}

/** Kinds whose text a user wrote; the others are Discord's own. */
const WRITTEN_KINDS: readonly number[] = [MessageKind.usual, MessageKind.reply, MessageKind.command];

interface Nonced {
  readonly author: { readonly id: string };
  readonly nonce?: string | number;
}

const nonceKey = ({ author, nonce }: Nonced): string => `${author.id} ${nonce}`;

export const isLoading = (message: APIMessage): boolean => ((message.flags ?? 0) & MessageFlag.loading) !== 0;

/** The schema has checked them; the published type is a union that cannot be inferred from it. */
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

/** A message with the newer components keeps the flag permanently, and has neither content nor embeds. */
function mustFitVersion({ flags, content, embeds }: APIMessage): void {
  if (((flags ?? 0) & MessageFlag.componentsV2) === 0 || (content === '' && embeds.length === 0)) return;
  const message = 'The content and embeds fields cannot be used when using MessageFlags.IS_COMPONENTS_V2';
  throw invalidField(['flags'], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
}
