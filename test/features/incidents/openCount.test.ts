import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/events/decision.ts';
import { addSession } from '../../../src/features/calendar/table.ts';
import { OpenCount } from '../../../src/features/incidents/openCount.ts';
import { type IncidentOutline, outlinesIn } from '../../../src/features/incidents/outlines.ts';
import { type IncidentFacts, openIncidentTable } from '../../../src/features/incidents/table.ts';
import { ownSummary } from '../../../src/features/results/ownResults.ts';
import { sessionTable } from '../../../src/features/results/table.ts';
import { atOnce } from '../../../src/kit/pieces.ts';
import { commandsOn, rigWithContact } from '../appeals/world.ts';
import type { IncidentRig } from './rig.ts';

interface Outline extends IncidentOutline {
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
      touched: () => ({ incidents: [], results: [] }),
      sessions: () => [...new Set(all.map(({ session }) => session))].map((session) => ({ run: 1, session })),
      many: ({ session }) => all.filter((each) => each.session === session && each.mergedInto === undefined).length,
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
    calendar: { keysOf: (run, session) => [{ run, session }] },
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

test('counting ahead takes a step for each session', () => {
  const all = [outline(1, 1), outline(2, 2), outline(3, 3)];
  const open = counted(all, []);
  expect([...open.countAhead()]).toHaveLength(3);
  expect(open.count()).toBe(3);
});

function saveEnded({ store, feed }: IncidentRig, session: number): void {
  const race = feed.state().session;
  if (!race) throw new Error('no session is running');
  const own = ownSummary(race);
  sessionTable(store, 'gt3').save({ run: 1, session, name: 'Race', kind: 'race', endedAt: 1, own });
}

describe('in the store', () => {
  let rig: IncidentRig;
  beforeEach(() => {
    rig = rigWithContact();
  });
  afterEach(() => rig.remove());
  const { drive, steward } = commandsOn(() => rig);

  const counting = ({ store, ledger, calendar }: IncidentRig, server = 'gt3') =>
    new OpenCount({ outlines: outlinesIn(store, server), ledger, calendar });

  test('later writes count on their own server', async () => {
    const [own, other] = [counting(rig), counting(rig, 'main')];
    const counts = () => [own.count(), other.count()];
    expect(counts()).toEqual([1, 0]);
    await steward('Ada', 'incident decide 1 "Driver 1" time 5 late braking');
    expect(counts()).toEqual([1, 0]);
    await steward('Ada', 'incident decide 1 "Driver 2" no-further-action');
    expect(counts()).toEqual([0, 0]);
  });

  test('writes that are rolled back do not count', () => {
    const open = counting(rig);
    const table = openIncidentTable(rig.store, 'gt3');
    const first = table.get(1);
    if (!first) throw new Error('there is no incident');
    const again = () => table.put({ ...first, id: undefined, number: 2 });
    expect(open.count()).toBe(1);
    expect(() =>
      rig.store.transaction(() => {
        again();
        throw new Error('the disk is full');
      }),
    ).toThrow('full');
    expect(open.count()).toBe(1);
    again();
    expect(open.count()).toBe(2);
  });

  test('counted ahead or not, it is the same', () => {
    const open = counting(rig);
    atOnce(open.countAhead());
    expect(open.count()).toBe(counting(rig).count());
  });

  test('an incident that an appeal opened for a penalty waits for no decision', async () => {
    await steward('Ada', 'incident decide 1 no-further-action');
    await steward('Ada', 'penalty give "Driver 4" time 5 cutting');
    const open = counting(rig);
    expect(open.count()).toBe(0);
    await drive(4, 'appeal P-3 I was pushed off');
    expect([rig.actions.show(2).state, open.count()]).toEqual(['appealed', 0]);
    await steward('Bea', 'incident answer P-3 upheld he was not');
    expect([rig.actions.show(2).state, open.count()]).toEqual(['decided', 0]);
  });

  test('nothing waits once the result is final, until it is reopened', () => {
    const open = counting(rig);
    saveEnded(rig, 1);
    expect(open.count()).toBe(1);
    rig.ledger.finalise(1, 1, { by: 'Stig', at: 2 });
    expect(open.count()).toBe(0);
    rig.ledger.reopen(1, 1, { by: 'Stig', at: 3, reason: 'appealed', finalAt: 2 });
    expect(open.count()).toBe(1);
  });

  test('the final result of the last session counts for those it continues', () => {
    const open = counting(rig);
    expect(open.count()).toBe(1);
    saveEnded(rig, 2);
    rig.ledger.finalise(1, 2, { by: 'Stig', at: 2 });
    addSession(rig.store, {
      server: 'gt3',
      run: 1,
      session: 2,
      name: 'Race',
      kind: 'race',
      track: 'spa',
      startedAt: 1,
      continues: rig.calendar.of(1, 1)?.id,
    });
    expect(open.count()).toBe(0);
    rig.store.run('UPDATE sessions SET continues = NULL WHERE run = 1 AND session = 2');
    expect(open.count()).toBe(1);
  });
});
