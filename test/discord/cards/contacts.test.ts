import { describe, expect, test } from 'vitest';
import type { Position } from '../../../src/events/events.ts';
import { postsOfLast, toldOfLast } from '../posts.ts';
import { AT, bea, elena, lap, started, type Told } from '../race.ts';

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

  test('between two cars is posted in public with its speed and time', () => {
    expect(toldOfLast(started, contact())).toBe(
      'contact: 💥 **Elena** and **Bea**: contact, 40 km/h impact · lap 1, 0:16',
    );
  });

  test('with a wall, or below 10 km/h, is only a bump for the log', () => {
    expect(toldOfLast(started, contact({ against: 'wall', other: undefined }))).toBe(
      'bump: 💥 **Elena** hit the wall at 40 km/h · lap 1, 0:16',
    );
    expect(toldOfLast(started, contact({ speedKmh: 9.9 }))).toMatch(/^bump: .* contact, 10 km\/h/);
    expect(toldOfLast(started, contact({ speedKmh: 10 }))).toMatch(/^contact: /);
  });

  test('before the start, at an unknown time or seen late shows no session time', () => {
    expect(toldOfLast(started, contact({ sessionMs: -5000 }))).toMatch(/ km\/h impact · before the race$/);
    expect(toldOfLast(started, contact({ sessionMs: undefined }))).toMatch(/ km\/h impact$/);
    expect(toldOfLast(started, contact({ late: true }))).toMatch(/ km\/h impact \(seen in log\)$/);
  });

  test('is posted once when both cars report it', () => {
    expect(toldOfLast(started, contact(), mirrored())).toBe('nothing');
    expect(toldOfLast(started, contact(), mirrored({ at: AT + 5500, position: at(15) }))).toBe('nothing');
  });

  test('is posted once when cars leaning on each other report it again', () => {
    expect(toldOfLast(started, contact(), contact({ at: AT + 9000 }))).toBe('nothing');
  });

  test('shows the highest speed of its reports and the time of the first, in the same message', () => {
    const [first] = postsOfLast(started, contact());
    const [later] = postsOfLast(started, contact(), mirrored({ speedKmh: 112, sessionMs: 18_900 }));
    expect(later?.post.body.content).toBe('💥 **Elena** and **Bea**: contact, 112 km/h impact · lap 1, 0:16');
    expect(later?.post.key).toBe(first?.post.key);
    expect(first?.post.key).toEqual(expect.any(String));
  });

  test('shows the time and lap of the contact, not of its report', () => {
    const report = contact({ at: AT + 5000, happenedAt: AT + 500, sessionMs: 90_000 });
    expect(toldOfLast(started, lap({ driver: elena, at: AT + 1000 }), report)).toBe(
      'contact: 💥 **Elena** and **Bea**: contact, 40 km/h impact · lap 1, 1:25',
    );
    const second = contact({ at: AT + 5000, happenedAt: AT + 1500, sessionMs: 90_000 });
    expect(toldOfLast(started, lap({ driver: elena, at: AT + 1000 }), second)).toMatch(/laps 2 and 1, [\d:]+$/);
  });

  test('after the chequered flag says so', () => {
    const row = (carId: number, finished: boolean) => ({ carId, timeMs: 90_000, laps: 1, finished });
    const flag = lap({ driver: elena, board: [row(3, true), row(4, false)] } as Partial<Told>);
    const both = lap({ driver: bea, at: AT + 1000, board: [row(3, true), row(4, true)] } as Partial<Told>);
    const late = { at: AT + 5000 };
    expect(toldOfLast(started, flag, contact(late))).toMatch(/ · \*\*Elena\*\* had finished$/);
    expect(toldOfLast(started, flag, both, contact(late))).toMatch(/ · after the chequered flag$/);
    expect(toldOfLast(started, flag, both, contact({ at: AT + 5000, happenedAt: AT - 10 }))).not.toMatch(
      /flag|finished/,
    );
  });

  test.each([
    { what: 'later', changes: { at: AT + 5501, position: at(3) } },
    { what: 'elsewhere', changes: { position: at(15.1) } },
    { what: 'with a third car', changes: { other: { ...elena, carId: 7, guid: '76561197900000007' } } },
  ])('reported $what is a separate contact', ({ changes }) => {
    expect(toldOfLast(started, contact(), mirrored(changes))).toMatch(/^contact: 💥/);
  });

  test('reported as a bump becomes public when the other car reports more, and the log is corrected', () => {
    const posts = postsOfLast(started, contact({ speedKmh: 8 }), mirrored({ speedKmh: 12 }));
    expect(posts.map(({ kind, post }) => [kind, post.body.content?.match(/\d+ km/)?.[0]])).toEqual([
      ['contact', '12 km'],
      ['bump', '12 km'],
    ]);
    expect(toldOfLast(started, contact({ speedKmh: 12 }), mirrored({ speedKmh: 8 }))).toBe('nothing');
    expect(toldOfLast(started, contact({ speedKmh: 8 }), mirrored({ speedKmh: 8 }))).toBe('nothing');
  });

  test('reported again by the other car in the next session is not posted again', () => {
    const next: Told = { ...started, session: 2 };
    expect(toldOfLast(started, contact(), next, mirrored())).toBe('nothing');
  });
});
