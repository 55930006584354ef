import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Classification } from '../../../src/events/classification.ts';
import type { Outcome } from '../../../src/events/decision.ts';
import { DEFAULT_SETTINGS } from '../../../src/features/penalties/settings.ts';
import { emptyTally } from '../../../src/features/penalties/tally.ts';
import { watchPenalties } from '../../../src/features/penalties/watch.ts';
import { resultsActions } from '../../../src/features/results/actions.ts';
import { sessionTable } from '../../../src/features/results/table.ts';
import { ResultsThread } from '../../../src/features/results/thread.ts';
import { ResultsWatch } from '../../../src/features/results/watch.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';
import { ALL_OUTCOMES, Model, type ModelOutcome } from './model.ts';

// Stewards press at random, on cards that may be stale, while Pitwall is killed and the race is restarted. What stands,
// every number, and the classification must match a model of plain lists.

const CARS_OF = { 1: [1, 2, 3], 2: [3, 4] } as const;
const CARS = [1, 2, 3, 4];
const INCIDENTS = [1, 2];

interface Deciding {
  readonly op: 'decide';
  readonly incident: number;
  readonly cars: readonly number[];
  readonly outcome: ModelOutcome;
  readonly age: number | 'typed';
}

interface Replacing {
  readonly op: 'replace';
  readonly nth: number;
  readonly outcome: ModelOutcome | 'withdrawn';
}

interface Saying {
  readonly op: 'clear' | 'served' | 'notServed';
  readonly nth: number;
  readonly age: number | 'typed';
}

interface Settling {
  readonly op: 'confirm' | 'reject';
  readonly nth: number;
}

const isSettling = (op: Press): op is Settling => op.op === 'confirm' || op.op === 'reject';

type Press = Deciding | Replacing | Saying | Settling;
type Op = Press | { readonly op: 'kill' } | { readonly op: 'restart' } | { readonly op: 'end' };

const incident = fc.constantFrom(...INCIDENTS);
/** How many presses old the card is, or that the command is typed. */
const age = fc.oneof(
  fc.constant(0),
  { arbitrary: fc.constantFrom(1, 2, 3, 5), weight: 2 },
  fc.constant('typed' as const),
);
const nth = fc.nat({ max: 40 });
const decide: fc.Arbitrary<Op> = fc
  .record({
    incident,
    cars: fc.oneof(fc.subarray(CARS), fc.constantFrom(...CARS.map((n) => [n]))),
    outcome: fc.constantFrom(...ALL_OUTCOMES),
    age,
  })
  .map((each) => ({
    op: 'decide',
    ...each,
    cars: each.cars.filter((n) => CARS_OF[each.incident as 1 | 2].some((one) => one === n)),
  }));
const operation: fc.Arbitrary<Op> = fc.oneof(
  { arbitrary: decide, weight: 5 },
  {
    arbitrary: fc.record({
      op: fc.constant('replace' as const),
      nth,
      outcome: fc.constantFrom(...ALL_OUTCOMES, 'withdrawn' as const),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ op: fc.constantFrom('clear' as const, 'served' as const, 'notServed' as const), nth, age }),
    weight: 4,
  },
  { arbitrary: fc.record({ op: fc.constantFrom('confirm' as const, 'reject' as const), nth }), weight: 4 },
  { arbitrary: fc.constantFrom<Op>({ op: 'kill' }, { op: 'restart' }, { op: 'end' }), weight: 2 },
);

/** An incident rig with what closes a race, and the race's result. */
function opened(rig: IncidentRig) {
  const { store, feed, ledger, calendar, clock } = rig;
  const { bus, decide } = feed;
  watchPenalties({ bus, ledger, calendar, settings: DEFAULT_SETTINGS, memory: { load: () => emptyTally, save() {} } });
  const table = sessionTable(store, 'gt3');
  const log = { warn() {}, error: (fault: unknown) => feed.faults.push(fault) };
  const results = resultsActions({
    work: new ResultsThread({ clock }),
    id: 'gt3',
    directory: undefined,
    table,
    ledger,
    calendar,
    clock,
    log,
    decide,
    incidentsOf: () => [],
    points: [],
  });
  const watch = new ResultsWatch({ bus, table, results, calendar, log });
  return { rig, results, watch };
}

const lapsOfAll = (rig: IncidentRig): void => {
  rig.clock.advance(90_000);
  for (const n of CARS) {
    rig.tell({ type: 'lapCompleted', driver: car(n), lapMs: 90_000 + n, cuts: 0, board: [], lap: 1 });
  }
};

class Run {
  readonly model: Model;
  /** What the cards showed after each press, the newest first. */
  readonly #shown: Record<number, number>[] = [];
  #world: ReturnType<typeof opened>;
  #stewards = 0;

  constructor(stewardsNeeded: number) {
    this.model = new Model(CARS_OF, stewardsNeeded);
    this.#world = opened(incidentRig({ stewardsNeeded }));
    const { rig } = this.#world;
    startRace(rig);
    rig.tell(contact(1, 2), contact(2, 3, { x: 40 }));
    rig.clock.advance(60_000);
    rig.tell(contact(3, 4));
    lapsOfAll(rig);
    this.#show();
  }

