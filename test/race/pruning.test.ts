import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal } from '../../src/race/journal.ts';
import { Pruning } from '../../src/race/pruning.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { lockedBy } from '../fakes/store.ts';

const DAY_MS = 24 * 60 * 60_000;

let opened: ReturnType<typeof feedInDirectory>;
let pruning: Pruning;
let told: string[];
beforeEach(() => {
  opened = feedInDirectory();
  told = [];
});
afterEach(() => {
  pruning.close();
  opened.remove();
});

function begin(): void {
  const { store, clock } = opened.feed;
  const log = {
    info: (fields: object, message: string) => told.push(`${message} ${JSON.stringify(fields)}`),
    warn: (_: object, message: string) => told.push(message),
  };
  pruning = new Pruning({ store, clock, log, keepMs: 90 * DAY_MS });
}
/** The server runs for this many days, with one event per day. */
function run(days: number, server = 'main'): void {
  const { store, clock } = opened.feed;
  const journal = openJournal(store, server);
  const number = journal.beginRun();
  for (let day = 0; day < days; day++) {
    journal.append({ type: 'serverHeard', server, run: number, session: 0, at: clock.now() });
    clock.advance(DAY_MS);
  }
}
const left = () =>
  opened.feed.store.all<{ server: string; run: number; events: number }>(
    'SELECT server, run, count(*) AS events FROM events GROUP BY server, run',
  );

describe('old events', () => {
  test('of finished runs are deleted, each 90 days after it happened', () => {
    run(50);
    run(60);
    run(30);
    begin();
    opened.feed.clock.advance(10 * 60_000);
    // 140 days and some minutes have passed. All of run 1 is older than 90 days, and so is the first event of run 2.
    expect(left()).toEqual([
      { server: 'main', run: 2, events: 59 },
      { server: 'main', run: 3, events: 30 },
    ]);
    opened.feed.clock.advance(10 * DAY_MS);
    expect(left()).toEqual([
      { server: 'main', run: 2, events: 49 },
      { server: 'main', run: 3, events: 30 },
    ]);
  });

  test('of the current run are kept at any age, and each server is judged by its own runs', () => {
    run(100, 'gt3');
    run(100, 'gt4');
    run(1, 'gt4');
    begin();
    opened.feed.clock.advance(10 * 60_000);
    // It is day 201; gt4's first run began on day 100.
    expect(left()).toEqual([
      { server: 'gt3', run: 1, events: 100 },
      { server: 'gt4', run: 1, events: 88 },
      { server: 'gt4', run: 2, events: 1 },
    ]);
  });

  test('are deleted in pieces with pauses between them, and logged once', () => {
    const { store, clock } = opened.feed;
    const journal = openJournal(store, 'main');
    journal.beginRun();
    store.transaction(() => {
      for (let event = 0; event < 5000; event++)
        journal.append({ type: 'serverHeard', server: 'main', run: 1, session: 0, at: clock.now() });
    });
    journal.beginRun();
    clock.advance(91 * DAY_MS);
    begin();
    clock.advance(59_999);
    expect(left()).toEqual([{ server: 'main', run: 1, events: 5000 }]);
    clock.advance(1);
    expect(left()).toEqual([{ server: 'main', run: 1, events: 3000 }]);
    clock.advance(500);
    expect(left()).toEqual([{ server: 'main', run: 1, events: 1000 }]);
    clock.advance(1000);
    expect(left()).toEqual([]);
    expect(told).toEqual(['old events of finished runs are gone {"events":5000}']);
    clock.advance(2 * DAY_MS);
    expect(told).toHaveLength(1);
  });

  test('are deleted a day later if the store is locked', () => {
    run(1);
    run(1);
    opened.feed.clock.advance(91 * DAY_MS);
    begin();
    const unlock = lockedBy(opened.directory);
    opened.feed.clock.advance(60_000);
    unlock();
    expect(told).toEqual(['old events could not be removed; they are tomorrow']);
    opened.feed.clock.advance(DAY_MS);
    expect(left()).toEqual([{ server: 'main', run: 2, events: 1 }]);
  });
});
