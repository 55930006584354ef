import { describe, expect, test } from 'vitest';
import { toldOfLast } from '../posts.ts';
import { elena, type Told } from '../race.ts';

describe('drivers', () => {
  const joined: Told = { type: 'driverJoined', driver: elena, model: 'abarth500', skin: 'red' };

  test('come and go', () => {
    expect(toldOfLast(joined)).toBe('join: → **Elena** joined in car 3, abarth500');
    expect(toldOfLast({ type: 'driverLeft', driver: elena })).toBe('join: ← **Elena** left car 3');
  });

  test('who were noticed late are said to be', () => {
    expect(toldOfLast({ ...joined, model: '', late: true } as Told)).toBe(
      'join: → **Elena** joined in car 3 (seen in log)',
    );
  });

  test('whose name is nothing to see go by their car', () => {
    expect(toldOfLast({ type: 'driverLeft', driver: { ...elena, name: '\u200B\u202E' } })).toBe(
      'join: ← **car 3** left car 3',
    );
  });
});
