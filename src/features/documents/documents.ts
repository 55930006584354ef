/**
 * Puts the decisions of an event on paper once the flag has fallen in their session, in the transaction of the event
 * that leads to it. What is to be on paper follows from the rows each time: nothing is told twice, and nothing is lost.
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
  /** @throws UserError for a number that there is not */
  readonly incident: (number: number) => Incident;
  readonly numberOf: PaperSources['numberOf'];
  /** Whether a decision was made while its race ran, and waits for the second steward it needs. */
  readonly isUnconfirmed: (decision: number) => boolean;
  /** Until when a decision can be appealed (UTC, milliseconds); undefined where it cannot. */
  readonly appealUntil: (decision: Decision) => number | undefined;
  /** What was said against a decision, the oldest first. */
  readonly appealsAgainst: (decision: number) => readonly Appeal[];
  readonly publishesEvidence: boolean;
  /** Everybody who may be meant by a name now. */
  readonly people: () => readonly Driver[];
}

/** How many sessions back a new one is followed by documents that nobody came to write. */
const LOOKED_BACK = 3;

/** In one transaction; at the flag of a long race there may be dozens. */
const AT_ONCE = 4;

/** A race, or another session, that is over, and the event that it was driven in. */
interface Place {
  readonly event: LeagueEvent;
  /** The last of those that are one race: it has the result. */
  readonly session: KnownSession;
}

interface Filing {
  readonly place: Place;
  /** Of what leads to it: UTC, milliseconds. */
  readonly at: number;
  readonly people: readonly Driver[];
}

export class Documents {
  readonly #parts: DocumentsParts;

  constructor(parts: DocumentsParts) {
    this.#parts = parts;
    const reactions: Listeners<readonly EventBody[]> = {
      sessionEnded: (event) => this.#follow(event, event.at),
      // What the last life of the game server left without a word is over with the next one. What is owed is written now:
      // until when somebody can appeal nobody can say once they are on track again.
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

  /** Whether what is decided, or becomes of a penalty, is on paper now, and need not be told in passing. */
  isOnPaper({ run, session, source }: Pick<Penalty, 'run' | 'session' | 'source'>): boolean {
    const place = this.#place({ run, session });
    return place !== undefined && isOfLeague(source === 'steward', place);
  }

  #follow({ run, session }: SessionKey, at: number): readonly EventBody[] {
    if (!this.#place({ run, session })) return [];
    const { calendar, ledger } = this.#parts;
    const decisions = calendar.keysOf(run, session).flatMap((key) => ledger.decisions.ofSession(key.run, key.session));
    // A penalty of qualifying that was not served in the race is decided here, and was given there.
    const places = verdictsBehind(decisions, ledger).flatMap((verdict) => this.#place(verdict) ?? []);
    const apart = new Map(places.map((place) => [place.session.id, place]));
    // Of those that are owed already somebody is writing.
    return [...apart.values()]
      .filter((place) => !this.#parts.owed.has(place.session))
      .flatMap((place) => this.#write(place, at));
  }

  /** Inside a transaction: some of what is owed. */
  writeOwed(): readonly EventBody[] {
    const [first] = this.#parts.owed.all();
    return first ? this.#writeOwed(first, AT_ONCE) : [];
  }

  #writeOwed(owed: Owed, most: number): readonly EventBody[] {
    this.#parts.owed.done(owed);
    // A race that goes on after all has its documents at its flag.
    const place = this.#place(owed);
    return place ? this.#write(place, owed.at, most) : [];
  }

  /** As many as may be at once; the rest is owed. */
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

  /** What may have to be written, each when it is asked for. */
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

  /** An appeal that has changed nothing is told on paper, too. */
  #answerTo({ verdict: { number }, standing }: Matter): StandingAnswer | undefined {
    const answer = standingAnswer(this.#parts.appealsAgainst(number));
    if (!answer || standing.is === 'unsaid' || this.#mustWait(standing)) return undefined;
    return this.#parts.table.newestOf(answerKey(number)) ? undefined : answer;
  }

  #fileAnswer(matter: Matter, answer: StandingAnswer, { place, at, people }: Filing): EventBody[] {
    const { table } = this.#parts;
    const { verdict, standing } = matter;
    const document = table.newestOf(matter.key)?.document.number;
    // What was withdrawn before the flag is nothing to anybody.
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

  /** Whose appeal has led to what stands now. */
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

  /** What took the place of a penalty in a race that is under way is told there first. */
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

  /** One that was opened for an appeal says nothing of what was decided before it. */
  #incidentOf({ first }: Matter): Incident | undefined {
    if (first.incident === undefined) return undefined;
    try {
      const incident = this.#parts.incident(first.incident);
      return incident.at > first.at ? undefined : incident;
    } catch (error) {
      // Its row could not be read, which was told then: what was decided stands all the same.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
