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

/** The documents of one game server's events. */
export interface ServerDocuments {
  /** Whether a decision, or a change to a penalty, gets a document now, and needs no notice in passing. */
  isOnPaper(decided: Papered): boolean;
  /** Continues with documents owed from before the restart. */
  resume(): void;
  close(): void;
}

export type DocumentsLive = Pick<LiveServer, 'id' | 'store' | 'bus' | 'goOn' | 'state'>;

export interface DocumentsNeeds {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly incidents: { show(number: number): Incident };
  /** A driver's race number, if the league gave one. */
  readonly numberOf?: ((guid: string) => string | undefined) | undefined;
  /** What waits for a second steward; nothing if absent. */
  readonly judging?: { readonly docket: Pick<Docket, 'find'> } | undefined;
  /** The deadline for appealing a decision (UTC, milliseconds); nothing can be appealed if absent. */
  readonly appealUntil?: ((decision: Decision) => number | undefined) | undefined;
  /** The appeals against a decision, oldest first; none if absent. */
  readonly appealsAgainst?: ((decision: number) => readonly Appeal[]) | undefined;
  /** PUBLISH_EVIDENCE; only stewards see evidence if absent. */
  readonly publishesEvidence?: boolean | undefined;
}

/** Opened after everything that decides, because it documents what they have decided at the flag. */
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
