/** Queries and decisions about the results of sessions that are over. */
import { basename } from 'node:path';
import type { Classification } from '../../events/classification.ts';
import type { Ordered } from '../../events/events.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { createTurns } from '../../kit/queue.ts';
import { joined, type Sentence } from '../../kit/sentence.ts';
import { afterOthers, atMost, nextTurn } from '../../kit/wait.ts';
import { sessionName } from '../../texts/names.ts';
import type { KnownSession } from '../calendar/calendar.ts';
import type { ResultExport } from './exports.ts';
import { Finality } from './finality.ts';
import { openMatters } from './openMatters.ts';
import type { ResultsParts } from './parts.ts';
import { penaltiesOfRace } from './resultPenalties.ts';
import type { EndedSession, SessionTable } from './table.ts';
import { exportResult, workOut } from './workingOut.ts';

export type { Classification, ResultExport };

/** Refusals are UserErrors. */
export interface ResultsActions {
  /** The result of the newest race that is over, or of the session with this id. */
  show(id?: number): Promise<Classification>;
  /** From here on, no decision changes the result. */
  finalise(by: string, id?: number, attempt?: Attempt): Promise<Classification>;
  /** What is still open, for a confirmation question. */
  openIssues(id?: number): Sentence;
  /** For other programs: returned, and written beside the amended results if the server's files are accessible. */
  export(id?: number, attempt?: Attempt): Promise<ResultExport>;
  /** A final result follows decisions again, as its next version. */
  reopen(id: number, by: Ordered & { readonly reason: string }, attempt?: Attempt): Promise<Classification>;
}

export interface ResultsPublisher extends ResultsActions {
  /** Works the result out again, writes the amended copy, and reports the result if it has changed. */
  publish(run: number, session: number): Promise<Classification>;
}

export const resultsActions = (parts: ResultsParts): ResultsPublisher => new SessionResults(parts);

const FREE_MS = 60_000;

class SessionResults implements ResultsPublisher {
  readonly #parts: ResultsParts;
  readonly #finality: Finality;
  readonly #inTurn = createTurns();
  /** Publications that have not begun: each will include everything decided until it begins. */
  readonly #waiting = new Map<string, Promise<Classification>>();

  constructor(parts: ResultsParts) {
    this.#parts = parts;
    this.#finality = new Finality(parts);
  }

