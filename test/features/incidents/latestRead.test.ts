import { expect, test } from 'vitest';
import { LatestRead } from '../../../src/features/incidents/latestRead.ts';

/** A store whose transaction ends when the test says so. */
function reading() {
  const tasks: (() => void)[] = [];
  const latest = new LatestRead<string>({ afterCommit: (task) => void tasks.push(task) }, 400_000);
  const read: number[] = [];
  const of = (id: number, text = 'a', size = 10): string =>
    latest.of(id, () => {
      read.push(id);
      return { value: text.toUpperCase(), size };
    });
  const commit = () => {
    for (const task of tasks.splice(0)) task();
  };
  const rollBack = () => void tasks.splice(0);
  return { latest, of, read, commit, rollBack };
}

test('a row is read once', () => {
  const { of, read } = reading();
  expect([of(1), of(1, 'b'), of(2, 'c')]).toEqual(['A', 'A', 'C']);
  expect(read).toEqual([1, 2]);
});

test('a written row is read each time until the write is committed', () => {
  const { latest, of, read, commit } = reading();
  of(1, 'before');
  latest.written(1);
  expect([of(1, 'once'), of(1, 'twice')]).toEqual(['ONCE', 'TWICE']);
  commit();
  expect([of(1, 'after'), of(1, 'never')]).toEqual(['AFTER', 'AFTER']);
  expect(read).toHaveLength(4);
});

test('a row written with its value is known without a read after the commit', () => {
  const { latest, of, read, commit } = reading();
  of(1, 'before');
  latest.written(1, { value: 'FIRST', size: 5 });
  latest.written(1, { value: 'SECOND', size: 6 });
  expect(of(1, 'as it stands')).toBe('AS IT STANDS');
  commit();
  expect(of(1, 'never')).toBe('SECOND');
  expect(read).toHaveLength(2);
});

test('only what is cached and on disk is known', () => {
  const { latest, of, commit } = reading();
  expect(latest.known(1)).toBeUndefined();
  of(1, 'before');
  expect(latest.known(1)).toBe('BEFORE');
  latest.written(1, { value: 'AFTER', size: 5 });
  expect(latest.known(1)).toBeUndefined();
  commit();
  expect(latest.known(1)).toBe('AFTER');
});

test('nothing is kept of a rolled back write', () => {
  const { latest, of, rollBack } = reading();
  of(1, 'before');
  latest.written(1, { value: 'TAKEN BACK', size: 10 });
  of(1, 'taken back');
  rollBack();
  expect(of(1, 'before')).toBe('BEFORE');
});

test('a failed read is tried again', () => {
  const { latest } = reading();
  const damaged = () => {
    throw new Error('no JSON');
  };
  expect(() => latest.of(1, damaged)).toThrow('no JSON');
  expect(latest.of(1, () => ({ value: 'sound', size: 5 }))).toBe('sound');
});

test('the rows used last are kept, up to the limit', () => {
  const { of, read } = reading();
  for (const id of [1, 2, 3, 4]) of(id, 'a', 100_000);
  of(1);
  of(5, 'a', 100_000);
  expect(read).toHaveLength(5);
  of(1);
  of(3);
  of(2, 'a', 100_000);
  expect(read.slice(5)).toEqual([2]);
});

test('a row longer than the limit is read each time', () => {
  const { of, read } = reading();
  of(1);
  of(2, 'a', 400_001);
  of(2, 'a', 400_001);
  expect(read).toEqual([1, 2, 2]);
});
