import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FromServer, PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { EventOf, EventType } from '../../../src/events/events.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { openCalendar } from '../../../src/features/calendar/open.ts';
import { calendarTables } from '../../../src/features/calendar/table.ts';
import { openCarryOver } from '../../../src/features/carryover/open.ts';
import { carryOverTables } from '../../../src/features/carryover/table.ts';
import { decisionTables } from '../../../src/features/decisions/table.ts';
import { announcePenalties, noticeText } from '../../../src/features/notices/announce.ts';
import { penaltyActions } from '../../../src/features/penalties/actions.ts';
import { watchGridPlaces } from '../../../src/features/penalties/gridPlaces.ts';
import { openLedger, penaltyTables } from '../../../src/features/penalties/ledger.ts';
import { type ReminderOptions, remindOfOverdue } from '../../../src/features/penalties/reminders.ts';
import { DEFAULT_SETTINGS, type PenaltySettings } from '../../../src/features/penalties/settings.ts';
import { StoredTally } from '../../../src/features/penalties/tallyMemory.ts';
import { watchPenalties } from '../../../src/features/penalties/watch.ts';
import { resultsActions } from '../../../src/features/results/actions.ts';
import { sessionTable, sessionTables } from '../../../src/features/results/table.ts';
import { ResultsThread } from '../../../src/features/results/thread.ts';
import { ResultsWatch } from '../../../src/features/results/watch.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { inWords } from '../../../src/texts/catalogue.ts';
import { english } from '../../../src/texts/english/index.ts';
import { onePanel } from '../../fakes/bench.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';
import { openStore } from '../../fakes/openStore.ts';

export const ADA = { carId: 0, guid: '76561198000000001', name: 'Ada Quick' };
export const BOB = { carId: 1, guid: '76561198000000002', name: 'Bob Brake' };

