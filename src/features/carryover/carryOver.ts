/** What happens to penalties when a race restarts. Stewards are asked before it, or afterwards if nobody was. */
import type { CarryOver } from '../../events/carryOver.ts';
import { type EventBody, type EventOf, hear, type Listeners } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import { leaderHasFinished } from '../../race/flag.ts';
import { hasLaps } from '../../race/standings.ts';
import type { RaceState } from '../../race/state.ts';
import { penaltyName } from '../../texts/names.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Bench, Judge, Official } from '../judging/bench.ts';
import { withdraw } from '../penalties/decisions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { matterOf } from '../penalties/matter.ts';
import { lapsDriven } from '../penalties/penalty.ts';
import { deadlinesAnew, type LapsIn, standingIn, toBeDrivenAgain } from './carried.ts';
import { labelsOf, numbersIn, withAnotherWay } from './dropped.ts';
import type { Asked, CarryOverTable } from './table.ts';

/** A restart ordered through Pitwall. */
export interface OrderedRestart {
  readonly by: Official;
  /** "P-3 P-5", or "all": what does not carry over. Everything carries over if absent. */
  readonly drop?: string | undefined;
  /** Whoever ordered it was asked what carries over. If not, stewards are asked afterwards. */
  readonly isAsked: boolean;
}

/** Refusals are UserErrors. */
export interface CarryOverActions {
  /** What carries over, to show before a restart; empty if no penalty is in force. */
  question(drop?: string): string;
  /** Restarts by calling `restart`, and drops what should not carry over once the restart has been seen. */
  restart(order: OrderedRestart, restart: () => Promise<string>, attempt?: Attempt): Promise<string>;
  /** One penalty that a restart asks about, or all that are still unanswered. */
  keep(penalty: number | 'all', by: Official, attempt?: Attempt): CarryOver;
  drop(penalty: number | 'all', by: Official, attempt?: Attempt): CarryOver;
}

export interface CarryOverParts {
  readonly server: string;
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: CarryOverTable;
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly bench: Pick<Bench, 'judge'>;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly decide: (work: () => readonly EventBody[]) => void;
}

/** A restart under way. The first event that shows it drops the penalties. */
interface Pending {
  readonly order: OrderedRestart;
  readonly numbers: readonly number[];
  readonly judge: Judge;
  readonly attempt: Attempt | undefined;
  dropped: readonly Penalty[] | undefined;
}

export class CarryOvers implements CarryOverActions {
  readonly #parts: CarryOverParts;
  #pending: Pending | undefined;

