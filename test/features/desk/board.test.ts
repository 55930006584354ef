import { expect, test } from 'vitest';
import type { RaceEvent } from '../../../src/events/events.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { Board, MOST_KNOWN } from '../../../src/features/desk/board.ts';
import { FakeClock } from '../../fakes/clock.ts';

const clock = new FakeClock();

const undecided = (number: number): Incident => ({
  number,
  server: 'main',
  run: 1,
  session: 1,
  sessionKind: 'race',
  sessionName: 'Race',
  at: clock.now(),
  severity: 'light',
  drivers: [],
  contacts: [],
  reports: [],
  decisions: [],
  penalties: [],
  seen: 0,
  state: 'noted',
  history: [],
  impossible: {},
});

test('the board keeps only the newest undecided incidents', () => {
  let tell: (event: RaceEvent) => void = () => {};
  const board = new Board({
    server: 'main',
    bus: {
      live(listener) {
        tell = (event) => listener(event, { run: 1 } as never);
        return () => {};
      },
    },
    clock,
    log: { error() {} },
    known: [],
  });
  for (let number = 1; number <= MOST_KNOWN + 20; number += 1)
    tell({ type: 'incidentOpened', at: 0, server: 'main', run: 1, session: 1, incident: undecided(number) });
  const numbers = board.open().map(({ number }) => number);
  expect(numbers).toHaveLength(MOST_KNOWN);
  expect(Math.min(...numbers)).toBe(21);
  board.close();
});
