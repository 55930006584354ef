import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasNamesake, namesakesIn, toldApart } from '../../src/kit/namesakes.ts';
import { peopleOf } from '../../src/race/people.ts';
import { emptyState, fold } from '../../src/race/state.ts';
import { stamped, started, type Told } from '../discord/race.ts';

const sam = { carId: 5, guid: '76561197900000005', name: 'Sam Porter' };
const other = { carId: 9, guid: '76561197900000009', name: 'Sam Porter' };

describe('a driver who shares a name', () => {
  test('is shown with the car id', () => {
    expect(toldApart(sam, [sam, other])).toBe('Sam Porter (car 5)');
    expect(toldApart(other, [sam])).toBe('Sam Porter (car 9)');
  });

  test.each([' sam PORTER ', 'SAM PORTER'])('shares it with %j, which differs only in case and spaces', (name) => {
    expect(hasNamesake(sam, [{ ...other, name }])).toBe(true);
  });

  test('shares it if the shown part of the name is the same', () => {
    const shown = (name: string) => name.slice(0, 5);
    expect(toldApart(sam, [{ ...other, name: 'Sam Pope' }], shown)).toBe('Sam P (car 5)');
    expect(toldApart(sam, [{ ...other, name: 'Sam Pope' }])).toBe('Sam Porter');
  });
});

test.each([
  ['nobody else', []],
  ['the same driver in another car', [{ ...sam, carId: 9 }]],
  ['another name', [{ ...other, name: 'Sam Porter II' }]],
])('the car id is left out with %s', (_, among) => {
  expect(toldApart(sam, among)).toBe('Sam Porter');
});

test('drivers without a name are shown by their car id anyway', () => {
  const [one, two] = [
    { ...sam, name: '' },
    { ...other, name: ' ' },
  ];
  expect([toldApart(one, [one, two]), toldApart(two, [one, two])]).toEqual(['car 5', 'car 9']);
});

test('drivers who left are still known in the next session, but not in the one after', () => {
  const joined = (driver: typeof sam): Told => ({ type: 'driverJoined', driver, model: 'x', skin: '' });
  const events = [
    started,
    joined(sam),
    joined(other),
    { type: 'driverLeft', driver: sam } as const,
    ...[
      { ...started, session: 2 },
      { ...started, session: 3 },
    ],
  ].map(stamped);
  const cars = (count: number) =>
    new Set(peopleOf(events.slice(0, count).reduce(fold, emptyState(1))).map(({ carId }) => carId));
  expect(cars(4)).toEqual(new Set([5, 9]));
  expect(cars(5)).toEqual(new Set([5, 9]));
  expect(cars(6)).toEqual(new Set([9]));
});

test('the namesakes in a list tell it apart as well as the whole list', () => {
  const name = fc.constantFrom('Sam', 'sam ', ' SAM', 'Bo', '', '  ', 'Bea', 'Cleo', 'Dan');
  const person = fc.record({ carId: fc.nat(9), guid: fc.constantFrom('1', '2', '3', '4', '5'), name });
  fc.assert(
    fc.property(fc.array(person, { maxLength: 12 }), (people) => {
      const told = (among: typeof people) => people.map((each) => toldApart(each, among));
      const few = namesakesIn(people);
      expect(told([...few])).toEqual(told(people));
      // Two of each name are enough.
      expect(few.length).toBeLessThanOrEqual(2 * new Set(people.map((each) => each.name.trim().toLowerCase())).size);
    }),
  );
});
