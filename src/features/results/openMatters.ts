/** What is still open in a race whose result is about to be made final, as sentences for the person who does it. */
import type { Appeal } from '../../events/appeal.ts';
import type { Incident } from '../../events/incident.ts';
import { type ConversionCause, isDriven, type Penalty } from '../../events/penalty.ts';
import type { Proposal } from '../../events/proposal.ts';
import { undecidedOf } from '../../events/standing.ts';
import { phrase, type Sentence, timeAndDay } from '../../kit/sentence.ts';
import { decisionName, incidentName, penaltyName } from '../../texts/names.ts';
import { proposalName } from '../../texts/proposals.ts';

export interface RaceMatters {
  readonly incidents: readonly Incident[];
  readonly penalties: readonly Penalty[];
  /** Until when anybody can appeal; undefined if nobody can. UTC, milliseconds, as is `now`. */
  readonly appeals?: { readonly until: number | undefined; readonly now: number };
  /** What waits for a second steward. */
  readonly awaiting?: readonly Proposal[] | undefined;
}

export function openMatters({ incidents, penalties, appeals, awaiting = [] }: RaceMatters): readonly Sentence[] {
  const undecided = incidents.filter(isUndecided);
  const reported = undecided.filter(({ reports }) => reports.length > 0);
  return [
    ...(appeals ? termOf(appeals) : []),
    ...counted(
      undecided.filter(({ reports }) => reports.length === 0).map(incidentName),
      'is undecided',
      'are undecided',
    ),
    ...counted(reported.map(reportedName), 'is undecided', 'are undecided'),
    ...counted(incidents.flatMap(appealedNames), 'is under appeal', 'are under appeal'),
    ...counted(
      awaiting.filter(({ state }) => state === 'proposed').map(proposalName),
      'is proposed, does not count and can no longer be confirmed',
      'are proposed, do not count and can no longer be confirmed',
    ),
    ...counted(
      awaiting.filter(({ state }) => state === 'unconfirmed').map(proposalName),
      'counts, and no second steward has confirmed it',
      'count, and no second steward has confirmed them',
    ),
    ...unservedOf(penalties),
  ];
}

function termOf({ until, now }: NonNullable<RaceMatters['appeals']>): Sentence[] {
  if (until === undefined) return [];
  const minutes = Math.ceil((until - now) / 60_000);
  return [
    phrase`Drivers can still appeal for ${minutes} min, until ${timeAndDay(until, now)}; once it is final, they cannot.`,
  ];
}

/** This many names fit into a question. */
const NAMED = 12;

function counted(names: readonly string[], one: string, several: string): string[] {
  if (names.length === 0) return [];
  const left = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  const all = [...names.slice(0, NAMED), ...left];
  const list = all.length === 1 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  return [`${list} ${names.length === 1 ? one : several}.`];
}

/** Even under appeal, some drivers may still be undecided. */
const isUndecided = ({ state, drivers, decisions }: Incident): boolean =>
  state === 'noted' ||
  state === 'under investigation' ||
  (state === 'appealed' && undecidedOf(drivers, decisions).length > 0);

/** "P-17 (INC-3, by Otto Falk)", for each decision with an unanswered appeal. */
function appealedNames({ number, appeals = [] }: Incident): string[] {
  const open = new Map<number, Appeal[]>();
  for (const appeal of appeals) {
    const { number: decision } = appeal.decision;
    if (!appeal.answer) open.set(decision, [...(open.get(decision) ?? []), appeal]);
  }
  return [...open.values()].flatMap((against) => {
    const by = against.map(({ driver }) => driver.name || `car ${driver.carId}`).join(' and ');
    return against
      .slice(0, 1)
      .map(({ decision }) => `${decisionName(decision)} (${incidentName({ number })}, by ${by})`);
  });
}

/** "INC-3 (reported by Ada Quick)" */
const reportedName = (incident: Incident): string =>
  `${incidentName(incident)} (reported by ${incident.reports.map(({ by }) => by.name).join(', ')})`;

const UNSERVED: ConversionCause = 'finished with an unserved penalty';

/** Penalties that nobody marked as served or not, each by its number. */
function unservedOf(penalties: readonly Penalty[]): string[] {
  const replaced = penalties.filter(({ cause, state }) => cause === UNSERVED && state === 'issued');
  const open = penalties.filter((penalty) => isDriven(penalty) && penalty.state === 'serving');
  const typeOf = (wanted: number): string => penalties.find(({ number }) => number === wanted)?.type ?? 'drive-through';
  return [
    ...open.map((penalty) => `${penaltyName(penalty)}, a ${penalty.type}, was never marked as served.`),
    ...replaced.map(
      ({ amount, convertedFrom: number = 0 }) =>
        `${penaltyName({ number })}, a ${typeOf(number)}, was never marked as served and counts as a time penalty of ${amount} s.`,
    ),
  ];
}
