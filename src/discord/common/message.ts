import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

/** One message that answers somebody: the part that goes into the channel. */
export interface MessageContent {
  readonly content?: string;
  readonly embeds?: APIEmbed[];
  readonly components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** Attachments. */
  readonly files?: readonly AttachedFile[];
}

export interface AttachedFile {
  readonly name: string;
  readonly attachment: Buffer;
  /** A picture's alternative text. Files without it are text. */
  readonly description?: string | undefined;
}