/** A feed with the penalties of one server. `reopen` kills Pitwall and starts it again. */
export function penaltyRig(
  settings: PenaltySettings = DEFAULT_SETTINGS,
  directory = mkdtempSync(join(tmpdir(), 'pitwall-penalties-')),
  clock = new FakeClock(),
  server?: string,
) {
  const store = openStore(directory, [
    journalTables,
    decisionTables,
    penaltyTables,
    sessionTables,
    calendarTables,
    carryOverTables,
  ]);
  const feed = feedOver(store, clock);
  const calendar = openCalendar({ id: 'main', store, bus: feed.bus, config: {} });
  const ledger = openLedger(store, 'main', calendar);
  const { journal, bus } = feed;
  const memory = new StoredTally(journal);
  const watch = watchPenalties({ bus, ledger, calendar, settings, memory });
  watchGridPlaces({ bus, ledger, calendar });
  const said: string[] = [];
  const tell: ReminderOptions['tell'] = ({ name }, text) => void said.push(`${name}: ${inWords(english, text)}`);
  announcePenalties({
    bus,
    announce: (text) => said.push(inWords(english, text)),
    tell,
    notify(penalty, what) {
      const text = noticeText(penalty, what);
      if (text) tell(penalty.driver, text);
    },
  });
  remindOfOverdue({ bus, ledger, tell });
  const kicked: string[] = [];
  const incidents: Incident[] = [];
  const table = sessionTable(store, 'main');
  // Waiting for an incomplete file takes no time here.
  const clockHere = {
    ...systemClock,
    now: () => clock.now(),
    worked: () => clock.monotonic(),
    after: (_: number, task: () => void) => systemClock.after(0, task),
  };
  const results = resultsActions({
    work: new ResultsThread({ clock: clockHere }),
    id: 'main',
    directory: server,
    table,
    ledger,
    calendar,
    log: { warn: () => {} },
    points: [25, 18],
    incidentsOf: (run, session) => incidents.filter((each) => each.run === run && each.session === session),
    clock: clockHere,
    decide: (work) => feed.decide(work),
  });
  const resultsWatch = new ResultsWatch({
    bus,
    table,
    results,
    calendar,
    log: { error: (fault) => feed.faults.push(fault) },
  });
  const judging = onePanel();
  const actions = penaltyActions({
    bench: judging.bench,
    panel: judging.panel,
    ledger,
    calendar,
    dialect: 'kunos',
    pits: settings,
    extraLap: () => false,
    warningsOf: watch.warningsOf,
    limits: () => ({ ballastKg: 150, restrictorPercent: 100 }),
    state: () => feed.state(),
    now: () => clock.now(),
    decide: (work) => feed.decide(work),
    async kick({ name }) {
      if (![...feed.state().drivers.values()].some((each) => each.name === name))
        throw new UserError(`${name} has left.`);
      kicked.push(name);
      return `${name} was kicked.`;
    },
    loadOutcome: async () => undefined,
  });
  const carryOver = openCarryOver(
    { id: 'main', store, clock, bus, state: feed.state, decide: feed.decide },
    { ledger, calendar, judging },
  );
  let isOpen = true;
  const close = (): void => {
    if (isOpen) store.close();
    rmSync(directory, { recursive: true, force: true });
  };
  onTestFinished(close);
  const hear = (...packets: FromServer[]): void => {
    clock.advance(1000);
    feed.packets(packets);
  };

  return {
    store,
    feed,
    calendar,
    carryOver,
    ledger,
    actions,
    watch,
    clock,
    said,
    kicked,
    /** The incidents that the results count as still to be decided. */
    incidents,
    results,
    hear,
    directory,
    resume: () => resultsWatch.resume(),
    /** Resolves once the results under way have been reported. */
    settled: () => resultsWatch.settled(),
    /** Stops the work on results from here on, as if Pitwall were about to be killed. */
    silence: () => void resultsWatch.close(),
    session: (kind: keyof typeof SESSIONS, index = 0) => hear(sessionPacket(kind, index)),
    join: ({ carId, guid, name }: typeof ADA) =>
      hear({ type: 'newConnection', carId, driverGuid: guid, driverName: name, carModel: 'abarth500', carSkin: 'red' }),
    load: ({ carId }: { carId: number }) => hear({ type: 'clientLoaded', carId }),
    leave: ({ carId, guid, name }: typeof ADA) =>
      hear({
        type: 'connectionClosed',
        carId,
        driverGuid: guid,
        driverName: name,
        carModel: 'abarth500',
        carSkin: 'red',
      }),
    lap: ({ carId }: { carId: number }, lapTimeMs = 90_000, cuts = 0) =>
      hear({ type: 'lapCompleted', carId, lapTimeMs, cuts, leaderboard: [], gripLevel: 1 }),
    end: (filename = '') => hear({ type: 'endSession', filename }),
    told: <T extends EventType>(type: T) => feed.events.filter((event): event is EventOf<T> => event.type === type),
    reopen() {
      store.close();
      isOpen = false;
      return penaltyRig(settings, directory, clock, server);
    },
  };
}

const SESSIONS = { practice: 1, qualify: 2, race: 3 } as const;

const sessionPacket = (kind: keyof typeof SESSIONS, sessionIndex: number): PacketOf<'newSession'> => ({
  type: 'newSession',
  protocolVersion: 4,
  sessionIndex,
  currentSessionIndex: sessionIndex,
  sessionCount: 3,
  serverName: 'Test',
  track: 'spa',
  trackConfig: '',
  name: kind,
  sessionType: SESSIONS[kind],
  waitTime: 60,
  timeMinutes: kind === 'race' ? 0 : 10,
  laps: kind === 'race' ? 12 : 0,
  elapsedMs: 0,
  ambientTemp: 20,
  roadTemp: 25,
  weatherGraphics: '3_clear',
});

/** A race with Ada and Bob in it. */
export function raceRig(settings?: PenaltySettings) {
  const rig = penaltyRig(settings);
  rig.session('race');
  rig.join(ADA);
  rig.join(BOB);
  return rig;
}
