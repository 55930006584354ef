/** What stewards can impose, and what came of it. */
import type { Dialect } from '../../acserver/dialect.ts';
import type { LoadLimits } from '../../acserver/limits.ts';
import type { Driver, EventBody, Ordered } from '../../events/events.ts';
import { isDriven, type Penalty, type PenaltyChange, type PenaltyType } from '../../events/penalty.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { hasNamesake, toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { penaltyTexts } from '../../texts/english/penalties.ts';
import { penaltyName } from '../../texts/names.ts';
import { ownReason } from '../../texts/reasons.ts';
import { type PitRules, secondsInstead } from './conversion.ts';
import { type Decision, fail, serve, withdraw } from './decisions.ts';
import { executionOf, isConfirmed } from './execution.ts';
import { beginning, type Instead, impose, insteadOf } from './imposition.ts';
import type { WarningCount } from './judge.ts';
import type { Ledger, NewPenalty } from './ledger.ts';
import { countedLaps, type Occasion, occasionFor } from './occasion.ts';
import { type PenaltyOrder, sizeOf } from './order.ts';
import { isForResult } from './penalty.ts';
import { disqualifyQuestion, insteadNote, insteadQuestion, refuseWithoutTime, resultNote } from './sentences.ts';

export type { Penalty, PenaltyType, WarningCount };

/** Somebody by GUID; with car id and name when on the server. */
type Accused = Driver | { readonly guid: string };

/** One penalty, and what else there is to say about it. */
export interface PenaltyAnswer {
  readonly penalty: Penalty;
  readonly history: readonly PenaltyChange[];
  readonly note?: string | undefined;
  /** Others who may be meant by the driver's name; absent when there are none. */
  readonly namesakes?: readonly Driver[] | undefined;
}

interface DriverFile {
  readonly guid: string;
  readonly penalties: readonly Penalty[];
  readonly warnings: readonly WarningCount[];
}

/** Refusals are UserErrors. What is done is kept in the attempt of whoever asked. */
export interface PenaltyActions {
  give(accused: Accused, order: PenaltyOrder, by: Ordered, attempt?: Attempt): Promise<PenaltyAnswer>;
  /** What to ask before giving one that ends somebody's race, or that becomes another at once; undefined for others. */
  questionBefore(accused: Accused, order: PenaltyOrder): string | undefined;
  clear(number: number, by: Ordered, attempt?: Attempt): PenaltyAnswer;
  served(number: number, by: Ordered, attempt?: Attempt): PenaltyAnswer;
  notServed(number: number, by: Ordered, attempt?: Attempt): PenaltyAnswer;
  /** What stands, or everything against one driver, the newest first. */
  list(guid?: string): readonly Penalty[];
  /** One driver's own penalties and warnings. */
  fileOf(guid: string): DriverFile;
}

export interface PenaltyParts {
  readonly ledger: Ledger;
  readonly dialect: Dialect;
  readonly limits: () => LoadLimits;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly pits: PitRules;
  /** Whether a race by time goes on for one lap more; undefined where nobody has told. */
  readonly extraLap: () => boolean | undefined;
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly kick: (driver: Driver, order: Ordered, attempt: Attempt) => Promise<string>;
  /** What became of what a driver is to carry; undefined when nothing was told. */
  readonly loadOutcome: (guid: string) => Promise<{ readonly said?: string; readonly trouble?: unknown } | undefined>;
  readonly warningsOf: (guid: string) => readonly WarningCount[];
}

export const penaltyActions = (parts: PenaltyParts): PenaltyActions => new StewardPenalties(parts);

class StewardPenalties implements PenaltyActions {
  readonly #parts: PenaltyParts;

  constructor(parts: PenaltyParts) {
    this.#parts = parts;
  }

  async give(accused: Accused, order: PenaltyOrder, by: Ordered, attempt: Attempt = UNASKED): Promise<PenaltyAnswer> {
    const { ledger, decide, now } = this.#parts;
    const { facts, occasion, instead } = this.#imposing(accused, order, by);
    let number = 0;
    decide(() => {
      const { penalty, bodies } = impose(ledger, facts, instead);
      number = penalty.number;
      keepGiven(penalty, attempt);
      return bodies;
    });
    const given = ledger.get(number);
    if (instead) return { ...this.#answerAbout(number), note: insteadNote(given, instead) };
    const note = await this.#carryOut(given, occasion, attempt).catch((error: unknown) => {
      const why = ownReason({ key: 'notCarriedOut', params: { why: messageOf(error) } });
      decide(() => withdraw(ledger, ledger.get(number), { at: now(), by: by.by, ...why }));
      throw error;
    });
    return { ...this.#answerAbout(number), note };
  }

