import type { Incident } from '../../events/incident.ts';
import { inPieces } from '../../kit/pieces.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { ContactPicture } from '../../pictures/contactPicture.ts';
import { openJournal } from '../../race/journal.ts';
import { peopleOf } from '../../race/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { DEFAULT_INFRINGEMENTS, type Infringement } from '../decisions/infringements.ts';
import { followLaps } from '../evidence/followLaps.ts';
import { rehearse } from '../evidence/rehearsal.ts';
import type { ConfirmingParts } from '../judging/confirming.ts';
import { Docket } from '../judging/docket.ts';
import type { Judging } from '../judging/open.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { ContactIncidents } from '../penalties/settings.ts';
import type { TrackMap } from '../track/files.ts';
import type { LearntLine } from '../track/line.ts';
import { type IncidentActions, impossibleOn, incidentActions } from './actions.ts';
import { Aftermath } from './aftermath.ts';
import { Closing } from './closing.ts';
import { Handling } from './handling.ts';
import { LateEvidence } from './lateEvidence.ts';
import { type IncidentNumbers, incidentNumbers } from './numbers.ts';
import { OpenCount, type SessionCount } from './openCount.ts';
import { outlinesIn } from './outlines.ts';
import { pictureOf, type WantedPicture } from './picture.ts';
import type { RecordParts } from './records.ts';
import type { IncidentTable } from './table.ts';
import { takeBack } from './takingBack.ts';
import { incidentsOfSession, type TellingParts } from './told.ts';
import { Incidents } from './watch.ts';

/** The incidents of one game server. */
export interface ServerIncidents {
  readonly actions: IncidentActions;
  readonly find: Incidents['find'];
  readonly countBefore: IncidentNumbers['countBefore'];
  /** Withdraws what a second steward rejects. Called inside a transaction. */
  readonly takeBack: ConfirmingParts['takeBack'];
  /** What its picture shows; undefined if there are no positions. */
  readonly picture: (number: number, wanted: WantedPicture) => ContactPicture | undefined;
  /** Opens one for a decision that belongs to none. Call it inside a transaction. */
  readonly openFor: Handling['openFor'];
  /** How many wait for a decision. */
  openCount(): number;
  /** The same for each session that has any. */
  openBySession(): readonly SessionCount[];
  /** Counts them in pieces, before anybody asks. */
  countAhead(): Promise<void>;
  /** Announces what was left over from before the restart, once everyone listens. */
  resume(): void;
  close(): void;
}

export type IncidentsLive = Pick<
  LiveServer,
  | 'id'
  | 'config'
  | 'dialect'
  | 'store'
  | 'clock'
  | 'bus'
  | 'state'
  | 'traces'
  | 'traceArchive'
  | 'decide'
  | 'free'
  | 'limits'
  | 'plugin'
  | 'log'
>;

export interface IncidentsNeeds {
  readonly table: IncidentTable;
  readonly judging: Judging;
  readonly ledger: Ledger;
  readonly calendar: Pick<Calendar, 'get' | 'of' | 'keysOf'>;
  /** The appeals against decisions in incidents; none if absent. */
  readonly appealsIn?: AppealsIn | undefined;
  /** The infringements a decision can name; the usual ones if absent. */
  readonly infringements?: readonly Infringement[] | undefined;
  /** Contacts that the league's rules call incidents. */
  readonly contactIncidents?: ContactIncidents | undefined;
  /** They carry out decisions. */
  readonly penalties: Pick<PenaltyActions, 'giveEach' | 'questionBefore' | 'check'>;
  /** The learnt line of the track, as far as it is known. */
  readonly line?: (() => LearntLine | undefined) | undefined;
  /** The game's own picture of the track. */
  readonly map?: (() => TrackMap | undefined) | undefined;
  /** The licence points of those drivers who have any; absent if the league counts none. */
  readonly pointsOf?: RecordParts['pointsOf'];
}

