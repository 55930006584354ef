/** The whole answer as the first thing that Discord hears of an interaction. */
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Answerable, FirstMessage } from './answerable.ts';

/** 40060 on a first answer: it was ours to give, and nobody but whoever has the token can have given it. */
export const isAnsweredByAnother = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;

/**
 * What to call until it succeeds.
 *
 * @param onRival hears that somebody else has answered
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
      // An earlier try of ours has arrived, of which nothing was heard.
      if (tries > 1) return;
      onRival();
      throw error;
    }
  };
}
