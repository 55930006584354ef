/** Licence points in force. They are counted from the decisions each time, so nothing has to be stored. */
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import type { Steps } from '../../kit/pieces.ts';
import { namesakesOf } from '../../race/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { LicenceRules, Threshold } from '../decisions/licence.ts';
import type { Decisions } from '../decisions/table.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type Expiry, expiryOf, isInForce } from './expiry.ts';

/** Points from one decision that are still in force. */
export interface PointsEntry {
  readonly decision: Decision;
  readonly points: number;
  readonly event: Pick<LeagueEvent, 'number' | 'name'>;
  readonly expiry: Expiry;
}

export interface Licence {
  readonly driver: Driver;
  /** Others with the same name, on the server or with points; absent if there are none. */
  readonly namesakes?: readonly Driver[] | undefined;
  /** Points in force. */
  readonly points: number;
  /** Oldest first. */
  readonly entries: readonly PointsEntry[];
  /** The highest threshold of the league that these points reach; undefined if none. */
  readonly reached: Threshold | undefined;
  /** The next threshold of the league. */
  readonly next: Threshold | undefined;
}

/** Whose licence it is, as far as known. */
export type Holder = Pick<Driver, 'guid'> & Partial<Driver>;

export interface LicenceParts {
  readonly decisions: Pick<Decisions, 'withPoints' | 'guidsWithPoints' | 'replacements'>;
  readonly ledger: Pick<Ledger, 'several'>;
  readonly calendar: Pick<Calendar, 'of' | 'eventOf' | 'eventsSince'>;
  readonly rules: LicenceRules;
  /** Everyone who is or was lately on the server, to tell namesakes apart. */
  readonly people: () => readonly Driver[];
  readonly now: () => number;
}

export class Licences {
  readonly #parts: LicenceParts;

  constructor(parts: LicenceParts) {
    this.#parts = parts;
  }

  of(driver: Holder): Licence {
    return toldApartFrom(this.#parts.people(), this.#of(driver));
  }

  /** Points in force, by GUID; without drivers who have none. */
  inForce(guids: readonly string[]): ReadonlyMap<string, number> {
    const points = new Map<string, number>();
    for (const { decision, points: given } of this.#entriesOf(guids, () => false)) {
      const { guid } = decision.driver;
      points.set(guid, (points.get(guid) ?? 0) + given);
    }
    return points;
  }

  /** Drivers with points in force, most points first. Yields once per driver. */
  *all(): Steps<readonly Licence[]> {
    const all: Licence[] = [];
    for (const guid of this.#parts.decisions.guidsWithPoints()) {
      all.push(this.#of({ guid }));
      yield;
    }
    const inForce = all
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points || a.driver.name.localeCompare(b.driver.name));
    const people = [...inForce.map(({ driver }) => driver), ...this.#parts.people()];
    return inForce.map((licence) => toldApartFrom(people, licence));
  }

  /** Points as they were before a decision, which may have replaced another. */
  before(decision: Decision): number {
    return sumOf(this.#entriesOf([decision.driver.guid], ({ number }) => number === decision.number));
  }

  /** In the car they drive now, or else the one of their last decision. */
  #of({ guid, carId = 0, name = '' }: Holder): Licence {
    const entries = this.#entriesOf([guid], () => false);
    const judged = entries.at(-1)?.decision.driver;
    const seat = this.#parts.people().find((each) => each.guid === guid);
    const driver = { guid, carId: seat?.carId ?? judged?.carId ?? carId, name: judged?.name ?? name };
    return this.#licence(driver, entries);
  }

  #licence(driver: Licence['driver'], entries: readonly PointsEntry[]): Licence {
    const { thresholds } = this.#parts.rules;
    const points = sumOf(entries);
    return {
      driver,
      points,
      entries,
      reached: thresholds.findLast((each) => each.points <= points),
      next: thresholds.find((each) => each.points > points),
    };
  }

  /** @param isIgnored decisions to count as if they had not been made */
  #entriesOf(guids: readonly string[], isIgnored: (decision: Decision) => boolean): readonly PointsEntry[] {
    const { decisions, ledger } = this.#parts;
    const given = decisions.withPoints(guids).filter((decision) => !isIgnored(decision));
    const replaced = new Map(decisions.replacements(guids).map((each) => [each.replaces, each]));
    const penalties = ledger.several(given.flatMap(({ penalty }) => penalty ?? []));
    const withdrawn = new Set(penalties.filter(({ state }) => state === 'withdrawn').map(({ number }) => number));
    // A replaced or withdrawn decision loses its points. Older versions withdrew penalties without a decision.
    const stands = (decision: Decision): boolean => {
      const replacement = replaced.get(decision.number);
      if (replacement) return isIgnored(replacement);
      return decision.penalty === undefined || !withdrawn.has(decision.penalty);
    };
    const places = new Places(this.#parts.calendar);
    return given.filter(stands).flatMap((decision) => this.#entry(decision, places) ?? []);
  }

  /** Only sessions of an event count. */
  #entry(decision: Decision, places: Places): PointsEntry | undefined {
    const { rules, now } = this.#parts;
    const place = places.of(decision);
    if (!place) return undefined;
    const { event, startedAt = decision.at, eventsSince } = place;
    const expiry = expiryOf({ at: startedAt, eventsSince }, rules);
    if (!isInForce(expiry, now())) return undefined;
    return { decision, points: decision.points ?? 0, event: { number: event.number, name: event.name }, expiry };
  }
}

/** Where decisions were made. Many are about the same few sessions: each is looked up once. */
class Places {
  readonly #calendar: LicenceParts['calendar'];
  readonly #known = new Map<string, Place | undefined>();

  constructor(calendar: LicenceParts['calendar']) {
    this.#calendar = calendar;
  }

  of({ run, session }: Pick<Decision, 'run' | 'session'>): Place | undefined {
    const key = `${run}/${session}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#find(run, session));
    return this.#known.get(key);
  }

  #find(run: number, session: number): Place | undefined {
    const event = this.#calendar.eventOf(run, session);
    if (!event) return undefined;
    const startedAt = this.#calendar.of(run, session)?.startedAt;
    return { event, startedAt, eventsSince: this.#calendar.eventsSince(event) };
  }
}

interface Place {
  readonly event: LeagueEvent;
  readonly startedAt: number | undefined;
  readonly eventsSince: number;
}

const toldApartFrom = (people: readonly Driver[], licence: Licence): Licence => ({
  ...licence,
  namesakes: namesakesOf([licence.driver], people),
});

const sumOf = (entries: readonly PointsEntry[]): number => entries.reduce((sum, { points }) => sum + points, 0);
