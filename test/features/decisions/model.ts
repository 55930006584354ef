/** The expected state after every press, in the simplest form: plain lists, by the rules as people describe them. */
import type { Decision } from '../../../src/events/decision.ts';

const OUTCOMES = ['time 5', 'time 10', 'drive-through', 'warning', 'disqualification'] as const;
export const ALL_OUTCOMES = [...OUTCOMES, 'no further action', 'racing incident'] as const;
export type ModelOutcome = (typeof ALL_OUTCOMES)[number];

const SECONDS_INSTEAD = 20;

export interface ModelRow extends Pick<Decision, 'number' | 'says' | 'replaces' | 'penalty' | 'converts'> {
  readonly incident: number;
  readonly car: number;
  readonly isAutomatic: boolean;
}

interface ModelPenalty {
  readonly car: number;
  readonly seconds: number;
  readonly isOut: boolean;
  readonly isDriven: boolean;
  state: 'stands' | 'served' | 'converted' | 'withdrawn';
  into?: number;
}

/** What one press proposes to a second steward. */
interface ModelProposal {
  readonly numbers: readonly number[];
  readonly steward: number;
  readonly incident: number;
  readonly cars: readonly number[];
  readonly deed: 'decide' | 'replace' | 'clear';
  readonly outcome: ModelOutcome | 'withdrawn';
  readonly replaces?: number | undefined;
  /** The highest number of the decisions about the penalty that it withdraws. */
  readonly seen?: number;
  state: 'proposed' | 'unconfirmed' | 'confirmed' | 'rejected';
}

type Press = Omit<ModelProposal, 'numbers' | 'state' | 'steward'>;

export class Model {
  readonly #rows: ModelRow[] = [];
  readonly proposals: ModelProposal[] = [];
  readonly #stewardsNeeded: number;
  #highest = 0;
  readonly #penalties = new Map<number, ModelPenalty>();
  readonly #carsOf: Readonly<Record<number, readonly number[]>>;
  isOver = false;

  constructor(carsOf: Readonly<Record<number, readonly number[]>>, stewardsNeeded = 1) {
    this.#carsOf = carsOf;
    this.#stewardsNeeded = stewardsNeeded;
  }

  /** By number: a proposed row gets its number before it comes into force. */
  get rows(): readonly ModelRow[] {
    return this.#rows.toSorted((one, other) => one.number - other.number);
  }

  get highest(): number {
    return this.#highest;
  }

