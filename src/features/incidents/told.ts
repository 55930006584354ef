/** An incident as it is told to people: what is on file, and what was decided. */
import type { Appeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { GivenPenalty, Incident, IncidentState } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import { seenOf, undecidedOf } from '../decisions/standing.ts';
import type { Docket } from '../judging/docket.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { IncidentTable, NumberedFacts } from './table.ts';

export interface TellingParts {
  readonly table: Pick<IncidentTable, 'partsOf'>;
  readonly ledger: Pick<Ledger, 'decisions' | 'several' | 'isFinal'>;
  readonly docket: Pick<Docket, 'ofIncidents'>;
  /** What drivers have said against the decisions in these; nothing when absent. */
  readonly appealsIn?: ((numbers: readonly number[]) => readonly Appeal[]) | undefined;
}

/** Undefined for a graze, which has no number. */
export function incidentOf(file: NumberedFacts, parts: TellingParts): Incident | undefined {
  const { table, ledger, docket, appealsIn } = parts;
  const { number, facts } = file;
  if (number === undefined) return undefined;
  const numbers = [number, ...table.partsOf(number)];
  const decisions = ledger.decisions.ofIncidents(numbers);
  const proposals = docket.ofIncidents(numbers);
  const appeals = appealsIn?.(numbers) ?? [];
  const isFinal = ledger.isFinal(facts.run, facts.session);
  return {
    ...facts,
    // Whoever answers an appeal needs more room than a line among others.
    fold: appeals.length > 0 ? undefined : facts.fold,
    number,
    decisions,
    proposals: proposals.length === 0 ? undefined : proposals,
    penalties: ledger.several(decisions.filter(gaveOne).map((each) => each.number)).map(standingOf),
    appeals: appeals.length === 0 ? undefined : appeals,
    seen: seenOf(decisions),
    state: stateOf(file, decisions, isFinal, appeals),
  };
}

export function stateOf(
  { facts }: Pick<NumberedFacts, 'facts'>,
  decisions: readonly Decision[],
  isFinal: boolean,
  appeals: readonly Appeal[] = [],
): IncidentState {
  if (isFinal) return 'closed';
  if (appeals.some(({ answer }) => answer === undefined)) return 'appealed';
  if (facts.drivers.length > 0 && undecidedOf(facts.drivers, decisions).length === 0) return 'decided';
  return facts.takenBy === undefined ? 'noted' : 'under investigation';
}

/** A league's evening, whatever its time zone. */
export const EVENING_MS = 12 * 60 * 60_000;
const NO_SANCTION: readonly Penalty['state'][] = ['proposed', 'withdrawn', 'converted'];

export interface RecordParts {
  readonly ledger: Pick<Ledger, 'ofDriver'>;
  /** What is on the licence of a driver; undefined where the league counts none. */
  readonly pointsOf?: ((guid: string) => number | undefined) | undefined;
}

/** With what else stands against those who were in it: for whoever decides. */
export function withRecords(incident: Incident, { ledger, pointsOf }: RecordParts): Incident {
  const isOfEvening = ({ at, state, incident: about }: Penalty): boolean =>
    Math.abs(at - incident.at) <= EVENING_MS && about !== incident.number && !NO_SANCTION.includes(state);
  const drivers = incident.drivers.map((driver) => {
    const sanctions = ledger.ofDriver(driver.guid).filter(isOfEvening).map(standingOf).toReversed();
    return { ...driver, sanctions, points: pointsOf?.(driver.guid) };
  });
  return { ...incident, drivers };
}

/** Whether a decision gave a penalty. */
export const gaveOne = ({ number, penalty }: Decision): boolean => penalty === number;

/** A penalty, as far as readers of an incident are told of it. */
export function standingOf(penalty: Penalty): GivenPenalty {
  const { number, type, amount, laps, lapsLeft, state, convertedInto, convertedFrom } = penalty;
  return { number, type, amount, laps, lapsLeft, state, convertedInto, convertedFrom };
}

/** Those that belong to one session and are no part of another, by number. */
export function incidentsOfSession(
  parts: TellingParts & { readonly table: Pick<IncidentTable, 'ofSession'> },
  { run, session }: { readonly run: number; readonly session: number },
): readonly Incident[] {
  const files = parts.table.ofSession(run, session).filter(({ facts }) => facts.mergedInto === undefined);
  return files.flatMap((file) => incidentOf(file, parts) ?? []);
}
