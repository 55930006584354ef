/** The content of a document, from the decision and the incident: facts, and never whose fault it was. */
import type {
  DecisionList,
  DocumentContact,
  DocumentDecision,
  DocumentEvent,
  DocumentFact,
  DocumentSession,
  ListedDecision,
  RaceDocument,
} from '../../events/document.ts';
import { type Incident, type IncidentContact, inOrder, isOnlyReporter } from '../../events/incident.ts';
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import type { Verdict } from '../../events/standing.ts';
import { incidentName } from '../../texts/names.ts';
import type { KnownSession } from '../calendar/calendar.ts';
import type { Matter, Standing } from './matters.ts';

/** What a document is made from. */
export interface PaperSources {
  readonly matter: Matter;
  readonly event: LeagueEvent;
  readonly session: KnownSession;
  readonly incident: Incident | undefined;
  /** A driver's race number, if the league gave one. */
  readonly numberOf: (guid: string) => string | undefined;
  /** Whether everybody may see the evidence. */
  readonly publishesEvidence: boolean;
}

type Paper = Omit<RaceDocument, 'number' | 'at' | 'replaces' | 'appealUntil'>;

/** Undefined if it gets no document. */
export function paperOf({
  matter,
  event,
  session,
  incident,
  numberOf,
  publishesEvidence,
}: PaperSources): Paper | undefined {
  const { first, verdict, standing } = matter;
  const decision = decisionOf(verdict, standing);
  if (!decision) return undefined;
  const { driver, car, team, raceNumber, infringementText, infringement } = verdict;
  const fact = factOf(first, incident, numberOf);
  const said = standing.is === 'nothing' && standing.by ? standing.by : verdict;
  // A rule's reason is already the fact, and the bare number of an incident is not a reason.
  const isOwn = said === first && fact?.is === 'rule';
  const isBare = verdict.incident !== undefined && said.reason === incidentName({ number: verdict.incident });
  const hasReason = !isOwn && !isBare;
  return {
    event: eventOf(event),
    session: sessionOf(session),
    incident: verdict.incident,
    driver,
    car,
    team,
    raceNumber,
    moment: {
      at: incident?.at ?? first.at,
      sessionMs: incident?.sessionMs,
      lap: incident?.drivers.find(({ guid }) => guid === driver.guid)?.lap,
    },
    fact,
    evidence: publishesEvidence && incident ? evidenceOf(incident, driver.guid) : undefined,
    infringement: infringementText ?? infringement,
    decision,
    reason: hasReason ? said.reason : '',
    reasonText: hasReason ? said.reasonText : undefined,
    by: byOf(verdict),
  };
}

export function listedOf({ verdict, standing }: Matter, incident: Incident | undefined): ListedDecision | undefined {
  if (standing.is !== 'word' || (incident && isOnlyReporter(incident, verdict.driver.guid))) return undefined;
  const { number, penalty, driver, raceNumber, infringement, infringementText, reason, reasonText } = verdict;
  const isBare = verdict.incident !== undefined && reason === incidentName({ number: verdict.incident });
  return {
    number,
    penalty,
    incident: verdict.incident,
    driver,
    raceNumber,
    lap: incident?.drivers.find(({ guid }) => guid === driver.guid)?.lap,
    says: standing.says,
    infringement: infringementText ?? infringement,
    reason: isBare ? '' : reason,
    reasonText: isBare ? undefined : reasonText,
  };
}

export const listOf = (
  event: LeagueEvent,
  session: KnownSession,
  entries: readonly ListedDecision[],
): DecisionList => ({ event: eventOf(event), session: sessionOf(session), entries });

const eventOf = ({ number, name, series }: LeagueEvent): DocumentEvent => ({ number, name, series });

const sessionOf = ({ id, server, run, session, name, kind }: KnownSession): DocumentSession => ({
  id,
  server,
  run,
  session,
  name,
  kind,
});

function decisionOf(verdict: Verdict, standing: Standing): DocumentDecision | undefined {
  if (standing.is === 'unsaid') return undefined;
  if (standing.is === 'word') return { number: verdict.number, says: standing.says, penalty: verdict.penalty };
  if (standing.is === 'nothing') {
    return { number: standing.by?.number ?? verdict.number, says: 'withdrawn', penalty: verdict.penalty };
  }
  const { penalty, insteadOf } = standing;
  const { number, type, amount, laps, grid, state } = penalty;
  return {
    number,
    says: type,
    penalty: number,
    amount: amount || undefined,
    laps,
    grid,
    carriedOut: state === 'served' || state === 'not served' ? state : undefined,
    insteadOf: insteadOf && { penalty: insteadOf.number, reason: penalty.reason, reasonText: penalty.reasonText },
  };
}

function byOf({ byId }: Verdict): RaceDocument['by'] {
  if (byId === 'automatic' || byId === 'manager') return byId;
  return 'stewards';
}

function factOf(
  first: Verdict,
  incident: Incident | undefined,
  numberOf: PaperSources['numberOf'],
): DocumentFact | undefined {
  if (incident) {
    const own = incident.contacts.flatMap((contact) => contactOf(contact, first.driver.guid, numberOf) ?? []);
    if (own.length > 0) return { is: 'contacts', contacts: hardestEach(own) };
    return { is: incident.reports.length > 0 ? 'report' : 'noticed' };
  }
  const isRule = first.byId === 'automatic' || first.byId === 'manager';
  return isRule ? { is: 'rule', text: first.reason, stored: first.reasonText } : undefined;
}

/** Cars that stay together touch more than once: only the hardest contact with each counts. */
function hardestEach(contacts: readonly DocumentContact[]): readonly DocumentContact[] {
  const byOther = new Map<string, DocumentContact>();
  for (const contact of contacts) {
    const known = byOther.get(contact.other.guid);
    if (!known || known.speedKmh < contact.speedKmh) byOther.set(contact.other.guid, contact);
  }
  return [...byOther.values()];
}

function evidenceOf({ server, number, contacts }: Incident, guid: string): RaceDocument['evidence'] {
  const index = inOrder(contacts).findIndex(({ drivers }) => drivers.some((driver) => driver.guid === guid));
  const contact = inOrder(contacts)[index];
  if (!contact?.evidence) return undefined;
  const { drivers, speedKmh, evidence } = contact;
  return { server, incident: number, contact: index + 1, drivers, speedKmh, evidence };
}

function contactOf(
  { drivers, speedKmh, evidence }: IncidentContact,
  guid: string,
  numberOf: PaperSources['numberOf'],
): DocumentContact | undefined {
  if (!drivers.some((driver) => driver.guid === guid)) return undefined;
  const other = drivers.find((driver) => driver.guid !== guid);
  if (!other) return undefined;
  return {
    other: { carId: other.carId, guid: other.guid, name: other.name },
    otherNumber: numberOf(other.guid),
    speedKmh: Math.round(speedKmh),
    where: evidence?.where,
  };
}
