import { expect, test } from 'vitest';
import type { Decision } from '../../../src/events/decision.ts';
import { type IncidentPlace, openCount } from '../../../src/features/incidents/openCount.ts';
import type { IncidentFacts } from '../../../src/features/incidents/table.ts';

const outline = (number: number, session: number, mergedInto?: number): IncidentPlace => ({
  number,
  run: 1,
  session,
  mergedInto,
});

const decided = (incident: number, guid: string, number: number, says = 'no further action'): Decision =>
  ({ number, incident, driver: { guid }, says }) as Decision;

const count = (all: readonly IncidentPlace[], decisions: readonly Decision[], final: readonly number[] = []) =>
  openCount({
    outlines: {
      counts: () =>
        [...new Set(all.map(({ session }) => session))].map((session) => ({
          run: 1,
          session,
          many: all.filter((each) => each.session === session && each.mergedInto === undefined).length,
        })),
      decided: () => all.filter(({ number }) => decisions.some(({ incident }) => incident === number)),
      facts: () => ({ drivers: [{ guid: 'a' }, { guid: 'b' }] }) as unknown as IncidentFacts,
    },
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
  const merged = [outline(1, 1), outline(2, 1, 1)];
  expect(count(merged, [])).toBe(1);
  expect(count(merged, [decided(2, 'a', 1), decided(2, 'b', 2)])).toBe(0);
});
