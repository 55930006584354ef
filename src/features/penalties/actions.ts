/** The penalties that stewards can give, and what became of them. */
import type { Driver, EventBody } from '../../events/events.ts';
import { isDriven, PENALTY_TYPES, type Penalty, type PenaltyChange, type PenaltyType } from '../../events/penalty.ts';
import type { Proposal } from '../../events/proposal.ts';
import { seenOf } from '../../events/standing.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { toldApart } from '../../kit/namesakes.ts';
import { inLines, joined, phrase, type Sentence, typed } from '../../kit/sentence.ts';
import { namesakesOf, peopleOf } from '../../race/people.ts';
import { penaltyTexts } from '../../texts/english/penalties.ts';
import { penaltyName } from '../../texts/names.ts';
import { proposalName, waitsNote } from '../../texts/proposals.ts';
import type { Bench, Judge, Official } from '../judging/bench.ts';
import type { Deed } from '../judging/panel.ts';
import { type Accused, deedOf, type Given, Giving, type GivingMore, type GivingParts } from './giving.ts';
import type { WarningCount } from './judge.ts';
import type { NewPenalty } from './ledger.ts';
import { matterOf } from './matter.ts';
import type { PenaltyOrder } from './order.ts';
import { isActive } from './penalty.ts';
import { prepared } from './preparation.ts';
import type { Pressed } from './saidBefore.ts';
import { Sayings } from './sayings.ts';
import { disqualifyQuestion, insteadQuestion } from './sentences.ts';

export type { Penalty, PenaltyType, Pressed, WarningCount };

/** One penalty, and what else to show about it. */
export interface PenaltyAnswer {
  readonly penalty: Penalty;
  /** The highest number of a decision about the penalty. */
  readonly seen: number;
  readonly history: readonly PenaltyChange[];
  readonly note?: Sentence | undefined;
  /** Others whom the driver's name could also mean; absent if there are none. */
  readonly namesakes?: readonly Driver[] | undefined;
}

/** Without a GUID: all that are active. */
export interface WantedPenalties {
  readonly guid?: string | undefined;
  /** Only penalties with a lower number than this one. */
  readonly before?: number | undefined;
}

export interface PenaltyPage {
  /** Newest first. */
  readonly penalties: readonly Penalty[];
  /** How many more there are after these. */
  readonly more: number;
  /** Others whom the drivers' names could also mean; absent if there are none. */
  readonly namesakes?: readonly Driver[] | undefined;
}

interface DriverFile extends PenaltyPage {
  readonly guid: string;
  readonly warnings: readonly WarningCount[];
}

