import { describe, expect, it } from 'vitest';
import { PENALTY_TYPES, type Penalty, type PenaltyState } from '../../../src/events/penalty.ts';
import {
  activeKg,
  activeRestrictor,
  MOVES,
  type Move,
  moved,
  withLap,
} from '../../../src/features/penalties/penalty.ts';
import { penalty } from '../../fakes/penalties.ts';

const STATES: readonly PenaltyState[] = [
  'proposed',
  'issued',
  'serving',
  'served',
  'not served',
  'converted',
  'withdrawn',
  'applied',
];

/** The state that each move gives a drive-through in each state; a dash where the move is not possible. */
const TABLE: Readonly<Record<Move, Readonly<Record<PenaltyState, PenaltyState | '-'>>>> = {
  begin: row('serving', ['issued']),
  serve: row('served', ['issued', 'serving', 'not served', 'converted']),
  fail: row('not served', ['issued', 'serving', 'served']),
  convert: row('converted', ['issued', 'serving', 'not served']),
  take: row('served', []),
  leave: row('served', []),
  // A penalty that is driven never becomes final as it is: it was served, or replaced.
  apply: row('applied', []),
  reopen: row('issued', []),
  withdraw: row('withdrawn', ['issued', 'serving', 'not served', 'converted']),
};

function row(to: PenaltyState, from: readonly PenaltyState[]) {
  return Object.fromEntries(STATES.map((state) => [state, from.includes(state) ? to : '-'])) as Record<
    PenaltyState,
    PenaltyState | '-'
  >;
}

const attempt = (move: Move, facts: Partial<Penalty>): PenaltyState | '-' => {
  try {
    return moved(penalty(facts), move).state;
  } catch {
    return '-';
  }
};

describe('a penalty', () => {
  it.each(Object.keys(TABLE) as Move[])('allows "%s" only from certain states', (move) => {
    for (const state of STATES) expect([state, attempt(move, { state })]).toEqual([state, TABLE[move][state]]);
  });

  it('allows only the moves of its type', () => {
    const served = PENALTY_TYPES.filter((type) => attempt('serve', { type, state: 'issued' }) === 'served');
    const failed = PENALTY_TYPES.filter((type) => attempt('fail', { type, state: 'issued' }) === 'not served');
    const begun = PENALTY_TYPES.filter((type) => attempt('begin', { type, state: 'issued' }) === 'serving');
    const applied = PENALTY_TYPES.filter((type) => attempt('apply', { type, state: 'issued' }) === 'applied');
    expect(served).toEqual(['drive-through', 'stop-and-go']);
    expect(failed).toEqual(['drive-through', 'stop-and-go']);
    expect(begun).toEqual(['drive-through', 'stop-and-go', 'ballast', 'restrictor']);
    expect(applied).toEqual(['reprimand', 'warning', 'time', 'disqualification']);
    const taken = PENALTY_TYPES.filter((type) => attempt('take', { type, state: 'issued' }) === 'served');
    expect(taken).toEqual(['grid']);
    const left = PENALTY_TYPES.filter((type) => attempt('leave', { type, state: 'issued' }) === 'served');
    expect(left).toEqual(['kick']);
    const reopened = PENALTY_TYPES.filter((type) => attempt('reopen', { type, state: 'applied' }) === 'issued');
    expect(reopened).toEqual(applied);
    for (const type of applied) expect(attempt('reopen', { type, state: 'issued' })).toBe('-');
    for (const type of PENALTY_TYPES) expect(attempt('withdraw', { type, state: 'issued' })).toBe('withdrawn');
  });

  it('says in one sentence why a move is not possible', () => {
    expect(() => moved(penalty({ state: 'withdrawn' }), 'serve')).toThrow('P-17 cannot be served: it is withdrawn.');
    expect(() => moved(penalty({ type: 'time', amount: 5 }), 'serve')).toThrow(
      'P-17 (5-second time penalty) cannot be served.',
    );
    expect(() => moved(penalty({ type: 'kick' }), 'serve')).toThrow('P-17 (kick) cannot be served.');
    expect(Object.values(MOVES)).toHaveLength(9);
  });
});

describe('laps', () => {
  const driver = { carId: 4, guid: '76561198000000001', name: 'Ada Quick' };
  const lap = (number: number, more = {}) => ({ run: 1, session: 1, driver, lap: number, ...more });
  const ballast = penalty({ type: 'ballast', amount: 20, laps: 3, lapsLeft: 3, counted: { '1/1/4': 5 } });

  it.each([
    ['the next lap', lap(6), 2],
    ['a lap in another car', lap(1, { driver: { ...driver, carId: 9 } }), 2],
    ['a lap of the next race', lap(1, { session: 2 }), 2],
    ['a lap of the next run of the server', lap(1, { run: 2 }), 2],
    ['a lap already counted', lap(5), 3],
    ['a lap of another driver', lap(6, { driver: { ...driver, guid: '76561198000000002' } }), 3],
    ['a late lap of the session before', lap(9, { session: 0 }), 3],
  ])('are counted or ignored: %s', (_, completed, left) => {
    expect(withLap(ballast, completed).lapsLeft).toBe(left);
  });

  it('count only once if reported twice', () => {
    const once = withLap(ballast, lap(6));
    expect(withLap(once, lap(6))).toBe(once);
  });

  it('serve ballast when they run out, but leave a drive-through to a steward', () => {
    const [almost, due] = [{ ...ballast, lapsLeft: 1 }, penalty({ lapsLeft: 1 })];
    expect(withLap({ ...due, type: 'stop-and-go', amount: 10 }, lap(6))).toMatchObject({
      state: 'serving',
      lapsLeft: 0,
    });
    expect(withLap(almost, lap(6))).toMatchObject({ state: 'served', lapsLeft: 0 });
    expect(withLap(due, lap(6))).toMatchObject({ state: 'serving', lapsLeft: 0 });
    expect(withLap({ ...due, lapsLeft: 0 }, lap(7))).toMatchObject({ state: 'serving', lapsLeft: 0 });
  });

  it('do not count before the penalty begins, or if it has no limit', () => {
    expect(withLap({ ...ballast, state: 'issued' }, lap(6)).lapsLeft).toBe(3);
    const { lapsLeft: _, ...endless } = ballast;
    expect(withLap(endless, lap(6))).toBe(endless);
  });
});

it('adds up only ballast and restrictors in force', () => {
  const of = (amount: number, state: PenaltyState, type: Penalty['type'] = 'ballast') =>
    penalty({ type, amount, state });
  const all = [of(20, 'serving'), of(15, 'issued'), of(7, 'served'), of(3, 'withdrawn'), of(1, 'proposed')];
  expect(activeKg(all)).toBe(35);
  expect(activeRestrictor([...all, of(30, 'serving', 'restrictor')])).toBe(30);
});
