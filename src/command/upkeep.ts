/** What can be asked of the installation as a whole: whether all is well, and what is missing on Discord. */
import type { Checked } from '../doctor/checks.ts';
import type { Attempt } from '../kit/attempt.ts';

/** What a channel or a role can be for, as /setup calls it; which is the main channel stands in .env. */
export const PURPOSES = {
  channels: ['board', 'race-chat', 'stewards', 'documents', 'race-log'],
  roles: ['race-director', 'steward'],
} as const;

export type Purpose = (typeof PURPOSES)['channels' | 'roles'][number];

/** Refusals are UserErrors. Each act answers with what became of it, one sentence each. */
export interface Upkeep {
  /** Every check there is, as it is now. */
  checks(): Promise<readonly Checked[]>;
  /** What is there on Discord and what is missing, one line each. */
  plan(): Promise<readonly string[]>;
  /** Makes the channels that are missing; those that nobody but stewards is to read are closed from the first moment. */
  makeChannels(attempt: Attempt): Promise<readonly string[]>;
  makeRoles(attempt: Attempt): Promise<readonly string[]>;
  /** Takes a channel or a role that is there for one of the `PURPOSES`. */
  take(purpose: Purpose, id: string): Promise<readonly string[]>;
  /** Takes away what was made here, with all that stands in those channels. */
  undo(attempt: Attempt): Promise<readonly string[]>;
  /** Posts a card into the main channel. */
  testCard(): string;
  /** Says a line in the game of each server, where none of them is of this process. */
  readonly testLine?: ((line: string) => Promise<readonly string[]>) | undefined;
}