  awaiting(): readonly ModelProposal[] {
    const waiting = this.proposals.filter((each) => this.#isOpen(each));
    return waiting.toSorted((one, other) => (one.numbers[0] ?? 0) - (other.numbers[0] ?? 0));
  }

  /** @returns whether it takes effect */
  confirm(proposal: ModelProposal | undefined, steward: number): boolean {
    if (!proposal || !this.#isOpen(proposal) || proposal.steward === steward) return false;
    if (proposal.state === 'proposed' && !this.#carriedOut(proposal)) return false;
    proposal.state = 'confirmed';
    return true;
  }

  reject(proposal: ModelProposal | undefined): boolean {
    if (!proposal || !this.#isOpen(proposal)) return false;
    if (proposal.state === 'unconfirmed') {
      for (const number of proposal.numbers.filter((each) => !this.#isReplaced(each))) this.#takenBack(number);
    }
    proposal.state = 'rejected';
    return true;
  }

  #takenBack(number: number): void {
    const old = this.#row(number);
    if (!old || old.says === 'withdrawn') return;
    this.#add({ ...about(old), says: 'withdrawn', replaces: number, penalty: old.penalty });
    this.#undo(number);
  }

  #carriedOut({ deed, incident, cars, outcome, replaces = 0, numbers, seen }: ModelProposal): boolean {
    if (deed === 'clear') return this.#withdrawn(replaces, numbers[0], seen);
    if (deed === 'replace') return this.#replaced(replaces, outcome, numbers[0]);
    if (outcome === 'withdrawn' || cars.some((car) => this.standing(incident, car))) return false;
    for (const [index, car] of cars.entries()) this.#give(incident, car, outcome, undefined, numbers[index]);
    return true;
  }

  #isOpen({ state, numbers }: ModelProposal): boolean {
    return state === 'proposed' || (state === 'unconfirmed' && numbers.some((number) => !this.#isReplaced(number)));
  }

  #isReplaced(number: number): boolean {
    return this.#rows.some(({ replaces }) => replaces === number);
  }

  #isBlocked(isAbout: (proposal: ModelProposal) => boolean): boolean {
    return this.proposals.some((each) => each.state === 'proposed' && isAbout(each));
  }

  /** After the race it is only proposed. During the race it takes effect, and waits for the second steward. */
  #byOneOfTwo(press: Press, steward: number, act: () => void): void {
    if (this.#stewardsNeeded > 1 && this.isOver) {
      const numbers = press.cars.map(() => ++this.#highest);
      this.proposals.push({ ...press, numbers, steward, state: 'proposed' });
      return;
    }
    const was = this.#rows.length;
    act();
    if (this.#stewardsNeeded === 1) return;
    const numbers = this.#rows.slice(was).map(({ number }) => number);
    this.proposals.push({ ...press, numbers, steward, state: 'unconfirmed' });
  }

  #row(number: number): ModelRow | undefined {
    return this.#rows.find((row) => row.number === number);
  }

  seen(incident: number): number {
    return Math.max(0, ...this.#in(incident).map(({ number }) => number));
  }

  standing(incident: number, car: number): ModelRow | undefined {
    const own = this.#in(incident).filter((row) => row.car === car);
    const newest = own.findLast(isVerdict);
    return own.some(({ says, replaces }) => says === 'withdrawn' && replaces === newest?.number) ? undefined : newest;
  }

  /** @returns whether it takes effect */
  decide(incident: number, cars: readonly number[], outcome: ModelOutcome, { seen = Infinity, steward = 0 }): boolean {
    const isFinding = outcome === 'no further action' || outcome === 'racing incident';
    const all = (this.#carsOf[incident] ?? []).filter((car) => !this.standing(incident, car));
    const chosen = cars.length === 0 && isFinding ? all : cars;
    const isFree = (car: number): boolean => {
      const newest = this.#in(incident).findLast((row) => row.car === car);
      return !this.standing(incident, car) && (newest?.number ?? 0) <= seen;
    };
    if (chosen.length === 0 || !chosen.every(isFree)) return false;
    if (this.#isBlocked((open) => open.incident === incident && open.cars.some((car) => chosen.includes(car)))) {
      return false;
    }
    this.#byOneOfTwo({ deed: 'decide', incident, cars: chosen, outcome }, steward, () => {
      for (const car of chosen) this.#give(incident, car, outcome);
    });
    return true;
  }

  replace(number: number, outcome: ModelOutcome | 'withdrawn', steward = 0): boolean {
    const old = this.#replaceable(number);
    if (!old || this.#isBlocked(({ replaces }) => replaces === old.number)) return false;
    const { incident, car } = old;
    const press: Press = { deed: 'replace', incident, cars: [car], outcome, replaces: old.number };
    this.#byOneOfTwo(press, steward, () => this.#replaced(old.number, outcome));
    return true;
  }

  #replaceable(number: number): ModelRow | undefined {
    const named = this.#row(number);
    const old = named?.converts === undefined ? named : this.#row(named.converts);
    return old && isVerdict(old) && this.standing(old.incident, old.car) === old ? old : undefined;
  }

  #replaced(number: number, outcome: ModelOutcome | 'withdrawn', reserved?: number): boolean {
    const old = this.#replaceable(number);
    if (!old) return false;
    this.#undo(old.number);
    if (outcome === 'withdrawn')
      this.#add({ ...about(old), says: 'withdrawn', replaces: old.number, penalty: old.penalty }, reserved);
    else this.#give(old.incident, old.car, outcome, old.number, reserved);
    return true;
  }

  withdraw(
    number: number,
    { seen, steward = 0 }: { readonly seen?: number | undefined; readonly steward?: number },
  ): boolean {
    if (!this.#isWithdrawable(number, seen) || this.#isBlocked(({ replaces }) => replaces === number)) return false;
    const { incident, car } = this.#aboutPenalty(number);
    const about = this.#rows.filter(({ penalty }) => penalty === number).map((row) => row.number);
    const press: Press = {
      deed: 'clear',
      incident,
      cars: [car],
      outcome: 'withdrawn',
      replaces: number,
      seen: Math.max(...about),
    };
    this.#byOneOfTwo(press, steward, () => this.#withdrawn(number, undefined, seen));
    return true;
  }

  #isWithdrawable(number: number, seen: number | undefined): boolean {
    const penalty = this.#penalties.get(number);
    return (
      penalty !== undefined && this.#maySay(number, seen) && penalty.state !== 'withdrawn' && penalty.state !== 'served'
    );
  }

  #withdrawn(number: number, reserved: number | undefined, seen: number | undefined): boolean {
    if (!this.#isWithdrawable(number, seen)) return false;
    this.#add({ ...this.#aboutPenalty(number), says: 'withdrawn', replaces: number, penalty: number }, reserved);
    this.#undo(number);
    return true;
  }

  served(number: number, { seen }: { readonly seen?: number | undefined }): boolean {
    const penalty = this.#penalties.get(number);
    if (!penalty?.isDriven || !this.#maySay(number, seen)) return false;
    if (penalty.state === 'withdrawn' || penalty.state === 'served') return false;
    this.#add({ ...this.#aboutPenalty(number), says: 'served', penalty: number });
    this.#withdrawSubstitute(penalty);
    penalty.state = 'served';
    return true;
  }

  notServed(number: number, { seen }: { readonly seen?: number | undefined }, isAutomatic = false): boolean {
    const penalty = this.#penalties.get(number);
    if (!penalty?.isDriven || (!isAutomatic && !this.#maySay(number, seen))) return false;
    if (penalty.state === 'withdrawn' || penalty.state === 'converted') return false;
    this.#add({ ...this.#aboutPenalty(number), isAutomatic, says: 'not served', penalty: number });
    this.#convert(number, penalty, isAutomatic);
    return true;
  }

  /** The race is over: a penalty that nobody marked as served becomes time. */
  end(): void {
    this.isOver = true;
    for (const [number, { isDriven, state }] of [...this.#penalties]) {
      if (isDriven && state === 'stands') this.notServed(number, {}, true);
    }
  }

  secondsOf(car: number): number {
    return this.#standingOf(car).reduce((sum, { seconds }) => sum + seconds, 0);
  }

  isOut(car: number): boolean {
    return this.#standingOf(car).some(({ isOut }) => isOut);
  }

  #standingOf(car: number): readonly ModelPenalty[] {
    return [...this.#penalties.values()].filter((each) => each.car === car && each.state === 'stands');
  }

  #in(incident: number): readonly ModelRow[] {
    return this.rows.filter((row) => row.incident === incident);
  }

  #give(incident: number, car: number, outcome: ModelOutcome, replaces?: number, reserved?: number): void {
    const [says = outcome, amount = '0'] = outcome.startsWith('time') ? outcome.split(' ') : [outcome];
    const isFinding = outcome === 'no further action' || outcome === 'racing incident';
    const number = reserved ?? this.#highest + 1;
    const penalty = isFinding ? undefined : number;
    this.#add({ incident, car, isAutomatic: false, says: says as Decision['says'], replaces, penalty }, reserved);
    if (isFinding) return;
    const isDriven = outcome === 'drive-through';
    const given: ModelPenalty = {
      car,
      seconds: Number(amount),
      isOut: outcome === 'disqualification',
      isDriven,
      state: 'stands',
    };
    this.#penalties.set(number, given);
    // It cannot be driven once the race is over.
    if (isDriven && this.isOver) this.#convert(number, given, false);
  }

  #convert(number: number, penalty: ModelPenalty, isAutomatic: boolean): void {
    const into = this.#highest + 1;
    this.#add({ ...this.#aboutPenalty(number), isAutomatic, says: 'time', penalty: into, converts: number });
    const { car } = penalty;
    this.#penalties.set(into, { car, seconds: SECONDS_INSTEAD, isOut: false, isDriven: false, state: 'stands' });
    penalty.state = 'converted';
    penalty.into = into;
  }

  #undo(number: number): void {
    const penalty = this.#penalties.get(number);
    if (!penalty || penalty.state === 'served') return;
    this.#withdrawSubstitute(penalty);
    penalty.state = 'withdrawn';
  }

  #withdrawSubstitute(penalty: ModelPenalty): void {
    const substitute = penalty.into === undefined ? undefined : this.#penalties.get(penalty.into);
    if (substitute) substitute.state = 'withdrawn';
    penalty.into = undefined;
  }

  /** Whether nothing has been said about it that this press has not seen. */
  #maySay(number: number, seen = 0): boolean {
    const said = this.rows.findLast(
      (row) => row.penalty === number && !isVerdict(row) && row.converts === undefined && !row.isAutomatic,
    );
    return said === undefined || said.number <= seen;
  }

  #aboutPenalty(number: number): Pick<ModelRow, 'incident' | 'car' | 'isAutomatic'> {
    const row = this.#row(number);
    if (!row) throw new Error(`no penalty ${number}`);
    return about(row);
  }

  #add(row: Omit<ModelRow, 'number'>, reserved?: number): void {
    const number = reserved ?? ++this.#highest;
    this.#rows.push({ ...row, number });
  }
}

const about = ({ incident, car }: ModelRow) => ({ incident, car, isAutomatic: false });

const isVerdict = ({ says, converts }: ModelRow): boolean =>
  says !== 'withdrawn' && says !== 'served' && says !== 'not served' && converts === undefined;
