import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** What one person sees of one interaction. */
export interface Handle {
  readonly id: string;
  /** `thinking`: deferred and nothing shown yet; `failed`: "The application did not respond". */
  readonly state: 'sent' | 'thinking' | 'answered' | 'failed';
  /** Resolves once something is shown (a deferral alone is not); rejects with "The application did not respond". */
  done(): Promise<void>;
  /** Resolves as soon as `check` holds, looked at after every change; rejects when the interaction fails. */
  until(check: (handle: Handle) => boolean): Promise<void>;
  /** The reply as it stands, with its edits; for a component that updated its message, that message. */
  reply(): APIMessage | undefined;
  readonly ephemeral: boolean;
  readonly followUps: readonly APIMessage[];
  /** The answer to an autocomplete. */
  readonly choices: readonly APIApplicationCommandOptionChoice[] | undefined;
  readonly modal: APIModalInteractionResponseCallbackData | undefined;
  /** Called after every change; the returned function ends it. */
  onChange(listener: () => void): () => void;
}
