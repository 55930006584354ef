import { onTestFinished } from 'vitest';
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

export const ADA = { carId: 0, guid: '76561198000000001', name: 'Ada Quick' };
export const BOB = { carId: 1, guid: '76561198000000002', name: 'Bob Brake' };

export const FACTS = {
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

export const DRIVE_THROUGH = { type: 'drive-through', amount: 0, laps: 2, lapsLeft: 2, state: 'serving' } as const;

/** They touched in lap 4, according to the incident. */
const INCIDENT = {
  number: 3,
  drivers: [
    { ...ADA, lap: 4, earlier: [] },
    { ...BOB, lap: 3, earlier: [] },
  ],
  contacts: [{ drivers: [ADA, BOB], speedKmh: 40 }],
} as unknown as Incident;

/** A server whose chat accepts every line while somebody is in the car. `reopen` kills Pitwall and starts it again. */
export function noticesRig(clock = new FakeClock(), directory = temporaryDirectory('notices')) {
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
  /** Cars whose chat accepts nothing. */
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
      return noticesRig(clock, directory);
    },
  };
}

export type NoticesRig = ReturnType<typeof noticesRig>;

/** The same in the first race of a run. */
export function rigInRace(): NoticesRig {
  const rig = noticesRig();
  rig.feed.beginRun();
  rig.begin('Race');
  return rig;
}
