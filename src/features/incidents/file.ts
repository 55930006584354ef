/** Builds the file of an incident from reports of contacts and drivers: pure steps from one file to the next. */
import type { Driver, EventOf, SessionKind } from '../../events/events.ts';
import type { CarEvidence, Evidence } from '../../events/evidence.ts';
import type { DriverReport, IncidentContact, InvolvedDriver } from '../../events/incident.ts';
import { lapAt, momentOfContact, speedOfContact } from '../../race/contactMoment.ts';
import { hadFinished } from '../../race/flag.ts';
import { LATE_MS } from '../../race/mirrored.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import type { KnownSession } from '../calendar/session.ts';
import { addReport, type CarContact, type Cluster, driversIn, type Report, topSpeedKmh } from './cluster.ts';
import { saidBy } from './driverReport.ts';
import { BEFORE_MS, contactEvidence, type Known, type Trace } from './evidence.ts';
import { severityOf } from './severity.ts';
import type { IncidentFacts, IncidentFile } from './table.ts';

/** What is needed to make a file, besides the event itself. */
export interface Making {
  readonly state: RaceState;
  readonly traces: Pick<Traces, 'of'>;
  readonly impossible: IncidentFacts['impossible'];
  readonly known?: Known | undefined;
}

/** Adds a report of a contact to the file it belongs to, or begins one. */
export function withReportedContact(files: readonly IncidentFile[], report: Report, making: Making): IncidentFile {
  const open = files.filter(({ contacts }) => contacts.length > 0);
  const known = open.map(({ firstAt, contacts }): Cluster => ({ firstAt, contacts }));
  const { clusters, index } = addReport(known, report);
  const [before, after] = [open[index], clusters[index]];
  if (!after) throw new Error('a report became part of no cluster');
  const isNews = after.contacts.length > (before?.contacts.length ?? 0);
  // It is not known when a late event happened, so it cannot be added to a pile-up.
  const mayChain = !report.late && !before?.facts.late;
  if (before && isNews && !mayChain) return newFile(report, making);
  return before ? grown(before, after, { report, making }) : newFile(report, making);
}

function newFile(report: Report, making: Making): IncidentFile {
  const contact: CarContact = { drivers: [report.driver, report.other], reports: [report] };
  const cluster = { firstAt: report.at, contacts: [contact] };
  return grown(emptyFile(report, making), cluster, { report, making });
}

/** Begins a file for a contact. */
function emptyFile(event: Stamped, { state, impossible }: Pick<Making, 'state' | 'impossible'>): IncidentFile {
  const { at, server, run, session, sessionMs, late } = event;
  const facts = sessionOf({ session }, state)?.facts;
  const place = { run, session, kind: facts?.kind ?? 'other', name: facts?.name ?? '' };
  return fileOn(place, { at, server, impossible, late, sessionMs: late ? undefined : sessionMs });
}

type Stamped = Pick<EventOf<'contact'>, 'at' | 'server' | 'run' | 'session' | 'sessionMs' | 'late'>;

/** A session in which something happened, running or over. */
export interface SessionPlace {
  readonly run: number;
  readonly session: number;
  readonly kind: SessionKind;
  readonly name: string;
  /** When its clock showed zero, if known: UTC, milliseconds. */
  readonly zeroAt?: number | undefined;
}

export const placeOf = (run: number, session: Session | undefined): SessionPlace => ({
  run,
  session: session?.ordinal ?? 0,
  kind: session?.facts.kind ?? 'other',
  name: session?.facts.name ?? '',
  zeroAt: session?.facts.zeroAt,
});

/** A session from the calendar. For the latest two, the race state knows the clock. */
export function placeIn({ run, session, previous }: RaceState, known: KnownSession): SessionPlace {
  const found = [session, previous].find((each) => run === known.run && each?.ordinal === known.session);
  if (found) return placeOf(run, found);
  return { run: known.run, session: known.session, kind: known.kind, name: known.name, zeroAt: known.startedAt };
}

/** Begins a file without any contact known. */
export function fileOn(
  { run, session, kind, name }: SessionPlace,
  {
    at,
    server,
    sessionMs,
    impossible,
    late,
  }: Pick<IncidentFacts, 'at' | 'server' | 'sessionMs' | 'impossible' | 'late'>,
): IncidentFile {
  return {
    firstAt: at,
    lastAt: at,
    contacts: [],
    seconds: {},
    facts: {
      server,
      run,
      session,
      at,
      impossible,
      severity: 'light',
      drivers: [],
      contacts: [],
      reports: [],
      history: [],
      sessionKind: kind,
      sessionName: name,
      sessionMs,
      late,
    },
  };
}

/**
 * Adds what a driver said. A driver named in it is involved from now on. What the same driver said before is kept.
 *
 * @param lap in which they say that it happened
 */
export function withReport(file: IncidentFile, report: DriverReport, state: RaceState, lap?: number): IncidentFile {
  const others = file.facts.reports.filter(({ by }) => by.guid !== report.by.guid);
  const earlier = file.facts.reports.find(({ by }) => by.guid === report.by.guid);
  const named = report.against ? [report.by, report.against] : [report.by];
  const drivers = withDrivers(file.facts, named, { state, at: file.facts.at, lap });
  return {
    ...file,
    facts: { ...file.facts, drivers, reports: [...others, saidBy(earlier, report)] },
  };
}

