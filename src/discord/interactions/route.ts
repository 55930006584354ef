/** Hands each interaction to the handler for its kind. */
import type { Interaction } from 'discord.js';
import { newFault } from '../../kit/faults.ts';
import { loggable } from '../common/failures.ts';
import { Conversation } from './conversation.ts';
import { answeredDirectly } from './directReply.ts';
import { onComponent, onForm } from './presses.ts';
import type { InteractionServices } from './services.ts';
import { onAutocomplete, onSlash } from './slash.ts';

export async function answerInteraction(interaction: Interaction, services: InteractionServices): Promise<void> {
  try {
    if (interaction.isChatInputCommand()) await onSlash(answeredDirectly(interaction), services);
    else if (interaction.isAutocomplete()) await onAutocomplete(interaction, services);
    else if (interaction.isMessageComponent()) await onComponent(interaction, services);
    else if (interaction.isModalSubmit()) await onForm(interaction, services);
  } catch (error) {
    // A failure outside of dispatch. Dispatch handles its own.
    const { reference, sentence } = newFault();
    services.log.error({ ...loggable(error), reference }, 'an interaction failed');
    if (interaction.isRepliable()) await new Conversation(interaction, services).sayFailed(sentence);
  }
}
