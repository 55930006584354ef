import { describe, expect, test } from 'vitest';
import { toldOfLast } from '../posts.ts';
import { elena, type Told } from '../race.ts';

describe('drivers', () => {
  const joined: Told = { type: 'driverJoined', driver: elena, model: 'abarth500', skin: 'red' };

  test('are posted when they join and leave', () => {
    expect(toldOfLast(joined)).toBe('join: → **Elena** joined in car 3, abarth500');
    expect(toldOfLast({ type: 'driverLeft', driver: elena })).toBe('join: ← **Elena** left car 3');
  });

  test('noticed late are marked as seen in the log', () => {
    expect(toldOfLast({ ...joined, model: '', late: true } as Told)).toBe(
      'join: → **Elena** joined in car 3 (seen in log)',
    );
  });

  test('with an invisible name are shown by their car id', () => {
    expect(toldOfLast({ type: 'driverLeft', driver: { ...elena, name: '\u200B\u202E' } })).toBe(
      'join: ← **car 3** left car 3',
    );
  });
});
