/** What should stand after every press, kept in the simplest way: plain lists, by the rules as people tell them. */
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

export class Model {
  readonly rows: ModelRow[] = [];
  readonly #penalties = new Map<number, ModelPenalty>();
  readonly #carsOf: Readonly<Record<number, readonly number[]>>;
  isOver = false;

  constructor(carsOf: Readonly<Record<number, readonly number[]>>) {
    this.#carsOf = carsOf;
  }

  seen(incident: number): number {
    return Math.max(0, ...this.#in(incident).map(({ number }) => number));
  }

  standing(incident: number, car: number): ModelRow | undefined {
    const own = this.#in(incident).filter((row) => row.car === car);
    const newest = own.findLast(isVerdict);
    return own.some(({ says, replaces }) => says === 'withdrawn' && replaces === newest?.number) ? undefined : newest;
  }

  /** @returns whether it holds */
  decide(incident: number, cars: readonly number[], outcome: ModelOutcome, seen = Infinity): boolean {
    const isFinding = outcome === 'no further action' || outcome === 'racing incident';
    const all = (this.#carsOf[incident] ?? []).filter((car) => !this.standing(incident, car));
    const chosen = cars.length === 0 && isFinding ? all : cars;
    const isFree = (car: number): boolean => {
      const newest = this.#in(incident).findLast((row) => row.car === car);
      return !this.standing(incident, car) && (newest?.number ?? 0) <= seen;
    };
    if (chosen.length === 0 || !chosen.every(isFree)) return false;
    for (const car of chosen) this.#give(incident, car, outcome);
    return true;
  }

  replace(number: number, outcome: ModelOutcome | 'withdrawn'): boolean {
    const named = this.rows[number - 1];
    const old = named?.converts === undefined ? named : this.rows[named.converts - 1];
    if (!old || !isVerdict(old) || this.standing(old.incident, old.car) !== old) return false;
    this.#undo(old.number);
    if (outcome === 'withdrawn')
      this.#add({ ...about(old), says: 'withdrawn', replaces: old.number, penalty: old.penalty });
    else this.#give(old.incident, old.car, outcome, old.number);
    return true;
  }

  withdraw(number: number, seen?: number): boolean {
    const penalty = this.#penalties.get(number);
    if (!penalty || !this.#maySay(number, seen) || penalty.state === 'withdrawn' || penalty.state === 'served')
      return false;
    this.#add({ ...this.#aboutPenalty(number), says: 'withdrawn', replaces: number, penalty: number });
    this.#undo(number);
    return true;
  }

  served(number: number, seen?: number): boolean {
    const penalty = this.#penalties.get(number);
    if (!penalty?.isDriven || !this.#maySay(number, seen)) return false;
    if (penalty.state === 'withdrawn' || penalty.state === 'served') return false;
    this.#add({ ...this.#aboutPenalty(number), says: 'served', penalty: number });
    this.#withdrawSubstitute(penalty);
    penalty.state = 'served';
    return true;
  }

  notServed(number: number, seen?: number, isAutomatic = false): boolean {
    const penalty = this.#penalties.get(number);
    if (!penalty?.isDriven || (!isAutomatic && !this.#maySay(number, seen))) return false;
    if (penalty.state === 'withdrawn' || penalty.state === 'converted') return false;
    this.#add({ ...this.#aboutPenalty(number), isAutomatic, says: 'not served', penalty: number });
    this.#convert(number, penalty, isAutomatic);
    return true;
  }

  /** The race is over: what nobody called served becomes time. */
  end(): void {
    this.isOver = true;
    for (const [number, { isDriven, state }] of [...this.#penalties]) {
      if (isDriven && state === 'stands') this.notServed(number, undefined, true);
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

  #give(incident: number, car: number, outcome: ModelOutcome, replaces?: number): void {
    const [says = outcome, amount = '0'] = outcome.startsWith('time') ? outcome.split(' ') : [outcome];
    const isFinding = outcome === 'no further action' || outcome === 'racing incident';
    const number = this.rows.length + 1;
    const penalty = isFinding ? undefined : number;
    this.#add({ incident, car, isAutomatic: false, says: says as Decision['says'], replaces, penalty });
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
    // Nobody can drive it in a race that is over.
    if (isDriven && this.isOver) this.#convert(number, given, false);
  }

  #convert(number: number, penalty: ModelPenalty, isAutomatic: boolean): void {
    const into = this.rows.length + 1;
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

  /** Whether nobody has said anything about it that whoever says something now has not seen. */
  #maySay(number: number, seen = 0): boolean {
    const said = this.rows.findLast(
      (row) => row.penalty === number && !isVerdict(row) && row.converts === undefined && !row.isAutomatic,
    );
    return said === undefined || said.number <= seen;
  }

  #aboutPenalty(number: number): Pick<ModelRow, 'incident' | 'car' | 'isAutomatic'> {
    const row = this.rows[number - 1];
    if (!row) throw new Error(`no penalty ${number}`);
    return about(row);
  }

  #add(row: Omit<ModelRow, 'number'>): void {
    this.rows.push({ ...row, number: this.rows.length + 1 });
  }
}

const about = ({ incident, car }: ModelRow) => ({ incident, car, isAutomatic: false });

const isVerdict = ({ says, converts }: ModelRow): boolean =>
  says !== 'withdrawn' && says !== 'served' && says !== 'not served' && converts === undefined;
