/** From a chat channel into the game. */
import { type Client, Events, type Message } from 'discord.js';
import type { DiscordLog } from '../common/failures.ts';
import { safeListener } from '../common/safeListener.ts';

export interface GameChatOptions {
  readonly client: Client;
  readonly log: DiscordLog;
  /** Says a line in the game of the server that a channel is about; false where it is about none. */
  readonly say: (channelId: string, line: string) => boolean;
}

/** Longer ones would scroll everything else away in the car. */
const LONGEST = 200;

/** What people write into a chat channel is said in the game. Needs the message content, a privileged intent. */
export function relayToGame({ client, log, say }: GameChatOptions): void {
  client.on(
    Events.MessageCreate,
    safeListener(log, (message) => {
      const line = lineOf(message);
      if (line !== undefined) say(message.channelId, line);
    }),
  );
}

/** Undefined for what bots and webhooks say: our own relay would come back to us. */
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
