import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';

/** One message that answers somebody, as far as it goes into the channel. */
export interface MessageContent {
  readonly content?: string;
  readonly embeds?: APIEmbed[];
  readonly components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** Attached to it. */
  readonly files?: readonly AttachedFile[];
}

export interface AttachedFile {
  readonly name: string;
  readonly attachment: Buffer;
  /** Of a picture: the same in words. What has none is text. */
  readonly description?: string | undefined;
}
