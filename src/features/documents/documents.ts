/**
 * Writes documents for the decisions of an event once the flag has fallen in their session, in the transaction of the
 * event that causes them. What has to be documented is derived from the rows each time, so nothing is issued twice and
 * nothing is lost.
 */
import type { Appeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { RaceDocument } from '../../events/document.ts';
import type { Driver } from '../../events/driver.ts';
import { type EventBody, hear, type Listeners } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import type { Penalty } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import type { Calendar, KnownSession, SessionKey } from '../calendar/calendar.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { answerKey, answerPaper, changedFor, type StandingAnswer, standingAnswer } from './appealPaper.ts';
import { inShort, isByPerson, isOfLeague, type Matter, mattersIn, type Standing, verdictsBehind } from './matters.ts';
import { listWithNamesakes, withNamesakes } from './namesakes.ts';
import type { Owed, OwedDocuments } from './owed.ts';
import { listedOf, listOf, type PaperSources, paperOf } from './paper.ts';
import type { DocumentTable, Filed } from './table.ts';

export interface DocumentsParts {
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: DocumentTable;
  readonly owed: OwedDocuments;
  readonly ledger: Ledger;
  readonly calendar: Pick<Calendar, 'of' | 'chainOf' | 'keysOf' | 'last' | 'eventOf' | 'newest'>;
  /** @throws UserError for a number that does not exist */
  readonly incident: (number: number) => Incident;
  readonly numberOf: PaperSources['numberOf'];
  /** Whether a decision was made while its race was running, and still waits for the second steward. */
  readonly isUnconfirmed: (decision: number) => boolean;
  /** The deadline for appealing a decision (UTC, milliseconds); undefined if it cannot be appealed. */
  readonly appealUntil: (decision: Decision) => number | undefined;
  /** The appeals against a decision, oldest first. */
  readonly appealsAgainst: (decision: number) => readonly Appeal[];
  readonly publishesEvidence: boolean;
  /** Everybody who may be meant by a name at present. */
  readonly people: () => readonly Driver[];
}

/** How many of the newest sessions are checked for unwritten documents when a session starts. */
const LOOKED_BACK = 3;

/** Documents per transaction; at the flag of a long race there may be dozens. */
const AT_ONCE = 2;

/** A finished race or other session, and its event. */
interface Place {
  readonly event: LeagueEvent;
  /** The last of the sessions that form one race: it has the result. */
  readonly session: KnownSession;
}

interface Filing {
  readonly place: Place;
  /** The time of the event that causes it: UTC, milliseconds. */
  readonly at: number;
  readonly people: readonly Driver[];
}

export class Documents {
  readonly #parts: DocumentsParts;

  constructor(parts: DocumentsParts) {
    this.#parts = parts;
    const reactions: Listeners<readonly EventBody[]> = {
      sessionEnded: (event) => this.#follow(event, event.at),
      // A session that the last life of the game server never ended is over once the next one starts. Owed documents
      // are written now: once drivers are on track again, nobody can say when their time to appeal ends.
      sessionStarted: ({ at }) => [
        ...parts.owed.all().flatMap((owed) => this.#writeOwed(owed, Infinity)),
        ...parts.calendar.newest(LOOKED_BACK).flatMap((session) => this.#follow(session, at)),
      ],
      penaltyGiven: ({ penalty, at }) => this.#follow(penalty, at),
      penaltyChanged: ({ penalty, before, at }) => (penalty.state === before.state ? [] : this.#follow(penalty, at)),
      incidentDecided: ({ decision, at }) => this.#follow(decision, at),
      proposalChanged: ({ proposal, at }) => this.#follow(proposal, at),
      appealAnswered: ({ appeal, at }) => this.#follow(parts.ledger.decisions.get(appeal.decision.number), at),
    };
    parts.bus.durable((event) => hear(reactions, event));
  }

  /** Whether a decision, or a change to a penalty, gets a document now, and needs no notice in passing. */
  isOnPaper({ run, session, source }: Pick<Penalty, 'run' | 'session' | 'source'>): boolean {
    const place = this.#place({ run, session });
    return place !== undefined && isOfLeague(source === 'steward', place);
  }

  #follow({ run, session }: SessionKey, at: number): readonly EventBody[] {
    if (!this.#place({ run, session })) return [];
    const { calendar, ledger } = this.#parts;
    const decisions = calendar.keysOf(run, session).flatMap((key) => ledger.decisions.ofSession(key.run, key.session));
    // An unserved penalty from qualifying can be decided here, in the race, although it was given there.
    const places = verdictsBehind(decisions, ledger).flatMap((verdict) => this.#place(verdict) ?? []);
    const apart = new Map(places.map((place) => [place.session.id, place]));
    // Sessions that are owed documents are already being written.
    return [...apart.values()]
      .filter((place) => !this.#parts.owed.has(place.session))
      .flatMap((place) => this.#write(place, at));
  }

  /** Writes some of what is owed. Call it inside a transaction. */
  writeOwed(): readonly EventBody[] {
    const [first] = this.#parts.owed.all();
    return first ? this.#writeOwed(first, AT_ONCE) : [];
  }

  #writeOwed(owed: Owed, most: number): readonly EventBody[] {
    this.#parts.owed.done(owed);
    // A race that continues after all gets its documents at its flag.
    const place = this.#place(owed);
    return place ? this.#write(place, owed.at, most) : [];
  }

  /** Writes as many as allowed at once; the rest is owed. */
  #write(place: Place, at: number, most = AT_ONCE): readonly EventBody[] {
    const { table, owed } = this.#parts;
    const { run, session } = place.session;
    const matters = this.#mattersOf(place);
    const stood = table.standingsOf(matters.map(({ key }) => key));
    const people = [...this.#parts.people(), ...matters.map(({ verdict }) => verdict.driver)];
    const bodies: EventBody[] = [];
    let left = most;
    for (const write of this.#due(matters, stood, { place, at, people })) {
      if (left === 0) {
        owed.add({ run, session, at });
        return bodies;
      }
      const written = write();
      if (written.length > 0) left -= 1;
      bodies.push(...written);
    }
    const listed = matters.filter(({ key, standing }) => !stood.has(key) && standing.is !== 'penalty');
    return [...bodies, ...this.#list(place, listed, people)];
  }

  #mattersOf(place: Place): readonly Matter[] {
    const { calendar, ledger, isUnconfirmed } = this.#parts;
    const { run, session } = place.session;
    return mattersIn(calendar.keysOf(run, session), ledger).filter(
      ({ verdict }) => isOfLeague(isByPerson(verdict), place) && !isUnconfirmed(verdict.number),
    );
  }

  /** The documents that may be due; each function writes its document when called. */
  *#due(matters: readonly Matter[], stood: ReadonlyMap<string, string>, filing: Filing): Iterable<() => EventBody[]> {
    for (const matter of matters) {
      const { key, standing } = matter;
      const before = stood.get(key);
      if (before === inShort(standing) || (before === undefined && standing.is !== 'penalty')) continue;
      if (!this.#mustWait(standing)) yield () => this.#file(matter, this.#parts.table.newestOf(key), filing);
    }
    for (const matter of matters) {
      const answer = this.#answerTo(matter);
      if (answer) yield () => this.#fileAnswer(matter, answer, filing);
    }
  }

  /** An appeal that changed nothing gets a document, too. */
  #answerTo({ verdict: { number }, standing }: Matter): StandingAnswer | undefined {
    const answer = standingAnswer(this.#parts.appealsAgainst(number));
    if (!answer || standing.is === 'unsaid' || this.#mustWait(standing)) return undefined;
    return this.#parts.table.newestOf(answerKey(number)) ? undefined : answer;
  }

  #fileAnswer(matter: Matter, answer: StandingAnswer, { place, at, people }: Filing): EventBody[] {
    const { table } = this.#parts;
    const { verdict, standing } = matter;
    const document = table.newestOf(matter.key)?.document.number;
    // A decision withdrawn before the flag was never published, so nobody needs the answer.
    const of = standing.is === 'nothing' && document === undefined ? undefined : this.#paperOf(matter, place);
    if (!of) return [];
    const paper = answerPaper(answer, verdict, { of, document });
    const issued = withNamesakes({ ...paper, number: table.nextNumber(place.event.number), at }, people);
    table.put({ matter: answerKey(verdict.number), standing: answer.says, document: issued });
    return [{ type: 'documentIssued', document: issued }];
  }

  #paperOf(matter: Matter, { event, session }: Place) {
    const { numberOf, publishesEvidence } = this.#parts;
    return paperOf({ matter, event, session, incident: this.#incidentOf(matter), numberOf, publishesEvidence });
  }

  /** The drivers whose appeals led to the current decision. */
  #appealedBy({ verdict: { number, replaces } }: Matter): RaceDocument['appealedBy'] {
    const about = replaces === undefined ? [number] : [number, replaces];
    const drivers = about.flatMap((each) => changedFor(this.#parts.appealsAgainst(each)));
    return drivers.length === 0 ? undefined : drivers;
  }

  #file(matter: Matter, last: Filed | undefined, { place, at, people }: Filing): EventBody[] {
    const { table, appealUntil } = this.#parts;
    const { key, verdict, standing } = matter;
    const short = inShort(standing);
    const paper = this.#paperOf(matter, place);
    if (!paper) return [];
    const number = table.nextNumber(place.event.number);
    const term = { appealUntil: appealUntil(verdict), appealedBy: this.#appealedBy(matter) };
    const facts: RaceDocument = { ...paper, number, at, ...term, replaces: last?.document.number };
    const document = withNamesakes(facts, people, last?.document);
    table.put({ matter: key, standing: short, document });
    const bodies: EventBody[] = [{ type: 'documentIssued', document }];
    if (!last) return bodies;
    const superseded = { ...last.document, replacedBy: number };
    table.put({ matter: key, standing: last.standing, document: superseded });
    return [...bodies, { type: 'documentSuperseded', document: superseded } satisfies EventBody];
  }

  /** A replacement penalty in a race that is still running is announced there first. */
  #mustWait(standing: Standing): boolean {
    return standing.is === 'penalty' && this.#place(standing.penalty) === undefined;
  }

  #list({ event, session }: Place, listed: readonly Matter[], people: readonly Driver[]): readonly EventBody[] {
    const { table } = this.#parts;
    const entries = listed.flatMap((matter) => listedOf(matter, this.#incidentOf(matter)) ?? []);
    const before = table.listOf(session);
    const list = listWithNamesakes(listOf(event, session, entries), people, before);
    if (before ? JSON.stringify(before) === JSON.stringify(list) : entries.length === 0) return [];
    table.putList(list);
    return [{ type: 'decisionsListed', list }];
  }

  #place({ run, session }: SessionKey): Place | undefined {
    const { calendar } = this.#parts;
    const last = calendar.last(run, session);
    const isOver = last?.state === 'ended' || last?.state === 'interrupted';
    const event = isOver ? calendar.eventOf(last.run, last.session) : undefined;
    return last && event && { event, session: last };
  }

  /** An incident opened for an appeal says nothing about what was decided before it. */
  #incidentOf({ first }: Matter): Incident | undefined {
    if (first.incident === undefined) return undefined;
    try {
      const incident = this.#parts.incident(first.incident);
      return incident.at > first.at ? undefined : incident;
    } catch (error) {
      // Its row could not be read, which was reported at the time. The decision still stands.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
