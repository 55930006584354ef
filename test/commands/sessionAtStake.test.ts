import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { facts, stamped } from '../discord/race.ts';

const started = (state: RaceState, ordinal: number) =>
  fold(state, { ...stamped({ type: 'sessionStarted', facts, again: false }), session: ordinal });

/** Gives a line, lets the state change, and says yes. */
async function confirmed(line: string, change: (state: RaceState) => RaceState) {
  let state = started(emptyState(1), 1);
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

test.each([
  ['server stop', 'stopped'],
  ['server restart', 'restarted'],
])('%s is carried out one lap later, but not in another session', async (line, change) => {
  expect((await confirmed(line, (state) => state)).done).toEqual([change]);
  const { done, outcome } = await confirmed(line, (state) => started(state, 2));
  expect(outcome).toMatchObject({ kind: 'failed', sentence: expect.stringMatching(/^Something has changed since/) });
  expect(done).toEqual([]);
});
