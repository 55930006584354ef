import { expect, test } from 'vitest';
import { Questions } from '../../src/app/questions.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import { FakeClock } from '../fakes/clock.ts';

const asked = (act: number): AuditRow => ({
  act: String(act),
  at: 0,
  server: 'gt3',
  caller: { via: 'socket', id: '1', name: 'tool', role: 'admin' },
  command: 'server info',
  is: 'question',
  args: {},
  outcome: 'done',
  steps: [],
});

function opened(isFull: () => boolean = () => false) {
  const clock = new FakeClock();
  const transactions: string[][] = [];
  const warned: object[] = [];
  const questions = new Questions({
    clock,
    store: {
      unflushed(work) {
        if (isFull()) throw new Error('the disk is full');
        transactions.push([]);
        return work();
      },
    },
    log: { warn: (fields) => warned.push(fields) },
    write: ({ act }) => transactions.at(-1)?.push(act),
  });
  return { clock, transactions, warned, questions };
}

test('nothing of a question is written while others are answered, and then all of them together', () => {
  const { clock, transactions, questions } = opened();
  questions.add(asked(1));
  clock.advance(99);
  questions.add(asked(2));
  expect(transactions).toEqual([]);
  clock.advance(1);
  expect(transactions).toEqual([['1', '2']]);
  questions.add(asked(3));
  clock.advance(100);
  expect(transactions).toEqual([['1', '2'], ['3']]);
});

test('many are written in their order, ten in a turn', () => {
  const { clock, transactions, questions } = opened();
  for (let act = 1; act <= 23; act += 1) questions.add(asked(act));
  clock.advance(100);
  expect(transactions.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(transactions.flat()).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1)));
});

test('what waits at the end is written before it, once', () => {
  const { clock, transactions, questions } = opened();
  for (let act = 1; act <= 12; act += 1) questions.add(asked(act));
  questions.close();
  clock.advance(1000);
  expect(transactions.flat()).toHaveLength(12);
});

test('what cannot be written is told by its commands, and what comes later is written', () => {
  let isFull = true;
  const { clock, transactions, warned, questions } = opened(() => isFull);
  questions.add(asked(1));
  clock.advance(100);
  expect(warned).toMatchObject([{ commands: ['server info'] }]);
  isFull = false;
  questions.add(asked(2));
  clock.advance(100);
  expect(transactions).toEqual([['2']]);
});
