import type { APIPartialEmoji, APIReaction } from 'discord-api-types/v10';
import { refusal } from './refusal.ts';

export type Emoji = Pick<APIPartialEmoji, 'id' | 'name'>;

interface Reaction {
  readonly emoji: Emoji;
  readonly users: ReadonlySet<string>;
}

/** All reactions: message id -> emoji as in a route -> users. */
export class Reactions {
  readonly #byMessage = new Map<string, Map<string, Reaction>>();

  /** False if they had already reacted with it. */
  add(messageId: string, key: string, userId: string): boolean {
    const reactions = this.#byMessage.get(messageId) ?? new Map<string, Reaction>();
    const users = reactions.get(key)?.users ?? new Set();
    if (users.has(userId)) return false;
    reactions.set(key, { emoji: emojiOf(key), users: new Set([...users, userId]) });
    this.#byMessage.set(messageId, reactions);
    return true;
  }

  /** False if they had not reacted with it. */
  remove(messageId: string, key: string, userId: string): boolean {
    const reactions = this.#byMessage.get(messageId);
    const known = reactions?.get(key);
    if (!reactions || !known?.users.has(userId)) return false;
    const users = new Set([...known.users].filter((id) => id !== userId));
    if (users.size > 0) reactions.set(key, { ...known, users });
    else reactions.delete(key);
    return true;
  }

  forget(messageId: string): void {
    this.#byMessage.delete(messageId);
  }

  /** The reactions in a message, as the bot gets them. */
  of(messageId: string, botId: string): APIReaction[] {
    return [...(this.#byMessage.get(messageId)?.values() ?? [])].map(({ emoji, users }) => ({
      emoji,
      count: users.size,
      count_details: { normal: users.size, burst: 0 },
      me: users.has(botId),
      me_burst: false,
      burst_colors: [],
    }));
  }

  /** Emoji -> user ids, in order of arrival. */
  whoReacted(messageId: string): Readonly<Record<string, readonly string[]>> {
    const entries = [...(this.#byMessage.get(messageId) ?? [])];
    return Object.fromEntries(entries.map(([key, { users }]) => [key, [...users]]));
  }
}

/** Its name in a route, or on the page. */
export const emojiKey = ({ id, name }: Emoji): string => (id ? `${name}:${id}` : (name ?? ''));

/** `👍`, or `name:id` for a guild's own. Discord accepts no other emoji. */
export function emojiOf(key: string): Emoji {
  const [, name, id] = /^(\w{2,32}):(\d{17,20})$/.exec(key) ?? [];
  if (name !== undefined && id !== undefined) return { id, name };
  if (!UNICODE.test(key)) throw refusal(10014);
  return { id: null, name: key };
}

const UNICODE = /^(\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u;

/** As in components: by id for a guild's own, otherwise by the character. */
export const isEmoji = ({
  id,
  name,
}: {
  readonly id?: string | null | undefined;
  readonly name?: string | null | undefined;
}): boolean => (id ? /^\d{17,20}$/.test(id) : UNICODE.test(name ?? ''));
