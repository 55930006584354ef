/** Licence points: who has how many, for how long, and when stewards hear of it. */

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appeals } from '../../../commands/appeals.ts';
import { incidents } from '../../../commands/incidents.ts';
import { penalties } from '../../../commands/penalties.ts';
import { points } from '../../../commands/points.ts';
import { chatLines } from '../../../src/chat/answers.ts';
import type { LicenceRules } from '../../../src/features/decisions/licence.ts';
import type { DriverRow } from '../../../src/features/drivers/rows.ts';
import { openPoints, type PointsNeeds } from '../../../src/features/points/open.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { english } from '../../../src/texts/english/index.ts';
import { caller, driver, fakeServer, worldOf } from '../../command/world.ts';
import { judgeCalled } from '../../fakes/bench.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';

const DAY = 24 * 60 * 60_000;
const LIST = [
  { code: 'collision', text: 'Causing a collision', points: 2 },
  { code: 'unsporting', text: 'Unsporting behaviour' },
];
const RULES: LicenceRules = {
  expiry: { count: 2, of: 'events' },
  thresholds: [
    { points: 4, consequence: 'a talk with the stewards' },
    { points: 8, consequence: 'ban for one race' },
  ],
};

let rig: IncidentRig;
const open = (licence: LicenceRules = RULES): void => {
  rig = incidentRig({ licence, infringements: LIST });
  startRace(rig);
  rig.tell(contact(1, 2));
};
beforeEach(() => open());
afterEach(() => rig.remove());

const rows = (): DriverRow[] =>
  [...rig.feed.state().drivers.values()].map(({ carId, guid, name }) => driver({ carId, guid, name }));
const world = () =>
  worldOf(
    [...incidents, ...appeals, ...penalties, points],
    [
      fakeServer('gt3', {
        incidents: rig.actions,
        penalties: rig.penalties,
        appeals: rig.appeals,
        points: rig.points,
        drivers: rows,
      }).server,
    ],
  );

async function say(line: string, who = caller('steward', { id: 'Ada', name: 'Ada' })) {
  const outcome = await world().dispatcher.dispatch({ line, caller: who });
  if (outcome.kind === 'done') return outcome.answer;
  return outcome.kind === 'failed' ? plain(outcome.sentence) : outcome.kind;
}

const pointsOf = (n: number): number => rig.points.of(car(n)).points;
const told = () =>
  rig.feed.events.flatMap((event) =>
    event.type === 'pointsReached' ? [[event.driver.carId, event.points, event.of]] : [],
  );

/** The next day, with a race: another event. */
function nextEvent(): void {
  rig.tell({ type: 'sessionEnded' });
  rig.clock.advance(DAY);
  const { session } = rig.feed.state();
  if (session) {
    rig.tell({ type: 'sessionStarted', facts: { ...session.facts, zeroAt: rig.clock.now() }, again: false });
  }
}

