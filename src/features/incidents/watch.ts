import type { Driver, EventBody, EventOf } from '../../events/events.ts';
import type { DriverReport, Incident, Verdict } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { nameOf, verdictInWords } from '../../texts/incidents.ts';
import { CLUSTER_OPEN_MS, isCarContact } from './cluster.ts';
import { emptyFile, incidentOf, withContact, withReport } from './file.ts';
import type { Facts, File, IncidentTable } from './table.ts';

export interface IncidentOptions {
  readonly server: string;
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: IncidentTable;
  readonly traces: Pick<Traces, 'of'>;
  /** Contacts of cars below this are kept, and told to nobody. */
  readonly minKmh: number;
  /** What the server cannot execute as it runs now, and why. */
  readonly impossible: () => Facts['impossible'];
}

/** Whoever wants to tell stewards of something that has no contact, or to decide: to be called inside a transaction. */
export interface Incidents {
  /** Adds to what the reporter was just in, or opens an incident. */
  report(report: DriverReport, state: RaceState): { readonly incident: Incident; readonly bodies: EventBody[] };
  /** @throws UserError when somebody has decided about this driver already, or the driver was not in it */
  decide(number: number, verdict: Verdict): EventBody[];
  /** @throws UserError for a number that this server has not given */
  get(number: number): Incident;
  /** The newest first. */
  newest(limit: number, guid?: string): Incident[];
}

/** How long after something happened a report of it finds it. */
export const REPORT_MS = 60_000;

/** A league's evening, whatever its time zone. */
const EVENING_MS = 12 * 60 * 60_000;

/**
 * Makes incidents of contacts, in the transaction that journals them. What is open stands in the table: a restart
 * between the two reports of one contact changes nothing.
 */
export function openIncidents(options: IncidentOptions): Incidents {
  const { server, bus, table } = options;

  bus.durable((event, state) => {
    if (event.type === 'contact') return onContact(event, state);
    if (event.type === 'penaltyGiven') return onGiven(event.penalty);
    return event.type === 'penaltyChanged' ? onChanged(event.penalty) : [];
  });

  function onContact(event: EventOf<'contact'>, state: RaceState): readonly EventBody[] {
    if (!isCarContact(event)) return [];
    const recent = table.recent(event.run, event.at - CLUSTER_OPEN_MS);
    const open = recent.filter(({ facts }) => facts.session === event.session);
    const making = { state, traces: options.traces, impossible: options.impossible() };
    return keep(withContact(open, event, making)).bodies;
  }

  /** The verdict is kept with its penalty or not at all: of two stewards who press at once, the second gives none. */
  function onGiven(penalty: Penalty): readonly EventBody[] {
    const { incident: number, driver, type, by, at, reason } = penalty;
    if (number === undefined) return [];
    return decide(number, { driver, verdict: type, by, at, reason, penalty: standing(penalty) });
  }

  function onChanged(penalty: Penalty): readonly EventBody[] {
    const { incident: number, driver } = penalty;
    if (number === undefined) return [];
    table.stands(number, driver.guid, standing(penalty));
    return [{ type: 'incidentUpdated', incident: get(number) }];
  }

  /** Writes it, and says what has become of it; a graze is no incident. */
  function keep(file: File): { readonly incident?: Incident; readonly bodies: EventBody[] } {
    const before = file.number === undefined ? undefined : table.get(file.number);
    const number = file.number ?? (isTold(file, options.minKmh) ? table.nextNumber() : undefined);
    const kept = table.put({ ...file, ...(number === undefined ? {} : { number }), facts: withEarlier(file) });
    const incident = incidentOf(kept);
    if (!incident) return { bodies: [] };
    if (!before) return { incident, bodies: [{ type: 'incidentOpened', incident }] };
    const isNews = JSON.stringify(incident) !== JSON.stringify(incidentOf(before));
    return { incident, bodies: isNews ? [{ type: 'incidentUpdated', incident }] : [] };
  }

  function withEarlier({ facts, firstAt }: File): Facts {
    const earlier = (guid: string): number[] => table.numbersOf(guid, firstAt - EVENING_MS, firstAt);
    return { ...facts, drivers: facts.drivers.map((driver) => ({ ...driver, earlier: earlier(driver.guid) })) };
  }

  function report(told: DriverReport, state: RaceState) {
    const { by, against, at } = told;
    const took = (file: File, guid: string): boolean => file.facts.drivers.some((each) => each.guid === guid);
    const joined = table
      .recent(state.run, at - REPORT_MS)
      .findLast((file) => took(file, by.guid) && (against === undefined || took(file, against.guid)));
    const file = joined ?? emptyFile(stampOf(state, server, at), { state, impossible: options.impossible() });
    const { incident, bodies } = keep(withReport(file, told, state));
    if (!incident) throw new Error('what was reported is an incident');
    return { incident, bodies };
  }

  function decide(number: number, verdict: Verdict): EventBody[] {
    refuseTwice(get(number), verdict.driver);
    table.decide(number, verdict);
    const incident = get(number);
    return [{ type: 'incidentDecided', incident, verdict }];
  }

  function get(number: number): Incident {
    const file = table.get(number);
    const incident = file && incidentOf(file);
    if (incident) return incident;
    throw new UserError(`There is no incident INC-${number} on ${server}; "incident list" shows those there are.`);
  }

  return {
    ...{ report, decide, get },
    newest: (limit, guid) => table.newest(limit, guid).flatMap((file) => incidentOf(file) ?? []),
  };
}

/** @throws UserError unless the driver was in it, and nobody has decided about them */
export function refuseTwice(incident: Incident, { guid, name }: Pick<Driver, 'guid' | 'name'>): void {
  if (!incident.drivers.some((driver) => driver.guid === guid)) {
    const names = incident.drivers.map((driver) => driver.name || `car ${driver.carId}`).join(', ');
    throw new UserError(`${name || guid} was not in ${nameOf(incident)}: it is about ${names}.`);
  }
  const decided = incident.verdicts.find(({ driver }) => driver.guid === guid);
  if (!decided) return;
  throw new UserError(
    `${decided.by} was first: ${verdictInWords(decided)} for ${decided.driver.name || guid} in ${nameOf(incident)}.`,
  );
}

const isTold = ({ facts: { contacts, reports } }: File, minKmh: number): boolean =>
  reports.length > 0 || contacts.some(({ speedKmh }) => speedKmh >= minKmh);

function stampOf({ run, session }: RaceState, server: string, at: number) {
  const zeroAt = session?.facts.zeroAt;
  const sessionMs = zeroAt === undefined ? {} : { sessionMs: at - zeroAt };
  return { at, server, run, session: session?.ordinal ?? 0, ...sessionMs };
}

const standing = (penalty: Penalty): NonNullable<Verdict['penalty']> => {
  const { number, type, amount, laps, lapsLeft, state, convertedInto } = penalty;
  return {
    ...{ number, type, amount, state },
    ...(laps === undefined ? {} : { laps }),
    ...(lapsLeft === undefined ? {} : { lapsLeft }),
    ...(convertedInto === undefined ? {} : { convertedInto }),
  };
};
