/** The decisions of one server. Numbers are shared by all servers of the installation. */
import { randomUUID } from 'node:crypto';
import type { Decision } from '../../events/decision.ts';
import { PENALTY_TYPES } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { countOnFrom, lastNumberOf } from '../../store/numbers.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import { decisionName } from '../../texts/names.ts';
import type { Judge, Signature } from '../judging/bench.ts';
import type { Infringement } from './infringements.ts';
import { fieldOf, writeDecision } from './row.ts';

export { decisionTables } from './schema.ts';

/** What is known about a driver besides the name. */
type Entrant = Pick<Decision, 'car' | 'team' | 'raceNumber'>;

/** Who decided is part of the judge's signature. */
export type NewDecision = Omit<
  Decision,
  'id' | 'number' | 'server' | 'rules' | 'infringementText' | keyof Entrant | keyof Signature
>;

export interface Decisions {
  /** Uses the reserved number if there is one. @throws UserError if the judge is involved themselves */
  add(decision: NewDecision, judge: Judge, reserved?: number): Decision;
  /** Like `add`, for a decision that gives a penalty: the penalty gets its number. */
  addPenalty(
    decision: Omit<NewDecision, 'penalty'>,
    judge: Judge,
    reserved?: number,
  ): Decision & { readonly penalty: number };
  /** Reserves numbers for decisions that are only proposed. */
  reserve(count: number): readonly number[];
  /** Whether another decision replaced or withdrew it. */
  isReplaced(number: number): boolean;
  /** @throws UserError for a number that does not exist on this server */
  get(number: number): Decision;
  /** All decisions in these incidents, oldest first. */
  ofIncidents(numbers: readonly number[]): Decision[];
  /** All decisions about the result of one session, oldest first. */
  ofSession(run: number, session: number): Decision[];
  /** The decision that gave the penalty and those about it, oldest first. */
  ofPenalty(number: number): Decision[];
  /** The decision that replaced or withdrew this one. */
  replacing(decision: Pick<Decision, 'number' | 'driver'>): Decision | undefined;
  /** All decisions at or after this time (UTC, milliseconds), of every server. */
  since(at: number): Decision[];
  /** All decisions about these drivers that give licence points, oldest first. */
  withPoints(guids: readonly string[]): Decision[];
  /** All decisions about these drivers that replaced or withdrew another one, oldest first. */
  replacements(guids: readonly string[]): Decision[];
  /** Everybody who was ever given licence points. */
  guidsWithPoints(): string[];
  /** The licence points that the league's list gives for it. */
  pointsFor(decided: Pick<Decision, 'says' | 'infringement'>): number | undefined;
}

/** Decisions that belong to an incident which was opened after them. */
export interface OpenedLater {
  /** Those of these decisions that were opened an incident for: its number. */
  incidentsOf(decisions: readonly number[]): ReadonlyMap<number, number>;
  decisionsIn(incidents: readonly number[]): readonly number[];
}

export interface DecisionOptions {
  /** A short hash of the league's rules. */
  readonly rules?: string | undefined;
  readonly entrantOf?: ((guid: string) => Entrant | undefined) | undefined;
  readonly infringements?: readonly Infringement[] | undefined;
  readonly openedLater?: OpenedLater | undefined;
}

export const openDecisions = (store: Store, server: string, options: DecisionOptions = {}): Decisions =>
  new StoredDecisions(store, server, options);

class StoredDecisions implements Decisions {
  readonly #store: Store;
  readonly #server: string;
  readonly #options: DecisionOptions;

  constructor(store: Store, server: string, options: DecisionOptions) {
    this.#store = store;
    this.#server = server;
    this.#options = options;
  }

  add(decision: NewDecision, judge: Judge, reserved?: number): Decision {
    return this.#store.transaction(() => this.#insert({ ...decision, number: reserved ?? this.#nextNumber() }, judge));
  }