/** Adds people who were involved. */
export const withPeople = (file: IncidentFile, people: readonly Driver[], state: RaceState): IncidentFile => ({
  ...file,
  facts: { ...file.facts, drivers: withDrivers(file.facts, people, { state, at: file.facts.at }) },
});

interface Growth {
  readonly report: Report;
  readonly making: Making;
}

function grown(file: IncidentFile, cluster: Cluster, { report, making }: Growth): IncidentFile {
  const { contacts } = cluster;
  const seconds = withSeconds(file.seconds, report, making.traces);
  // A contact that only one game reported looks different once the other one has reported it, too.
  const told = contacts.find(({ reports }) => reports.includes(report));
  const evidence = told && contactEvidence(told, seconds, making.known);
  const known = told && file.facts.contacts[contacts.indexOf(told)]?.evidence;
  const happened = contacts.map((contact, index): IncidentContact => {
    const before = file.facts.contacts[index];
    return {
      drivers: contact.drivers,
      // The first report sets the time, so that every line about it says the same.
      at: before || report.late ? before?.at : momentOfContact(report, evidence?.at),
      speedKmh: speedOfContact(contact.reports),
      evidence: contact === told && evidence ? withConsequence(evidence, known) : before?.evidence,
    };
  });
  const timed = report.late ? file.facts : timedBy(file.facts, happened);
  const facts: IncidentFacts = {
    ...timed,
    severity: severityOf(topSpeedKmh(cluster), driversIn(cluster).length),
    contacts: happened,
    drivers: withDrivers(timed, driversIn(cluster), {
      state: making.state,
      at: momentOfContact(report, evidence?.at),
    }),
  };
  return { ...file, lastAt: Math.max(file.lastAt, report.at), contacts, facts, seconds };
}

/** What happened to the cars is worked out once; a later report does not change it. */
function withConsequence(evidence: Evidence, before: Evidence | undefined): Evidence {
  const [one, other] = evidence.cars.map(
    ({ carId, speeds, braking }): CarEvidence => ({
      carId,
      speeds,
      braking,
      consequence: before?.cars.find((car) => car.carId === carId)?.consequence,
    }),
  );
  return one && other ? { ...evidence, cars: [one, other] } : evidence;
}

/** Reports come late. The positions show when it began, and a contact reported later may have been the first. */
function timedBy(facts: IncidentFacts, contacts: readonly IncidentContact[]): IncidentFacts {
  const known = contacts.flatMap((contact) => contact.at ?? []);
  const at = facts.contacts.length === 0 ? Math.min(...known) : Math.min(facts.at, ...known);
  if (facts.sessionMs === undefined) return { ...facts, at };
  return { ...facts, at, sessionMs: facts.sessionMs - (facts.at - at) };
}

/** A late event has no time: the current positions would belong to another moment. */
function withSeconds(
  seconds: IncidentFile['seconds'],
  report: Report,
  traces: Making['traces'],
): IncidentFile['seconds'] {
  if (report.late) return seconds;
  const from = report.at - LATE_MS - BEFORE_MS;
  const added = [report.driver, report.other].map(({ carId }): [number, Trace] => {
    const known = seconds[carId] ?? [];
    const newest = known.at(-1)?.at ?? -Infinity;
    return [carId, [...known, ...traces.of(carId, from, report.at).filter(({ at }) => at > newest)]];
  });
  return { ...seconds, ...Object.fromEntries(added.filter(([, trace]) => trace.length > 0)) };
}

/** Drivers already in it stay as they were. */
function withDrivers(
  { drivers, run, session }: IncidentFacts,
  present: readonly Driver[],
  { state, at, lap }: { readonly state: RaceState; readonly at: number; readonly lap?: number | undefined },
): readonly InvolvedDriver[] {
  const known = new Set(drivers.map(({ guid }) => guid));
  const added = present.filter(({ guid }, index) => {
    return !known.has(guid) && present.findIndex((each) => each.guid === guid) === index;
  });
  const isRunning = run === state.run;
  const driven = isRunning ? sessionOf({ session }, state) : undefined;
  const seated = isRunning ? state.drivers : undefined;
  return [...drivers, ...added.map((driver) => involved(driver, driven, { at, lap, seated }))];
}

interface Present {
  readonly at: number;
  readonly lap: number | undefined;
  readonly seated: RaceState['drivers'] | undefined;
}

function involved(
  { carId, guid, name }: Driver,
  session: Session | undefined,
  { at, lap, seated }: Present,
): InvolvedDriver {
  const seat = seated?.get(carId);
  const model = seat?.guid === guid ? seat.model : undefined;
  if (lap !== undefined) return { carId, guid, name, earlier: [], lap, model };
  const current = session && lapAt(session, { carId, guid, name }, at);
  const finished = hadFinished(session, { carId, guid, name }, { at }) || undefined;
  return { carId, guid, name, earlier: [], lap: current, position: positionOf(session, carId), model, finished };
}

function positionOf(session: Session | undefined, carId: number): number | undefined {
  if (session?.facts.kind !== 'race') return undefined;
  const index = session.board.findIndex((row) => row.carId === carId);
  // A car without a completed lap may be listed anywhere.
  return index >= 0 && (session.board[index]?.laps ?? 0) > 0 ? index + 1 : undefined;
}
