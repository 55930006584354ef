/** Commands for the whole installation: its health, and its set-up on Discord. */
import type { Checked } from '../doctor/checks.ts';
import type { Attempt } from '../kit/attempt.ts';

/** What a channel or a role can be used for, as named by /setup. The main channel is set in .env. */
export const PURPOSES = {
  channels: ['board', 'race-chat', 'stewards', 'documents', 'race-log'],
  roles: ['race-director', 'steward'],
} as const;

export type Purpose = (typeof PURPOSES)['channels' | 'roles'][number];

/** Refusals are UserErrors. Each act answers with its outcome, one sentence per item. */
export interface Upkeep {
  /** All checks, with their current results. */
  checks(): Promise<readonly Checked[]>;
  /** What exists on Discord and what is missing, one line each. */
  plan(): Promise<readonly string[]>;
  /** Creates the missing channels. Those for stewards only are private from the start. */
  makeChannels(attempt: Attempt): Promise<readonly string[]>;
  makeRoles(attempt: Attempt): Promise<readonly string[]>;
  /** Uses an existing channel or role for one of the `PURPOSES`. */
  take(purpose: Purpose, id: string): Promise<readonly string[]>;
  /** Deletes what was created here, including everything posted in those channels. */
  undo(attempt: Attempt): Promise<readonly string[]>;
  /** Posts a card into the main channel. */
  testCard(): string;
  /** Says a line in the game of each server. Only if none of them runs in this process. */
  readonly testLine?: ((line: string) => Promise<readonly string[]>) | undefined;
}
