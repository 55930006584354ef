import type { APIGuildForumChannel, APIMessage, APIPublicThreadChannel, APITextChannel } from 'discord-api-types/v10';
import { ChannelKind, type PermissionName } from './codes.ts';
import type { Dispatch } from './events.ts';
import { forum, textChannel, thread } from './guild.ts';
import { bitsOf, type Overwrite } from './permissions.ts';

export type Channel = APITextChannel | APIGuildForumChannel;
export type Thread = APIPublicThreadChannel;

export interface ChannelOptions {
  readonly name: string;
  readonly topic?: string;
  /** The tags make it a forum, whose threads are its posts. */
  readonly tags?: readonly string[];
}

export interface NewThread {
  readonly parentId: string;
  readonly name: string;
  readonly ownerId: string;
  /** The message it hangs on, whose id it takes over. */
  readonly message?: APIMessage;
  readonly tags?: readonly string[];
  readonly archiveAfterMinutes?: number | undefined;
}

interface Surroundings {
  readonly guildId: string;
  newId(): string;
  now(): string;
  emit(dispatch: Dispatch): void;
}

/** The channels of the guild and the threads in them. */
export class Channels {
  readonly #world: Surroundings;
  readonly #channels = new Map<string, Channel>();
  readonly #threads = new Map<string, Thread>();

  constructor(world: Surroundings, options: readonly ChannelOptions[]) {
    this.#world = world;
    for (const [position, option] of options.entries()) {
      const place = { ...option, id: world.newId(), guildId: world.guildId, position };
      const tags = option.tags?.map((name) => ({ id: world.newId(), name }));
      this.#channels.set(place.id, tags ? forum({ ...place, tags }) : textChannel(place));
    }
  }

  /** In the order of the sidebar. */
  list(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** Oldest first, archived ones too. */
  threads(): readonly Thread[] {
    return [...this.#threads.values()];
  }

  /** By id or by name. */
  find(idOrName: string): Channel | Thread | undefined {
    return (
      this.#channels.get(idOrName) ?? this.#threads.get(idOrName) ?? this.list().find(({ name }) => name === idOrName)
    );
  }

  thread(id: string): Thread | undefined {
    return this.#threads.get(id);
  }

  /** Whose overwrites count: a thread has those of its channel. */
  overwritesOf(id: string): readonly Overwrite[] {
    return this.#channels.get(this.#threads.get(id)?.parent_id ?? id)?.permission_overwrites ?? [];
  }

  openThread({ parentId, name, ownerId, message, tags = [], archiveAfterMinutes }: NewThread): Thread {
    const { guildId, newId, now, emit } = this.#world;
    const id = message?.id ?? newId();
    const opened = thread({ id, guildId, parentId, name, ownerId, tags, archiveAfterMinutes, at: now() });
    this.#threads.set(id, opened);
    emit({ t: 'THREAD_CREATE', d: { ...opened, newly_created: true } });
    return opened;
  }

  changeThread(id: string, change: Partial<Thread>): Thread {
    const old = this.#threads.get(id);
    if (!old) throw new Error(`There is no thread ${id}.`);
    const changed = { ...old, ...change };
    this.#threads.set(id, changed);
    this.#world.emit({ t: 'THREAD_UPDATE', d: changed });
    return changed;
  }

  /** Whom this channel lets do more, or less, than their roles say; all permissions named are set anew. */
  overwrite(
    channelId: string,
    { id, type, deny, allow }: Pick<Overwrite, 'id' | 'type'> & Record<'deny' | 'allow', readonly PermissionName[]>,
  ): void {
    const old = this.#channels.get(channelId);
    if (!old) throw new Error(`There is no channel ${channelId}.`);
    const others = (old.permission_overwrites ?? []).filter((one) => one.id !== id);
    const overwrite = { id, type, deny: String(bitsOf(deny)), allow: String(bitsOf(allow)) };
    const changed = { ...old, permission_overwrites: [...others, overwrite] };
    this.#channels.set(channelId, changed);
    this.#world.emit({ t: 'CHANNEL_UPDATE', d: changed });
  }

  /** Notes the newest message of a channel, and counts it in a thread, which it brings back from the archive. */
  touch(id: string, messageId: string): void {
    const channel = this.#channels.get(id);
    if (channel) this.#channels.set(id, { ...channel, last_message_id: messageId });
    const known = this.#threads.get(id);
    if (!known) return;
    // The message that a post begins with is not counted.
    const count = messageId === id ? 0 : 1;
    const touched = {
      ...known,
      last_message_id: messageId,
      message_count: (known.message_count ?? 0) + count,
      total_message_sent: (known.total_message_sent ?? 0) + count,
    };
    this.#threads.set(id, touched);
    if (isArchived(known)) this.changeThread(id, withMetadata(touched, { archived: false }, this.#world.now()));
  }
}

/** Archiving, locking and their undoing, as of `at`. */
export const withMetadata = (
  { thread_metadata }: Thread,
  change: Partial<NonNullable<Thread['thread_metadata']>>,
  at: string,
): Pick<Thread, 'thread_metadata'> => ({
  thread_metadata: {
    archived: false,
    locked: false,
    auto_archive_duration: 1440,
    ...thread_metadata,
    ...change,
    archive_timestamp: change.archived === undefined ? (thread_metadata?.archive_timestamp ?? at) : at,
  },
});

export const isThread = (place: Channel | Thread): place is Thread => place.type === ChannelKind.thread;
export const isForum = (place: Channel | Thread): place is APIGuildForumChannel => place.type === ChannelKind.forum;
export const isArchived = ({ thread_metadata }: Thread): boolean => thread_metadata?.archived ?? false;
export const isLocked = ({ thread_metadata }: Thread): boolean => thread_metadata?.locked ?? false;
