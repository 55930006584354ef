import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RaceEvent } from '../../src/events/events.ts';
import type { Dialect } from '../../src/kit/dialects.ts';
import { type Bus, createBus } from '../../src/race/bus.ts';
import { type Feed, openFeed } from '../../src/race/feed.ts';
import { type Journal, journalTables, openJournal } from '../../src/race/journal.ts';
import type { Traces } from '../../src/race/traces.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeClock } from './clock.ts';
import { openStore } from './openStore.ts';

export interface TestFeed extends Feed {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly bus: Bus;
  readonly journal: Journal;
  /** All events since the last opening. */
  readonly events: RaceEvent[];
  readonly asked: number[];
  readonly faults: unknown[];
  /** When datagrams were found to be missing. */
  readonly missed: number[];
  /** Whether UDP is heard, and whether the log is followed. */
  readonly heard: { udp: boolean; log: boolean };
}

/** A feed over a store in its own directory; `reopen` does what a kill and a restart do. */
export function feedInDirectory(
  directory = mkdtempSync(join(tmpdir(), 'pitwall-feed-')),
  clock = new FakeClock(),
  dialect?: Dialect,
) {
  const warnings: string[] = [];
  const store = openStore(directory, [journalTables], { warn: (sentence) => warnings.push(sentence) });
  const feed = feedOver(store, clock, 'main', dialect);
  return {
    feed,
    directory,
    /** The warnings that the store has for its owner. */
    warnings,
    bus: feed.bus,
    reopen() {
      store.close();
      return feedInDirectory(directory, clock, dialect);
    },
    remove() {
      store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function feedOver(
  store: Store,
  clock: FakeClock,
  server = 'main',
  dialect?: Dialect,
  traces?: Pick<Traces, 'of'>,
): TestFeed {
  const [events, asked, faults, missed]: [RaceEvent[], number[], unknown[], number[]] = [[], [], [], []];
  const heard = { udp: true, log: true };
  const bus = createBus((error) => faults.push(error));
  bus.live((event) => events.push(event));
  const journal = openJournal(store, server);
  const feed = openFeed({
    server,
    store,
    journal,
    bus,
    clock,
    log: { error: (fields) => faults.push(fields) },
    redact: (text) => text.replaceAll('hunter2', '[redacted]'),
    traces,
    askAbout: (carId) => asked.push(carId),
    dialect,
    isLogged: () => heard.log,
    isHeard: () => heard.udp,
    askAgain: () => missed.push(clock.now()),
  });
  return {
    state: () => feed.state(),
    packets: (packets) => feed.packets(packets),
    log: (batch) => feed.log(batch),
    notice: (...bodies) => feed.notice(...bodies),
    decide: (work) => feed.decide(work),
    goOn: (work) => feed.goOn(work),
    beginRun: () => feed.beginRun(),
    giveUpWaiting: () => feed.giveUpWaiting(),
    standsIn: (absent) => feed.standsIn(absent),
    tellWaiting: (absent) => feed.tellWaiting(absent),
    free: () => feed.free(),
    clock,
    store,
    bus,
    journal,
    events,
    asked,
    faults,
    missed,
    heard,
  };
}
