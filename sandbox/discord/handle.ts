import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** One person's view of one interaction. */
export interface Handle {
  readonly id: string;
  /** `thinking`: deferred, with nothing shown yet; `failed`: "The application did not respond". */
  readonly state: 'sent' | 'thinking' | 'answered' | 'failed';
  /**
   * Resolves once something is shown (a deferral alone does not count); rejects with "The application did not respond".
   */
  done(): Promise<void>;
  /** Resolves as soon as `check` holds, which is tested after every change; rejects if the interaction fails. */
  until(check: (handle: Handle) => boolean): Promise<void>;
  /** The current reply, with its edits; for a component that updated its message, that message. */
  reply(): APIMessage | undefined;
  readonly ephemeral: boolean;
  readonly followUps: readonly APIMessage[];
  /** The answer to an autocomplete. */
  readonly choices: readonly APIApplicationCommandOptionChoice[] | undefined;
  readonly modal: APIModalInteractionResponseCallbackData | undefined;
  /** Called after every change; the returned function stops it. */
  onChange(listener: () => void): () => void;
}
