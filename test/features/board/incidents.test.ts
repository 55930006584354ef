import { expect, test } from 'vitest';
import { SimulatedRace } from '../../../bench/board/race.ts';
import { openBoard } from '../../../src/features/board/open.ts';
import type { SessionKey } from '../../../src/features/calendar/session.ts';
import { emptyState } from '../../../src/race/state.ts';
import { FakeClock } from '../../fakes/clock.ts';

const open = (run: number, session: number, many: number) => ({ run, session, many });

/** The board of a race, which is session 1 of run 1 where nothing else is said. */
function boardOf(bySession: readonly ReturnType<typeof open>[], race: readonly SessionKey[], isBetween = false) {
  const { live, features } = new SimulatedRace({ clock: new FakeClock(), cars: 2, laps: 5, seed: 7 });
  const between = { ...live, state: () => emptyState(1) };
  const { openIncidents, earlierIncidents } = openBoard(isBetween ? between : live, {
    ...features,
    calendar: { keysOf: () => race },
    incidents: { openBySession: () => bySession },
  }).actions.order();
  return { openIncidents, earlierIncidents };
}

const [PRACTICE, RACE] = [
  { run: 1, session: 1 },
  { run: 1, session: 2 },
];

test('the board counts open incidents of the race apart from those of earlier sessions', () => {
  expect(boardOf([open(1, 1, 3), open(1, 2, 73)], [RACE])).toEqual({ openIncidents: 73, earlierIncidents: 3 });
  expect(boardOf([open(1, 1, 3)], [RACE])).toEqual({ openIncidents: 0, earlierIncidents: 3 });
  expect(boardOf([], [RACE])).toEqual({ openIncidents: 0, earlierIncidents: 0 });
});

test('the board counts the open incidents of all parts of a restarted race together', () => {
  const parts = [open(1, 1, 3), open(1, 2, 4), open(2, 1, 5)];
  expect(boardOf(parts, [PRACTICE, RACE])).toEqual({ openIncidents: 7, earlierIncidents: 5 });
});

test('between sessions the board counts all open incidents as earlier ones', () => {
  expect(boardOf([open(1, 1, 3), open(1, 2, 4)], [RACE], true)).toEqual({ openIncidents: 0, earlierIncidents: 7 });
});
