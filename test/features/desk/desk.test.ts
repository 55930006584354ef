import { afterEach, describe, expect, test } from 'vitest';
import type { DeskFilter } from '../../../src/features/desk/actions.ts';
import type { DeskNews } from '../../../src/features/desk/board.ts';
import { nextTurn } from '../../../src/kit/wait.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';

let rig: IncidentRig;
afterEach(() => rig.remove());

const stig = { by: 'Stig', byId: 'discord:1' };
const bea = { by: 'Bea', byId: 'discord:2' };

function touch(one: number, other: number, kmh = 40): void {
  rig.clock.advance(20_000);
  rig.tell(contact(one, other, { kmh, x: 100 * one }));
}

const lapOf = (n: number) =>
  rig.tell({ type: 'lapCompleted', driver: car(n), lapMs: 100_000, cuts: 0, lap: 1, board: [] });

/** INC-1 on the first lap, INC-2 to INC-4 on the second, at 30, 90 and 40 km/h. */
function race(): void {
  rig = incidentRig({ foldKmh: 25 });
  startRace(rig, 6);
  touch(1, 2);
  for (let n = 1; n <= 6; n += 1) lapOf(n);
  touch(1, 2, 30);
  touch(3, 4, 90);
  touch(5, 6, 40);
}

const pageOf = async (filter: DeskFilter, by = stig) => {
  const { incidents, more } = await rig.desk.actions.list(filter, by);
  return { numbers: incidents.map(({ number }) => number), more };
};
const listed = async (filter: DeskFilter, by = stig): Promise<number[]> => (await pageOf(filter, by)).numbers;

describe('the list', () => {
  test('shows every incident, newest first, whether or not it shares a card', async () => {
    race();
    expect(await listed({})).toEqual([4, 3, 2, 1]);
  });

  test('can show only open incidents, or only those the steward has taken', async () => {
    race();
    await rig.actions.decide(2, { drivers: [], outcome: 'no further action' }, stig);
    rig.actions.take(3, stig);
    rig.actions.take(4, { by: 'Stig', byId: 'discord:9' });
    expect(await listed({ show: 'open' })).toEqual([4, 3, 1]);
    // A steward of the same name is not the same steward.
    expect(await listed({ show: 'mine' })).toEqual([3]);
    expect(await listed({ show: 'mine' }, bea)).toEqual([]);
  });

  test('can be filtered by driver, lap, session, or all three', async () => {
    race();
    expect(await listed({ guid: car(1).guid })).toEqual([2, 1]);
    expect(await listed({ lap: 1 })).toEqual([1]);
    expect(await listed({ guid: car(1).guid, lap: 2, session: 1 })).toEqual([2]);
    expect(await listed({ guid: car(5).guid, lap: 1 })).toEqual([]);
    await expect(listed({ session: 99 })).rejects.toThrow(/S-99/);
  });

  test('finds incidents older than many others, and pages back further', async () => {
    race();
    for (let more = 0; more < 120; more += 1) touch(3, 4, 30);
    expect(await pageOf({ guid: car(5).guid })).toEqual({ numbers: [4], more: 0 });
    const numbers = Array.from({ length: 124 }, (_, index) => 124 - index);
    expect(await pageOf({})).toEqual({ numbers: numbers.slice(0, 50), more: 74 });
    expect(await pageOf({ before: 75 })).toEqual({ numbers: numbers.slice(50, 100), more: 24 });
    expect(await pageOf({ before: 25 })).toEqual({ numbers: numbers.slice(100), more: 0 });
    expect(await pageOf({ before: 1 })).toEqual({ numbers: [], more: 0 });
    // Filtered pages are not counted: there may be no more.
    expect(await pageOf({ show: 'open' })).toEqual({ numbers: numbers.slice(0, 50), more: undefined });
    expect(await pageOf({ guid: car(3).guid, before: 125 })).toEqual({
      numbers: numbers.slice(0, 50),
      more: undefined,
    });
    expect(await pageOf({ guid: car(1).guid, before: 2 })).toEqual({ numbers: [1], more: 0 });
  });

  test('yields to other work while it searches many incidents', async () => {
    race();
    for (let more = 0; more < 60; more += 1) touch(3, 4, 30);
    let isOver = false;
    const list = listed({ show: 'mine' }).finally(() => {
      isOver = true;
    });
    let turns = 0;
    for (; !isOver; turns += 1) await nextTurn();
    expect(await list).toEqual([]);
    expect(turns).toBeGreaterThan(1);
  });
});

