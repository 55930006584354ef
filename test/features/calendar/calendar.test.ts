import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TABLES } from '../../../src/app/tables.ts';
import { StoredCalendar } from '../../../src/features/calendar/calendar.ts';
import { openStore } from '../../../src/store/store.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const steward = { by: 'Stig', reason: 'contact' };
type Rig = ReturnType<typeof penaltyRig>;

const listed = ({ calendar }: Pick<Rig, 'calendar'>) =>
  calendar.newest(9).map(({ id, state, continues, continuedBy }) => [id, state, continues, continuedBy]);
const result = ({ told }: Pick<Rig, 'told'>, session: number) =>
  told('classified').findLast(({ classification }) => classification.session === session)?.classification;

/** A race of 12 laps with Ada and Bob on the grid. */
function race(rig = penaltyRig()) {
  rig.session('race');
  for (const driver of [ADA, BOB]) rig.join(driver);
  return rig;
}

function drive(rig: Rig, laps: number) {
  for (let lap = 0; lap < laps; lap++) for (const driver of [ADA, BOB]) rig.lap(driver);
}

describe('a restarted race', () => {
  it('continues under a new session number if the leader had not finished', () => {
    const rig = race();
    drive(rig, 11);
    rig.session('race');
    expect(listed(rig)).toEqual([
      [2, 'running', 1, undefined],
      [1, 'restarted', undefined, 2],
    ]);
    drive(rig, 1);
    rig.session('race');
    expect(rig.calendar.chainOf(1, 2).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(rig.calendar.last(1, 1)).toMatchObject({ id: 3, session: 3, state: 'running' });
  });

  it('stays the same session if nobody had driven a lap', () => {
    const rig = race();
    rig.session('race');
    expect(listed(rig)).toEqual([[1, 'running', undefined, undefined]]);
  });

  it('counts earlier decisions in the result of its last session', async () => {
    const rig = race();
    drive(rig, 1);
    await rig.actions.give(ADA, { type: 'disqualification' }, steward);
    await rig.actions.give(BOB, { type: 'time', amount: 5 }, steward);
    rig.session('race');
    drive(rig, 12);
    rig.end();
    await rig.settled();
    expect(result(rig, 2)).toMatchObject({
      id: 2,
      rows: [
        { name: BOB.name, penaltyMs: 5000 },
        { name: ADA.name, disqualified: true },
      ],
      amendments: [{ penalty: 'P-1' }, { penalty: 'P-2' }],
    });
    expect(result(rig, 1)).toBeUndefined();
    rig.actions.clear(1, steward);
    await rig.settled();
    expect(result(rig, 2)).toMatchObject({ amendments: [{ penalty: 'P-2' }] });
  });

  it('has one result, and its earlier sessions point to it and become final with it', async () => {
    const rig = race();
    drive(rig, 1);
    await rig.actions.give(BOB, { type: 'time', amount: 5 }, steward);
    rig.session('race');
    await expect(rig.results.show(2)).rejects.toThrow('S-2 (race) is not over, so it has no result yet.');
    drive(rig, 12);
    rig.end();
    await rig.settled();
    await expect(rig.results.show(1)).rejects.toThrow('S-1 (race) was restarted as S-2, which has its result.');
    await expect(rig.results.finalise('Stig', 1)).rejects.toThrow('S-1 (race) was restarted as S-2');
    expect((await rig.results.finalise('Stig', 2)).final?.by).toBe('Stig');
    expect(rig.ledger.isFinal(1, 1)).toBe(true);
    expect(() => rig.actions.clear(1, steward)).toThrow('is final; nothing was changed');
  });
});

describe('another race', () => {
  const two = [
    [2, 'running', undefined, undefined],
    [1, 'ended', undefined, undefined],
  ];

  it('starts after the server reports the session end, even with the same name and index', async () => {
    const rig = race();
    drive(rig, 3);
    await rig.actions.give(ADA, { type: 'disqualification' }, steward);
    rig.end('results/2026_11_21_20_30_RACE.json');
    rig.session('race');
    expect(listed(rig)).toEqual(two);
    expect(rig.told('sessionStarted').map(({ again }) => again)).toEqual([false, false]);
    drive(rig, 3);
    rig.end();
    await rig.settled();
    expect(result(rig, 1)).toMatchObject({ amendments: [{ penalty: 'P-1' }] });
    expect(result(rig, 2)).toMatchObject({ amendments: [] });
  });

  it('starts after the leader’s flag, even if no session end was reported', async () => {
    const rig = race();
    drive(rig, 11);
    rig.lap(ADA);
    rig.session('race');
    await rig.settled();
    expect(listed(rig)).toEqual(two);
    expect(result(rig, 1)).toMatchObject({ source: 'own laps', rows: [{ laps: 12 }, { laps: 11 }] });
  });
});

describe('a game server that stops', () => {
  const stopped = { type: 'serverStopped', expected: false, lastLines: [] } as const;

  it('interrupts a race before the leader’s flag', () => {
    const rig = race();
    drive(rig, 2);
    rig.feed.notice(stopped);
    expect(listed(rig)).toEqual([[1, 'interrupted', undefined, undefined]]);
  });

  it('does not interrupt a practice, or a race after the leader’s flag', () => {
    const rig = race();
    drive(rig, 12);
    rig.feed.notice(stopped);
    rig.feed.beginRun();
    rig.session('practice');
    rig.feed.notice(stopped);
    expect(listed(rig).map(([, state]) => state)).toEqual(['ended', 'ended']);
  });

  it('without notice interrupts the race once a new run is seen, and its laps are kept', async () => {
    const rig = race();
    drive(rig, 2);
    rig.hear({ type: 'version', protocolVersion: 4 });
    rig.session('race');
    await rig.settled();
    expect(listed(rig)).toEqual([
      [2, 'running', undefined, undefined],
      [1, 'interrupted', undefined, undefined],
    ]);
    expect(rig.calendar.newest(2).map(({ run, session }) => [run, session])).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(result(rig, 1)).toMatchObject({ run: 1, rows: [{ laps: 2 }, { laps: 2 }] });
  });
});

describe('the number of a session', () => {
  it('counts across all servers, and a number from another server is refused', () => {
    const rig = race();
    const other = new StoredCalendar(rig.store, 'gt4');
    expect(rig.calendar.get(1)).toMatchObject({ server: 'main', name: 'race', kind: 'race', track: 'spa' });
    expect(() => rig.calendar.get(7)).toThrow(
      /^There is no session S-7\. The latest here: S-1 race · \w{3} \d\d:\d\d · spa\.$/,
    );
    expect(() => other.get(1)).toThrow('S-1 was driven on main, not on gt4. There have been none here yet.');
    expect(other.of(1, 1)).toBeUndefined();
    expect(other.keysOf(1, 1)).toEqual([{ run: 1, session: 1 }]);
  });

  it('stays the same after Pitwall restarts', () => {
    const rig = race();
    drive(rig, 1);
    rig.session('race');
    const before = listed(rig);
    expect(listed(rig.reopen())).toEqual(before);
  });

  it('is given to the sessions in the journal of a 0.1.0 store', () => {
    const data = temporaryDirectory('calendar');
    const left = fileURLToPath(new URL('../../fixtures/stores/0.1.0/pitwall.db', import.meta.url));
    cpSync(left, join(data, 'pitwall.db'));
    const store = openStore(data, TABLES);
    const known = new StoredCalendar(store, 'gt3').newest(9).toReversed();
    store.close();
    // As listed in test/fixtures/stores/0.1.0/README.md.
    expect(known.map(({ id, session, name, state }) => [id, session, name, state])).toEqual([
      [1, 1, 'Qualify', 'ended'],
      [2, 2, 'Race', 'ended'],
      [3, 3, 'Qualify', 'ended'],
      [4, 4, 'Race', 'running'],
    ]);
    expect(known.map(({ continues }) => continues)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is given from the results if the journal was lost', () => {
    const data = temporaryDirectory('calendar');
    const before = openStore(
      data,
      TABLES.map((tables) => (tables.room === 'calendar' ? { ...tables, steps: [] } : tables)),
    );
    for (const [run, session, at] of [
      [2, 1, 3000],
      [1, 4, 2000],
    ] as const) {
      before.run(
        `INSERT INTO ended_sessions (server, run, session, name, kind, ended_at, own) VALUES ('gt3', ?, ?, 'Race', 'race', ?, '{}')`,
        run,
        session,
        at,
      );
    }
    before.run(`INSERT INTO events (server, run, type, at, event) VALUES ('gt3', 1, 'sessionStarted', 1, 'no JSON')`);
    before.close();
    const store = openStore(data, TABLES);
    const calendar = new StoredCalendar(store, 'gt3');
    expect([calendar.get(1), calendar.get(2)]).toMatchObject([
      { run: 1, session: 4, endedAt: 2000, state: 'ended' },
      { run: 2, session: 1, endedAt: 3000, state: 'ended' },
    ]);
    store.close();
  });
});
