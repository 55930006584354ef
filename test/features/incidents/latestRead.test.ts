import { expect, test } from 'vitest';
import { LatestRead } from '../../../src/features/incidents/latestRead.ts';

function reading() {
  const latest = new LatestRead<string>();
  const read: string[] = [];
  const of = (id: number, ...texts: string[]): string =>
    latest.of(id, texts, () => {
      read.push(texts.join());
      return texts.join().toUpperCase();
    });
  return { of, read };
}

test('the texts of a row are read once, and again when one of them is another', () => {
  const { of, read } = reading();
  expect([of(1, 'a', 'b'), of(1, 'a', 'b'), of(2, 'a', 'b')]).toEqual(['A,B', 'A,B', 'A,B']);
  expect(of(1, 'a', 'c')).toBe('A,C');
  // What was rolled back is as it was before.
  expect(of(1, 'a', 'b')).toBe('A,B');
  expect(read).toEqual(['a,b', 'a,b', 'a,c', 'a,b']);
});

test('what cannot be read is tried again', () => {
  const latest = new LatestRead<number>();
  const damaged = (): number => {
    throw new Error('no JSON');
  };
  expect(() => latest.of(1, ['x'], damaged)).toThrow('no JSON');
  expect(latest.of(1, ['x'], () => 7)).toBe(7);
});

test('the latest eight are kept', () => {
  const { of, read } = reading();
  for (let id = 1; id <= 8; id += 1) of(id, `${id}`);
  of(1, '1');
  of(9, '9');
  expect(read).toHaveLength(9);
  of(1, '1');
  of(2, '2');
  expect(read.slice(9)).toEqual(['2']);
});