describe('points', () => {
  test.each([
    [2, 'warning softer', 'The 2 licence points of P-1 are gone.'],
    [1, 'no-further-action wrong car', 'The 1 licence point of P-1 is gone.'],
    [2, 'withdrawn wrong car', 'The 2 licence points of P-1 are gone.'],
  ])('%i of a decision are gone if its replacement gives none, and the answer says so: %s', async (had, then, note) => {
    await say(`incident decide 1 "Driver 1" time 5 points:${had} late braking`);
    expect(await say(`incident replace P-1 ${then}`)).toMatchObject({ note: expect.stringContaining(note) });
    expect(pointsOf(1)).toBe(0);
  });

  test('are not said to be gone if the replacement gives some, or if there were none', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:2 late braking');
    expect(JSON.stringify(await say('incident replace P-1 warning points:1 softer'))).not.toMatch('gone');
    await say('incident decide 1 "Driver 2" time 5 late braking');
    expect(JSON.stringify(await say('incident replace P-3 warning softer'))).not.toMatch('gone');
  });

  test.each([
    ['incident decide 1 "Driver 1" time 5 points:2 late braking', 2],
    ['incident decide 1 "Driver 1" time 5 points:3 late braking', 3],
    ['incident decide 1 "Driver 1" time 5 collision late braking', 2],
    ['incident decide 1 "Driver 1" time 5 collision points:0 late braking', 0],
    ['incident decide 1 "Driver 1" time 5 unsporting late braking', 0],
    ['incident decide 1 "Driver 1" racing-incident points:1', 1],
    ['incident decide 1 "Driver 1" warning collision 5', 5],
    ['penalty give "Driver 1" time 5 points:4 late braking', 4],
    ['warn "Driver 1" points:1 slow down', 1],
  ])('come with a decision: %s', async (line, expected) => {
    expect(await say(line)).toMatchObject({ kind: expect.any(String) });
    expect(pointsOf(1)).toBe(expected);
  });

  test.each([
    [
      'incident decide 1 "Driver 1" time 5 points:many why',
      'points must be a whole number from 0 to 99, such as "points:2", not "points:many".',
    ],
    [
      'penalty give "Driver 1" time 5 points:100 why',
      'points must be a whole number from 0 to 99, such as "points:2", not "points:100".',
    ],
  ])('are refused: %s', async (line, sentence) => {
    expect(await say(line)).toBe(sentence);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  test('of a driver with a namesake are shown with the car, whether the other has points or not', async () => {
    const namesake = { ...car(1), carId: 5, guid: car(5).guid };
    const lines = async () => {
      const answer = await say('points');
      return typeof answer === 'string' ? [answer] : chatLines(answer, english, vocabulary);
    };
    await say('warn "Driver 2" points:1 slow down');
    expect(await lines()).toEqual(['Driver 2: 1 licence point; at 4 points: a talk with the stewards']);
    await say('warn 1 points:2 slow down');
    rig.tell({ type: 'driverJoined', driver: namesake, model: 'bmw_z4_gt3', skin: '' });
    expect(await lines()).toEqual([
      'Driver 1 (car 1): 2 licence points; at 4 points: a talk with the stewards',
      'Driver 2: 1 licence point; at 4 points: a talk with the stewards',
    ]);
    expect(rig.points.of(namesake)).toMatchObject({ points: 0, namesakes: [car(1)] });
  });

  test('are lost when their decision is replaced or withdrawn', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:3');
    await say('incident replace P-1 warning points:1 softer');
    expect(pointsOf(1)).toBe(1);
    await say('penalty clear P-2');
    expect(pointsOf(1)).toBe(0);
  });

  test('change with the answer to an appeal', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:3');
    const own = { id: car(1).guid, guid: car(1).guid, via: 'chat', proof: 'seat' } as const;
    await say('appeal P-1 I was ahead', caller('driver', own));
    expect(pointsOf(1)).toBe(3);
    await say(
      'incident answer P-1 changed time 3 points:1 half his fault',
      caller('steward', { id: 'Bea', name: 'Bea' }),
    );
    expect(pointsOf(1)).toBe(1);
  });

  test('are asked for only if the league counts them', () => {
    const counted = (needs: Partial<PointsNeeds>) =>
      openPoints(
        { clock: rig.clock, bus: rig.feed.bus, state: rig.feed.state },
        { ledger: rig.ledger, calendar: rig.calendar, ...needs },
      ).areCounted();
    const [without, withPoints] = [
      { code: 'unsporting', text: 'Unsporting' },
      { code: 'x', text: 'X', points: 2 },
    ];
    expect(counted({})).toBe(false);
    expect(counted({ infringements: [without] })).toBe(false);
    expect(counted({ infringements: [without, withPoints] })).toBe(true);
    expect(counted({ rules: { thresholds: [] } })).toBe(true);
  });

  test('survive a restart', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:3');
    rig = rig.reopen();
    expect(pointsOf(1)).toBe(3);
  });

  test('count only in sessions that belong to an event', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:3');
    rig.store.run('UPDATE sessions SET event = NULL');
    expect(pointsOf(1)).toBe(0);
  });
});

