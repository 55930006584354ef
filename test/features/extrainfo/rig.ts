import { onTestFinished } from 'vitest';
import type { Dialect } from '../../../src/acserver/dialect.ts';
import type { Load } from '../../../src/acserver/limits.ts';
import type { FromServer, PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { openCalendar } from '../../../src/features/calendar/open.ts';
import { calendarTables } from '../../../src/features/calendar/table.ts';
import { decisionTables } from '../../../src/features/decisions/table.ts';
import { openExtraInfo } from '../../../src/features/extrainfo/open.ts';
import { optInTables } from '../../../src/features/extrainfo/optIns.ts';
import { ownPenalties } from '../../../src/features/extrainfo/ownPenalties.ts';
import { penaltyTables } from '../../../src/features/penalties/ledger.ts';
import { openPenaltyLedger } from '../../../src/features/penalties/open.ts';
import { DEFAULT_SETTINGS, type PenaltySettings } from '../../../src/features/penalties/settings.ts';
import { sessionTables } from '../../../src/features/results/table.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

export const guid = (digit: number): string => String(digit).repeat(17);

/** A driver whose GUID is made from the digit. */
export const driver = (carId: number, digit = carId) => ({ carId, guid: guid(digit), name: `Driver ${digit}` });

interface Settings {
  readonly drsFromLap?: number;
  readonly dialect?: Dialect;
  /** The rules that Pitwall watches itself; none when absent. */
  readonly rules?: PenaltySettings['rules'];
  /** The load that Pitwall has ordered for every car. */
  readonly ordered?: Load;
  readonly clock?: FakeClock;
  readonly directory?: string;
  /** Replaces the game chat, which accepts every line. */
  readonly sayUnwrapped?: (to: unknown, line: string) => Promise<number>;
}

/** One game server with the lines for its programs. `reopen` kills Pitwall and starts it again. */
export function extraInfoRig(settings: Settings = {}) {
  const {
    clock = new FakeClock(),
    directory = temporaryDirectory('extra-info'),
    drsFromLap,
    dialect = 'kunos',
  } = settings;
  const store = openStore(directory, [
    journalTables,
    decisionTables,
    penaltyTables,
    sessionTables,
    calendarTables,
    optInTables,
  ]);
  // 255 cars with a commit each. This tests what is written, not when it reaches the disk.
  store.get('PRAGMA synchronous=OFF');
  const feed = feedOver(store, clock);
  const said: string[] = [];
  const sayUnwrapped = async (to: { carId: number } | 'all', line: string): Promise<number> => {
    said.push(`${to === 'all' ? to : to.carId}< ${line}`);
    return 1;
  };
  const penalties = openPenaltyLedger(
    { id: 'main', store, bus: feed.bus, clock, dialect, state: feed.state, rules: () => ({}) },
    {
      settings: { ...DEFAULT_SETTINGS, rules: settings.rules ?? {} },
      calendar: openCalendar({ id: 'main', store, bus: feed.bus, config: {} }),
    },
  );
  const own = ownPenalties({ clock, state: feed.state, ledger: penalties, orderedFor: () => settings.ordered });
  const { actions, close } = openExtraInfo(
    {
      id: 'main',
      dialect,
      config: { drsFromLap },
      store,
      clock,
      bus: feed.bus,
      state: feed.state,
      notice: feed.notice,
      speaker: { sayUnwrapped: settings.sayUnwrapped ?? sayUnwrapped },
    },
    { penalties: own },
  );
  let isOpen = true;
  onTestFinished(() => {
    if (isOpen) store.close();
  });
  const hear = (...packets: FromServer[]): void => feed.packets(packets);

  return {
    actions,
    ledger: penalties.ledger,
    close,
    clock,
    feed,
    said,
    hear,
    /** What was said since the last call. */
    news: () => said.splice(0),
    session: (kind: keyof typeof TYPES = 'race') => hear(sessionPacket(kind)),
    join: (who: ReturnType<typeof driver>) => hear({ type: 'newConnection', ...connection(who) }),
    leave: (who: ReturnType<typeof driver>) => hear({ type: 'connectionClosed', ...connection(who) }),
    lap: (carId: number, lapTimeMs = 90_000, cuts = 0) =>
      hear({ type: 'lapCompleted', carId, lapTimeMs, cuts, leaderboard: [], gripLevel: 1 }),
    wall: (carId: number) => hear(wallContact(carId)),
    end: () => hear({ type: 'endSession', filename: '' }),
    reopen() {
      close();
      store.close();
      isOpen = false;
      return extraInfoRig({ ...settings, clock, directory });
    },
  };
}

export const penalty = (facts: Partial<Penalty> = {}): Penalty => ({
  number: 1,
  server: 'main',
  run: 1,
  session: 1,
  driver: driver(5, 9),
  type: 'ballast',
  amount: 20,
  laps: 5,
  cause: 'given by an admin',
  reason: '',
  source: 'steward',
  by: 'admin',
  at: 0,
  state: 'issued',
  counted: {},
  ...facts,
});

const connection = (who: ReturnType<typeof driver>) => ({
  carId: who.carId,
  driverGuid: who.guid,
  driverName: who.name,
  carModel: 'abarth500',
  carSkin: 'red',
});

/** The contact of the manager's documentation, as 32-bit floats. */
const wallContact = (carId: number): FromServer => ({
  type: 'clientEvent',
  subtype: 'environment',
  carId,
  impactSpeed: Math.fround(40.16),
  worldPos: [Math.fround(-196.215378), Math.fround(-4.763421), Math.fround(25.719995)],
  relPos: [Math.fround(1.006236), Math.fround(-0.302321), Math.fround(1.974535)],
});

const TYPES = { practice: 1, qualify: 2, race: 3 } as const;

const sessionPacket = (kind: keyof typeof TYPES): PacketOf<'newSession'> => ({
  type: 'newSession',
  protocolVersion: 4,
  sessionIndex: 0,
  currentSessionIndex: 0,
  sessionCount: 1,
  serverName: 'Test',
  track: 'spa',
  trackConfig: '',
  name: kind,
  sessionType: TYPES[kind],
  waitTime: 60,
  timeMinutes: 0,
  laps: 12,
  elapsedMs: 0,
  ambientTemp: 20,
  roadTemp: 25,
  weatherGraphics: '3_clear',
});
