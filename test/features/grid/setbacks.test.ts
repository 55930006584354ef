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

describe('places on the grid', () => {
  it.each([
    ['none', {}, 'ABCDEF'],
    ['three of the first', { A: 3 }, 'BCDAEF'],
    ['one of the last but one', { E: 1 }, 'ABCDFE'],
    ['more than there are behind', { C: 10 }, 'ABDEFC'],
    ['those of two', { A: 3, B: 3 }, 'CDEABF'],
    ['those of two who would have the same place', { A: 3, B: 2 }, 'CDEABF'],
    ['more of both than there are', { D: 9, E: 5 }, 'ABCFED'],
    ['of the last', { F: 3 }, 'ABCDEF'],
    ['of everybody', { A: 1, B: 1, C: 1, D: 1, E: 1, F: 1 }, 'ABCDEF'],
  ])('are lost: %s', (_, losses, expected) => {
    expect(ordered('ABCDEF', losses)).toBe(expected);
  });

  it('are not lost to slots that nobody takes', () => {
    expect(ordered('AB.C.D', { A: 2 })).toBe('BC.A.D');
    expect(ordered('AB....', { B: 3 })).toBe('AB....');
  });

  it('are not lost to who was disqualified, who starts behind everybody', () => {
    const grid = gridOf('ABCDEF').map((each, place) => (place >= 4 ? { ...each, isAtBack: true as const } : each));
    const behind = (losses: Readonly<Record<string, number>>) =>
      withSetbacks(grid, setbacksOf(losses))
        .order.map((carId) => 'ABCDEF'[carId])
        .join('');
    expect(behind({ A: 9 })).toBe('BCDAEF');
    expect(behind({ D: 3 })).toBe('ABCDEF');
    expect(behind({ A: 2, D: 1, E: 3 })).toBe('BCADFE');
  });

  it('are told from where to where, and of whom they wait for', () => {
    const { setBack, absent } = withSetbacks(gridOf('AB.C'), setbacksOf({ A: 1, X: 5 }));
    expect(setBack).toEqual([{ number: 1, guid: 'A', name: 'A', places: 1, from: 1, to: 2 }]);
    expect(absent).toMatchObject([{ number: 2, guid: 'X' }]);
  });

  it('of two penalties of one driver are added', () => {
    const twice = [...setbacksOf({ A: 1 }), { number: 9, guid: 'A', name: 'A', places: 2 }];
    const { order, setBack } = withSetbacks(gridOf('ABCD'), twice);
    expect(order).toEqual([1, 2, 3, 0]);
    expect(setBack.map(({ number, from, to }) => [number, from, to])).toEqual([
      [1, 1, 4],
      [9, 1, 4],
    ]);
  });

  it('never lose or double a slot, whoever loses how many', () => {
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