describe('expiry', () => {
  test('comes after the set number of events', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:3');
    const left = () => rig.points.of(car(1)).entries.map(({ expiry }) => expiry);
    expect(left()).toEqual([{ eventsLeft: 2 }]);
    nextEvent();
    nextEvent();
    expect([pointsOf(1), left()]).toEqual([3, [{ eventsLeft: 0 }]]);
    nextEvent();
    expect(pointsOf(1)).toBe(0);
  });

  test('comes the set number of days after the session', async () => {
    rig.remove();
    open({ thresholds: [], expiry: { count: 30, of: 'days' } });
    const at = rig.calendar.of(1, 1)?.startedAt ?? 0;
    rig.clock.advance(60_000);
    await say('incident decide 1 "Driver 1" time 5 points:3');
    expect(rig.points.of(car(1)).entries).toMatchObject([{ expiry: { at: at + 30 * DAY } }]);
    // Without the timers of a session that goes on for a month.
    rig.clock.spend(30 * DAY - 60_001);
    expect(pointsOf(1)).toBe(3);
    rig.clock.spend(1);
    expect(pointsOf(1)).toBe(0);
  });

  test('never comes if the league sets none', async () => {
    rig.remove();
    open({ thresholds: [] });
    await say('incident decide 1 "Driver 1" time 5 points:3');
    for (let event = 0; event < 4; event++) nextEvent();
    rig.clock.advance(2000 * DAY);
    expect(pointsOf(1)).toBe(3);
  });

  /** One step in a season of days, each with a race. */
  const step = fc.oneof(
    fc.record({ is: fc.constant('give' as const), points: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ is: fc.constantFrom('replace' as const, 'withdraw' as const), which: fc.nat(5), points: fc.nat(5) }),
    fc.record({ is: fc.constant('event' as const) }),
  );

  test.each([
    { count: 1, of: 'events' },
    { count: 3, of: 'events' },
    { count: 2, of: 'days' },
  ] as const)(
    'after $count $of always agrees with a plain list of the decisions',
    async (expiry) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          rig.remove();
          open({ thresholds: [], expiry });
          const given: { number: number; points: number; day: number }[] = [];
          let day = 0;
          for (const each of steps) {
            if (each.is === 'event') {
              nextEvent();
              day++;
            } else if (each.is === 'give') {
              const { numbers } = await rig.penalties.giveEach(
                [car(1)],
                { type: 'time', amount: 5, points: each.points },
                judgeCalled('Ada'),
              );
              given.push({ number: numbers[0] ?? 0, points: each.points, day });
            } else if (given.length > 0) {
              const [old] = given.splice(each.which % given.length, 1);
              if (!old) continue;
              const outcome = each.is === 'withdraw' ? ('withdrawn' as const) : ('warning' as const);
              const order = { outcome, points: each.points };
              const { decisions } = await rig.actions.replace(old.number, order, { by: 'Ada', reason: 'so' });
              if (each.is === 'replace')
                given.push({ number: decisions[0]?.number ?? 0, points: each.points, day: old.day });
            }
          }
          // A race begins at the same time each day, so points that expire in days do so with the race of the last day.
          const isInForce = (from: number) =>
            expiry.of === 'days' ? day - from < expiry.count : day - from <= expiry.count;
          const expected = given.filter((each) => isInForce(each.day)).reduce((sum, each) => sum + each.points, 0);
          expect(pointsOf(1)).toBe(expected);
        }),
        { numRuns: 15 },
      );
    },
    60_000,
  );
});

