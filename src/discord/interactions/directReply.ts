/** The first answer to a slash command, sent directly: discord.js searches each for things Pitwall never uses. */
import { type ChatInputCommandInteraction, InteractionResponseType, Routes } from 'discord.js';
import type { Answerable, FirstMessage } from './answerable.ts';

/** The part of an interaction that is needed. discord.js's interactions fit. */
export interface Repliable extends Pick<Answerable, 'reply' | 'deferred'> {
  readonly id: string;
  readonly token: string;
  /** discord.js checks it before it edits. */
  replied: boolean;
  readonly client: { readonly rest: Pick<ChatInputCommandInteraction['client']['rest'], 'post'> };
}

/** The same interaction, but a complete answer bypasses that. One with files still goes through discord.js. */
export function answeredDirectly<I extends Repliable>(interaction: I): I & Pick<Answerable, 'reply'> {
  const withFiles = interaction.reply.bind(interaction);
  return Object.assign(interaction, {
    async reply(message: FirstMessage): Promise<void> {
      if (interaction.deferred || interaction.replied || message.files) return void (await withFiles(message));
      const { content, embeds, components, flags } = message;
      // An answer never pings anybody.
      const data = { content, embeds, components, flags, allowed_mentions: { parse: [] } };
      await interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type: InteractionResponseType.ChannelMessageWithSource, data },
        auth: false,
      });
      interaction.replied = true;
    },
  });
}
