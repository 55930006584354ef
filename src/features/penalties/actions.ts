/** What stewards can impose, and what came of it. */
import type { LoadLimits } from '../../acserver/limits.ts';
import type { Driver, EventBody, Ordered } from '../../events/events.ts';
import type { Penalty, PenaltyChange, PenaltyType } from '../../events/penalty.ts';
import { type Attempt, UNASKED } from '../../kit/attempt.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { hasNamesake, toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { penaltyTexts } from '../../texts/english/penalties.ts';
import { penaltyName } from '../../texts/names.ts';
import { ownReason } from '../../texts/reasons.ts';
import { seenOf } from '../decisions/standing.ts';
import { type CarryOutParts, carryOut } from './carryOut.ts';
import { give, withdraw } from './decisions.ts';
import { isConfirmed } from './execution.ts';
import type { WarningCount } from './judge.ts';
import type { NewPenalty, Ruling } from './ledger.ts';
import { countedLaps, occasionFor } from './occasion.ts';
import { type PenaltyOrder, sizeOf } from './order.ts';
import { firstState } from './penalty.ts';
import type { Pressed } from './saidBefore.ts';
import { type SayingParts, Sayings } from './sayings.ts';

export type { Penalty, PenaltyType, Pressed, WarningCount };

/** Somebody by GUID; with car id and name when on the server. */
type Accused = Driver | { readonly guid: string };

