import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVENTS_PER_SNAPSHOT } from '../../src/race/keptState.ts';
import { lapTable } from '../../src/race/laps.ts';
import { SNAPSHOT_VERSION, writeSnapshot } from '../../src/race/snapshot.ts';
import type { RaceState } from '../../src/race/state.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { recording } from '../fakes/recordings.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
});
afterEach(() => opened.remove());

interface Kept {
  readonly run: number;
  readonly version: number;
  readonly through: number;
}

const kept = (): Kept | undefined => opened.feed.store.get('SELECT run, version, through FROM snapshots');
const change = (sql: string): void => void opened.feed.store.run(sql);
/** Emits this many events without side effects, in batches. */
function happen(events: number): void {
  for (let left = events; left > 0; left -= 500) {
    const batch = Array.from({ length: Math.min(500, left) }, () => ({ type: 'serverSilent', silentMs: 1 }) as const);
    opened.feed.notice(...batch);
  }
}
/** Makes the events before the snapshot unreadable. Reading them anyway gives a warning. */
const spoilWhatIsInIt = (): void =>
  change("UPDATE events SET event = 'unreadable' WHERE id <= (SELECT through FROM snapshots)");

function replay(name: string, until = Infinity): void {
  let last = 0;
  for (const { tMs, packet } of recording(name).slice(0, until)) {
    opened.feed.clock.advance(tMs - last);
    last = tMs;
    opened.feed.packets([packet]);
  }
}

describe('a start reads the last snapshot and the events after it:', () => {
  test.each(['red-bull-ring', 'nurburgring_sprint_b', 'suzuka_east'])(
    'a recording of %s gives the same state again',
    (name) => {
      replay(name);
      const before = opened.feed.state();
      expect(before.previous?.standings.size).toBeGreaterThan(1);
      expect(kept()).toMatchObject({ run: before.run, version: SNAPSHOT_VERSION });
      spoilWhatIsInIt();
      opened = opened.reopen();
      expect(opened.feed.state()).toEqual(before);
      expect([...(opened.feed.state().previous?.standings.keys() ?? [])]).toEqual([
        ...(before.previous?.standings.keys() ?? []),
      ]);
      expect(opened.warnings).toEqual([]);
    },
  );

  test('killed at any point, it gives the same state with the snapshot and without', () => {
    const all = recording('red-bull-ring').length;
    for (const until of [0.5, 0.7, 0.9].map((part) => Math.floor(all * part))) {
      replay('red-bull-ring', until);
      const before = opened.feed.state();
      opened = opened.reopen();
      expect(opened.feed.state()).toEqual(before);
      change('DELETE FROM snapshots');
      opened = opened.reopen();
      expect(opened.feed.state()).toEqual(before);
      opened.remove();
      opened = feedInDirectory();
    }
  });

  test('a snapshot is written at the end of a session', () => {
    opened.feed.beginRun();
    happen(3);
    expect(kept()).toBeUndefined();
    opened.feed.notice({ type: 'sessionEnded' });
    expect(kept()).toMatchObject({ run: 1, through: 4 });
  });

  test('a snapshot is written every 10,000 events, counted across starts', () => {
    opened.feed.beginRun();
    happen(6000);
    opened = opened.reopen();
    happen(3999);
    expect(kept()).toBeUndefined();
    happen(1);
    expect(kept()).toMatchObject({ through: EVENTS_PER_SNAPSHOT });
    happen(9999);
    expect(kept()).toMatchObject({ through: EVENTS_PER_SNAPSHOT });
  });
});

describe('the laps of a race', () => {
  const text = () => opened.feed.store.get<{ state: string }>('SELECT state FROM snapshots')?.state ?? '';
  const lapsIn = (state: RaceState) => [...(state.previous?.standings.values() ?? [])].map(({ laps }) => laps.length);

  test('are not in the snapshot, and are known again after a start', () => {
    replay('red-bull-ring');
    const before = opened.feed.state();
    expect(Math.max(...lapsIn(before))).toBeGreaterThan(1);
    expect(text()).toContain('"laps":[]');
    expect(text()).not.toContain('lapMs');
    spoilWhatIsInIt();
    opened = opened.reopen();
    expect(lapsIn(opened.feed.state())).toEqual(lapsIn(before));
  });

  test('are read from an old snapshot that still contains them', () => {
    replay('red-bull-ring');
    const before = opened.feed.state();
    const through = opened.feed.store.get<{ through: number }>('SELECT max(id) AS through FROM events')?.through;
    opened.feed.store.run('UPDATE snapshots SET state = ?, through = ?', writeSnapshot(before), through ?? 0);
    change('DELETE FROM driven_laps');
    spoilWhatIsInIt();
    opened = opened.reopen();
    expect(opened.feed.state()).toEqual(before);
  });

  test('are put into a new table from the events of the current run', () => {
    replay('red-bull-ring');
    const all = 'SELECT server, run, session, event, standing, lap_ms, cuts, at FROM driven_laps ORDER BY id';
    const rows = opened.feed.store.all<{ run: number }>(all);
    const { run } = opened.feed.state();
    expect(rows.length).toBeGreaterThan(10);
    change('DROP TABLE driven_laps');
    for (const statement of lapTable.split(';').filter((each) => each.trim() !== '')) change(statement);
    expect(opened.feed.store.all<{ run: number }>(all)).toEqual(rows.filter((row) => row.run === run));
  });
});

describe('instead of the snapshot, a start reads all events', () => {
  test.each([SNAPSHOT_VERSION - 1, SNAPSHOT_VERSION + 1])('if the snapshot has version %i', (version) => {
    replay('red-bull-ring');
    const before = opened.feed.state();
    change(`UPDATE snapshots SET version = ${version}, state = '{"of": "another version"}'`);
    opened = opened.reopen();
    expect(opened.feed.state()).toEqual(before);
    expect(opened.warnings).toEqual([]);
  });

  test.each(['unreadable', '{}', '{"run": 1, "drivers": [], "seats": [], "connections": []}'])(
    'and warns, if the snapshot holds %s',
    (text) => {
      replay('red-bull-ring');
      const before = opened.feed.state();
      change(`UPDATE snapshots SET state = '${text}'`);
      opened = opened.reopen();
      expect(opened.feed.state()).toEqual(before);
      expect(opened.warnings).toEqual([expect.stringMatching(/the snapshot of main cannot be read and is left out/)]);
    },
  );

  test('if the snapshot is of an earlier run', () => {
    replay('red-bull-ring');
    opened.feed.beginRun();
    happen(1);
    opened = opened.reopen();
    expect(opened.feed.state()).toMatchObject({ run: 2, heard: false });
    expect(opened.feed.state().session).toBeUndefined();
  });

  test('once if a long run has no snapshot: it then writes one', () => {
    opened.feed.beginRun();
    happen(EVENTS_PER_SNAPSHOT + 500);
    change('DELETE FROM snapshots');
    opened = opened.reopen();
    expect(kept()).toMatchObject({ through: EVENTS_PER_SNAPSHOT + 500 });
  });
});

test('a batch that could not be stored leaves no snapshot', () => {
  opened.feed.beginRun();
  opened.bus.durable(({ type }) => {
    if (type === 'sessionEnded') throw new Error('no');
  });
  opened.feed.notice({ type: 'sessionEnded' });
  expect(kept()).toBeUndefined();
});
