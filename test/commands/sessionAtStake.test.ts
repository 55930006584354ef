import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { facts, stamped } from '../discord/race.ts';

const started = (state: RaceState, ordinal: number, kind: 'race' | 'practice' = 'race') =>
  fold(state, { ...stamped({ type: 'sessionStarted', facts: { ...facts, kind }, again: false }), session: ordinal });
const ended = (state: RaceState) => fold(state, stamped({ type: 'sessionEnded' }));

/** Gives a line, lets the state change, and says yes. */
async function confirmed(line: string, change: (state: RaceState) => RaceState, asked = started(emptyState(1), 1)) {
  let state = asked;
  const loss = { laps: 7 };
  const { server, done } = fakeServer('gt3', {
    lossOfStopping: () => `The race is on lap ${loss.laps} of 12.`,
  });
  const view = server.view();
  const { dispatcher } = worldOf(commands, [{ ...server, view: () => ({ ...view, state }) }]);
  const outcome = await dispatcher.dispatch({ line, caller: caller('admin'), canAsk: true });
  state = change(state);
  loss.laps += 1;
  const key = outcome.kind === 'confirm' ? outcome.key : '';
  return { done, outcome: await dispatcher.dispatch({ line: `confirm ${key}`, caller: caller('admin') }) };
}

const CHANGED = { kind: 'failed', sentence: expect.stringMatching(/^Something has changed since/) };

describe.each([
  ['server stop', 'stopped'],
  ['server restart', 'restarted'],
])('%s', (line, change) => {
  test.each([
    ['one lap later', (state: RaceState) => state],
    ['when the race has ended', ended],
    ['when a practice has begun since', (state: RaceState) => started(state, 2, 'practice')],
  ])('is carried out %s', async (_, later) => expect((await confirmed(line, later)).done).toEqual([change]));

  test.each([
    ['another race', started(emptyState(1), 1)],
    ['a race after a practice', started(emptyState(1), 1, 'practice')],
  ])('is refused in %s', async (_, asked) => {
    const { done, outcome } = await confirmed(line, (state) => started(state, 2), asked);
    expect(outcome).toMatchObject(CHANGED);
    expect(done).toEqual([]);
  });
});
