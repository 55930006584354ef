/** The whole answer as the first response to an interaction. */
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Answerable, FirstMessage } from './answerable.ts';

/** Error 40060 on a first answer: only a program with the bot's token can have answered already. */
export const isAnsweredByAnother = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;

/**
 * The function to call until it succeeds.
 *
 * @param onRival called if another program has already answered
 */
export function firstReply(
  interaction: Pick<Answerable, 'reply'>,
  message: FirstMessage,
  onRival: () => void,
): () => Promise<void> {
  let tries = 0;
  return async () => {
    tries += 1;
    try {
      await interaction.reply(message);
    } catch (error) {
      if (!isAnsweredByAnother(error)) throw error;
      // An earlier try of ours did arrive, but its response was lost.
      if (tries > 1) return;
      onRival();
      throw error;
    }
  };
}
