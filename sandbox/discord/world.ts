import type { APIApplicationCommand, APIGuildMember, APIMessage, APIRole, APITextChannel } from 'discord-api-types/v10';
import type { DispatchListener } from './events.ts';

/** What is on the local Discord right now, and what happens to it. */
export interface World {
  readonly guildId: string;
  readonly guildName: string;
  /** The bot's user id, which is its application id too. */
  readonly applicationId: string;
  /** In the order of the sidebar. */
  channels(): readonly APITextChannel[];
  roles(): readonly APIRole[];
  members(): readonly APIGuildMember[];
  /** Oldest first. Ephemeral messages are included only for the user they were sent to. */
  messages(channelId: string, forUserId?: string): readonly APIMessage[];
  /** Guild commands first, then global ones; what a person may see of them is `Person.commands()`. */
  commands(): readonly APIApplicationCommand[];
  /** Tells of everything that happens from now on; the returned function ends it. */
  on(listener: DispatchListener): () => void;
}
