/** Relays a chat channel into the game. */
import { type Client, Events, type Message, PermissionFlagsBits } from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { DiscordLog } from '../common/failures.ts';
import { safeListener } from '../common/safeListener.ts';
import { escapeText } from '../common/text.ts';
import { type RoleConfig, roleOf } from './roles.ts';

export interface GameChatOptions {
  readonly client: Pick<Client, 'on'>;
  readonly config: RoleConfig;
  readonly clock: Clock;
  readonly log: DiscordLog;
  readonly words: Pick<Catalogue, 'chatNotSaidInGame' | 'chatNeedsRole'>;
  /** Says a line in the game of the server that the channel belongs to; undefined if it belongs to none. */
  readonly say: (channelId: string, line: string) => Promise<Said> | undefined;
  /** Posts something in the channel. */
  readonly tell: (channelId: string, text: string) => void;
}

/** How many lines a message became in the game, and how many of them were sent. */
export interface Said {
  readonly lines: number;
  readonly sent: number;
}

/** Longer lines would scroll everything else off the driver's screen. */
const LONGEST = 200;
/** Dropped lines are reported once per DROPPED_MS; a person without permission is told so once per REMINDED_MS. */
const DROPPED_MS = 5000;
const REMINDED_MS = 10 * 60_000;

/** What people write in a chat channel is said in the game. Needs the message content, a privileged intent. */
export function relayToGame(options: GameChatOptions): void {
  const relay = new GameChat(options);
  options.client.on(
    Events.MessageCreate,
    safeListener(options.log, (message) => relay.take(message)),
  );
}

class GameChat {
  readonly #options: GameChatOptions;
  /** By channel: dropped lines that were not reported yet. */
  readonly #dropped = new Map<string, number>();
  /** By person: when they were last told that they may not speak. */
  readonly #reminded = new Map<string, number>();

  constructor(options: GameChatOptions) {
    this.#options = options;
  }

  async take(message: Message): Promise<void> {
    const line = lineOf(message);
    if (line === undefined) return;
    const { say, config } = this.#options;
    if (!roleOf(membershipOf(message), config)) return this.#remind(message);
    const said = await say(message.channelId, line);
    if (said && said.sent < said.lines) this.#wasDropped(message.channelId, said.lines - said.sent);
  }

  /** Only in channels that are relayed: the bot reads other channels too. */
  #remind({ channelId, author, member }: Message): void {
    const { clock, say, tell, words } = this.#options;
    const now = clock.monotonic();
    const last = this.#reminded.get(author.id);
    if (!say(channelId, '') || (last !== undefined && now - last < REMINDED_MS)) return;
    this.#reminded.set(author.id, now);
    tell(channelId, words.chatNeedsRole({ name: escapeText(member?.displayName ?? author.displayName, 80) }));
  }

  #wasDropped(channelId: string, lines: number): void {
    const { clock, tell, words } = this.#options;
    const before = this.#dropped.get(channelId);
    this.#dropped.set(channelId, (before ?? 0) + lines);
    if (before !== undefined) return;
    clock.after(DROPPED_MS, () => {
      const all = this.#dropped.get(channelId) ?? 0;
      this.#dropped.delete(channelId);
      tell(channelId, words.chatNotSaidInGame({ lines: all }));
    });
  }
}

const membershipOf = ({ member }: Message) => ({
  memberRoleIds: member ? [...member.roles.cache.keys()] : [],
  isAdministrator: member?.permissions.has(PermissionFlagsBits.Administrator) ?? false,
});

/** Undefined for messages by bots and webhooks, which would echo our own relay. */
function lineOf({ author, webhookId, member, cleanContent, system }: Message): string | undefined {
  if (author.bot || webhookId !== null || system) return undefined;
  const words = cleanContent
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '') return undefined;
  const whole = `${member?.displayName ?? author.displayName}: ${words}`;
  return [...whole].length <= LONGEST ? whole : `${[...whole].slice(0, LONGEST - 3).join('')}...`;
}
