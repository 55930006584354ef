/** Works out what happened to the cars in the ten seconds after a contact, once these are over. */

import type { EventBody } from '../../events/events.ts';
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import type { Incident } from '../../events/incident.ts';
import { type Clock, every } from '../../kit/clock.ts';
import type { Bus } from '../../race/bus.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { lapsOf, type RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { AFTER_MS, BEFORE_MS, consequenceOf, type Runner } from '../evidence/consequence.ts';
import type { OwnLaps } from '../evidence/ownLaps.ts';
import type { CarContact } from './cluster.ts';
import { contactEvidence, type Known } from './evidence.ts';
import type { IncidentFile, IncidentTable } from './table.ts';

const LOOK_MS = 1000;
/** A lap is reported a moment after the line. */
const KNOWN_MS = AFTER_MS + 1000;
/** By then the positions are gone: after a longer downtime nothing is said about it. */
const TOO_LATE_MS = 20_000;
/** A picture shows three seconds after the contact; what a car did there is known one sample later. */
const SHOWN_BEHIND_MS = 3500;

/** Each takes a millisecond or two. */
const CONTACTS_AT_ONCE = 6;

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

export class Aftermath {
  readonly #options: AftermathOptions;
  readonly #stops: readonly (() => void)[];
  /** Until when to look, UTC: a while after the last contact was reported. */
  #until = -Infinity;
  /** Files still to be worked on. */
  #left: IncidentFile[] = [];
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
    const { clock } = this.#options;
    if (clock.now() > this.#until || this.#left.length > 0) return;
    this.#left = this.#due();
    this.#goOn();
  }

  /** Contacts that are queued come first: deciding something in the middle of them would store them all at once. */
  #goOn(): void {
    const others = this.#left.length > 0 ? this.#options.free() : undefined;
    if (others) void others.then(() => this.#keepNext());
    else this.#keepNext();
  }

  /** Does some of them: everything else gets its turn before the next. */
  #keepNext(): void {
    const { clock, decide, log } = this.#options;
    const ids = new Set(this.#nextFiles().map(({ id }) => id));
    if (ids.size === 0 || this.#isClosed) return;
    try {
      // Read again: what was queued had its turn meanwhile, and may be about the same incident.
      decide(() => this.#keepAll(this.#due().filter(({ id }) => ids.has(id))));
    } catch (err) {
      // For example because the disk is full: tried again a second later.
      log.error({ err }, 'what became of the cars of an incident could not be kept');
      this.#left = [];
    }
    if (this.#left.length > 0) clock.after(0, () => this.#goOn());
  }

  #nextFiles(): IncidentFile[] {
    let contacts = 0;
    const end = this.#left.findIndex(({ facts }) => {
      contacts += facts.contacts.length;
      return contacts > CONTACTS_AT_ONCE;
    });
    return this.#left.splice(0, end < 0 ? this.#left.length : Math.max(1, end));
  }

  #due(): IncidentFile[] {
    const { clock, table, state } = this.#options;
    const now = clock.now();
    return table.recent(state().run, now - TOO_LATE_MS).filter((file) => isDue(file, now));
  }

  #keepAll(files: readonly IncidentFile[]): EventBody[] {
    const ways = this.#waysOf(files);
    return files.flatMap((file) => this.#keep(this.#worked(file, ways)));
  }

  /** Everybody's positions around the contacts that are due: read once for all, as they happened close together. */
  #waysOf(files: readonly IncidentFile[]): Ways {
    const { traces, state, clock } = this.#options;
    const times = files.flatMap(({ facts }) => facts.contacts).flatMap(({ evidence }) => dueAt(evidence, clock.now()));
    const [from, to] = [Math.min(...times) - BEFORE_MS - LOOK_MS, Math.max(...times) + KNOWN_MS];
    return new Map([...state().drivers.keys()].map((carId) => [carId, traces.of(carId, from, to)]));
  }

  #keep(file: IncidentFile): EventBody[] {
    const { table, get } = this.#options;
    table.put(file);
    return file.number === undefined ? [] : [{ type: 'incidentUpdated', incident: get(file.number) }];
  }

  /** Adds what happened to the cars of the contacts that are due. */
  #worked(file: IncidentFile, ways: Ways): IncidentFile {
    const now = this.#options.clock.now();
    const seconds = this.#withBehind(file, now);
    const told = file.facts.contacts.map(({ drivers, at, speedKmh, evidence }, index) => ({
      drivers,
      at,
      speedKmh,
      evidence:
        evidence && isOver(evidence, now)
          ? this.#after(file, this.#again(file.contacts[index], seconds) ?? evidence, ways)
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
        grown.set(String(carId), [...known, ...behind.filter(({ at }) => at > newest)]);
      }
    }
    return Object.fromEntries(grown);
  }

  #after({ facts }: IncidentFile, evidence: Evidence, ways: Ways): Evidence {
    const { usual, state } = this.#options;
    const { at = 0 } = evidence;
    const session = sessionOf(facts, state());
    const runners = [...state().drivers.values()].map((driver): Runner => {
      const lapsAt = lapsOf(session, driver).map((lap) => lap.at);
      return { carId: driver.carId, trace: ways.get(driver.carId) ?? [], lapsAt };
    });
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

/** By car id. */
type Ways = ReadonlyMap<number, readonly Sample[]>;

const dueAt = (evidence: Evidence | undefined, now: number): number[] =>
  evidence?.at !== undefined && isOver(evidence, now) ? [evidence.at] : [];

const isDue = ({ facts }: IncidentFile, now: number): boolean =>
  facts.contacts.some(({ evidence }) => evidence && isOver(evidence, now));

/** The seconds after it are over, and nothing was worked out yet. */
const isOver = ({ at, cars }: Evidence, now: number): boolean =>
  at !== undefined && now - at >= KNOWN_MS && now - at <= TOO_LATE_MS && cars.every((car) => !car.consequence);
