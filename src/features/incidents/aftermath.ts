/** What became of the cars in the ten seconds after a contact: worked out once, when these are over. */

import type { EventBody } from '../../events/events.ts';
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import type { Incident } from '../../events/incident.ts';
import { type Clock, every } from '../../kit/clock.ts';
import type { Bus } from '../../race/bus.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import { lapsOf, type RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { AFTER_MS, BEFORE_MS, consequenceOf, type Runner } from '../evidence/consequence.ts';
import type { OwnLaps } from '../evidence/ownLaps.ts';
import type { IncidentFile, IncidentTable } from './table.ts';

const LOOK_MS = 1000;
/** A lap is told a moment behind the line. */
const KNOWN_MS = AFTER_MS + 1000;
/** By then the positions are gone: whoever was down that long says nothing of it. */
const TOO_LATE_MS = 20_000;
/** A picture shows three seconds behind it; what a car did then comes a sample later. */
const SHOWN_BEHIND_MS = 3500;

interface AftermathOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly table: Pick<IncidentTable, 'recent' | 'put'>;
  readonly traces: Pick<Traces, 'of'>;
  readonly usual: Pick<OwnLaps, 'usualTime'>;
  readonly state: () => RaceState;
  readonly clock: Clock;
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly log: { error(fields: object, message: string): void };
  /** As it is told to people. */
  readonly get: (number: number) => Incident;
}

export class Aftermath {
  readonly #options: AftermathOptions;
  readonly #stops: readonly (() => void)[];
  /** When the last contact was reported, UTC. */
  #until = -Infinity;

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
    for (const stop of this.#stops) stop();
  }

  #look(): void {
    const { clock, decide, table, state, log } = this.#options;
    const now = clock.now();
    if (now > this.#until) return;
    const open = table.recent(state().run, now - TOO_LATE_MS);
    const changed = open.flatMap((file) => this.#withConsequences(file, now) ?? []);
    if (changed.length === 0) return;
    try {
      decide(() => changed.flatMap((file) => this.#keep(file)));
    } catch (err) {
      // What a full disk does not take is looked at again a second later.
      log.error({ err }, 'what became of the cars of an incident could not be kept');
    }
  }

  #keep(file: IncidentFile): EventBody[] {
    const { table, get } = this.#options;
    table.put(file);
    return file.number === undefined ? [] : [{ type: 'incidentUpdated', incident: get(file.number) }];
  }

  /** Undefined where nothing is due. */
  #withConsequences(file: IncidentFile, now: number): IncidentFile | undefined {
    const isDue = ({ at, cars }: Evidence): boolean =>
      at !== undefined && now - at >= KNOWN_MS && now - at <= TOO_LATE_MS && cars.every((car) => !car.consequence);
    const { contacts } = file.facts;
    if (!contacts.some(({ evidence }) => evidence && isDue(evidence))) return undefined;
    const told = contacts.map(({ drivers, at, speedKmh, evidence }) => ({
      drivers,
      at,
      speedKmh,
      evidence: evidence && isDue(evidence) ? this.#after(file, evidence) : evidence,
    }));
    return { ...file, seconds: this.#withBehind(file, now), facts: { ...file.facts, contacts: told } };
  }

  /** What a picture shows of the seconds behind a contact, which was reported before they had passed. */
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

  #after({ facts }: IncidentFile, evidence: Evidence): Evidence {
    const { traces, usual, state } = this.#options;
    const { at = 0 } = evidence;
    const session = sessionOf(facts, state());
    const [from, to] = [at - BEFORE_MS - LOOK_MS, at + KNOWN_MS];
    const runners = [...state().drivers.values()].map((driver): Runner => {
      const lapsAt = lapsOf(session, driver).map((lap) => lap.at);
      return { carId: driver.carId, trace: traces.of(driver.carId, from, to), lapsAt };
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
