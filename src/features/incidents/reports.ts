/** What drivers report: about what has just happened, or later by session and lap. */
import type { Driver, EventBody } from '../../events/events.ts';
import type { DriverReport, Incident } from '../../events/incident.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { InputError, UserError } from '../../kit/errors.ts';
import { eachOnce } from '../../kit/namesakes.ts';
import type { RaceState } from '../../race/state.ts';
import { incidentName } from '../../texts/names.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { fileOn, placeIn, placeOf, type SessionPlace, withReport } from './file.ts';
import { withChange } from './handling.ts';
import { unreachedLap } from './lapReached.ts';
import type { LateEvidence } from './lateEvidence.ts';
import { type LapJournal, lapsOfDriver, spanOfLap } from './sessionLaps.ts';
import type { IncidentFacts, IncidentFile, IncidentTable } from './table.ts';
import type { Incidents } from './watch.ts';

/** What a driver tells the stewards. */
export interface Complaint {
  /** Who complains; undefined if unknown. */
  readonly guid: string | undefined;
  readonly against: Driver | undefined;
  readonly words: string;
  /** The number of the session and the lap, if it was not just now. */
  readonly session?: number | undefined;
  readonly lap?: number | undefined;
}

export interface ReportParts {
  readonly server: string;
  readonly table: Pick<IncidentTable, 'recent' | 'sharedBy' | 'newest' | 'driversIn'>;
  readonly incidents: Pick<Incidents, 'get' | 'keep'>;
  readonly calendar: Pick<Calendar, 'get'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly impossible: () => IncidentFacts['impossible'];
  readonly journal: LapJournal;
  /** Looks at the stored positions when no game reported a contact. */
  readonly late?: Pick<LateEvidence, 'look'> | undefined;
}

/** How long after something happened a report still finds it. */
const REPORT_MS = 60_000;

/** Longer reports are cut: a driver typed them in the car. */
const WORDS_LENGTH = 300;

export class Reports {
  readonly #parts: ReportParts;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** See `IncidentActions`. */
  peopleIn(session: number): readonly Driver[] {
    const { state, table, journal, calendar } = this.#parts;
    const known = calendar.get(session);
    const { run, session: current, previous } = state();
    const seen = [current, previous].find((each) => run === known.run && each?.ordinal === known.session);
    const drove: readonly Driver[] = [
      ...[...(seen?.standings.values() ?? [])].map(({ driver }) => driver),
      ...journal.lastLaps(known).map(({ driver }) => driver),
    ];
    // Who was out on the first lap has completed none.
    const out = table.driversIn(known, new Set(drove.map(({ guid }) => guid)));
    return eachOnce([...drove, ...out]).map(({ carId, guid, name }) => ({ carId, guid, name }));
  }

