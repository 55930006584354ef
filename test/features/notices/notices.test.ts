/** What drivers hear of decisions, wherever they were when those were taken. */
import { beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import type { Appeal } from '../../../src/events/appeal.ts';
import type { Incident } from '../../../src/events/incident.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { openCalendar } from '../../../src/features/calendar/open.ts';
import { calendarTables } from '../../../src/features/calendar/table.ts';
import { decisionTables } from '../../../src/features/decisions/table.ts';
import { type GreetingLive, openGreeting } from '../../../src/features/greeting/open.ts';
import { greetingTables } from '../../../src/features/greeting/table.ts';
import { openNotices } from '../../../src/features/notices/open.ts';
import { noticeTables } from '../../../src/features/notices/table.ts';
import { type Decision, fail, give, serve, withdraw } from '../../../src/features/penalties/decisions.ts';
import { type NewPenalty, openLedger, penaltyTables } from '../../../src/features/penalties/ledger.ts';
import { sessionTables } from '../../../src/features/results/table.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { english } from '../../../src/texts/english/index.ts';
import { judgeCalled } from '../../fakes/bench.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const ADA = { carId: 0, guid: '76561198000000001', name: 'Ada Quick' };
const BOB = { carId: 1, guid: '76561198000000002', name: 'Bob Brake' };

/** In lap 4 they touched; so the incident says. */
const INCIDENT = {
  number: 3,
  drivers: [
    { ...ADA, lap: 4, earlier: [] },
    { ...BOB, lap: 3, earlier: [] },
  ],
  contacts: [{ drivers: [ADA, BOB], speedKmh: 40 }],
} as unknown as Incident;

/** A server whose chat takes every line as long as somebody sits there. `reopen` is a kill and a new start. */
function rigOf(clock = new FakeClock(), directory = temporaryDirectory('notices')) {
  const store = openStore(directory, [
    journalTables,
    decisionTables,
    penaltyTables,
    sessionTables,
    calendarTables,
    noticeTables,
    greetingTables,
  ]);
  store.get('PRAGMA synchronous=OFF');
  let isOpen = true;
  const close = (): void => {
    if (isOpen) store.close();
    isOpen = false;
  };
  onTestFinished(close);
  const feed = feedOver(store, clock);
  const calendar = openCalendar({ id: 'main', store, bus: feed.bus, config: {} });
  const ledger = openLedger(store, 'main', calendar);
  const said: string[] = [];
  const linked = new Set<string>();
  /** Cars whose chat takes nothing. */
  const muted = new Set<number>();
  const live = {
    id: 'main',
    config: {},
    store,
    clock,
    log: { error: (fault: object) => void feed.faults.push(fault) },
    bus: feed.bus,
    state: feed.state,
    speaker: {
      async say(to: { readonly carId: number } | 'all', text: string) {
        if (to !== 'all' && muted.has(to.carId)) return 0;
        said.push(`${to === 'all' ? to : to.carId}: ${text}`);
        return 1;
      },
    },
  } as unknown as GreetingLive;
  const notices = openNotices(live, {
    ledger,
    calendar,
    incidents: {
      show(number) {
        if (number === INCIDENT.number) return INCIDENT;
        throw new UserError(`There is no incident INC-${number}.`);
      },
    },
    isLinked: (guid) => linked.has(guid),
    words: english,
  });
  const judge = judgeCalled('Stig');
  const decision = (): Decision => ({ at: clock.now(), judge, reason: '' });
  const decide = (work: (decision: Decision) => ReturnType<typeof serve>): void => feed.decide(() => work(decision()));
  return {
    feed,
    said,
    linked,
    muted,
    ledger,
    clock,
    join: (driver: typeof ADA) => feed.notice({ type: 'driverJoined', driver, model: 'abarth500', skin: '' }),
    load: (driver: typeof ADA) => feed.notice({ type: 'driverLoaded', driver }),
    leave: (driver: typeof ADA) => feed.notice({ type: 'driverLeft', driver }),
    begin: (name: string, kind: 'race' | 'practice' = 'race') =>
      feed.notice({
        type: 'sessionStarted',
        again: false,
        facts: { ...FACTS, kind, name, zeroAt: clock.now() },
      }),
    end: () => feed.notice({ type: 'sessionEnded' }),
    give(facts: Partial<NewPenalty> = {}): Penalty {
      const { run, session } = feed.state();
      let given: Penalty | undefined;
      decide(() => {
        const { penalty, bodies } = give(
          ledger,
          {
            run,
            session: session?.ordinal ?? 0,
            driver: ADA,
            type: 'time',
            amount: 5,
            cause: 'given by an admin',
            reason: '',
            source: 'steward',
            by: 'Stig',
            at: clock.now(),
            state: 'issued',
            counted: {},
            ...facts,
          },
          { judge },
        );
        given = penalty;
        return bodies;
      });
      if (!given) throw new Error('nothing was given');
      return given;
    },
    withdraw: ({ number }: Penalty) => decide((by) => withdraw(ledger, ledger.get(number), by)),
    serve: ({ number }: Penalty) => decide((by) => serve(ledger, ledger.get(number), by)),
    fail: ({ number }: Penalty) =>
      decide((by) => fail(ledger, ledger.get(number), { seconds: 20, cause: 'penalty not served' }, by)),
    greet: () => openGreeting(live, { calendar, words: english }),
    notified: () => feed.events.filter((event) => event.type === 'driverNotified'),
    resume: notices.resume,
    contactOf: notices.contactOf,
    reopen() {
      notices.close();
      close();
      return rigOf(clock, directory);
    },
  };
}

const FACTS = {
  index: 1,
  minutes: 0,
  laps: 12,
  track: 'spa',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 20,
  roadC: 26,
  weather: '3_clear',
} as const;

const DRIVE_THROUGH = { type: 'drive-through', amount: 0, laps: 2, lapsLeft: 2, state: 'serving' } as const;

/** What was said has left. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let rig: ReturnType<typeof rigOf>;
beforeEach(() => {
  rig = rigOf();
  rig.feed.beginRun();
  rig.begin('Race');
});

test('a driver who was away reads what was decided before the greeting', async () => {
  rig.greet();
  rig.join(ADA);
  rig.leave(ADA);
  rig.give();
  rig.join(ADA);
  rig.load(ADA);
  await settled();
  expect(rig.said.map((line) => line.slice(0, 20))).toEqual(['0: Penalty P-1: 5 s.', '0: This server is st']);
});

describe('a driver who is there', () => {
  beforeEach(() => {
    rig.join(ADA);
    rig.load(ADA);
  });

  it('hears of it at once: what, for which contact, and what to do by when', () => {
    rig.give({ ...DRIVE_THROUGH, incident: 3, reason: 'left no room' });
    expect(rig.said).toEqual([
      'all: Race control: drive-through for Ada Quick.',
      '0: Penalty P-1: drive-through, serve within 2 laps (INC-3, contact with Bob Brake on lap 4: left no room). Drive through the pit lane without stopping.',
    ]);
  });

  it('hears with whom it was where the steward gave no reason', () => {
    rig.give({ incident: 3, reason: 'INC-3' });
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s (INC-3, contact with Bob Brake on lap 4).']);
  });

  it('hears the reason alone where the incident is not to be found', () => {
    rig.give({ incident: 4, reason: 'pushing' });
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s (pushing).']);
  });

  it('hears it once', async () => {
    rig.give();
    await settled();
    rig.end();
    rig.resume();
    rig = rig.reopen();
    rig.resume();
    rig.leave(ADA);
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual([]);
  });

  it('hears what becomes of it', async () => {
    const given = rig.give(DRIVE_THROUGH);
    await settled();
    rig.fail(given);
    expect(rig.said.slice(2)).toEqual([
      '0: Penalty P-3: 20 s (P-1 (drive-through within 2 laps) not served).',
      '0: Penalty P-1 not served: converted to P-3.',
    ]);
  });
});

describe('a driver who is away', () => {
  it('hears it first thing when the game has loaded, not before it can be read', () => {
    const given = rig.give(DRIVE_THROUGH);
    rig.give({ incident: 3 });
    expect(rig.said).toEqual(['all: Race control: drive-through for Ada Quick.']);
    rig.join(ADA);
    expect(rig.said).toHaveLength(1);
    rig.load(ADA);
    expect(rig.said.slice(1)).toEqual([
      `0: Penalty P-${given.number}: drive-through, serve within 2 laps. Drive through the pit lane without stopping.`,
      '0: Penalty P-2: 5 s (INC-3, contact with Bob Brake on lap 4).',
    ]);
  });

  it('hears it after a restart of Pitwall', () => {
    rig.give();
    rig = rig.reopen();
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });

  it('hears nothing of what was withdrawn meanwhile', () => {
    rig.withdraw(rig.give());
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual([]);
  });

  it('hears of the time alone that took the place of what was not served', () => {
    rig.fail(rig.give({ ...DRIVE_THROUGH, incident: 3 }));
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said.slice(1)).toEqual([
      '0: Penalty P-3: 20 s (INC-3, contact with Bob Brake on lap 4: P-1 (drive-through within 2 laps) not served).',
    ]);
  });

  it('hears it at the next join where the words did not leave the first time', async () => {
    rig.give();
    rig.muted.add(ADA.carId);
    rig.join(ADA);
    rig.load(ADA);
    await settled();
    expect(rig.said).toEqual([]);
    rig.muted.clear();
    rig.leave(ADA);
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });

  it('hears it at the start of Pitwall where the words did not leave before its end', async () => {
    rig.give();
    rig.muted.add(ADA.carId);
    rig.join(ADA);
    rig.load(ADA);
    await settled();
    rig = rig.reopen();
    rig.resume();
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });
});

describe('what an earlier race is about', () => {
  beforeEach(() => {
    rig.join(ADA);
    rig.load(ADA);
  });
  const inFirst = { run: 1, session: 1 };

  it('names it, and waits for the end of the race that is driven', () => {
    rig.end();
    rig.begin('Race 2');
    rig.give(inFirst);
    expect(rig.said).toEqual([]);
    rig.end();
    expect(rig.said).toEqual(['0: Race (S-1): penalty P-1: 5 s.']);
  });

  it("does not wait for more than the driver's own flag", () => {
    rig.end();
    rig.begin('Race 2');
    rig.give(inFirst);
    const board = [{ carId: 0, bestLapMs: 90_000, laps: 12, finished: true, totalMs: 1_000_000 }];
    rig.feed.notice({ type: 'lapCompleted', driver: ADA, lapMs: 90_000, cuts: 0, lap: 12, board } as never);
    expect(rig.said).toEqual(['0: Race (S-1): penalty P-1: 5 s.']);
  });

  it('does not wait where it is served in the race that is driven', () => {
    rig.end();
    rig.begin('Race 2');
    const given = rig.give({ ...inFirst, ...DRIVE_THROUGH });
    rig.serve(given);
    expect(rig.said.slice(1)).toEqual([
      '0: Race (S-1): penalty P-1: drive-through, serve within 2 laps. Drive through the pit lane without stopping.',
      '0: Penalty P-1 served.',
    ]);
  });

  it('does not wait in a practice', () => {
    rig.end();
    rig.begin('Practice', 'practice');
    rig.give(inFirst);
    expect(rig.said).toEqual(['0: Race (S-1): penalty P-1: 5 s.']);
  });

  it('names the day where that is another one', () => {
    rig.end();
    rig.clock.advance(7 * 24 * 60 * 60_000);
    rig.begin('Practice', 'practice');
    rig.give({ ...inFirst, type: 'warning', amount: 0 });
    // A day of a league ends at six in the morning.
    const day = new Date(rig.clock.now() - (7 * 24 + 6) * 60 * 60_000);
    const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.getMonth()];
    expect(rig.said).toEqual([`0: Race (S-1, ${day.getDate()} ${month}): warning from race control.`]);
  });

  it('is no earlier race where it is the same one, started over', () => {
    rig.feed.notice({ type: 'sessionEnded', restarted: true });
    rig.feed.notice({
      type: 'sessionStarted',
      again: true,
      facts: { ...FACTS, kind: 'race', name: 'Race', zeroAt: 0 },
    });
    rig.give(inFirst);
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });
});

describe('a driver whose account is linked', () => {
  beforeEach(() => void rig.linked.add(ADA.guid));

  it('is called on Discord once the session is over, for all that stands', () => {
    rig.give();
    rig.withdraw(rig.give({ amount: 10 }));
    rig.give({ driver: BOB });
    expect(rig.notified()).toEqual([]);
    rig.end();
    expect(rig.notified()).toMatchObject([{ driver: ADA, penalties: [{ number: 1 }] }]);
  });

  it('is called at once for what is decided after the flag', () => {
    rig.end();
    rig.give();
    expect(rig.notified()).toMatchObject([{ penalties: [{ number: 1 }] }]);
  });

  it('is called once', () => {
    rig.give();
    rig.end();
    rig.begin('Race 2');
    rig.end();
    expect(rig.notified()).toHaveLength(1);
  });

  it('is not called when a race starts over', () => {
    rig.give();
    rig.feed.notice({ type: 'sessionEnded', restarted: true });
    expect(rig.notified()).toEqual([]);
  });

  test('one who links the account later is not called for what is past', () => {
    rig.give({ driver: BOB });
    rig.end();
    rig.linked.add(BOB.guid);
    rig.begin('Race 2');
    rig.end();
    expect(rig.notified()).toEqual([]);
  });
});

describe('of an appeal', () => {
  const appealBy = (driver: typeof ADA, answer?: Appeal['answer']): Appeal => ({
    server: 'main',
    incident: 3,
    decision: { number: 1, penalty: 1, says: 'time', amount: 5, driver: ADA },
    driver,
    reason: 'too little',
    at: 0,
    answer,
  });
  const upheld = { says: 'upheld', reason: 'as seen', by: 'Bea', byId: 'discord:2', at: 1 } as const;

  function inPractice() {
    const rig = rigOf();
    rig.feed.beginRun();
    rig.begin('Practice', 'practice');
    for (const driver of [ADA, BOB]) {
      rig.join(driver);
      rig.load(driver);
    }
    return rig;
  }

  it('that is somebody else’s the driver hears whom the decision is about, and what became of it', async () => {
    const rig = inPractice();
    rig.feed.notice({ type: 'appealMade', appeal: appealBy(BOB) });
    await Promise.resolve();
    expect(rig.said).toEqual([
      '0: Bob Brake has appealed against P-1, which is about you. It stands until the stewards answer.',
    ]);
    rig.feed.notice({ type: 'appealAnswered', appeal: appealBy(BOB, upheld) });
    expect(rig.said.slice(1).toSorted()).toEqual([
      '0: The appeal of Bob Brake against P-1: decision upheld (as seen).',
      '1: Your appeal against P-1: decision upheld (as seen).',
    ]);
  });

  it('of their own they hear the answer alone', () => {
    const rig = inPractice();
    rig.feed.notice({ type: 'appealMade', appeal: appealBy(ADA) });
    rig.feed.notice({ type: 'appealAnswered', appeal: appealBy(ADA, upheld) });
    expect(rig.said).toEqual(['0: Your appeal against P-1: decision upheld (as seen).']);
  });

  it('what took the place of the decision is told by itself', () => {
    const rig = inPractice();
    const instead = { number: 2, penalty: 2, says: 'time', amount: 10, driver: ADA } as const;
    rig.feed.notice({ type: 'appealAnswered', appeal: appealBy(BOB, { ...upheld, says: 'changed', instead }) });
    expect(rig.said).toEqual(['1: Your appeal against P-1: decision changed to 10 s (as seen).']);
  });

  it('waits for the flag, and is called on Discord', () => {
    const rig = rigOf();
    rig.linked.add(ADA.guid);
    rig.feed.beginRun();
    rig.begin('Race');
    rig.join(ADA);
    rig.load(ADA);
    rig.clock.advance(60_000);
    rig.feed.notice({ type: 'appealMade', appeal: appealBy(BOB) });
    expect(rig.said).toEqual([]);
    rig.end();
    expect(rig.said).toHaveLength(1);
    expect(rig.notified()).toMatchObject([{ driver: ADA, penalties: [], appeals: [{ driver: BOB }] }]);
  });
});
