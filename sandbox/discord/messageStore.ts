import type { APIMessage } from 'discord-api-types/v10';

/** A demo runs for days: beyond this, the oldest messages of a channel are deleted. */
const MOST_IN_A_CHANNEL = 2000;

/** All messages, ephemeral ones included, by channel. */
export class MessageStore {
  readonly #byId = new Map<string, APIMessage>();
  readonly #channels = new Map<string, Set<string>>();
  /** Message id -> the only user who sees it. */
  readonly #viewers = new Map<string, string>();

  /** Oldest first; ephemeral ones only for their viewer. */
  list(channelId: string, viewer?: string): APIMessage[] {
    const ids = [...(this.#channels.get(channelId) ?? [])];
    return ids.flatMap((id) => (this.isVisible(id, viewer) ? (this.#byId.get(id) ?? []) : []));
  }

  find(id: string): APIMessage | undefined {
    return this.#byId.get(id);
  }

  viewerOf(id: string): string | undefined {
    return this.#viewers.get(id);
  }

  isVisible(id: string, viewer?: string): boolean {
    const only = this.#viewers.get(id);
    return only === undefined || only === viewer;
  }

  /** @returns the messages that were removed to make room */
  add(message: APIMessage, viewer?: string): readonly APIMessage[] {
    const ids = this.#channels.get(message.channel_id) ?? new Set();
    this.#channels.set(message.channel_id, ids.add(message.id));
    this.#byId.set(message.id, message);
    if (viewer !== undefined) this.#viewers.set(message.id, viewer);
    const surplus = [...ids].slice(0, Math.max(0, ids.size - MOST_IN_A_CHANNEL));
    return surplus.flatMap((id) => this.remove(id) ?? []);
  }

  replace(message: APIMessage): void {
    if (this.#byId.has(message.id)) this.#byId.set(message.id, message);
  }

  remove(id: string): APIMessage | undefined {
    const message = this.#byId.get(id);
    this.#byId.delete(id);
    this.#viewers.delete(id);
    if (message) this.#channels.get(message.channel_id)?.delete(id);
    return message;
  }

  removeChannel(channelId: string): readonly APIMessage[] {
    const removed = [...(this.#channels.get(channelId) ?? [])].flatMap((id) => this.remove(id) ?? []);
    this.#channels.delete(channelId);
    return removed;
  }
}
