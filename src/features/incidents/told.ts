/** An incident as people see it: its file, and what was decided. */
import type { Appeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';
import type { GivenPenalty, Incident, IncidentState } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import { seenOf, undecidedOf } from '../../events/standing.ts';
import { namesakesOf } from '../../race/people.ts';
import type { Docket } from '../judging/docket.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { IncidentTable, NumberedFacts } from './table.ts';

export interface TellingParts {
  readonly table: Pick<IncidentTable, 'partsOf'>;
  readonly ledger: Pick<Ledger, 'decisions' | 'several' | 'isFinal'>;
  readonly docket: Pick<Docket, 'ofIncidents'>;
  /** The appeals against decisions in these; none if absent. */
  readonly appealsIn?: ((numbers: readonly number[]) => readonly Appeal[]) | undefined;
  /** Everyone who is or was lately on the server, to tell namesakes apart. */
  readonly people: () => readonly Driver[];
}

/** Undefined for a graze, which has no number. */
export const incidentOf = (file: NumberedFacts, parts: TellingParts): Incident | undefined =>
  incidentsOf([file], parts)[0];

/** Those that are not grazes. However many there are, decisions are queried once. */
export function incidentsOf(files: readonly NumberedFacts[], parts: TellingParts): Incident[] {
  const { table, ledger, docket, appealsIn, people } = parts;
  const wholes = files.flatMap(({ number }) => number ?? []);
  const wholeOf = new Map(wholes.map((number) => [number, number]));
  for (const { number, mergedInto } of table.partsOf(wholes)) wholeOf.set(number, mergedInto);
  const numbers = [...wholeOf.keys()];
  const byWhole = <T extends { readonly incident?: number | undefined }>(all: readonly T[]): ReadonlyMap<number, T[]> =>
    groupedBy(all, ({ incident = 0 }) => wholeOf.get(incident) ?? incident);
  const decided = ledger.decisions.ofIncidents(numbers);
  const [decisions, proposals, appeals] = [
    byWhole(decided),
    byWhole(docket.ofIncidents(numbers)),
    byWhole(appealsIn?.(numbers) ?? []),
  ];
  const penalties = new Map(ledger.several(decided.filter(gaveOne).map(numberOf)).map((each) => [each.number, each]));
  const present = people();
  const isFinal = memoOf(({ run, session }) => ledger.isFinal(run, session));
  return files.flatMap((file) => {
    const { number, facts } = file;
    if (number === undefined) return [];
    const said = { decisions: decisions.get(number) ?? [], appeals: appeals.get(number) ?? [] };
    const given = said.decisions.filter(gaveOne).flatMap((each) => penalties.get(each.number) ?? []);
    return {
      ...facts,
      // An appeal needs more room to answer than a line among others.
      fold: said.appeals.length > 0 ? undefined : facts.fold,
      number,
      namesakes: namesakesOf(namedIn(facts), present),
      decisions: said.decisions,
      proposals: proposals.get(number),
      penalties: given.map(standingOf),
      appeals: appeals.get(number),
      seen: seenOf(said.decisions),
      state: stateOf(file, said.decisions, isFinal(facts), said.appeals),
    };
  });
}

const namedIn = ({ drivers, reports }: NumberedFacts['facts']): readonly Driver[] => [
  ...drivers,
  ...reports.flatMap(({ by, against }) => (against ? [by, against] : [by])),
];

const numberOf = ({ number }: Decision): number => number;

function groupedBy<T>(all: readonly T[], keyOf: (each: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}

type Place = Pick<NumberedFacts['facts'], 'run' | 'session'>;

function memoOf<T>(ask: (place: Place) => T): (place: Place) => T {
  const known = new Map<string, T>();
  return (place) => {
    const key = `${place.run}/${place.session}`;
    const found = known.get(key) ?? ask(place);
    known.set(key, found);
    return found;
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

/** Whether a decision gave a penalty. */
export const gaveOne = ({ number, penalty }: Decision): boolean => penalty === number;

/** A penalty, as far as readers of an incident see it. */
export function standingOf(penalty: Penalty): GivenPenalty {
  const { number, type, amount, laps, lapsLeft, state, convertedInto, convertedFrom } = penalty;
  return { number, type, amount, laps, lapsLeft, state, convertedInto, convertedFrom };
}

/** Those of one session that are not part of another, by number. */
export function incidentsOfSession(
  parts: TellingParts & { readonly table: Pick<IncidentTable, 'ofSession'> },
  { run, session }: { readonly run: number; readonly session: number },
): readonly Incident[] {
  const files = parts.table.ofSession(run, session).filter(({ facts }) => facts.mergedInto === undefined);
  return incidentsOf(files, parts);
}
