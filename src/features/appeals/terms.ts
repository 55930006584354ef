/**
 * Says when nobody can appeal against a decision any more, so that its Appeal buttons are taken away, and when somebody
 * can again because the result was reopened. Survives a restart: what ended meanwhile is said afterwards, a few at a time, because each costs an edit on Discord.
 */
import type { RaceDocument } from '../../events/document.ts';
import { type EventBody, hear, type Listeners, type RaceEvent } from '../../events/events.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { DueTerm, TermTable } from './termTable.ts';

export interface TermsParts {
  readonly bus: Pick<Bus, 'durable' | 'live'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly table: TermTable;
  readonly ledger: Pick<Ledger, 'several'>;
  /** Until when somebody can appeal, as far as known; undefined if nobody can. UTC, milliseconds. */
  readonly openUntil: (decision: number) => number | undefined;
  readonly goOn: (work: () => readonly EventBody[]) => void;
  /** How long after the decision or the flag an appeal is possible. */
  readonly minutes: number;
}

/** Discord allows three edits per 6 s and channel for messages older than an hour, and other cards are edited, too. */
const [AT_ONCE, BETWEEN_MS] = [3, 15_000] as const;
const MINUTE_MS = 60_000;
/** Timers cannot wait for months. */
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
/** Nobody presses the buttons of decisions as old as that, so they are left where they are. */
const OLD_MS = 24 * 60 * MINUTE_MS;

export class AppealTerms {
  readonly #parts: TermsParts;
  readonly #stop: () => void;
  #cancel = (): void => {};

  constructor(parts: TermsParts) {
    this.#parts = parts;
    const { bus, table, minutes } = parts;
    const kept: Listeners<void> = {
      penaltyGiven({ penalty: { type, number }, at }) {
        if (type !== 'kick' && minutes > 0) table.put(number, at + minutes * MINUTE_MS);
      },
      documentIssued({ document }) {
        const { decision, appealUntil } = document;
        if (appealUntil !== undefined) table.put(decision.number, appealUntil, document);
      },
      // Nobody can appeal what counts in a final result.
      classified({ classification: { final }, at }) {
        if (final) table.dueAt(at);
      },
      resultReopened: ({ at }) => table.allDueAt(at),
      documentSuperseded: ({ document }) => table.withoutDocument(document),
    };
    bus.durable((event): readonly EventBody[] => {
      hear(kept, event);
      return [];
    });
    this.#stop = bus.live(({ type }: RaceEvent) => {
      if (Object.hasOwn(kept, type)) this.resume();
    });
  }

  /** Waits for the next term to end, or says what ended while Pitwall was away. */
  resume(leastMs = 0): void {
    this.#cancel();
    const { table, clock } = this.#parts;
    const due = table.next();
    if (due === undefined) return;
    // Until its last millisecond, an appeal is in time.
    const waitMs = Math.max(due + 1 - clock.now(), leastMs);
    this.#cancel = clock.after(Math.min(waitMs, LONGEST_WAIT_MS), () => this.#look());
  }

  close(): void {
    this.#cancel();
    this.#stop();
  }

  #look(): void {
    const { goOn, table, clock } = this.#parts;
    goOn(() => {
      table.forgetOver(clock.now() - OLD_MS);
      return table.dueBefore(clock.now(), AT_ONCE).flatMap((term) => this.#ended(term));
    });
    this.resume(BETWEEN_MS);
  }

  /** Somebody may have driven on since: then the term runs from a later flag. */
  #ended(term: DueTerm): readonly EventBody[] {
    const { decision, due, document, wasOver } = term;
    const { table, clock, openUntil } = this.#parts;
    const until = ifKnown(() => openUntil(decision));
    if (until !== undefined) {
      table.goesOn(decision, until);
      return wasOver ? this.#told('appealTermGoesOn', term, document) : [];
    }
    table.isOver(decision, clock.now());
    const isOld = clock.now() - due > OLD_MS;
    return wasOver || isOld
      ? []
      : this.#told('appealTermOver', term, document && withoutTermAfter(document, clock.now()));
  }

  #told(
    type: 'appealTermOver' | 'appealTermGoesOn',
    { decision }: DueTerm,
    document: RaceDocument | undefined,
  ): readonly EventBody[] {
    // The line of a withdrawn penalty says so, and has lost its button with that.
    const penalty = this.#parts.ledger.several([decision]).find(({ state }) => state !== 'withdrawn');
    return penalty || document ? [{ type, penalty, document }] : [];
  }
}

/** A deadline that has passed stays on it; one that was cut short no longer holds. */
function withoutTermAfter(document: RaceDocument, now: number): RaceDocument {
  const { appealUntil = now } = document;
  return appealUntil > now ? { ...document, appealUntil: undefined } : document;
}

/** Undefined if a row about it is gone or cannot be read. */
function ifKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