  addPenalty(
    decision: Omit<NewDecision, 'penalty'>,
    judge: Judge,
    reserved?: number,
  ): Decision & { readonly penalty: number } {
    return this.#store.transaction(() => {
      const number = reserved ?? this.#nextNumber();
      return { ...this.#insert({ ...decision, number, penalty: number }, judge), penalty: number };
    });
  }

  reserve(count: number): readonly number[] {
    return this.#store.transaction(() => {
      const first = this.#nextNumber();
      countOnFrom(this.#store, 'decisions', lastNumberOf(this.#store, 'decisions') + count);
      return Array.from({ length: count }, (_, index) => first + index);
    });
  }

  isReplaced(number: number): boolean {
    const row = this.#store.get(
      // A replacement is always about the same driver, which has an index.
      `SELECT 1 FROM decisions WHERE server = ?1 AND guid = (SELECT guid FROM decisions WHERE number = ?2)
         AND number > ?2 AND ${fieldOf('replaces')} = ?2`,
      this.#server,
      number,
    );
    return row !== undefined;
  }

  get(number: number): Decision {
    const [found] = this.#all('number = ?', number);
    if (found) return found;
    throw new UserError(`There is no decision ${decisionName({ number })} on ${this.#server}.`);
  }

  ofIncidents(numbers: readonly number[]): Decision[] {
    if (numbers.length === 0) return [];
    const own = this.#all(`incident IN (${marks(numbers)})`, ...numbers);
    const later = this.#options.openedLater?.decisionsIn(numbers) ?? [];
    if (later.length === 0) return own;
    // Queried separately: a single query for both would use neither index.
    const others = this.#all(`number IN (${marks(later)})`, ...later);
    const known = new Set(own.map(({ number }) => number));
    return [...own, ...others.filter(({ number }) => !known.has(number))].sort((a, b) => a.number - b.number);
  }

  ofSession(run: number, session: number): Decision[] {
    return this.#all('run = ? AND session = ?', run, session);
  }

  ofPenalty(number: number): Decision[] {
    return this.#all('penalty = ?', number);
  }

  replacing({ number, driver }: Pick<Decision, 'number' | 'driver'>): Decision | undefined {
    return this.#all(`guid = ? AND ${fieldOf('replaces')} = ?`, driver.guid, number)[0];
  }

  since(at: number): Decision[] {
    return this.#read(`${fieldOf('at')} >= ?`, at);
  }

  withPoints(guids: readonly string[]): Decision[] {
    return this.#all(`guid IN (${marks(guids)}) AND points > 0`, ...guids);
  }

  replacements(guids: readonly string[]): Decision[] {
    return this.#all(`guid IN (${marks(guids)}) AND ${fieldOf('replaces')} IS NOT NULL`, ...guids);
  }

  guidsWithPoints(): string[] {
    return this.#store
      .all<{ guid: string }>('SELECT DISTINCT guid FROM decisions WHERE server = ? AND points > 0', this.#server)
      .map(({ guid }) => guid);
  }

  /** No number is given twice, not even if its row is gone. */
  #nextNumber(): number {
    return lastNumberOf(this.#store, 'decisions') + 1;
  }

  #insert(decision: NewDecision & { readonly number: number }, judge: Judge): Decision {
    const { rules = '', entrantOf, infringements = [] } = this.#options;
    const { run, session, incident, driver, number, penalty } = decision;
    const { by, byId, despite } = judge.sign({ run, session, incident, drivers: [driver] });
    const entrant = entrantOf?.(driver.guid);
    const listed = infringements.find(({ code }) => code === decision.infringement);
    const row: Decision = {
      run,
      session,
      incident,
      driver,
      says: decision.says,
      amount: decision.amount,
      laps: decision.laps,
      infringement: decision.infringement,
      reason: decision.reason,
      reasonText: decision.reasonText,
      by,
      byId,
      despite,
      at: decision.at,
      replaces: decision.replaces,
      converts: decision.converts,
      number,
      penalty,
      id: randomUUID(),
      server: this.#server,
      points: decision.points ?? this.pointsFor(decision),
      rules,
      infringementText: listed?.text,
      car: entrant?.car,
      team: entrant?.team,
      raceNumber: entrant?.raceNumber,
    };
    writeDecision(this.#store, row);
    return row;
  }

  pointsFor({ says, infringement }: Pick<Decision, 'says' | 'infringement'>): number | undefined {
    // The list only gives points for penalties. Somebody may still give them for a finding.
    if (!PENALTY_TYPES.some((type) => type === says)) return undefined;
    return this.#options.infringements?.find(({ code }) => code === infringement)?.points;
  }

  #all(where: string, ...values: (string | number)[]): Decision[] {
    const found = this.#read(`server = ? AND (${where})`, this.#server, ...values);
    const without = found.filter(({ incident }) => incident === undefined).map(({ number }) => number);
    const later = this.#options.openedLater?.incidentsOf(without);
    if (!later || later.size === 0) return found;
    return found.map((decision) => ({ ...decision, incident: decision.incident ?? later.get(decision.number) }));
  }

  #read(where: string, ...values: (string | number)[]): Decision[] {
    const rows = this.#store.all<{ number: number; decision: string }>(
      `SELECT number, decision FROM decisions WHERE ${where} ORDER BY number`,
      ...values,
    );
    return readStored(
      this.#store,
      rows,
      ({ number }) => `decision ${number}`,
      ({ decision }) => JSON.parse(decision) as Decision,
    );
  }
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
