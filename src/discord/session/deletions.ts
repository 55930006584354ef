/** Messages that somebody has deleted. Discord only reports them if channels are read for the game's chat. */
import { type Client, Events } from 'discord.js';
import type { DiscordLog } from '../common/failures.ts';
import { safeListener } from '../common/safeListener.ts';

export interface DeletionOptions {
  readonly client: Pick<Client, 'on'>;
  readonly log: DiscordLog;
  readonly onDeleted: (channelId: string, messageId: string) => void;
}

export function watchDeletions({ client, log, onDeleted }: DeletionOptions): void {
  client.on(
    Events.MessageDelete,
    safeListener(log, ({ channelId, id }) => onDeleted(channelId, id)),
  );
  client.on(
    Events.MessageBulkDelete,
    safeListener(log, (messages) => {
      for (const { channelId, id } of messages.values()) onDeleted(channelId, id);
    }),
  );
}