/** One penalty, and what else there is to say about it. */
export interface PenaltyAnswer {
  readonly penalty: Penalty;
  /** The highest number of a decision about it. */
  readonly seen: number;
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

/** What belongs to giving a penalty for an incident. */
interface GivingMore {
  readonly attempt?: Attempt | undefined;
  readonly ruling?: Pick<Ruling, 'infringement' | 'replaces'> | undefined;
  /** Runs first, in the same transaction; what it throws refuses all of them. */
  readonly before?: (() => readonly EventBody[]) | undefined;
}

interface Given {
  readonly numbers: readonly number[];
  /** What the server does about each by itself, or what it cannot. */
  readonly notes: readonly string[];
}

/** Refusals are UserErrors. What is done is kept in the attempt of whoever asked. */
export interface PenaltyActions {
  give(accused: Accused, order: PenaltyOrder, by: Ordered, attempt?: Attempt): Promise<PenaltyAnswer>;
  /** The same for several at once: all of them, or none where one is refused. */
  giveEach(drivers: readonly Driver[], order: PenaltyOrder, by: Ordered, more?: GivingMore): Promise<Given>;
  /** What to ask before giving one that ends somebody's race, or that was given a moment ago; undefined for others. */
  questionBefore(accused: Accused, type: PenaltyType): string | undefined;
  clear(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer;
  served(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer;
  notServed(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer;
  /** What stands, or everything against one driver, the newest first. */
  list(guid?: string): readonly Penalty[];
  /** One driver's own penalties and warnings. */
  fileOf(guid: string): DriverFile;
}

export interface PenaltyParts extends CarryOutParts, SayingParts {
  readonly limits: () => LoadLimits;
  readonly state: () => RaceState;
  readonly warningsOf: (guid: string) => readonly WarningCount[];
}

export const penaltyActions = (parts: PenaltyParts): PenaltyActions => new StewardPenalties(parts);

class StewardPenalties implements PenaltyActions {
  readonly #parts: PenaltyParts;
  readonly #sayings: Sayings;

  constructor(parts: PenaltyParts) {
    this.#parts = parts;
    this.#sayings = new Sayings(parts);
  }

  async give(accused: Accused, order: PenaltyOrder, by: Ordered, attempt?: Attempt): Promise<PenaltyAnswer> {
    const { numbers, notes } = await this.giveEach([this.#known(accused)], order, by, { attempt });
    return { ...this.#answerAbout(numbers[0] ?? 0), note: notes[0] };
  }

  async giveEach(
    drivers: readonly Driver[],
    order: PenaltyOrder,
    by: Ordered,
    { attempt = UNASKED, ruling, before = () => [] }: GivingMore = {},
  ): Promise<Given> {
    const { ledger, decide } = this.#parts;
    let penalties: readonly Penalty[] = [];
    decide(() => {
      const first = before();
      const given = drivers.map((driver) => {
        const facts = this.#factsFor(driver, order, by);
        return give(ledger, facts, { ...ruling, byId: by.byId });
      });
      penalties = given.map(({ penalty }) => penalty);
      for (const penalty of penalties) keepGiven(penalty, attempt);
      return [...first, ...given.flatMap(({ bodies }) => bodies)];
    });
    const notes: string[] = [];
    for (const penalty of penalties)
      notes.push(await this.#carriedOut(penalty, by, { attempt, isOnly: drivers.length === 1 }));
    return { numbers: penalties.map(({ number }) => number), notes };
  }

  /** What could not be carried out does not stand; the others of the same press do. */
  async #carriedOut(
    { number, driver }: Penalty,
    by: Ordered,
    { attempt, isOnly }: { readonly attempt: Attempt; readonly isOnly: boolean },
  ): Promise<string> {
    const { ledger, decide, now } = this.#parts;
    try {
      return await carryOut(ledger.get(number), this.#parts, attempt);
    } catch (error) {
      const why = ownReason({ key: 'notCarriedOut', params: { why: messageOf(error) } });
      decide(() => withdraw(ledger, ledger.get(number), { at: now(), by: by.by, byId: by.byId ?? '', ...why }));
      if (isOnly || !(error instanceof UserError)) throw error;
      return `${driver.name || driver.guid}: ${error.message}`;
    }
  }

  questionBefore(accused: Accused, type: PenaltyType): string | undefined {
    const { state, ledger } = this.#parts;
    const who = (): string => toldApart(this.#known(accused), peopleOf(state()));
    if (type !== 'disqualification') return this.#questionAgain(accused, type, who);
    const { session, facts } = occasionFor(state(), ledger, type);
    return `Disqualify ${who()} from ${facts?.facts.name || 'the session'} (session ${session})? ${LOSS}`;
  }

  /** Two stewards saw the same, or one pressed twice. */
  #questionAgain({ guid }: Accused, type: PenaltyType, who: () => string): string | undefined {
    const { ledger, now } = this.#parts;
    const same = ledger
      .ofDriver(guid, RECENT)
      .find(
        (each) =>
          each.type === type && each.incident === undefined && each.state !== 'withdrawn' && each.source === 'steward',
      );
    if (!same || now() - same.at >= AGAIN_MS) return undefined;
    const what = `${penaltyTexts.penalty(same)} (${penaltyName(same)})`;
    const seconds = Math.max(1, Math.round((now() - same.at) / 1000));
    return `${same.by} gave ${who()} ${what} ${seconds} s ago. Another one?`;
  }

  clear(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer {
    this.#sayings.withdrawn(number, by, attempt);
    return this.#answerAbout(number);
  }

  served(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer {
    this.#sayings.served(number, by, attempt);
    return this.#answerAbout(number);
  }

  notServed(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer {
    this.#sayings.notServed(number, by, attempt);
    return this.#answerAbout(number);
  }

  list(guid?: string): readonly Penalty[] {
    const { ledger } = this.#parts;
    return guid === undefined ? ledger.active().reverse() : ledger.ofDriver(guid);
  }

  fileOf(guid: string): DriverFile {
    const { ledger, warningsOf } = this.#parts;
    return { guid, penalties: ledger.ofDriver(guid), warnings: warningsOf(guid) };
  }

  #answerAbout(number: number): PenaltyAnswer {
    const { ledger, state } = this.#parts;
    const penalty = ledger.get(number);
    const namesakes = peopleOf(state()).filter((other) => hasNamesake(other, [penalty.driver]));
    const seen = seenOf(ledger.decisions.ofPenalty(number));
    return {
      penalty,
      seen,
      history: ledger.history(number),
      namesakes: namesakes.length === 0 ? undefined : namesakes,
    };
  }

  #factsFor(driver: Driver, order: PenaltyOrder, by: Ordered): NewPenalty {
    const { state, ledger, limits, driveThrough, now } = this.#parts;
    const { type, incident } = order;
    const { amount, laps } = sizeOf(order, { limits: limits(), driveThroughLaps: driveThrough.laps });
    const occasion = occasionFor(state(), ledger, type);
    return {
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
      at: now(),
      state: firstState(type, occasion.isOver ? undefined : occasion.kind, isConfirmed(type, this.#parts.dialect)),
      counted: countedLaps(occasion, driver.guid),
      incident,
    };
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
}

function keepGiven({ number, type, driver }: Penalty, attempt: Attempt): void {
  const next = type === 'kick' ? `the kick of ${driver.name || driver.guid}` : undefined;
  attempt.done(`${penaltyName({ number })} (${type}) in the ledger`, next);
}

/** How soon the same again may be a mistake, and how many of somebody's penalties are looked at. */
const [AGAIN_MS, RECENT] = [60_000, 20] as const;

const LOSS = 'It counts in the result until it is withdrawn, and everyone on the server is told.';