  /** Adds to the incident that the reporter was in, or opens one. */
  report(complaint: Complaint, attempt?: Attempt): Incident {
    const { incidents, now, decide, state, journal } = this.#parts;
    const { guid, against, words } = complaint;
    const by = this.#reporter(guid, complaint);
    if (against?.guid === by.guid) throw new InputError('That is you: name another driver, or nobody.');
    const { lap } = complaint;
    const unreached =
      lap === undefined
        ? undefined
        : unreachedLap(lap, this.#placeOf(complaint), { state: state(), journal, now: now() });
    if (unreached !== undefined) throw new InputError(unreached);
    const told: DriverReport = { by, words: words.slice(0, WORDS_LENGTH), at: now(), against };
    let opened: Incident | undefined;
    decide(() => {
      const { incident, bodies } = incidents.keep(this.#fileFor(told, complaint));
      if (!incident) throw new Error('what was reported is an incident');
      opened = incident;
      attempt?.done(`the report in ${incidentName(incident)}`);
      return bodies;
    });
    if (!opened) throw new Error('a report was not kept');
    if (opened.contacts.length === 0 && against) this.#lookInto(opened, told, complaint);
    return opened;
  }

  #lookInto({ number }: Incident, { by, at }: DriverReport, complaint: Complaint): void {
    const { late, journal, now } = this.#parts;
    const place = this.#placeOf(complaint);
    const { lap, session } = complaint;
    const isNow = lap === undefined && session === undefined;
    const ofLap = () =>
      lap === undefined
        ? undefined
        : spanOfLap(lapsOfDriver(journal, place, by.guid), { lap, zeroAt: place.zeroAt, now: now() });
    const span = isNow ? { from: at - REPORT_MS, to: at } : ofLap();
    if (span) late?.look({ number, place, span, isTimed: false });
  }

  #fileFor(told: DriverReport, complaint: Complaint): IncidentFile {
    const { server, state, impossible } = this.#parts;
    const joined = this.#known(told, complaint);
    if (joined) return this.#marked(withReport(joined, told, state()), told);
    const { lap } = complaint;
    const { session } = state();
    const place = this.#placeOf(complaint);
    const isNow = complaint.session === undefined && lap === undefined;
    const sessionMs = isNow && session?.facts.zeroAt !== undefined ? told.at - session.facts.zeroAt : undefined;
    const at = { at: told.at, server, sessionMs, impossible: impossible() };
    return withReport(fileOn(place, at), told, state(), lap);
  }

  /** The incident the reporter was in: just now, or in the session and lap they name. */
  #known(told: DriverReport, complaint: Complaint): IncidentFile | undefined {
    const { table, state } = this.#parts;
    const { lap } = complaint;
    if (complaint.session === undefined && lap === undefined) {
      return table.recent(state().run, told.at - REPORT_MS).findLast((file) => tookAll(file, told));
    }
    return table
      .sharedBy(this.#placeOf(complaint), told.by.guid, told.against?.guid ?? told.by.guid)
      .filter(({ number, facts }) => number !== undefined && facts.mergedInto === undefined)
      .findLast((file) => isInLap(file, told.by, lap));
  }

  #placeOf({ session: id }: Complaint): SessionPlace {
    const { state, calendar } = this.#parts;
    const { run, session } = state();
    return id === undefined ? placeOf(run, session) : placeIn(state(), calendar.get(id));
  }

  /** A report does not reopen what is decided: a steward sees that something was said since. */
  #marked(file: IncidentFile, { by, at }: DriverReport): IncidentFile {
    if (file.number === undefined) return file;
    const { state } = this.#parts.incidents.get(file.number);
    if (state === 'noted' || state === 'under investigation') return file;
    return withChange(file, { at, by: by.name, byId: `driver:${by.guid}`, what: 'late report' });
  }

  #reporter(guid: string | undefined, complaint: Complaint): Driver {
    if (guid === undefined) {
      throw new UserError('Not linked to a driver yet: type !link in the game chat first, or !report in the car.');
    }
    const { drivers, seats, session, previous } = this.#parts.state();
    const standings = [session, previous].flatMap((each) => (each ? [...each.standings.values()] : []));
    const [earlier] = this.#parts.table.newest(1, guid);
    const known = [
      ...drivers.values(),
      ...seats.values(),
      ...standings.map(({ driver }) => driver),
      ...(earlier?.facts.drivers ?? []),
      // A day later, only the journal knows who drove.
      ...(complaint.session === undefined ? [] : this.peopleIn(complaint.session)),
    ];
    const found = known.find((driver) => driver.guid === guid);
    if (found) return { carId: found.carId, guid, name: found.name };
    throw new UserError('You have not been on this server recently, so there is nothing to report.');
  }
}

function tookAll({ facts: { drivers } }: IncidentFile, { by, against }: DriverReport): boolean {
  const took = (guid: string): boolean => drivers.some((driver) => driver.guid === guid);
  return took(by.guid) && (against === undefined || took(against.guid));
}

const isInLap = ({ facts }: IncidentFile, { guid }: Driver, lap: number | undefined): boolean =>
  lap === undefined || facts.drivers.some((driver) => driver.guid === guid && driver.lap === lap);
