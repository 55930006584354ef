import { describe, expect, it } from 'vitest';
import { type Setback, withSetbacks } from '../../../src/features/grid/setbacks.ts';

/** "ABC": three starters, by their GUIDs. A dot is a slot without a known driver. */
const gridOf = (letters: string) =>
  [...letters].map((letter, carId) => ({ carId, guids: letter === '.' ? [] : [letter] }));

const setbacksOf = (losses: Readonly<Record<string, number>>): Setback[] =>
  Object.entries(losses).map(([guid, places], index) => ({ number: index + 1, guid, name: guid, places }));

function ordered(letters: string, losses: Readonly<Record<string, number>>): string {
  return withSetbacks(gridOf(letters), setbacksOf(losses))
    .order.map((carId) => letters[carId])
    .join('');
}

describe('grid drops', () => {
  it.each([
    ['none', {}, 'ABCDEF'],
    ['three places for the first driver', { A: 3 }, 'BCDAEF'],
    ['one place for the last but one', { E: 1 }, 'ABCDFE'],
    ['more places than there are behind', { C: 10 }, 'ABDEFC'],
    ['two drivers', { A: 3, B: 3 }, 'CDEABF'],
    ['two drivers who would get the same place', { A: 3, B: 2 }, 'CDEABF'],
    ['two drivers with more places than there are', { D: 9, E: 5 }, 'ABCFED'],
    ['the last driver', { F: 3 }, 'ABCDEF'],
    ['every driver', { A: 1, B: 1, C: 1, D: 1, E: 1, F: 1 }, 'ABCDEF'],
  ])('move drivers back: %s', (_, losses, expected) => {
    expect(ordered('ABCDEF', losses)).toBe(expected);
  });

  it('skip slots that nobody takes', () => {
    expect(ordered('AB.C.D', { A: 2 })).toBe('BC.A.D');
    expect(ordered('AB....', { B: 3 })).toBe('AB....');
  });

  it('put nobody behind a disqualified driver', () => {
    const grid = gridOf('ABCDEF').map((each, place) => (place >= 4 ? { ...each, isAtBack: true as const } : each));
    const behind = (losses: Readonly<Record<string, number>>) =>
      withSetbacks(grid, setbacksOf(losses))
        .order.map((carId) => 'ABCDEF'[carId])
        .join('');
    expect(behind({ A: 9 })).toBe('BCDAEF');
    expect(behind({ D: 3 })).toBe('ABCDEF');
    expect(behind({ A: 2, D: 1, E: 3 })).toBe('BCADFE');
  });

  it('say from which place to which, and list absent drivers', () => {
    const { setBack, absent } = withSetbacks(gridOf('AB.C'), setbacksOf({ A: 1, X: 5 }));
    expect(setBack).toEqual([{ number: 1, guid: 'A', name: 'A', places: 1, from: 1, to: 2 }]);
    expect(absent).toMatchObject([{ number: 2, guid: 'X' }]);
  });

  it('of two penalties for one driver add up', () => {
    const twice = [...setbacksOf({ A: 1 }), { number: 9, guid: 'A', name: 'A', places: 2 }];
    const { order, setBack } = withSetbacks(gridOf('ABCD'), twice);
    expect(order).toEqual([1, 2, 3, 0]);
    expect(setBack.map(({ number, from, to }) => [number, from, to])).toEqual([
      [1, 1, 4],
      [9, 1, 4],
    ]);
  });

  it('never lose or duplicate a slot, and keep the other drivers in order', () => {
    const letters = 'ABCDEFGH';
    for (let seed = 1; seed < 400; seed++) {
      const losses = Object.fromEntries([...letters].map((letter, index) => [letter, (seed * (index + 3)) % 7]));
      const after = ordered(letters, losses);
      expect([...after].sort().join('')).toBe(letters);
      // Drivers who lose no places keep their order among themselves.
      const free = [...letters].filter((letter) => losses[letter] === 0).join('');
      expect([...after].filter((letter) => losses[letter] === 0).join('')).toBe(free);
    }
  });
});
