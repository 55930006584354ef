import { expect, test } from 'vitest';
import type { Decision } from '../../../src/events/decision.ts';
import { type IncidentOutline, openCount } from '../../../src/features/incidents/openCount.ts';

const outline = (number: number, session: number, changes: object = {}): IncidentOutline => ({
  number,
  facts: {
    run: 1,
    session,
    drivers: [{ guid: 'a' }, { guid: 'b' }],
    ...changes,
  } as unknown as IncidentOutline['facts'],
});

const decided = (incident: number, guid: string, number: number, says = 'no further action'): Decision =>
  ({ number, incident, driver: { guid }, says }) as Decision;

const count = (outlines: readonly IncidentOutline[], decisions: readonly Decision[], final: readonly number[] = []) =>
  openCount({
    outlines: () => outlines,
    ledger: {
      decisions: {
        ofIncidents: (numbers: readonly number[]) => decisions.filter((each) => numbers.includes(each.incident ?? 0)),
      } as never,
      isFinal: (_, session) => final.includes(session),
    },
  });

test('all that wait for a decision count, however many there are', () => {
  const many = Array.from({ length: 1200 }, (_, index) => outline(index + 1, 1));
  expect(count(many, [])).toBe(1200);
  expect(count(many, [decided(1, 'a', 1), decided(1, 'b', 2), decided(2, 'a', 3)])).toBe(1199);
});

test('neither what is final, nor what is a part of another', () => {
  expect(count([outline(1, 1), outline(2, 2)], [], [1])).toBe(1);
  const merged = [outline(1, 1), outline(2, 1, { mergedInto: 1 })];
  expect(count(merged, [])).toBe(1);
  expect(count(merged, [decided(2, 'a', 1), decided(2, 'b', 2)])).toBe(0);
});