  async apply(op: Op): Promise<void> {
    if (op.op === 'kill') return this.kill();
    if (op.op === 'end') return this.end();
    if (op.op === 'restart') return this.#restart();
    const { isHeld, shouldHold } = await this.#press(op);
    expect([op, isHeld]).toEqual([op, shouldHold]);
    this.#show();
    this.check();
  }

  /** Compares every row, and the state of the incidents. */
  check(): void {
    const { rig } = this.#world;
    const rows = rig.ledger.decisions.ofIncidents(INCIDENTS);
    const told = rows.map(({ number, incident: about, driver, says, replaces, penalty, converts, byId }) => ({
      number,
      incident: about,
      car: driver.carId,
      says,
      replaces,
      penalty,
      converts,
      isAutomatic: byId === 'automatic',
    }));
    expect(told).toEqual(this.model.rows);
    const waiting = rig.confirming.awaiting().map(({ numbers, state }) => [state, ...numbers]);
    expect(waiting).toEqual(this.model.awaiting().map(({ numbers, state }) => [state, ...numbers]));
    for (const number of INCIDENTS) expect(rig.actions.show(number).seen).toBe(this.model.seen(number));
    expect(rig.feed.faults).toEqual([]);
  }

  async kill(): Promise<void> {
    await this.#world.watch.close();
    this.#world = opened(this.#world.rig.reopen());
  }

  async end(): Promise<void> {
    if (this.model.isOver) return;
    this.#world.rig.tell({ type: 'sessionEnded' });
    this.model.end();
    this.check();
  }

  async classification(): Promise<Classification> {
    const { rig, results } = this.#world;
    const { run, session } = rig.feed.state();
    return results.publish(run, session?.ordinal ?? 0);
  }

  async close(): Promise<void> {
    await this.#world.watch.close();
    this.#world.rig.remove();
  }

  #show(): void {
    this.#shown.unshift(Object.fromEntries(INCIDENTS.map((number) => [number, this.model.seen(number)])));
  }

  #restart(): void {
    const { rig } = this.#world;
    const { session } = rig.feed.state();
    if (this.model.isOver || !session) return;
    const { facts } = session;
    rig.tell({ type: 'sessionEnded', restarted: true }, { type: 'sessionStarted', facts, again: true });
    lapsOfAll(rig);
  }

  async #press(op: Press): Promise<{ readonly isHeld: boolean; readonly shouldHold: boolean }> {
    const { actions, penalties, confirming } = this.#world.rig;
    const steward = ++this.#stewards % 3;
    const by = { by: `Steward ${steward}`, byId: `discord:${steward}`, reason: 'seen' };
    if (isSettling(op)) {
      const proposal = this.model.proposals[op.nth % (this.model.proposals.length + 1)];
      const asked = proposal?.numbers.at(-1) ?? 999;
      const shouldHold = this.model[op.op](proposal, steward);
      return { shouldHold, isHeld: await isHeld(() => confirming[op.op](asked, by)) };
    }
    if (op.op === 'decide') {
      const { incident: about, cars, outcome, age: old } = op;
      const seen = old === 'typed' ? undefined : (this.#shown[old] ?? this.#shown.at(-1))?.[about];
      const shouldHold = this.model.decide(about, cars, outcome, { seen, steward });
      const order = { ...orderOf(outcome), drivers: cars.map(car), seen };
      return { shouldHold, isHeld: await isHeld(() => actions.decide(about, order, by)) };
    }
    const number = 1 + (op.nth % (this.model.highest + 1));
    if (op.op === 'replace') {
      const shouldHold = this.model.replace(number, op.outcome, steward);
      return { shouldHold, isHeld: await isHeld(() => actions.replace(number, orderOf(op.outcome), by)) };
    }
    const shown = op.age === 'typed' ? undefined : (this.#shown[op.age] ?? this.#shown.at(-1));
    const seen = shown && Math.max(0, ...Object.values(shown));
    const said = { clear: 'withdraw', served: 'served', notServed: 'notServed' } as const;
    const shouldHold = this.model[said[op.op]](number, { seen, steward });
    return { shouldHold, isHeld: await isHeld(() => penalties[op.op](number, { ...by, seen })) };
  }
}

function orderOf(outcome: ModelOutcome | 'withdrawn') {
  const [type = '', amount] = outcome.startsWith('time') ? outcome.split(' ') : [outcome];
  return { outcome: type as Outcome | 'withdrawn', amount: amount === undefined ? undefined : Number(amount) };
}

async function isHeld(press: () => unknown): Promise<boolean> {
  try {
    await press();
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

test.each([1, 2])(
  'with %s needed to decide, random presses give the decisions and classification of the model',
  {
    timeout: 120_000,
  },
  async (stewardsNeeded) => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 15, maxLength: 40 }), async (ops) => {
        const run = new Run(stewardsNeeded);
        try {
          for (const op of ops) await run.apply(op);
          await run.end();
          await run.kill();
          run.check();
          const { rows } = await run.classification();
          const told = rows.map(({ carId, penaltyMs, disqualified }) => [carId, penaltyMs / 1000, disqualified]).sort();
          expect(told).toEqual(CARS.map((n) => [n, run.model.secondsOf(n), run.model.isOut(n)]));
        } finally {
          await run.close();
        }
      }),
      { numRuns: 20 },
    );
  },
);