describe('the next incident', () => {
  const next = (by = stig, after?: number): number => rig.desk.actions.next(by, after).number;

  test('is the worst, then the oldest, then those on a shared card, then the worst again', () => {
    race();
    expect([next(), next(stig, 3), next(stig, 2), next(stig, 4), next(stig, 1)]).toEqual([3, 2, 4, 1, 3]);
  });

  test('comes with everything known about it', () => {
    race();
    expect(rig.desk.actions.next(stig, undefined)).toEqual(rig.actions.show(3));
    expect(rig.actions.show(3).drivers[0]?.earlier).toEqual([]);
    expect(rig.desk.actions.next(stig, 3)).toEqual(rig.actions.show(2));
    expect(rig.actions.show(2).drivers[0]?.earlier).toEqual([1]);
  });

  test('is not an incident another steward has taken', () => {
    race();
    rig.actions.take(3, bea);
    expect([next(), next(bea)]).toEqual([2, 3]);
  });

  test('is refused with a reason if there is no open incident, or no other', async () => {
    rig = incidentRig();
    startRace(rig, 2);
    expect(() => next()).toThrow('There is no open incident on gt3 that nobody has taken.');
    touch(1, 2);
    expect(() => next(stig, 1)).toThrow('INC-1 is the only open incident on gt3.');
    await rig.actions.decide(1, { drivers: [], outcome: 'no further action' }, stig);
    expect(() => next()).toThrow('There is no open incident');
  });
});

test('news that a listener failed to handle is sent again', () => {
  rig = incidentRig();
  startRace(rig, 2);
  const told: DeskNews[] = [];
  let isFull = true;
  rig.desk.listen((news) => {
    if (isFull) throw new Error('the disk is full');
    told.push(news);
  });
  touch(1, 2);
  rig.clock.advance(1000);
  isFull = false;
  rig.clock.advance(10_000);
  expect(told.map(({ queue }) => queue.open.map(({ incident }) => incident.number))).toEqual([[1]]);
});

test('an incident waiting for a second steward is open, but not settled with its card', async () => {
  rig = incidentRig({ foldKmh: 25, stewardsNeeded: 2 });
  startRace(rig, 4);
  touch(1, 2);
  touch(3, 4);
  const card = { run: 1, session: 1, fold: 'first lap', upTo: 9 } as const;
  expect(rig.desk.actions.leftOn(card).map(({ number }) => number)).toEqual([1, 2]);
  await rig.actions.decide(1, { drivers: [], outcome: 'no further action' }, stig);
  expect(rig.desk.actions.leftOn(card).map(({ number }) => number)).toEqual([2]);
  expect(await listed({ show: 'open' })).toEqual([2, 1]);
});

describe('many incidents at once', () => {
  /** Heavy contacts of five pairs, far from each other, half a second apart. */
  function pileUp(): void {
    rig = incidentRig({ foldKmh: 25 });
    startRace(rig, 12);
    for (let n = 1; n <= 12; n += 1) lapOf(n);
    for (let pair = 0; pair < 5; pair += 1) {
      rig.clock.advance(500);
      rig.tell(contact(2 * pair + 1, 2 * pair + 2, { kmh: 90, x: 1000 * pair }));
    }
  }

  const folds = async () =>
    (await rig.desk.actions.list({}, stig)).incidents.map(({ number, fold }) => [number, fold ?? 'own']);

  test('get three cards of their own and a shared card for the rest, sent in one update', async () => {
    pileUp();
    const told: DeskNews[] = [];
    rig.desk.listen((news) => told.push(news));
    expect(await folds()).toEqual([
      [5, 'at once'],
      [4, 'at once'],
      [3, 'own'],
      [2, 'own'],
      [1, 'own'],
    ]);
    rig.clock.advance(1000);
    const [news] = told;
    expect(told).toHaveLength(1);
    expect(news?.queue.open.map(({ incident }) => incident.number)).toEqual([1, 2, 3, 4, 5]);
    expect(news?.shared.map(({ fold, rows }) => [fold, rows.length])).toEqual([['at once', 2]]);
    const card = { run: 1, session: 1, fold: 'at once', upTo: 9 } as const;
    expect(rig.desk.actions.leftOn(card).map(({ number }) => number)).toEqual([4, 5]);
  });

  test('end after ten seconds, and an incident that is taken gets its own card', async () => {
    pileUp();
    rig.clock.advance(10_000);
    rig.tell(contact(11, 12, { kmh: 90, x: 9000 }));
    rig.actions.take(5, stig);
    expect(await folds()).toEqual([
      [6, 'own'],
      [5, 'own'],
      [4, 'at once'],
      [3, 'own'],
      [2, 'own'],
      [1, 'own'],
    ]);
  });

  test('are sent after a quiet second, or after four seconds at the latest', () => {
    rig = incidentRig({ foldKmh: 25 });
    startRace(rig, 20);
    const told: number[] = [];
    rig.desk.listen(() => told.push(rig.clock.monotonic()));
    const begun = rig.clock.monotonic();
    for (let pair = 0; pair < 9; pair += 1) {
      rig.tell(contact(2 * pair + 1, 2 * pair + 2, { kmh: 90, x: 1000 * pair }));
      rig.clock.advance(700);
    }
    rig.clock.advance(5000);
    expect(told.map((at) => at - begun)).toEqual([4000, 6600]);
  });
});
