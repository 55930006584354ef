/** What stewards see and decide, and what drivers report to them. */
import { abilities, type Dialect } from '../../acserver/dialect.ts';
import { checkBallast, type LoadLimits } from '../../acserver/limits.ts';
import type { Driver } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Proposal } from '../../events/proposal.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { messageOf } from '../../kit/errors.ts';
import { eachOnce } from '../../kit/namesakes.ts';
import { plain, type Sentence } from '../../kit/sentence.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Infringement } from '../decisions/infringements.ts';
import type { Judge, Official } from '../judging/bench.ts';
import type { PenaltyType } from '../penalties/actions.ts';
import { Handling, type HandlingParts, type Opening } from './handling.ts';
import type { RulingOrder } from './overtaken.ts';
import { type Complaint, type ReportParts, Reports } from './reports.ts';
import { type DecideOrder, type RulingParts, Rulings } from './rulings.ts';
import type { Incidents } from './watch.ts';
import type { Decided } from './writing.ts';

export type { Decided, Incident, RulingOrder };

/** Refusals are UserErrors. What was done is recorded in the caller's attempt. */
export interface IncidentActions {
  /** The infringements a decision can name: the league's list. */
  infringements(): readonly Infringement[];
  /** Newest first. */
  list(guid?: string): readonly Incident[];
  show(number: number): Incident;
  /** The incident a decision is about, if there is one. */
  ofDecision(number: number): Incident | undefined;
  /** Everyone in one of the newest incidents, whether still on the server or not. */
  people(): readonly Driver[];
  /**
   * Everyone who is known to have driven in a session.
   *
   * @param session its number
   * @throws UserError for one that does not exist or was driven on another server
   */
  peopleIn(session: number): readonly Driver[];
  /** Decides about drivers who have no decision yet: whoever comes second is told who was first. */
  decide(number: number, order: DecideOrder, by: Official, attempt?: Attempt): Promise<Decided>;
  /** The question to ask before; undefined if there is none. */
  questionBefore(number: number, order: DecideOrder): string | undefined;
  /** @param number of the decision to replace; a reason is needed */
  replace(number: number, order: RulingOrder, by: Official, attempt?: Attempt): Promise<Decided>;
  /** Carries out what one steward proposed and another confirms. */
  confirmed(proposal: Proposal, judge: Judge, attempt?: Attempt): Promise<Sentence | undefined>;
  take(number: number, by: Official, attempt?: Attempt): Incident;
  /** Gives an incident on a shared card its own card. */
  post(number: number, by: Official, attempt?: Attempt): Incident;
  open(opening: Opening, by: Official, attempt?: Attempt): Incident;
  /** The one with the lower number remains. */
  merge(one: number, other: number, by: Official, attempt?: Attempt): Incident;
  /** Returns the new incident of the drivers who leave. */
  split(number: number, drivers: readonly Pick<Driver, 'guid' | 'name'>[], by: Official, attempt?: Attempt): Incident;
  /** Returns the incident that the report joined or opened. */
  report(complaint: Complaint, attempt?: Attempt): Incident;
}

export interface IncidentParts extends RulingParts, HandlingParts, ReportParts {
  readonly incidents: Pick<Incidents, 'get' | 'told' | 'newest' | 'peopleIn' | 'file' | 'keep'>;
  readonly calendar: Pick<Calendar, 'get' | 'of'>;
  readonly infringements: readonly Infringement[];
}

const LISTED = 50;

export function incidentActions(parts: IncidentParts): IncidentActions {
  const { incidents } = parts;
  const [rulings, handling, reports] = [new Rulings(parts), new Handling(parts), new Reports(parts)];
  const list = (guid?: string): readonly Incident[] => incidents.newest(LISTED, guid);
  return {
    infringements: () => parts.infringements,
    list,
    show: (number) => incidents.get(number),
    ofDecision(number) {
      const { incident } = parts.ledger.decisions.get(number);
      return incident === undefined ? undefined : incidents.get(incident);
    },
    people: () => eachOnce(incidents.peopleIn(LISTED)),
    peopleIn: (session) => reports.peopleIn(session),
    decide: (number, order, by, attempt) => rulings.decide(number, order, by, attempt),
    questionBefore: (number, order) => rulings.questionBefore(number, order),
    replace: (number, order, by, attempt) => rulings.replace(number, order, by, attempt),
    confirmed: (proposal, judge, attempt) => rulings.confirmed(proposal, judge, attempt),
    take: (number, by, attempt) => handling.take(number, by, attempt),
    post: (number, by, attempt) => handling.post(number, by, attempt),
    open: (opening, by, attempt) => handling.open(opening, by, attempt),
    merge: (one, other, by, attempt) => handling.merge(one, other, by, attempt),
    split: (number, drivers, by, attempt) => handling.split(number, drivers, by, attempt),
    report: (complaint, attempt) => reports.report(complaint, attempt),
  };
}

/** Penalties that are orders to the game server. */
const ORDERED = ['ballast', 'restrictor', 'kick'] as const;

/** What this server cannot execute as it runs now, each with a sentence that says why. */
export function impossibleOn(dialect: Dialect, limits: LoadLimits): Incident['impossible'] {
  const impossible = ORDERED.flatMap((type): [PenaltyType, string][] => {
    const ability = abilities[type][dialect];
    return ability.is === 'impossible' ? [[type, plain(ability.why)]] : [];
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
