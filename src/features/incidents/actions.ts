/** What stewards see and decide, and what drivers report to them. */
import { abilities, type Dialect } from '../../acserver/dialect.ts';
import { checkBallast, type LoadLimits } from '../../acserver/limits.ts';
import type { Driver, EventBody, Ordered } from '../../events/events.ts';
import type { Incident, Verdict } from '../../events/incident.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import { incidentName } from '../../texts/names.ts';
import type { PenaltyActions, PenaltyType } from '../penalties/actions.ts';
import { type Incidents, refuseTwice } from './watch.ts';

export type { Incident, Verdict };

/** What a steward decides about one driver. */
export interface VerdictOrder {
  readonly verdict: 'no-action' | PenaltyType;
  /** Kilograms, percent or seconds. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
}

export interface Decided {
  readonly incident: Incident;
  readonly verdict: Verdict;
  /** What the server does about it by itself, or what it cannot. */
  readonly note?: string | undefined;
}

/** What a driver tells the stewards. */
interface Complaint {
  /** Who complains, where that is known. */
  readonly guid: string | undefined;
  readonly against: Driver | undefined;
  readonly words: string;
}

/** Refusals are UserErrors. What is done is kept in the attempt of whoever asked. */
export interface IncidentActions {
  /** The newest first. */
  list(guid?: string): readonly Incident[];
  show(number: number): Incident;
  /** Everyone who was in one of the newest incidents, whether still on the server or not. */
  people(): readonly Driver[];
  /** One verdict an incident and driver: whoever comes second is told who was first. */
  decide(
    number: number,
    driver: Pick<Driver, 'guid' | 'name'>,
    order: VerdictOrder,
    by: Ordered,
    attempt?: Attempt,
  ): Promise<Decided>;
  /** The incident that was reported, or opened by that. */
  report(complaint: Complaint, attempt?: Attempt): Incident;
}

export interface IncidentParts {
  readonly incidents: Pick<Incidents, 'report' | 'decide' | 'get' | 'newest'>;
  readonly penalties: Pick<PenaltyActions, 'give'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

const LISTED = 50;

/** Longer reports are cut: a driver typed them in the car. */
const WORDS_LENGTH = 300;

export const incidentActions = (parts: IncidentParts): IncidentActions => new StewardIncidents(parts);

class StewardIncidents implements IncidentActions {
  readonly #parts: IncidentParts;

  constructor(parts: IncidentParts) {
    this.#parts = parts;
  }

  list(guid?: string): readonly Incident[] {
    return this.#parts.incidents.newest(LISTED, guid);
  }

  show(number: number): Incident {
    return this.#parts.incidents.get(number);
  }

  people(): readonly Driver[] {
    const drivers = this.list().flatMap((incident) => incident.drivers);
    return drivers.filter(({ guid }, index) => drivers.findIndex((each) => each.guid === guid) === index);
  }

  async decide(
    number: number,
    driver: Pick<Driver, 'guid' | 'name'>,
    order: VerdictOrder,
    by: Ordered,
    attempt?: Attempt,
  ): Promise<Decided> {
    const incident = this.show(number);
    refuseTwice(incident, driver);
    const note = await this.#carryOut(incident, { driver, order, by, attempt });
    const decided = this.show(number);
    const verdict = decided.verdicts.find((each) => each.driver.guid === driver.guid);
    if (!verdict) throw new Error(`the verdict about ${driver.guid} in ${incidentName(incident)} was not kept`);
    return { incident: decided, verdict, note };
  }

  report({ guid, against, words }: Complaint, attempt?: Attempt): Incident {
    const { incidents, state, now, decide } = this.#parts;
    const by = reporter(state(), guid);
    if (against?.guid === by.guid) throw new UserError('That is you: name somebody else, or nobody.');
    const told = { by, words: words.slice(0, WORDS_LENGTH), at: now(), against };
    let opened: Incident | undefined;
    decide(() => {
      const { incident, bodies } = incidents.report(told, state());
      opened = incident;
      attempt?.done(`the report in ${incidentName(incident)}`);
      return bodies;
    });
    if (!opened) throw new Error('a report was not kept');
    return opened;
  }

  async #carryOut(incident: Incident, { driver: { guid }, order, by, attempt }: Ruling): Promise<string | undefined> {
    const { incidents, penalties, state, now, decide } = this.#parts;
    const { verdict, amount, laps } = order;
    const driver = seatOf(state(), incident, guid);
    if (verdict !== 'no-action') {
      const reason = by.reason ?? incidentName(incident);
      const { number, run, session } = incident;
      const given = { type: verdict, amount, laps, incident: number, about: { run, session } };
      return (await penalties.give(driver, given, { by: by.by, reason }, attempt)).note;
    }
    if (amount !== undefined) {
      throw new UserError('"no-action" takes no number; a reason that begins with one needs quotes.');
    }
    const decision: Verdict = { driver, verdict: 'no action', by: by.by, at: now(), reason: by.reason ?? '' };
    decide(() => {
      const bodies = incidents.decide(incident.number, decision);
      attempt?.done(`the verdict in ${incidentName(incident)}`);
      return bodies;
    });
    return undefined;
  }
}

interface Ruling {
  readonly driver: Pick<Driver, 'guid' | 'name'>;
  readonly order: VerdictOrder;
  readonly by: Ordered;
  readonly attempt: Attempt | undefined;
}

/** What the game server is asked to do. */
const ORDERED = ['ballast', 'restrictor', 'kick'] as const;

/** What this server cannot execute as it runs now, each with one sentence that says why. */
export function impossibleOn(dialect: Dialect, limits: LoadLimits): Incident['impossible'] {
  const impossible = ORDERED.flatMap((type): [PenaltyType, string][] => {
    const ability = abilities[type][dialect];
    return ability.is === 'impossible' ? [[type, ability.why]] : [];
  });
  return { ...refusedBallast(limits), ...Object.fromEntries(impossible) };
}

function refusedBallast(limits: LoadLimits): Incident['impossible'] {
  try {
    checkBallast(1, limits);
    return {};
  } catch (error) {
    return { ballast: messageOf(error) };
  }
}

/** Where the driver sits now, or sat then. */
function seatOf({ drivers }: RaceState, incident: Incident, guid: string): Driver {
  const found = [...drivers.values(), ...incident.drivers].find((driver) => driver.guid === guid);
  if (!found) throw new Error(`${guid} was not in ${incidentName(incident)}`);
  return { carId: found.carId, guid, name: found.name };
}

function reporter({ drivers, seats }: RaceState, guid: string | undefined): Driver {
  if (guid === undefined) {
    throw new UserError(
      'Pitwall does not know which driver you are: type !report in the car, or /link your account first.',
    );
  }
  const found = [...drivers.values(), ...seats.values()].find((driver) => driver.guid === guid);
  if (found) return { carId: found.carId, guid, name: found.name };
  throw new UserError('You have not been on this server lately, so there is nothing that you could report.');
}
