import { expect, test } from 'vitest';
import { chatLines } from '../../src/chat/answers.ts';
import { english } from '../../src/texts/english/index.ts';
import { board, boardSession, orderRow } from '../fakes/board.ts';
import { vocabulary } from '../fakes/vocabulary.ts';

const lines = (...state: Parameters<typeof board>) =>
  chatLines({ kind: 'order', board: board(...state) }, english, vocabulary);

test('the order of a race in chat is places, names and gaps', () => {
  const rows = [
    orderRow(),
    orderRow({ carId: 3, guid: 'b', name: 'Bob Brake', gap: { laps: 0, ms: 12_340 } }),
    orderRow({ carId: 4, guid: 'c', name: 'Lena Lind', gap: { laps: 2 } }),
  ];
  expect(lines({ rows })).toEqual(['1. Ada Quick', '2. Bob Brake +12.3', '3. Lena Lind +2 laps']);
});

test('the order of qualifying in chat has the gaps to the best lap', () => {
  const session = boardSession({ kind: 'qualify' });
  const rows = [
    orderRow(),
    orderRow({ carId: 3, guid: 'b', name: 'Bob Brake', gap: { laps: 0, ms: 123 } }),
    orderRow({ carId: 4, guid: 'c', name: 'No Time', bestLapMs: undefined }),
  ];
  expect(lines({ session, rows })).toEqual(['1. Ada Quick', '2. Bob Brake +0.123', '3. No Time']);
});

test('without an order the chat says why', () => {
  expect(lines({ rows: [] })).toEqual(['Nobody is on track.']);
  expect(lines({ session: undefined, rows: [], state: 'deaf' })[0]).toContain('no UDP data from the server');
});
