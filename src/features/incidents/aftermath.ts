/** Works out what happened to the cars in the ten seconds after a contact, once these are over. */

import type { EventBody } from '../../events/events.ts';
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import type { Incident } from '../../events/incident.ts';
import { type Clock, every, workedBy } from '../../kit/clock.ts';
import { Pace } from '../../kit/pace.ts';
import type { Bus } from '../../race/bus.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { consequenceOf } from '../evidence/consequence.ts';
import type { OwnLaps } from '../evidence/ownLaps.ts';
import { Around, KNOWN_MS } from './around.ts';
import type { CarContact } from './cluster.ts';
import { contactEvidence, type Known } from './evidence.ts';
import type { IncidentFile, IncidentTable } from './table.ts';

const LOOK_MS = 1000;
/** By then the positions are gone: after a longer downtime nothing is said about it. */
const TOO_LATE_MS = 20_000;
/** A picture shows three seconds after the contact; what a car did there is known one sample later. */
const SHOWN_BEHIND_MS = 3500;

interface AftermathOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly table: Pick<IncidentTable, 'recent' | 'put'>;
  readonly traces: Pick<Traces, 'of'>;
  readonly usual: Pick<OwnLaps, 'usualTime'>;
  /** As for the evidence when the contact was reported. */
  readonly known?: Known | undefined;
  readonly state: () => RaceState;
  readonly clock: Clock;
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** Resolves once everything else that waits has had its turn; undefined if nothing waits. */
  readonly free: () => Promise<void> | undefined;
  readonly log: { error(fields: object, message: string): void };
  /** As shown to people. */
  readonly get: (number: number) => Incident;
}

/** The contacts that were due at a moment, and what is needed to work on them. */
interface Look {
  /** UTC, milliseconds. */
  readonly now: number;
  readonly around: Around;
}

export class Aftermath {
  readonly #options: AftermathOptions;
  readonly #stops: readonly (() => void)[];
  /** Contacts at once: a pile-up has dozens, and each takes up to two milliseconds. */
  readonly #pace = new Pace({ first: 2, most: 16 });
  /** Until when to look, UTC: a while after the last contact was reported. */
  #until = -Infinity;
  /** While contacts are left to work on. */
  #looking: Look | undefined;
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
    const { clock, state, traces } = this.#options;
    const now = clock.now();
    if (now > this.#until || this.#looking) return;
    const times = this.#due(now).flatMap((file) => dueIn(file, now).map(({ at }) => at));
    if (times.length === 0) return;
    this.#looking = { now, around: new Around(state(), traces, times) };
    this.#goOn(this.#looking);
  }

  /** Contacts that are queued come first: deciding something in the middle of them would store them all at once. */
  #goOn(look: Look): void {
    const others = this.#options.free();
    if (others) void others.then(() => this.#keepNext(look));
    else this.#keepNext(look);
  }

  /** Works on some of them: everything else gets its turn before the next. */
  #keepNext(look: Look): void {
    if (this.#isClosed) return;
    const { clock, decide, log } = this.#options;
    let isDone = true;
    try {
      decide(() => {
        const begun = workedBy(clock);
        const { worked, bodies } = this.#keepSome(look, this.#pace.size);
        isDone = this.#due(look.now).length === 0;
        this.#pace.took(worked, workedBy(clock) - begun);
        return bodies;
      });
    } catch (err) {
      // For example because the disk is full: tried again a second later.
      log.error({ err }, 'what became of the cars of an incident could not be kept');
      isDone = true;
    }
    if (isDone) this.#looking = undefined;
    else clock.after(0, () => this.#goOn(look));
  }

  #due(now: number): IncidentFile[] {
    const { table, state } = this.#options;
    return table.recent(state().run, now - TOO_LATE_MS).filter((file) => dueIn(file, now).length > 0);
  }