/** The incidents of a session, by number: for parts opened before the incidents. */
export function incidentsIn(
  { id, store, state }: Pick<LiveServer, 'id' | 'store' | 'state'>,
  { table, ledger, appealsIn }: Pick<IncidentsNeeds, 'table' | 'ledger' | 'appealsIn'>,
): (run: number, session: number) => readonly Incident[] {
  const docket = new Docket(store, id);
  return (run, session) =>
    incidentsOfSession({ table, ledger, docket, appealsIn, people: () => peopleOf(state()) }, { run, session });
}

type AppealsIn = NonNullable<TellingParts['appealsIn']>;

/** Contacts below this are bumps of close racing. */
const MIN_KMH = 10;

/** From here on the severity of a contact is no longer light. */
const FOLD_KMH = 25;

/** After a start: by then what people wait for at a start is done. */
const REHEARSAL_MS = 3000;

/** In practice people try things. */
const INCIDENTS_IN = ['qualify', 'race'] as const;

export function openIncidents(
  live: IncidentsLive,
  {
    table,
    judging,
    ledger,
    calendar,
    penalties,
    infringements = DEFAULT_INFRINGEMENTS,
    contactIncidents,
    line,
    map,
    pointsOf,
    appealsIn,
  }: IncidentsNeeds,
): ServerIncidents {
  const { id, config, dialect, store, clock, bus, state, traces, decide, free, limits, log } = live;
  const { bench, panel, docket } = judging;
  const usual = followLaps(live);
  const known = { usual, line };
  const impossible = () => impossibleOn(dialect, limits());
  const numbers = incidentNumbers(store, id);
  const closing = new Closing({
    server: id,
    store,
    numbersOf: numbers.behind,
    tell: (numbers) => numbers.map((number) => ({ type: 'incidentUpdated', incident: incidents.get(number) })),
    decide,
    free,
    clock,
    log,
  });
  const incidents = new Incidents({
    closing,
    server: id,
    bus,
    traces,
    table,
    ledger,
    docket,
    appealsIn,
    people: () => peopleOf(state()),
    known,
    pointsOf,
    minKmh: config.incidentMinKmh ?? MIN_KMH,
    foldKmh: config.foldKmh ?? FOLD_KMH,
    incidentsIn: config.incidentsIn ?? INCIDENTS_IN,
    contactIncidents,
    impossible,
  });
  const now = () => clock.now();
  const get = incidents.get.bind(incidents);
  const journal = openJournal(store, id);
  const archive = live.traceArchive;
  const late = new LateEvidence({ table, archive, traces, journal, line, state, clock, decide, log, get });
  const parts = {
    server: id,
    bench,
    panel,
    incidents,
    table,
    ledger,
    calendar,
    penalties,
    state,
    now,
    decide,
    impossible,
    infringements,
    journal,
    late,
  };
  const picture = (number: number, wanted: WantedPicture): ContactPicture | undefined => {
    const file = table.get(number);
    const { mergedInto } = file?.facts ?? {};
    if (mergedInto !== undefined) return picture(mergedInto, wanted);
    return file && pictureOf(file, { ...wanted, line: line?.(), map: map?.() });
  };
  const handling = new Handling(parts);
  const open = new OpenCount({ outlines: outlinesIn(store, id), ledger, calendar });
  let cancelRehearsal = (): void => {};
  const aftermath = new Aftermath({ bus, table, traces, usual, known, state, clock, decide, free, log, get });
  return {
    actions: incidentActions(parts),
    find: incidents.find.bind(incidents),
    countBefore: numbers.countBefore,
    takeBack: (proposal, judge, reason) => takeBack(parts, proposal, judge, reason),
    picture,
    openFor: handling.openFor.bind(handling),
    openCount: () => open.count(),
    openBySession: () => open.bySession(),
    countAhead: () => inPieces(open.countAhead(), 1),
    resume() {
      closing.resume();
      cancelRehearsal = clock.after(REHEARSAL_MS, rehearse);
    },
    close() {
      cancelRehearsal();
      closing.close();
      aftermath.close();
    },
  };
}
