import type { Appeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { Incident } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { openJournal } from '../../race/journal.ts';
import { peopleOf } from '../../race/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Docket } from '../judging/docket.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { Documents } from './documents.ts';
import { OwedDocuments } from './owed.ts';
import { DocumentTable } from './table.ts';
import { Writer } from './writer.ts';

type Papered = Pick<Penalty, 'run' | 'session' | 'source'>;

/** The decisions of one game server's events, on paper. */
export interface ServerDocuments {
  /** Whether what is decided, or becomes of a penalty, is on paper now, and need not be told in passing. */
  isOnPaper(decided: Papered): boolean;
  /** Goes on with what an earlier Pitwall owed. */
  resume(): void;
  close(): void;
}

export type DocumentsLive = Pick<LiveServer, 'id' | 'store' | 'bus' | 'goOn' | 'state'>;

export interface DocumentsNeeds {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly incidents: { show(number: number): Incident };
  /** The race number of a driver, where the league gave one. */
  readonly numberOf?: ((guid: string) => string | undefined) | undefined;
  /** What waits for a second steward; nothing does when absent. */
  readonly judging?: { readonly docket: Pick<Docket, 'find'> } | undefined;
  /** Until when a decision can be appealed (UTC, milliseconds); none can be when absent. */
  readonly appealUntil?: ((decision: Decision) => number | undefined) | undefined;
  /** What was said against a decision, the oldest first; nothing is when absent. */
  readonly appealsAgainst?: ((decision: number) => readonly Appeal[]) | undefined;
  /** PUBLISH_EVIDENCE; stewards alone see it when absent. */
  readonly publishesEvidence?: boolean | undefined;
}

/** Comes behind all that decides: at the flag it writes down what they have made of it. */
export function openDocuments(
  { id, store, bus, goOn, state }: DocumentsLive,
  {
    ledger,
    calendar,
    incidents,
    judging,
    numberOf = () => undefined,
    appealUntil = () => undefined,
    appealsAgainst = () => [],
    publishesEvidence = false,
  }: DocumentsNeeds,
): ServerDocuments {
  const owed = new OwedDocuments(openJournal(store, id));
  const documents = new Documents({
    bus,
    table: new DocumentTable(store, id),
    owed,
    ledger,
    calendar,
    incident: (number) => incidents.show(number),
    numberOf,
    isUnconfirmed: (decision) => judging?.docket.find(decision)?.state === 'unconfirmed',
    appealUntil,
    appealsAgainst,
    publishesEvidence,
    people: () => peopleOf(state()),
  });
  const writer = new Writer({
    bus,
    goOn,
    isOwed: () => owed.all().length > 0,
    writeSome: () => documents.writeOwed(),
  });
  return {
    isOnPaper: (decided) => documents.isOnPaper(decided),
    resume: () => writer.goOn(),
    close: () => writer.close(),
  };
}