  publish(run: number, session: number): Promise<Classification> {
    const key = `${run}/${session}`;
    const waiting = this.#waiting.get(key);
    if (waiting) return waiting;
    const published = this.#inTurn(async () => {
      // The code that just decided something may still have more to do in this turn.
      await nextTurn();
      this.#waiting.delete(key);
      const ended = this.#parts.table.get(run, session);
      if (!ended) throw new Error(`session ${session} of run ${run} is not over`);
      if (ended.final && !ended.classification?.final) await this.#finality.apply(ended, ended.final);
      if (!ended.final && ended.finalAt !== undefined) await this.#finality.reissue(ended, ended.finalAt);
      const classification = await workOut(this.#parts, ended);
      if (JSON.stringify(classification) !== JSON.stringify(ended.classification)) {
        const { clock, free } = this.#parts;
        // Otherwise pending events would have to be stored at once. After FREE_MS the result is reported anyway.
        await atMost(clock, FREE_MS, afterOthers(free));
        this.#parts.decide(() => [{ type: 'classified', classification }]);
      }
      return classification;
    });
    this.#waiting.set(key, published);
    return published;
  }

  async show(id?: number): Promise<Classification> {
    const { run, session, classification: told } = sessionFor(this.#parts, id);
    const known = this.#parts.calendar.of(run, session);
    // Results reported by version 0.1.0 have no id.
    return told ? { ...told, id: known?.id } : this.publish(run, session);
  }

  async finalise(by: string, id?: number, attempt?: Attempt): Promise<Classification> {
    const { ledger, clock, decide } = this.#parts;
    const { run, session: ordinal, name } = stillOpen(sessionToEnd(this.#parts, id));
    decide(() => {
      ledger.finalise(run, ordinal, { by, at: clock.now() });
      attempt?.done(`the result of ${name} made final`);
      return [];
    });
    return this.publish(run, ordinal);
  }

  openIssues(id?: number): Sentence {
    const { ledger, calendar, incidentsOf, awaiting = () => [], appealsUntil, clock } = this.#parts;
    const { run, session, name } = stillOpen(sessionToEnd(this.#parts, id));
    const keys = calendar.keysOf(run, session);
    const open = openMatters({
      appeals: { until: appealsUntil?.(keys), now: clock.now() },
      incidents: keys.flatMap((key) => incidentsOf(key.run, key.session)),
      penalties: penaltiesOfRace(ledger, keys),
      awaiting: awaiting().filter((each) => keys.some((key) => key.run === each.run && key.session === each.session)),
    });
    const known = calendar.of(run, session);
    const which = known ? `${name} (${sessionName(known)})` : name;
    return joined([`Finalise the result of ${which}? No penalty can change it after that.`, ...open]);
  }

  async export(id?: number, attempt?: Attempt): Promise<ResultExport> {
    const { calendar } = this.#parts;
    const ended = sessionFor(this.#parts, id);
    const known = calendar.of(ended.run, ended.session);
    const of = known ? `${ended.name} (${sessionName(known)})` : ended.name;
    const { files, folder } = await this.#inTurn(() => exportResult(this.#parts, ended, of));
    attempt?.done(`the result of ${of} exported`);
    return { of, files, folder };
  }

  async reopen(
    id: number,
    { by, byId, reason }: Ordered & { readonly reason: string },
    attempt?: Attempt,
  ): Promise<Classification> {
    const { ledger, calendar, clock, decide } = this.#parts;
    const { run, session, name, final, version } = sessionFor(this.#parts, id);
    if (!final) throw new UserError(`The result of ${name} is not final yet, so there is nothing to reopen.`);
    decide(() => {
      // Publishing the result makes everything that had counted in it count as before.
      ledger.reopen(run, session, { by, at: clock.now(), reason, finalAt: final.at });
      attempt?.done(`the result of ${name} opened again`);
      const result = { run, session, id: calendar.of(run, session)?.id, name, version: version + 1 };
      return [{ type: 'resultReopened', result, by, byId, reason }];
    });
    return this.publish(run, session);
  }
}

function stillOpen(ended: EndedSession): EndedSession {
  const { name, final } = ended;
  if (final) throw new UserError(`${final.by} already finalised the result of ${name}.`);
  return ended;
}

/** While a race runs, an earlier result is only finalised by id, as the user may mean the running race. */
function sessionToEnd(parts: ResultsParts, id: number | undefined): EndedSession {
  const found = sessionFor(parts, id);
  const [newest] = parts.calendar.newest(1);
  if (id !== undefined || newest?.kind !== 'race' || newest.state !== 'running') return found;
  const known = parts.calendar.of(found.run, found.session);
  const earlier = known ? `; for the result of ${found.name} before it use ${sessionName(known)}` : '';
  throw new UserError(`${sessionName(newest)} (${newest.name}) is not over, so it has no result yet${earlier}.`);
}

function sessionFor(
  { table, calendar, id: server }: Pick<ResultsParts, 'table' | 'calendar' | 'id'>,
  id: number | undefined,
): EndedSession {
  if (id !== undefined) return resultOf(calendar.get(id), table);
  const newest = table.newest(50).filter(({ run, session }) => calendar.of(run, session)?.continuedBy === undefined);
  const found = newest.find(({ kind }) => kind === 'race') ?? newest[0];
  if (found) return found;
  throw new UserError(`No session of ${server} has ended yet.`);
}

/** The name of the results file of a session that is over. Throws UserError. */
export function fileOf(parts: Pick<ResultsParts, 'table' | 'calendar' | 'id'>, session: number): string {
  const { resultsFile, name } = sessionFor(parts, session);
  if (resultsFile !== undefined) return basename(resultsFile.replaceAll('\\', '/'));
  throw new UserError(`${sessionName({ id: session })} (${name}) has no results file.`);
}

function resultOf(known: KnownSession, table: SessionTable): EndedSession {
  const { run, session, name, state, continuedBy } = known;
  const which = `${sessionName(known)} (${name})`;
  if (continuedBy !== undefined) {
    const how = state === 'restarted' ? 'restarted' : 'continued';
    throw new UserError(`${which} was ${how} as ${sessionName({ id: continuedBy })}, which has its result.`);
  }
  if (state === 'running') throw new UserError(`${which} is not over, so it has no result yet.`);
  const ended = table.get(run, session);
  if (ended) return ended;
  throw new UserError(`${which} has no result: nobody drove a lap in it.`);
}
