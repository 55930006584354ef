import type { APIMessage } from 'discord-api-types/v10';
import type { PermissionName } from './codes.ts';
import type { Dispatch } from './events.ts';
import { category, forum, textChannel, thread } from './guild.ts';
import { bitsOf, type Overwrite } from './permissions.ts';
import { type Channel, isArchived, type Thread, withMetadata } from './place.ts';

export interface ChannelOptions {
  readonly name: string;
  readonly topic?: string | undefined;
  /** With tags it is a forum, whose threads are its posts. */
  readonly tags?: readonly string[] | undefined;
  /** It contains only other channels, no messages. */
  readonly isCategory?: boolean;
  /** The roles that can see it, besides the bot; everybody can when absent. */
  readonly readers?: readonly string[] | undefined;
}

/** The properties of a channel that can be changed. */
export interface ChannelChange {
  readonly name?: string;
  readonly topic?: string | null;
  readonly position?: number;
  readonly parent_id?: string | null;
  readonly nsfw?: boolean;
  readonly rate_limit_per_user?: number;
  readonly permission_overwrites?: readonly Overwrite[];
}

export interface NewThread {
  readonly parentId: string;
  readonly name: string;
  readonly ownerId: string;
  /** The thread's first message, whose id it takes over. */
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
    for (const [position, option] of options.entries()) this.#add(option, position);
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

  /** The overwrites that apply: a thread has those of its channel. */
  overwritesOf(id: string): readonly Overwrite[] {
    return this.#channels.get(this.#threads.get(id)?.parent_id ?? id)?.permission_overwrites ?? [];
  }

  /** Creates a channel, below the others unless `change` says otherwise, and emits it. */
  open(options: ChannelOptions, change: ChannelChange = {}): Channel {
    const added = this.#add(options, this.#channels.size);
    const opened = { ...added, ...change } as Channel;
    this.#channels.set(opened.id, opened);
    this.#world.emit({ t: 'CHANNEL_CREATE', d: opened });
    return opened;
  }

  change(id: string, change: ChannelChange): Channel {
    const old = this.#channels.get(id);
    if (!old) throw new Error(`There is no channel ${id}.`);
    const changed = { ...old, ...change } as Channel;
    this.#channels.set(id, changed);
    this.#world.emit({ t: 'CHANNEL_UPDATE', d: changed });
    return changed;
  }

  /** Removes a channel or thread. A channel's threads are removed with it; a category's channels stay. */
  remove(id: string): void {
    const thread = this.#threads.get(id);
    if (thread) this.#removeThread(thread);
    const channel = this.#channels.get(id);
    if (!channel) return;
    for (const one of this.threads()) if (one.parent_id === id) this.#removeThread(one);
    this.#channels.delete(id);
    this.#world.emit({ t: 'CHANNEL_DELETE', d: channel });
    for (const one of this.list())
      if ('parent_id' in one && one.parent_id === id) this.change(one.id, { parent_id: null });
  }

  #removeThread({ id, parent_id, type }: Thread): void {
    const { guildId, emit } = this.#world;
    this.#threads.delete(id);
    emit({ t: 'THREAD_DELETE', d: { id, guild_id: guildId, parent_id: parent_id ?? '', type } });
  }

  #add({ name, topic, tags, isCategory }: ChannelOptions, position: number): Channel {
    const { newId, guildId } = this.#world;
    const place = { id: newId(), guildId, name, topic, position };
    const kinds = tags?.map((tag) => ({ id: newId(), name: tag }));
    const added = isCategory ? category(place) : kinds ? forum({ ...place, tags: kinds }) : textChannel(place);
    this.#channels.set(added.id, added);
    return added;
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

  /** Sets an overwrite for a role or member; it replaces the previous one. */
  overwrite(
    channelId: string,
    { id, type, deny, allow }: Pick<Overwrite, 'id' | 'type'> & Record<'deny' | 'allow', readonly PermissionName[]>,
  ): void {
    const others = this.overwritesOf(channelId).filter((one) => one.id !== id);
    const overwrite = { id, type, deny: String(bitsOf(deny)), allow: String(bitsOf(allow)) };
    this.change(channelId, { permission_overwrites: [...others, overwrite] });
  }

  /** Removes the overwrites of a role or member that is gone, or whose overwrite was cleared. */
  forgetOverwrites(id: string): void {
    for (const { id: channelId, permission_overwrites: all = [] } of this.list()) {
      const kept = all.filter((one) => one.id !== id);
      if (kept.length < all.length) this.change(channelId, { permission_overwrites: kept });
    }
  }

  /** Stores a channel's newest message, and counts it in a thread, which it also unarchives. */
  touch(id: string, messageId: string): void {
    const channel = this.#channels.get(id);
    if (channel) this.#channels.set(id, { ...channel, last_message_id: messageId } as Channel);
    const known = this.#threads.get(id);
    if (!known) return;
    // The first message of a post is not counted.
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
