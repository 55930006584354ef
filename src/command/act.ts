/** The life of one command, from the request to its outcome. */
import { randomUUID } from 'node:crypto';
import type { Attempt, Step } from '../kit/attempt.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { type FaultLog, reportFault } from '../kit/faults.ts';
import { StoreFull } from '../store/errors.ts';
import type { Audit, AuditOutcome, AuditRow, KeptStep } from './audit.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import type { Redact } from './secrets.ts';

export interface ActParts {
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: FaultLog;
  /** A caller's name may be a password. */
  readonly redact: Redact;
}

/** Writes to the audit what is about to be done before it is done. */
export class Act implements Attempt {
  readonly #parts: ActParts;
  /** Created when the act is first stored, unless the front end has already assigned one. */
  #id: string | undefined;
  readonly #at: number;
  readonly #steps: KeptStep[] = [];
  readonly call: Call;
  command?: Command;
  server?: string;
  args: AuditRow['args'] = {};

  constructor(call: Call, parts: ActParts) {
    this.#parts = parts;
    this.#id = call.act;
    this.#at = parts.clock.now();
    this.call = call;
  }

  /** @throws UserError if it cannot be stored: then nothing may be done */
  asked(): void {
    if (this.command?.is === 'act') this.#keepFirst('asked', 'Nothing was done');
  }

  begin(step: Step): void {
    this.#steps.push({ ...step, at: this.#parts.clock.now() });
    try {
      this.#keepFirst('attempting', this.#steps.length > 1 ? 'Only part of it was done' : 'Nothing was done');
    } catch (error) {
      this.#steps.pop();
      throw error;
    }
  }

  /** If this throws, the surrounding transaction is rolled back. */
  done(what: string, next?: string): void {
    const step: KeptStep = { via: 'table', what, next, at: this.#parts.clock.now(), isDone: true };
    this.#keep('attempting', undefined, [...this.#steps, step]);
    this.#steps.push(step);
  }

  /** Records the end. If that fails, the act has happened anyway: its outcome is determined at the next start. */
  over(outcome: AuditOutcome, reason?: string): void {
    // A question has no effects to dispute, so the answer goes out before the row is written.
    if (this.command?.is === 'question') queueMicrotask(() => this.#keepLast(outcome, reason));
    else this.#keepLast(outcome, reason);
  }

  /** The steps that were begun but not confirmed, for a sentence; undefined if there are none. */
  begun(): string | undefined {
    const open = this.#steps.filter(({ isDone }) => isDone !== true).map(({ what }) => what);
    return open.length === 0 ? undefined : open.join(', ');
  }

  #keepLast(outcome: AuditOutcome, reason: string | undefined): void {
    try {
      this.#keep(outcome, reason, this.#steps);
    } catch (err) {
      this.#parts.log.error({ err, command: this.command?.name, outcome }, 'what came of a command could not be kept');
    }
  }

  #keepFirst(outcome: AuditOutcome, what: string): void {
    try {
      this.#keep(outcome, undefined, this.#steps);
    } catch (error) {
      const { reference } = reportFault(this.#parts.log, error, 'an act could not be kept', { outcome });
      const why =
        error instanceof StoreFull
          ? 'the disk with DATA_DIR is full, and Pitwall'
          : 'Pitwall cannot write to its database, and';
      throw new UserError(`${what}: ${why} does nothing it cannot record. See the log under ${reference}.`);
    }
  }

  /** A line that names no command is not stored: it is of no use, and may contain a secret typed in the wrong place. */
  #keep(outcome: AuditOutcome, reason: string | undefined, steps: readonly KeptStep[]): void {
    if (!this.command) return;
    this.#id ??= randomUUID();
    this.#parts.audit({
      act: this.#id,
      at: this.#at,
      server: this.server,
      caller: { ...this.call.caller, name: this.#parts.redact(this.call.caller.name) },
      command: this.command.name,
      is: this.command.is,
      args: this.args,
      outcome,
      reason,
      steps: [...steps],
    });
  }
}
