/**
 * Makes incidents of contacts, in the transaction that journals them. What is open stands in the table: a restart
 * between the two reports of one contact changes nothing.
 */
import type { Driver, EventBody, EventOf } from '../../events/events.ts';
import type { DriverReport, Incident, Verdict } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { incidentTexts } from '../../texts/english/incidents.ts';
import { incidentName } from '../../texts/names.ts';
import { CLUSTER_OPEN_MS, isCarContact } from './cluster.ts';
import type { Known } from './evidence.ts';
import { emptyFile, incidentOf, withReport, withReportedContact } from './file.ts';
import type { IncidentFacts, IncidentFile, IncidentTable } from './table.ts';

export interface IncidentOptions {
  readonly server: string;
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: IncidentTable;
  readonly traces: Pick<Traces, 'of'>;
  /** Contacts of cars below this are kept, and told to nobody. */
  readonly minKmh: number;
  /** What the server cannot execute as it runs now, and why. */
  readonly impossible: () => IncidentFacts['impossible'];
  /** What makes the evidence of a contact richer. */
  readonly known?: Known | undefined;
}

/** How long after something happened a report of it finds it. */
const REPORT_MS = 60_000;

/** A league's evening, whatever its time zone. */
const EVENING_MS = 12 * 60 * 60_000;

/** Whoever tells stewards of something that has no contact, or decides, calls it inside a transaction. */
export class Incidents {
  readonly #options: IncidentOptions;

  constructor(options: IncidentOptions) {
    this.#options = options;
    options.bus.durable((event, state) => {
      if (event.type === 'contact') return this.#onContact(event, state);
      if (event.type === 'penaltyGiven') return this.#onGiven(event.penalty);
      return event.type === 'penaltyChanged' ? this.#onChanged(event.penalty) : [];
    });
  }

  /** Adds to what the reporter was just in, or opens an incident. */
  report(told: DriverReport, state: RaceState): { readonly incident: Incident; readonly bodies: EventBody[] } {
    const { table, server, impossible } = this.#options;
    const { by, against, at } = told;
    const took = (file: IncidentFile, guid: string): boolean => file.facts.drivers.some((each) => each.guid === guid);
    const joined = table
      .recent(state.run, at - REPORT_MS)
      .findLast((file) => took(file, by.guid) && (against === undefined || took(file, against.guid)));
    const file = joined ?? emptyFile(stampOf(state, server, at), { state, impossible: impossible() });
    const { incident, bodies } = this.#keep(withReport(file, told, state));
    if (!incident) throw new Error('what was reported is an incident');
    return { incident, bodies };
  }

  /** @throws UserError when somebody has decided about this driver already, or the driver was not in it */
  decide(number: number, verdict: Verdict): EventBody[] {
    refuseTwice(this.get(number), verdict.driver);
    this.#options.table.decide(number, verdict);
    return [{ type: 'incidentDecided', incident: this.get(number), verdict }];
  }

  /** @throws UserError for a number that this server has not given */
  get(number: number): Incident {
    const { table, server } = this.#options;
    const file = table.get(number);
    const incident = file && incidentOf(file);
    if (incident) return incident;
    throw new UserError(`There is no incident INC-${number} on ${server}; "incident list" shows those there are.`);
  }

  /** The newest first. */
  newest(limit: number, guid?: string): Incident[] {
    return this.#options.table.newest(limit, guid).flatMap((file) => incidentOf(file) ?? []);
  }

  #onContact(event: EventOf<'contact'>, state: RaceState): readonly EventBody[] {
    if (!isCarContact(event)) return [];
    const { table, traces, impossible, known } = this.#options;
    const recent = table.recent(event.run, event.at - CLUSTER_OPEN_MS);
    const open = recent.filter(({ facts }) => facts.session === event.session);
    return this.#keep(withReportedContact(open, event, { state, traces, known, impossible: impossible() })).bodies;
  }

  /** The verdict is kept with its penalty or not at all: of two stewards who press at once, the second gives none. */
  #onGiven(penalty: Penalty): readonly EventBody[] {
    const { incident: number, driver, type, by, at, reason } = penalty;
    if (number === undefined) return [];
    return this.decide(number, { driver, verdict: type, by, at, reason, penalty: standingOf(penalty) });
  }

  #onChanged(penalty: Penalty): readonly EventBody[] {
    const { incident: number, driver } = penalty;
    if (number === undefined) return [];
    this.#options.table.stands(number, driver.guid, standingOf(penalty));
    return [{ type: 'incidentUpdated', incident: this.get(number) }];
  }

  /** Writes it, and says what has become of it; a graze is no incident. */
  #keep(file: IncidentFile): { readonly incident?: Incident; readonly bodies: EventBody[] } {
    const { table, minKmh } = this.#options;
    const before = file.number === undefined ? undefined : table.get(file.number);
    const number = file.number ?? (isTold(file, minKmh) ? table.nextNumber() : undefined);
    const incident = incidentOf(table.put({ ...file, number, facts: this.#withEarlier(file) }));
    if (!incident) return { bodies: [] };
    if (!before) return { incident, bodies: [{ type: 'incidentOpened', incident }] };
    const isNews = JSON.stringify(incident) !== JSON.stringify(incidentOf(before));
    return { incident, bodies: isNews ? [{ type: 'incidentUpdated', incident }] : [] };
  }

  #withEarlier({ facts, firstAt }: IncidentFile): IncidentFacts {
    const { table } = this.#options;
    const earlier = (guid: string): number[] => table.numbersOf(guid, firstAt - EVENING_MS, firstAt);
    return { ...facts, drivers: facts.drivers.map((driver) => ({ ...driver, earlier: earlier(driver.guid) })) };
  }
}

/** @throws UserError unless the driver was in it, and nobody has decided about them */
export function refuseTwice(incident: Incident, { guid, name }: Pick<Driver, 'guid' | 'name'>): void {
  if (!incident.drivers.some((driver) => driver.guid === guid)) {
    const names = incident.drivers.map((driver) => driver.name || `car ${driver.carId}`).join(', ');
    throw new UserError(`${name || guid} was not in ${incidentName(incident)}: it is about ${names}.`);
  }
  const decided = incident.verdicts.find(({ driver }) => driver.guid === guid);
  if (!decided) return;
  throw new UserError(
    `${decided.by} was first: ${incidentTexts.verdict(decided)} for ${decided.driver.name || guid} in ${incidentName(incident)}.`,
  );
}

const isTold = ({ facts: { contacts, reports } }: IncidentFile, minKmh: number): boolean =>
  reports.length > 0 || contacts.some(({ speedKmh }) => speedKmh >= minKmh);

function stampOf({ run, session }: RaceState, server: string, at: number) {
  const zeroAt = session?.facts.zeroAt;
  return {
    at,
    server,
    run,
    session: session?.ordinal ?? 0,
    sessionMs: zeroAt === undefined ? undefined : at - zeroAt,
  };
}

function standingOf(penalty: Penalty): NonNullable<Verdict['penalty']> {
  const { number, type, amount, state, laps, lapsLeft, convertedInto } = penalty;
  return { number, type, amount, state, laps, lapsLeft, convertedInto };
}
