/** Adds to incidents what happened to the cars in the ten seconds after a contact, once these are over. */
import type { EventBody } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import { type Clock, every } from '../../kit/clock.ts';
import type { Steps } from '../../kit/pieces.ts';
import type { Bus } from '../../race/bus.ts';
import {
  type Completed,
  type ConsequenceParts,
  complete,
  dueIn,
  TOO_LATE_MS,
  withSecondsBehind,
} from './consequences.ts';
import type { IncidentFile, IncidentTable } from './table.ts';

const LOOK_MS = 1000;

interface AftermathOptions extends ConsequenceParts {
  readonly bus: Pick<Bus, 'live'>;
  readonly table: Pick<IncidentTable, 'recent' | 'put'>;
  readonly clock: Clock;
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** Resolves once everything else that waits has had its turn; undefined if nothing waits. */
  readonly free: () => Promise<void> | undefined;
  readonly log: { error(fields: object, message: string): void };
  /** As shown to people. */
  readonly get: (number: number) => Incident;
}

/** What was due at a moment, until it is kept. */
interface Look {
  /** UTC, milliseconds. */
  readonly now: number;
  readonly steps: Steps<Completed>;
  /** The files that are not kept yet. */
  readonly ids: (number | undefined)[];
}

export class Aftermath {
  readonly #options: AftermathOptions;
  readonly #stops: readonly (() => void)[];
  /** Until when to look, UTC: a while after the last contact was reported. */
  #until = -Infinity;
  #isLooking = false;
  #isClosed = false;

  constructor(options: AftermathOptions) {
    this.#options = options;
    const { bus, clock } = options;
    this.#stops = [
      bus.live(({ type, at, late }) => {
        if (type === 'contact' && !late) this.#until = Math.max(this.#until, at + TOO_LATE_MS);
      }),
      every(clock, LOOK_MS, () => this.#look()),
    ];
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
  }

  #look(): void {
    const now = this.#options.clock.now();
    if (now > this.#until || this.#isLooking) return;
    const files = this.#recent(now).filter((file) => dueIn(file, now).length > 0);
    if (files.length === 0) return;
    this.#isLooking = true;
    this.#step({ now, steps: complete(files, now, this.#options), ids: files.map(({ id }) => id) });
  }

  /** Works on one contact: everything else gets its turn before the next. */
  #step(look: Look): void {
    this.#tried(() => {
      const { done, value } = look.steps.next();
      if (done) this.#goOn(look, value);
      else this.#options.clock.after(0, () => this.#step(look));
    });
  }

  /** Contacts that are queued come first: deciding something in the middle of them would store them all at once. */
  #goOn(look: Look, completed: Completed): void {
    const others = this.#options.free();
    if (others) void others.then(() => this.#keepNext(look, completed));
    else this.#keepNext(look, completed);
  }

  #keepNext(look: Look, completed: Completed): void {
    const { clock, decide } = this.#options;
    this.#tried(() => {
      const id = look.ids.shift();
      decide(() => this.#keep(id, look.now, completed));
      if (look.ids.length === 0) this.#isLooking = false;
      else clock.after(0, () => this.#goOn(look, completed));
    });
  }

  #tried(work: () => void): void {
    if (this.#isClosed) return;
    try {
      work();
    } catch (err) {
      // For example because the disk is full: tried again a second later.
      this.#options.log.error({ err }, 'what became of the cars of an incident could not be kept');
      this.#isLooking = false;
    }
  }

  #recent(now: number): IncidentFile[] {
    const { table, state } = this.#options;
    return table.recent(state().run, now - TOO_LATE_MS);
  }

  /** Reads the file again: what was queued had its turn meanwhile, and may be about the same incident. */
  #keep(id: number | undefined, now: number, completed: Completed): EventBody[] {
    const { table, traces, get } = this.#options;
    const file = this.#recent(now).find((each) => each.id === id);
    if (!file) return [];
    const contacts = file.facts.contacts.map((contact) => ({
      ...contact,
      evidence: completed.of(contact.evidence) ?? contact.evidence,
    }));
    const seconds = withSecondsBehind(file, now, traces);
    table.put({ ...file, seconds, facts: { ...file.facts, contacts } });
    return file.number === undefined ? [] : [{ type: 'incidentUpdated', incident: get(file.number) }];
  }
}
