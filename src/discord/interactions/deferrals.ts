/** Replies promised to Discord, stored on disk so that a crash leaves none of them "thinking". */
import { type REST, Routes } from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import { StoreError } from '../../store/errors.ts';
import type { Store } from '../../store/store.ts';
import { attempt } from '../common/attempt.ts';
import type { DiscordLog } from '../common/failures.ts';

/** How long a token can edit its reply. */
const TOKEN_LIFE_MS = 15 * 60_000;

/** A promised reply ("Pitwall is thinking…"), with what is needed to edit it. */
export interface Deferral {
  /** The interaction's id. */
  readonly id: string;
  readonly applicationId: string;
  /** Anybody who has it can edit the reply: never logged. */
  readonly token: string;
}

/** A reply promised by an earlier process. */
export interface Orphan extends Deferral {
  /** The audit's id of the request; null if an older version without it stored the row. */
  readonly act: string | null;
}

/**
 * The replies that were promised but not given yet. After a crash they are still here. Storing them is optional: users
 * get their answers even while nothing can be written.
 */
export class Deferrals {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: DiscordLog;
  /** Given, but not deleted from the table yet. */
  readonly #toForget = new Set<string>();
  /** Promised by this process. */
  readonly #open = new Set<string>();
  #wake = (): void => {};

  constructor(store: Store, clock: Clock, log: DiscordLog) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** @param act the id under which the audit will store the request */
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

  /** Replies of an earlier process that can still be edited. Call it at the start, before anything else. */
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

  /** A full disk must not block requests. Whoever carries out an act finds out if it cannot be recorded. */
  #ifPossible(write: () => void): void {
    try {
      // After a power cut, Discord itself has long reported that there was no answer.
      this.#store.unflushed(write);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#log.warn({ err: error }, 'a promised reply could not be noted: a crash would leave it unanswered');
    }
  }

  /** Resolves once every reply promised by this process has been given. */
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

/** Answers a promised reply by its own token: the interaction may belong to an earlier process. */
export async function sayFailed(deferral: Deferral, sentence: string, ways: FailureWays): Promise<void> {
  const { rest, deferrals, clock, log } = ways;
  const body = { content: sentence, embeds: [], components: [] };
  const route = Routes.webhookMessage(deferral.applicationId, deferral.token);
  await attempt(() => rest.patch(route, { body, auth: false }), { what: 'answering for what was lost', clock, log });
  deferrals.answered(deferral.id);
}
