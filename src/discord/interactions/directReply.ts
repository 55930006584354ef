/** The first answer to a slash command, as it is: discord.js looks through each for what Pitwall never says. */
import { type ChatInputCommandInteraction, InteractionResponseType, Routes } from 'discord.js';
import type { Answerable, FirstMessage } from './answerable.ts';

/** What of an interaction is needed. discord.js's have it. */
export interface Repliable extends Pick<Answerable, 'reply' | 'deferred'> {
  readonly id: string;
  readonly token: string;
  /** Asked by discord.js before it edits. */
  replied: boolean;
  readonly client: { readonly rest: Pick<ChatInputCommandInteraction['client']['rest'], 'post'> };
}

/** The same interaction, whose whole answer goes out without that; one with files still takes discord.js's way. */
export function answeredDirectly<I extends Repliable>(interaction: I): I & Pick<Answerable, 'reply'> {
  const withFiles = interaction.reply.bind(interaction);
  return Object.assign(interaction, {
    async reply(message: FirstMessage): Promise<void> {
      if (interaction.deferred || interaction.replied || message.files) return void (await withFiles(message));
      const { content, embeds, components, flags } = message;
      // Nobody is ever pinged by an answer.
      const data = { content, embeds, components, flags, allowed_mentions: { parse: [] } };
      await interaction.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body: { type: InteractionResponseType.ChannelMessageWithSource, data },
        auth: false,
      });
      interaction.replied = true;
    },
  });
}