/** Refusals are UserErrors. What is done is recorded in the caller's attempt. */
export interface PenaltyActions {
  give(accused: Accused, order: PenaltyOrder, by: Official, attempt?: Attempt): Promise<PenaltyAnswer>;
  /** Gives the same penalty to several drivers: to all of them, or to none if one is refused. */
  giveEach(drivers: readonly Driver[], order: PenaltyOrder, judge: Judge, more?: GivingMore): Promise<Given>;
  /**
   * The question to ask before giving a penalty that ends somebody's race, that is converted at once, or that was given
   * a moment ago; undefined for others.
   */
  questionBefore(accused: Accused, order: PenaltyOrder): string | undefined;
  /** @throws UserError for a penalty that cannot be given */
  check(drivers: readonly Driver[], order: PenaltyOrder): void;
  /** Carries out what one steward proposed and another confirmed. */
  confirmed(proposal: Proposal, judge: Judge, attempt?: Attempt): Promise<Sentence | undefined>;
  clear(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer;
  served(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer;
  notServed(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer;
  /**
   * Returns an active disqualification: the car stays on the server until somebody kicks it.
   *
   * @throws UserError for any other penalty, and for an official who took part in what it was given for
   */
  disqualified(number: number, by: Official): Penalty;
  /** The newest active penalties, or all against one driver, newest first. */
  list(guid?: string): readonly Penalty[];
  /** The same, one page at a time. */
  page(wanted: WantedPenalties): PenaltyPage;
  /** One driver's own penalties and warnings. */
  fileOf(guid: string): DriverFile;
}

export interface PenaltyParts extends GivingParts {
  readonly bench: Pick<Bench, 'judge'>;
  readonly warningsOf: (guid: string) => readonly WarningCount[];
}

export const penaltyActions = (parts: PenaltyParts): PenaltyActions => new StewardPenalties(parts);

class StewardPenalties implements PenaltyActions {
  readonly #parts: PenaltyParts;
  readonly #giving: Giving;
  readonly #sayings: Sayings;

  constructor(parts: PenaltyParts) {
    this.#parts = parts;
    this.#giving = new Giving(parts);
    this.#sayings = new Sayings(parts);
  }

  async give(accused: Accused, order: PenaltyOrder, by: Official, attempt?: Attempt): Promise<PenaltyAnswer> {
    const { bench, panel } = this.#parts;
    const driver = this.#giving.known(accused);
    const { facts } = prepared(this.#parts, driver, order, by);
    const { run, session } = facts;
    const judge = bench.judge(by, { run, session, incident: order.incident, drivers: [driver] });
    const deed = deedOf([driver], order, { run, session, reason: by.reason });
    if (panel.mustPropose(judge, deed)) return this.#proposed(facts, deed, judge, attempt);
    const { numbers, notes } = await this.#giving.give([driver], order, judge, { attempt, reason: by.reason });
    return { ...this.#answerAbout(numbers[0] ?? 0), note: joined(notes) };
  }

  giveEach(drivers: readonly Driver[], order: PenaltyOrder, judge: Judge, more?: GivingMore): Promise<Given> {
    return this.#giving.give(drivers, order, judge, more);
  }

  check(drivers: readonly Driver[], order: PenaltyOrder): void {
    for (const driver of drivers) prepared(this.#parts, driver, order, { by: '' });
  }

  async confirmed(proposal: Proposal, judge: Judge, attempt?: Attempt): Promise<Sentence | undefined> {
    if (proposal.deed === 'clear') {
      this.#sayings.confirmed(proposal, judge, attempt);
      return undefined;
    }
    const { drivers, says, amount, laps, grid, points, run, session, numbers, reason, infringement } = proposal;
    const type = PENALTY_TYPES.find((each) => each === says);
    if (!type) throw new Error(`${says} is no penalty`);
    const order = { type, amount, laps, grid, points, about: { run, session } };
    const before = (): readonly EventBody[] => {
      this.#parts.panel.refuseProposed(judge, () => false);
      return [];
    };
    const more = { attempt, numbers, reason, before, ruling: { infringement } };
    return inLines((await this.#giving.give(drivers, order, judge, more)).notes);
  }

  questionBefore(accused: Accused, order: PenaltyOrder): string | undefined {
    const { type } = order;
    const again = order.incident === undefined ? this.#questionAgain(accused, type) : undefined;
    if (type !== 'disqualification' && !isDriven({ type })) return again;
    const { facts, occasion, instead } = prepared(this.#parts, this.#giving.known(accused), order, { by: '' });
    const who = toldApart(facts.driver, peopleOf(this.#parts.state()));
    if (type === 'disqualification') return disqualifyQuestion(who, occasion);
    return instead ? insteadQuestion(who, type, instead) : again;
  }

  clear(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer {
    const proposal = this.#sayings.withdrawn(number, by, attempt);
    const answer = this.#answerAbout(number);
    const note = proposal ? waitsNote(proposal) : this.#parts.panel.stillToConfirm([answer.seen]);
    return { ...answer, note };
  }

  served(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer {
    this.#sayings.served(number, by, attempt);
    return this.#answerAbout(number);
  }

  notServed(number: number, by: Pressed, attempt?: Attempt): PenaltyAnswer {
    this.#sayings.notServed(number, by, attempt);
    return this.#answerAbout(number);
  }

  disqualified(number: number, by: Official): Penalty {
    const { ledger, bench } = this.#parts;
    const penalty = ledger.get(number);
    bench.judge(by, matterOf(ledger, penalty));
    if (penalty.type === 'disqualification' && isActive(penalty)) return penalty;
    const what = `${penaltyTexts.penalty(penalty)}, ${penaltyTexts.penaltyState(penalty)}`;
    throw new UserError(
      phrase`${penaltyName(penalty)} is not an active disqualification (${what}); to kick anybody else use ${typed('kick')}.`,
    );
  }

  list(guid?: string): readonly Penalty[] {
    const { ledger } = this.#parts;
    return guid === undefined ? ledger.standing(OFFERED) : ledger.ofDriver(guid);
  }

  page({ guid, before }: WantedPenalties): PenaltyPage {
    const { ledger, state } = this.#parts;
    const penalties = guid === undefined ? ledger.standing(PAGE, before) : ledger.ofDriver(guid, PAGE, before);
    const last = penalties.at(-1)?.number ?? 0;
    const more = guid === undefined ? ledger.countStanding(last) : ledger.countOfDriver(guid, last);
    const named = penalties.map(({ driver }) => driver);
    return { penalties, more, namesakes: namesakesOf(named, [...named, ...peopleOf(state())]) };
  }

  fileOf(guid: string): DriverFile {
    return { guid, ...this.page({ guid }), warnings: this.#parts.warningsOf(guid) };
  }

  /** Two stewards may have seen the same incident, or one pressed twice. */
  #questionAgain(accused: Accused, type: PenaltyType): string | undefined {
    const { ledger, now, state } = this.#parts;
    const same = ledger.ofDriver(accused.guid, RECENT).find((each) => each.type === type && mayBeMeantAgain(each));
    if (!same || now() - same.at >= AGAIN_MS) return undefined;
    const who = toldApart(same.driver, peopleOf(state()));
    const what = `${penaltyName(same)}: ${penaltyTexts.penaltyFor({ ...same, name: who })}`;
    return `${same.by} gave ${what}, less than a minute ago. Another one?`;
  }

  #proposed(facts: NewPenalty, deed: Deed, judge: Judge, attempt?: Attempt): PenaltyAnswer {
    const { decide, panel } = this.#parts;
    let proposal: Proposal | undefined;
    decide(() => {
      const proposed = panel.propose(judge, deed);
      proposal = proposed.proposal;
      attempt?.done(`${proposalName(proposal)} proposed`);
      return proposed.bodies;
    });
    if (!proposal) throw new Error('what was proposed was not kept');
    const { number, server } = proposal;
    const penalty: Penalty = { ...facts, number, server, state: 'proposed' };
    return { penalty, seen: 0, history: [], note: waitsNote(proposal) };
  }

  #answerAbout(number: number): PenaltyAnswer {
    const { ledger, state } = this.#parts;
    const penalty = ledger.get(number);
    const namesakes = namesakesOf([penalty.driver], peopleOf(state()));
    const seen = seenOf(ledger.decisions.ofPenalty(number));
    const history = ledger.history(number);
    return { penalty, seen, history, namesakes };
  }
}

/** How many fit into a message, and how many are offered to somebody who types a number. */
const [PAGE, OFFERED] = [50, 200] as const;

/** Within what time a repeat may be a mistake, and how many of a driver's penalties are checked for it. */
const [AGAIN_MS, RECENT] = [60_000, 20] as const;

const mayBeMeantAgain = ({ incident, state, source, convertedFrom }: Penalty): boolean =>
  incident === undefined && convertedFrom === undefined && state !== 'withdrawn' && source === 'steward';