  /** Reads the files again: what was queued had its turn meanwhile, and may be about the same incidents. */
  #keepSome(look: Look, many: number): { readonly worked: number; readonly bodies: EventBody[] } {
    let left = many;
    const bodies: EventBody[] = [];
    for (const file of this.#due(look.now)) {
      if (left === 0) break;
      const due = dueIn(file, look.now);
      this.#options.table.put(this.#worked(file, look, new Set(due.slice(0, left))));
      // The incident is told when all of its contacts are known.
      if (due.length <= left) bodies.push(...this.#toldOf(file));
      left -= Math.min(left, due.length);
    }
    return { worked: many - left, bodies };
  }

  #toldOf({ number }: IncidentFile): EventBody[] {
    return number === undefined ? [] : [{ type: 'incidentUpdated', incident: this.#options.get(number) }];
  }

  /** Adds what happened to the cars of these contacts. */
  #worked(file: IncidentFile, { now, around }: Look, chosen: ReadonlySet<Evidence>): IncidentFile {
    const seconds = this.#withBehind(file, now);
    const told = file.facts.contacts.map(({ drivers, at, speedKmh, evidence }, index) => ({
      drivers,
      at,
      speedKmh,
      evidence:
        evidence && chosen.has(evidence)
          ? this.#after(file, this.#again(file.contacts[index], seconds) ?? evidence, around)
          : evidence,
    }));
    return { ...file, seconds, facts: { ...file.facts, contacts: told } };
  }

  /** With all positions that its picture shows, so that the two say the same; undefined if they show less. */
  #again(contact: CarContact | undefined, seconds: IncidentFile['seconds']): Evidence | undefined {
    const evidence = contact && contactEvidence(contact, seconds, this.#options.known);
    return evidence?.at === undefined ? undefined : evidence;
  }

  /** Adds what a picture shows after a contact, which had not happened yet when it was reported. */
  #withBehind({ seconds, facts }: IncidentFile, now: number): IncidentFile['seconds'] {
    const grown = new Map(Object.entries(seconds));
    for (const { evidence } of facts.contacts) {
      if (evidence?.at === undefined || now - evidence.at > TOO_LATE_MS) continue;
      for (const { carId } of evidence.cars) {
        const known = grown.get(String(carId)) ?? [];
        const newest = known.at(-1)?.at ?? evidence.at;
        const behind = this.#options.traces.of(carId, newest, evidence.at + SHOWN_BEHIND_MS);
        const added = behind.filter(({ at }) => at > newest);
        if (added.length > 0) grown.set(String(carId), [...known, ...added]);
      }
    }
    return Object.fromEntries(grown);
  }

  #after({ facts }: IncidentFile, evidence: Evidence, around: Around): Evidence {
    const { usual, state } = this.#options;
    const { at = 0 } = evidence;
    const session = sessionOf(facts, state());
    const runners = around.runnersIn(session);
    const raceSince = session?.facts.kind === 'race' ? session.facts.zeroAt : undefined;
    const usualTime = usual.usualTime.bind(usual);
    const carAfter = (car: CarEvidence): CarEvidence => ({
      carId: car.carId,
      speeds: car.speeds,
      braking: car.braking,
      consequence: consequenceOf(car.carId, { at, runners, raceSince, usualTime }),
    });
    const [one, other] = evidence.cars;
    return { ...evidence, cars: [carAfter(one), carAfter(other)] };
  }
}

/** The evidence of contacts whose seconds after it are over, and of which nothing was worked out yet. */
const dueIn = ({ facts }: IncidentFile, now: number): (Evidence & { readonly at: number })[] =>
  facts.contacts.flatMap(({ evidence }) => (evidence && isDue(evidence, now) ? [evidence] : []));

const isDue = (evidence: Evidence, now: number): evidence is Evidence & { readonly at: number } =>
  evidence.at !== undefined &&
  now - evidence.at >= KNOWN_MS &&
  now - evidence.at <= TOO_LATE_MS &&
  evidence.cars.every((car) => !car.consequence);
