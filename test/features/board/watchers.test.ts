import { expect, test } from 'vitest';
import { SimulatedRace } from '../../../bench/board/race.ts';
import { openBoard } from '../../../src/features/board/open.ts';
import { FakeClock } from '../../fakes/clock.ts';

/** The board of a race, and how often it has been put together since the last call. */
function boardRig() {
  const clock = new FakeClock();
  const { live, features } = new SimulatedRace({ clock, cars: 2, laps: 5, seed: 7 });
  let looks = 0;
  const line = () => {
    looks += 1;
    return undefined;
  };
  const board = openBoard(live, { ...features, line });
  const looksIn = (ms: number): number => {
    looks = 0;
    clock.advance(ms);
    return looks;
  };
  return { board, looksIn };
}

test('nobody looks at the positions for a board that nobody watches', () => {
  const { board, looksIn } = boardRig();
  expect(looksIn(60_000)).toBe(0);
  const [one, other] = [board.watch(() => {}), board.watch(() => {})];
  expect(looksIn(60_000)).toBeGreaterThan(0);
  one();
  one();
  expect(looksIn(60_000)).toBeGreaterThan(0);
  other();
  expect(looksIn(60_000)).toBe(0);
});

test('a watcher who comes after the last one has gone is shown the board at once', () => {
  const { board, looksIn } = boardRig();
  board.watch(() => {})();
  let shown = 0;
  board.watch(() => {
    shown += 1;
  });
  looksIn(0);
  expect(shown).toBe(1);
});