  questionBefore(accused: Accused, order: PenaltyOrder): string | undefined {
    const { type } = order;
    if (type !== 'disqualification' && !isDriven({ type })) return undefined;
    const { facts, occasion, instead } = this.#imposing(accused, order, { by: '' });
    const who = toldApart(facts.driver, peopleOf(this.#parts.state()));
    if (type === 'disqualification') return disqualifyQuestion(who, occasion);
    return instead && insteadQuestion(who, type, instead);
  }

  clear(number: number, by: Ordered, attempt?: Attempt): PenaltyAnswer {
    return this.#decided(number, { by, attempt }, (penalty, decision) =>
      withdraw(this.#parts.ledger, penalty, decision),
    );
  }

  served(number: number, by: Ordered, attempt?: Attempt): PenaltyAnswer {
    return this.#decided(number, { by, attempt }, (penalty, decision) => serve(this.#parts.ledger, penalty, decision));
  }

  notServed(number: number, by: Ordered, attempt?: Attempt): PenaltyAnswer {
    const { ledger, pits } = this.#parts;
    return this.#decided(number, { by, attempt }, (penalty, decision) =>
      fail(ledger, penalty, { seconds: secondsInstead(penalty, pits), cause: 'penalty not served' }, decision),
    );
  }

  list(guid?: string): readonly Penalty[] {
    const { ledger } = this.#parts;
    return guid === undefined ? ledger.active().reverse() : ledger.ofDriver(guid);
  }

  fileOf(guid: string): DriverFile {
    const { ledger, warningsOf } = this.#parts;
    return { guid, penalties: ledger.ofDriver(guid), warnings: warningsOf(guid) };
  }

  /** Reads, checks and writes in one transaction: of two stewards who press at once, the second hears of the first. */
  #decided(
    number: number,
    { by, attempt }: { readonly by: Ordered; readonly attempt: Attempt | undefined },
    work: (penalty: Penalty, decision: Decision) => EventBody[],
  ): PenaltyAnswer {
    const { ledger, decide, now } = this.#parts;
    decide(() => {
      const penalty = ledger.get(number);
      refuseFinal(ledger, penalty);
      const bodies = work(penalty, { at: now(), by: by.by, reason: by.reason ?? '' });
      attempt?.done(`the decision about ${penaltyName(penalty)}`);
      return bodies;
    });
    return this.#answerAbout(number);
  }

  #answerAbout(number: number): PenaltyAnswer {
    const { ledger, state } = this.#parts;
    const penalty = ledger.get(number);
    const namesakes = peopleOf(state()).filter((other) => hasNamesake(other, [penalty.driver]));
    return { penalty, history: ledger.history(number), namesakes: namesakes.length === 0 ? undefined : namesakes };
  }

  /** @throws UserError for what cannot be given */
  #imposing(accused: Accused, order: PenaltyOrder, by: Ordered): Imposing {
    const { state, ledger, limits, pits, extraLap, now, dialect } = this.#parts;
    const { type, incident } = order;
    const { amount, laps } = sizeOf(order, { limits: limits(), pits });
    const driver = this.#known(accused);
    const occasion = occasionFor(state(), ledger, type);
    const at = now();
    const instead = insteadOf({ type, amount, driver }, occasion, { at, pits, extraLap: extraLap() });
    refuseWithoutTime(type, instead);
    if (instead) refuseFinalResult(ledger, instead);
    const facts: NewPenalty = {
      run: occasion.run,
      session: occasion.session,
      driver,
      type,
      amount,
      laps,
      lapsLeft: laps,
      cause: 'given by an admin',
      source: 'steward',
      by: by.by,
      reason: by.reason ?? '',
      at,
      state: beginning({ type }, occasion, isConfirmed(type, dialect)),
      counted: countedLaps(state(), occasion, driver.guid),
      incident,
    };
    return { facts, occasion, instead };
  }

  /** Who has left already is known by the last races, or by an earlier penalty. */
  #known(accused: Accused): Driver {
    if ('carId' in accused) return { carId: accused.carId, guid: accused.guid, name: accused.name };
    const { session, previous, seats } = this.#parts.state();
    const standings = [session, previous].flatMap((each) => (each ? [...each.standings.values()] : []));
    const penalised = this.#parts.ledger.ofDriver(accused.guid, 1);
    const seen = [
      ...standings.map(({ driver }) => driver),
      ...seats.values(),
      ...penalised.map(({ driver }) => driver),
    ];
    const found = seen.find(({ guid }) => guid === accused.guid);
    if (found) return { carId: found.carId, guid: found.guid, name: found.name };
    throw new UserError(`Nobody with the GUID ${accused.guid} has been seen on this server lately.`);
  }

  /** What the server does about it by itself, or what it cannot. */
  async #carryOut(penalty: Penalty, occasion: Occasion, attempt: Attempt): Promise<string> {
    const { dialect, kick } = this.#parts;
    const { type, driver, by, reason } = penalty;
    if (type === 'kick') return kick(driver, { by, reason: reason || undefined }, attempt);
    const execution = executionOf(type, dialect);
    if (isForResult({ type })) return resultNote(penalty, occasion, dialect);
    if (execution.by === 'pitwall') return execution.how;
    const { said, trouble } = (await this.#parts.loadOutcome(driver.guid)) ?? {};
    if (trouble !== undefined)
      return `The game server does not know it yet, which is tried again: ${messageOf(trouble)}`;
    if (said !== undefined) return `The server said: ${said}`;
    if (isConfirmed(type, dialect)) return 'The server is told as soon as the driver is there.';
    return execution.isProven ? 'The car carries it as soon as the server has it.' : 'This server does not confirm it.';
  }
}

function keepGiven({ number, type, driver }: Penalty, attempt: Attempt): void {
  const next = type === 'kick' ? `the kick of ${driver.name || driver.guid}` : undefined;
  attempt.done(`${penaltyName({ number })} (${type}) in the ledger`, next);
}

interface Imposing {
  readonly facts: NewPenalty;
  readonly occasion: Occasion;
  readonly instead: Instead | undefined;
}

function refuseFinalResult(ledger: Ledger, { run, session, name }: Instead): void {
  if (ledger.isFinal(run, session)) throw new UserError(`The result of ${name} is final.`);
}

function refuseFinal(ledger: Ledger, penalty: Penalty): void {
  if (!ledger.isFinal(penalty.run, penalty.session)) return;
  const what = `${penaltyName(penalty)} (${penaltyTexts.penaltyState(penalty)})`;
  throw new UserError(`The result ${what} belongs to is final; nothing was changed.`);
}