describe('a threshold', () => {
  test('is announced when it is reached, and no penalty follows', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:3');
    expect(told()).toEqual([]);
    await say('penalty give "Driver 1" time 5 points:1 again');
    expect(told()).toEqual([[1, 4, 4]]);
    expect(rig.ledger.newest(9)).toHaveLength(2);
  });

  test('is announced once, and the next one when that is reached', async () => {
    for (let turn = 0; turn < 4; turn++) await say(`penalty give "Driver 1" reprimand points:3 turn ${turn}`);
    expect(told()).toEqual([
      [1, 6, 4],
      [1, 9, 8],
    ]);
  });

  test('is not announced again if a replaced decision still reaches it', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:5');
    await say('incident replace P-1 time 10 points:4 not so hard');
    expect(told()).toEqual([[1, 5, 4]]);
  });

  test('is announced again if points drop below it and reach it again', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:4');
    await say('incident replace P-1 time 10 points:1 not so hard');
    await say('penalty give "Driver 1" reprimand points:3 once more');
    expect(told()).toEqual([
      [1, 4, 4],
      [1, 4, 4],
    ]);
  });

  test('is not announced again by more points above it', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:4');
    await say('penalty give "Driver 1" reprimand points:1 once more');
    expect(told()).toEqual([[1, 4, 4]]);
  });

  test('that is reached exactly is no longer the next one', async () => {
    await say('incident decide 1 "Driver 1" time 5 points:4');
    expect(rig.points.of(car(1))).toMatchObject({ reached: { points: 4 }, next: { points: 8 } });
    await say('penalty give "Driver 1" reprimand points:4 once more');
    expect(rig.points.of(car(1))).toMatchObject({ reached: { points: 8 }, next: undefined });
  });

  test('can also be reached by a racing incident with points', async () => {
    await say('incident decide 1 "Driver 1" racing-incident points:4');
    expect(told()).toEqual([[1, 4, 4]]);
  });
});

describe('/points', () => {
  const OWN = { id: car(1).guid, guid: car(1).guid, name: 'Driver 1', via: 'chat', proof: 'seat' } as const;
  beforeEach(async () => {
    await say('incident decide 1 "Driver 1" time 5 collision late braking');
    await say('incident decide 1 "Driver 2" warning points:5 unfair');
  });

  test("shows a driver everybody's points and what their own are for", async () => {
    expect(await say('points', caller('driver', OWN))).toMatchObject({
      kind: 'points',
      licences: [
        { driver: { name: 'Driver 2' }, points: 5, reached: { points: 4 }, next: { points: 8 } },
        { driver: { name: 'Driver 1' }, points: 2, reached: undefined, next: { points: 4 } },
      ],
      detailed: { driver: { name: 'Driver 1' }, entries: [{ points: 2, decision: { reason: 'late braking' } }] },
    });
  });

  test('lists drivers with as many points by name, and nobody whose points have expired', async () => {
    for (let event = 0; event < 3; event++) nextEvent();
    const order = { type: 'reprimand', points: 5 } as const;
    await rig.penalties.giveEach([car(1), { ...car(3), name: 'Anna Apex' }], order, judgeCalled('Ada'));
    expect((await rig.points.all()).map(({ driver, points: held }) => [driver.name, held])).toEqual([
      ['Anna Apex', 5],
      ['Driver 1', 5],
    ]);
  });

  test("shows only stewards what another driver's points are for", async () => {
    expect(await say('points Driver 2', caller('driver', OWN))).toMatchObject({
      licences: [{ points: 5 }],
      detailed: undefined,
    });
    expect(await say('points Driver 2')).toMatchObject({ detailed: { entries: [{ decision: { reason: 'unfair' } }] } });
  });

  test('is refused for an unknown driver', async () => {
    expect(await say('points Nemo')).toMatch(/^"Nemo" is not one of the drivers to choose from\./);
  });

  test("is also part of a driver's own file", async () => {
    expect(await say('me', caller('driver', OWN))).toMatchObject({ licence: { points: 2 } });
    expect(await say('me', caller('driver', { ...OWN, guid: car(3).guid }))).toMatchObject({ licence: undefined });
  });
});