  constructor(parts: CarryOverParts) {
    this.#parts = parts;
    const reactions: Listeners<readonly EventBody[], [RaceState]> = {
      sessionStarted: (event, state) => this.#startedOver(event, state),
      // Nobody had driven a lap, so it is still the same session.
      sessionAdjusted: (event) => (event.late ? [] : this.#dropOrdered(event.at)),
      raceContinued: ({ race, at }, state) => this.#goesOn(race, at, state),
      penaltyChanged: ({ penalty, before }) => (penalty.state === before.state ? [] : this.#changed(penalty)),
    };
    parts.bus.durable((event, state) => hear(reactions, event, state));
  }

  question(drop?: string): string {
    const { session, run } = this.#parts.state();
    const standing = session && !session.over ? this.#standing(run, session.ordinal) : [];
    const numbers = numbersIn(drop, standing);
    if (!session || standing.length === 0) return '';
    if (leaderHasFinished(session)) {
      return ' The leader has finished, so it will be a new race and nothing carries over.';
    }
    // It stays the same session, so without a "drop" there is nothing to ask.
    if (!hasLaps(session) && drop === undefined) return '';
    const [kept, dropped] = [false, true].map((isDropped) =>
      labelsOf(standing.filter(({ number }) => numbers.includes(number) === isDropped)),
    );
    return [
      ...(kept ? [` Carries over: ${kept}.`] : []),
      ...(dropped ? [` Dropped: ${dropped}.`] : [' Use "drop" to name penalties that should not carry over.']),
    ].join('');
  }

  async restart(order: OrderedRestart, restart: () => Promise<string>, attempt?: Attempt): Promise<string> {
    const { session, run } = this.#parts.state();
    const standing = session ? this.#standing(run, session.ordinal) : [];
    const numbers = numbersIn(order.drop, standing);
    if (order.by.reason !== undefined && numbers.length === 0) throw new UserError(NOTHING_TO_DROP);
    const judge = withAnotherWay(order.by, numbers, () => this.#judgeOf(order.by, numbers));
    const pending: Pending = { order, numbers, judge, attempt, dropped: undefined };
    this.#pending = pending;
    try {
      const told = await restart();
      if (pending.numbers.length === 0) return told;
      const { dropped } = pending;
      return dropped ? `${told} Dropped: ${labelsOf(dropped)}.` : `${told} Nothing was dropped.`;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  keep(penalty: number | 'all', by: Official, attempt?: Attempt): CarryOver {
    return this.#answered(penalty, 'kept', by, attempt);
  }

  drop(penalty: number | 'all', by: Official, attempt?: Attempt): CarryOver {
    return this.#answered(penalty, 'dropped', by, attempt);
  }

  #startedOver({ run, session, at, again }: EventOf<'sessionStarted'>, state: RaceState): readonly EventBody[] {
    const { ledger, calendar, table } = this.#parts;
    const isAsked = this.#pending?.order.isAsked === true;
    if (!again) return [];
    const dropped = this.#dropOrdered(at);
    const standing = standingIn(ledger, calendar.keysOf(run, session));
    const anew = deadlinesAnew(ledger, standing, { at, counted: lapsIn(state) });
    const id = calendar.of(run, session)?.id;
    if (isAsked || standing.length === 0 || id === undefined) return [...dropped, ...anew];
    for (const { number } of standing) table.ask(id, number);
    return [...dropped, ...anew, { type: 'carryOverAsked', carryOver: this.#of(id) }];
  }

  #dropOrdered(at: number): readonly EventBody[] {
    const { ledger } = this.#parts;
    if (!this.#pending) return [];
    const { order, numbers, judge, attempt } = this.#pending;
    const penalties = numbers
      .map((number) => ledger.get(number))
      .filter((each) => stands(each) && judge.may(matterOf(ledger, each)));
    // If the event is rolled back and comes again, they are still in force.
    if (penalties.length > 0) this.#pending.dropped = penalties;
    for (const penalty of penalties) attempt?.done(`${penaltyName(penalty)} as not carried over`);
    return penalties.flatMap((penalty) => this.#withdrawn(penalty, judge, at, order.by.reason));
  }

  /** @param reason the official's words; our own text is used if undefined */
  #withdrawn(penalty: Penalty, judge: Judge, at: number, reason: string | undefined): readonly EventBody[] {
    const { ledger } = this.#parts;
    if (reason !== undefined) return withdraw(ledger, penalty, { at, judge, reason });
    return withdraw(ledger, penalty, { at, judge, ...ownReason({ key: 'notCarriedOver' }) });
  }

  #goesOn(race: EventOf<'raceContinued'>['race'], at: number, state: RaceState): readonly EventBody[] {
    const { ledger, calendar } = this.#parts;
    const { session } = state;
    const isRunning = state.run === race.run && session?.ordinal === race.session && !session.over;
    if (!isRunning || leaderHasFinished(session)) return [];
    const keys = calendar.keysOf(race.run, race.session);
    return toBeDrivenAgain(ledger, keys, { at, counted: lapsIn(state) });
  }

  /** A penalty may be withdrawn or served by other means than the card, which then has to be updated. */
  #changed({ number }: Penalty): readonly EventBody[] {
    const asked = this.#parts.table.ofPenalty(number);
    return asked === undefined ? [] : [{ type: 'carryOverAsked', carryOver: this.#of(asked.session) }];
  }

  #answered(which: number | 'all', answer: 'kept' | 'dropped', by: Official, attempt: Attempt | undefined): CarryOver {
    const { table, ledger, decide, now } = this.#parts;
    let session = 0;
    decide(() => {
      const asked = which === 'all' ? this.#open() : [this.#unanswered(which)];
      const judge = this.#judgeOf(
        by,
        asked.map(({ penalty }) => penalty),
      );
      session = asked[0]?.session ?? 0;
      const names = asked.map(({ penalty }) => penaltyName({ number: penalty })).join(', ');
      for (const each of asked) table.answer(each, answer, by.by);
      attempt?.done(`${names} as ${answer}`);
      const told: EventBody = { type: 'carryOverAsked', carryOver: this.#of(session) };
      if (answer === 'kept') return [told];
      return asked.flatMap(({ penalty }) => this.#withdrawn(ledger.get(penalty), judge, now(), by.reason));
    });
    return this.#of(session);
  }

  /** @throws UserError if no restart asks about it, or if it has been answered or closed */
  #unanswered(number: number): Asked {
    const { table, ledger, server } = this.#parts;
    const asked = table.ofPenalty(number);
    const name = penaltyName({ number });
    if (!asked) throw new UserError(`No restart on ${server} is waiting for an answer about ${name}.`);
    if (asked.answer !== undefined) throw new UserError(`${name} was already ${asked.answer}, by ${asked.by}.`);
    this.#mustStand(ledger.get(number));
    return asked;
  }

  #open(): readonly Asked[] {
    const { table, ledger, server } = this.#parts;
    const newest = table.newestSession();
    const open = newest === undefined ? [] : table.ofSession(newest);
    const unanswered = open.filter((each) => each.answer === undefined && stands(ledger.get(each.penalty)));
    if (unanswered.length === 0) throw new UserError(`Nothing is left to answer after a restart on ${server}.`);
    return unanswered;
  }

  #mustStand(penalty: Penalty): void {
    if (!stands(penalty)) throw new UserError(`${penaltyName(penalty)} is no longer in force: it is ${penalty.state}.`);
  }

  /** @throws UserError if the official is involved in what one of the penalties was given for */
  #judgeOf(by: Official, penalties: readonly number[]): Judge {
    const { bench, ledger } = this.#parts;
    return bench.judge(by, ...penalties.map((number) => matterOf(ledger, ledger.get(number))));
  }

  #standing(run: number, session: number): readonly Penalty[] {
    const { ledger, calendar } = this.#parts;
    return standingIn(ledger, calendar.keysOf(run, session));
  }

  #of(session: number): CarryOver {
    const { server, calendar, table, ledger } = this.#parts;
    const { name, continues = 0 } = calendar.get(session);
    const entries = table.ofSession(session).map(({ penalty, answer, by }) => ({
      penalty: ledger.get(penalty),
      answer,
      by,
    }));
    return { server, session, before: continues, name, entries };
  }
}

const NOTHING_TO_DROP = 'A reason is for penalties that are dropped: name them in "drop". Nothing was done.';

const stands = ({ state }: Penalty): boolean => state === 'issued' || state === 'serving';

/** Laps driven up to now do not count. */
const lapsIn =
  ({ run, session }: RaceState): LapsIn =>
  (guid) =>
    session ? lapsDriven({ run, session: session.ordinal }, session.standings.values(), guid) : {};
