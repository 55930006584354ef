/** Replies that Discord was promised: kept on disk, so that a crash leaves none of them "thinking". */
import { type REST, Routes } from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import { StoreError } from '../../store/errors.ts';
import type { Store } from '../../store/store.ts';
import { attempt } from '../common/attempt.ts';
import type { DiscordLog } from '../common/failures.ts';

/** A token edits its reply for this long. */
const TOKEN_LIFE_MS = 15 * 60_000;

/** A reply that was promised ("Pitwall is thinking…"), by what it takes to give it. */
export interface Deferral {
  /** Of the interaction. */
  readonly id: string;
  readonly applicationId: string;
  /** Whoever has it can edit the reply: never logged. */
  readonly token: string;
}

/** What an earlier life of the program promised. */
export interface Orphan extends Deferral {
  /** Under which the audit keeps what was asked; null for what a version without it left here. */
  readonly act: string | null;
}

/**
 * The replies that were promised and not given yet; a crash leaves them here. Keeping them is never required: whoever
 * asks is answered also while nothing can be written.
 */
export class Deferrals {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: DiscordLog;
  /** Given, but not taken out of the table yet. */
  readonly #toForget = new Set<string>();
  /** Those of this life of the program. */
  readonly #open = new Set<string>();
  #wake = (): void => {};

  constructor(store: Store, clock: Clock, log: DiscordLog) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** @param act under which the audit will keep what was asked */
  opened({ id, applicationId, token }: Deferral, act: string): void {
    const until = this.#clock.now() + TOKEN_LIFE_MS;
    this.#open.add(id);
    this.#ifPossible(() =>
      this.#store.run(
        'INSERT OR REPLACE INTO discord_replies (interaction_id, application_id, token, until, act) VALUES (?, ?, ?, ?, ?)',
        id,
        applicationId,
        token,
        until,
        act,
      ),
    );
  }

  answered(id: string): void {
    this.#open.delete(id);
    if (this.#open.size === 0) this.#wake();
    this.#toForget.add(id);
    this.#ifPossible(() => this.#forget());
  }

  /** What an earlier life of the program left here and can still be edited. Asked at the start, before anything else. */
  orphans(): Orphan[] {
    const now = this.#clock.now();
    this.#ifPossible(() => this.#store.run('DELETE FROM discord_replies WHERE until <= ?', now));
    return this.#store.all<Orphan>(
      'SELECT interaction_id AS id, application_id AS applicationId, token, act FROM discord_replies WHERE until > ?',
      now,
    );
  }

  #forget(): void {
    for (const id of this.#toForget) {
      this.#store.run('DELETE FROM discord_replies WHERE interaction_id = ?', id);
      this.#toForget.delete(id);
    }
  }

  /** A full disk keeps nobody from asking. That an act cannot be recorded is for whoever carries it out to find. */
  #ifPossible(write: () => void): void {
    try {
      // After a power cut Discord has long said itself that there was no answer.
      this.#store.unflushed(write);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#log.warn({ err: error }, 'a promised reply could not be noted: a crash would leave it unanswered');
    }
  }

  /** Resolves once nothing promised in this life is left to be answered. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#open.size === 0) resolve();
    });
  }
}

export interface FailureWays {
  readonly rest: Pick<REST, 'patch'>;
  readonly deferrals: Pick<Deferrals, 'answered'>;
  readonly clock: Clock;
  readonly log: DiscordLog;
}

/** Gives a promised reply that has no answer, by its own token: the interaction may be of an earlier life. */
export async function sayFailed(deferral: Deferral, sentence: string, ways: FailureWays): Promise<void> {
  const { rest, deferrals, clock, log } = ways;
  const body = { content: sentence, embeds: [], components: [] };
  const route = Routes.webhookMessage(deferral.applicationId, deferral.token);
  await attempt(() => rest.patch(route, { body, auth: false }), { what: 'answering for what was lost', clock, log });
  deferrals.answered(deferral.id);
}
