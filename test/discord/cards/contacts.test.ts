import { describe, expect, test } from 'vitest';
import type { Position } from '../../../src/events/events.ts';
import { toldOfLast } from '../posts.ts';
import { AT, bea, elena, started, type Told } from '../race.ts';

describe('a contact', () => {
  const contact = (changes: object = {}): Told =>
    ({
      type: 'contact',
      driver: elena,
      other: bea,
      against: 'car',
      speedKmh: 40.4,
      position: [0, 0, 0],
      relativePosition: [0, 0, 0],
      sessionMs: 16_400,
      ...changes,
    }) as Told;
  const mirrored = (changes: object = {}) => contact({ driver: bea, other: elena, at: AT + 2500, ...changes });
  const at = (x: number): Position => [x, 0, 0];

  test('of two cars is told to all, with its speed and time', () => {
    expect(toldOfLast(started, contact())).toBe(
      'race: 💥 **Elena** and **Bea** touched at 40 km/h · 16 s into the race',
    );
  });

  test('with a wall, and a slow one, goes to the log', () => {
    expect(toldOfLast(started, contact({ against: 'wall', other: undefined }))).toBe(
      'log: 💥 **Elena** hit the wall at 40 km/h · 16 s into the race',
    );
    expect(toldOfLast(started, contact({ speedKmh: 9.9 }))).toMatch(/^log: .* touched at 10 km\/h/);
    expect(toldOfLast(started, contact({ speedKmh: 10 }))).toMatch(/^race: /);
  });

  test('before the start, of an unknown time, or noticed late does not pretend to know its time', () => {
    expect(toldOfLast(started, contact({ sessionMs: -5000 }))).toMatch(/ km\/h · before the race$/);
    expect(toldOfLast(started, contact({ sessionMs: undefined }))).toMatch(/ km\/h$/);
    expect(toldOfLast(started, contact({ late: true }))).toMatch(/ km\/h \(noticed late\)$/);
  });

  test('is told once, though both cars report it', () => {
    expect(toldOfLast(started, contact(), mirrored())).toBe('nothing');
    expect(toldOfLast(started, contact(), mirrored({ at: AT + 5000, position: at(15) }))).toBe('nothing');
  });

  test.each([
    { what: 'later', changes: { at: AT + 5001 } },
    { what: 'elsewhere', changes: { position: at(15.1) } },
    { what: 'with a third car', changes: { other: { ...elena, carId: 7 } } },
  ])('$what is another', ({ changes }) => {
    expect(toldOfLast(started, contact(), mirrored(changes))).toMatch(/^race: 💥/);
  });

  test('that one car felt as a bump is told to all when the other felt more', () => {
    expect(toldOfLast(started, contact({ speedKmh: 8 }), mirrored({ speedKmh: 12 }))).toMatch(/^race: /);
    expect(toldOfLast(started, contact({ speedKmh: 12 }), mirrored({ speedKmh: 8 }))).toBe('nothing');
    expect(toldOfLast(started, contact({ speedKmh: 8 }), mirrored({ speedKmh: 8 }))).toBe('nothing');
  });

  test('of a session that is over is told of that session', () => {
    const next: Told = { ...started, session: 2 };
    expect(toldOfLast(started, contact(), next, mirrored())).toBe('nothing');
  });
});
