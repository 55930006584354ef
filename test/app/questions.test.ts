import { expect, test, vi } from 'vitest';
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

test('questions are written together once ten milliseconds pass without another one', () => {
  const { clock, transactions, questions } = opened();
  questions.add(asked(1));
  clock.advance(9);
  questions.add(asked(2));
  clock.advance(9);
  expect(transactions).toEqual([]);
  clock.advance(1);
  expect(transactions).toEqual([['1', '2']]);
  questions.add(asked(3));
  clock.advance(10);
  expect(transactions).toEqual([['1', '2'], ['3']]);
});

test('any number of questions share one timer at a time', () => {
  const { clock, transactions, questions } = opened();
  const after = vi.spyOn(clock, 'after');
  for (let act = 1; act <= 8; act += 1) {
    questions.add(asked(act));
    clock.advance(1);
  }
  expect(after).toHaveBeenCalledTimes(1);
  clock.advance(8);
  expect(transactions).toEqual([]);
  clock.advance(1);
  expect(transactions).toHaveLength(1);
  expect(after).toHaveBeenCalledTimes(2);
  clock.advance(1000);
  expect(after).toHaveBeenCalledTimes(2);
});

test('at ten questions a second, each is written before the next one arrives', () => {
  const { clock, transactions, questions } = opened();
  for (let act = 1; act <= 5; act += 1) {
    questions.add(asked(act));
    clock.advance(50);
    expect(transactions).toHaveLength(act);
    clock.advance(50);
  }
});

test('under constant load, questions are written after 300 ms, ten per transaction', () => {
  const { clock, transactions, questions } = opened();
  for (let act = 1; act <= 50; act += 1) {
    questions.add(asked(act));
    clock.advance(9);
  }
  clock.advance(1);
  // 34 came in within 300 ms. The rest were written once it was quiet.
  expect(transactions.map(({ length }) => length)).toEqual([10, 10, 10, 4, 10, 6]);
});

test('many questions are written in order, ten per transaction', () => {
  const { clock, transactions, questions } = opened();
  for (let act = 1; act <= 23; act += 1) questions.add(asked(act));
  clock.advance(100);
  expect(transactions.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(transactions.flat()).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1)));
});

test('closing writes the waiting questions exactly once', () => {
  const { clock, transactions, questions } = opened();
  for (let act = 1; act <= 12; act += 1) questions.add(asked(act));
  questions.close();
  clock.advance(1000);
  expect(transactions.flat()).toHaveLength(12);
});

test('a failed write is logged with its commands, and later questions are still written', () => {
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
