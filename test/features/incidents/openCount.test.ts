import { expect, test } from 'vitest';
import type { Decision } from '../../../src/events/decision.ts';
import { decisionTables, openDecisions } from '../../../src/features/decisions/table.ts';
import { type IncidentPlace, OpenCount, outlinesIn } from '../../../src/features/incidents/openCount.ts';
import { type IncidentFacts, incidentTables, openIncidentTable } from '../../../src/features/incidents/table.ts';
import { byRule } from '../../../src/features/judging/bench.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

interface Outline extends IncidentPlace {
  readonly session: number;
}

const FACTS = { drivers: [{ guid: 'a' }, { guid: 'b' }] } as unknown as IncidentFacts;

const outline = (number: number, session: number, mergedInto?: number): Outline => ({
  number,
  session,
  mergedInto,
  facts: FACTS,
});

const decided = (incident: number, guid: string, number: number, says = 'no further action'): Decision =>
  ({ number, incident, driver: { guid }, says }) as Decision;

const counted = (all: readonly Outline[], decisions: readonly Decision[], final: readonly number[] = []) =>
  new OpenCount({
    outlines: {
      touched: () => [],
      counts: () =>
        [...new Set(all.map(({ session }) => session))].map((session) => ({
          run: 1,
          session,
          many: all.filter((each) => each.session === session && each.mergedInto === undefined).length,
        })),
      decided: ({ session }) =>
        all.filter((each) => each.session === session && decisions.some(({ incident }) => incident === each.number)),
      facts: () => FACTS,
    },
    ledger: {
      decisions: {
        ofIncidents: (numbers: readonly number[]) => decisions.filter((each) => numbers.includes(each.incident ?? 0)),
      } as never,
      isFinal: (_, session) => final.includes(session),
    },
  });

const count = (...given: Parameters<typeof counted>): number => counted(...given).count();

test('every incident waiting for a decision counts, even more than a thousand', () => {
  const many = Array.from({ length: 1200 }, (_, index) => outline(index + 1, 1));
  expect(count(many, [])).toBe(1200);
  expect(count(many, [decided(1, 'a', 1), decided(1, 'b', 2), decided(2, 'a', 3)])).toBe(1199);
});

test('incidents with a final result, or merged into another, do not count', () => {
  expect(count([outline(1, 1), outline(2, 2)], [], [1])).toBe(1);
  const merged = [outline(1, 1), outline(2, 1, 1)];
  expect(count(merged, [])).toBe(1);
  expect(count(merged, [decided(2, 'a', 1), decided(2, 'b', 2)])).toBe(0);
});

test('open incidents are counted for each session that has any', () => {
  const all = [outline(1, 1), outline(2, 1), outline(3, 2), outline(4, 3), outline(5, 4)];
  const done = [decided(4, 'a', 1), decided(4, 'b', 2)];
  expect(counted(all, done, [4]).bySession()).toEqual([
    { run: 1, session: 1, many: 2 },
    { run: 1, session: 2, many: 1 },
  ]);
});

test('later writes count on their own server, and rolled back writes do not', () => {
  const store = openStore(temporaryDirectory('openCount'), [incidentTables, decisionTables]);
  const table = openIncidentTable(store, 'main');
  const decisions = openDecisions(store, 'main');
  const counting = (server: string) =>
    new OpenCount({ outlines: outlinesIn(store, server), ledger: { decisions, isFinal: () => false } });
  const [main, other] = [counting('main'), counting('other')];
  const place = { server: 'main', run: 1, session: 1, history: [] };
  const put = (number: number, facts: object, id?: number) =>
    table.put({
      id,
      number,
      firstAt: 0,
      lastAt: 0,
      contacts: [],
      seconds: {},
      facts: { ...FACTS, ...place, ...facts },
    }).id;
  const decide = (incident: number, guid: string) => {
    const driver = { guid, name: guid, carId: 0 };
    const { run, session } = place;
    decisions.add(
      { run, session, incident, driver, says: 'no further action', reason: '', at: 0 },
      byRule('Stig', 'discord:1'),
    );
  };
  const counts = () => [main.count(), other.count()];
  expect(counts()).toEqual([0, 0]);
  const id = put(1, {});
  put(2, {});
  expect(counts()).toEqual([2, 0]);
  decide(1, 'a');
  expect(counts()).toEqual([2, 0]);
  decide(1, 'b');
  expect(counts()).toEqual([1, 0]);
  const third = { drivers: [...FACTS.drivers, { guid: 'c' }] };
  expect(() =>
    store.transaction(() => {
      put(1, third, id);
      throw new Error('the disk is full');
    }),
  ).toThrow('full');
  expect(counts()).toEqual([1, 0]);
  put(1, third, id);
  expect(counts()).toEqual([2, 0]);
  store.close();
});
