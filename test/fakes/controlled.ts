import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Configuration } from '../../src/acserver/configuration.ts';
import type { Dialect } from '../../src/acserver/dialect.ts';
import type { Outcome } from '../../src/command/dispatch.ts';
import { openCalendar } from '../../src/features/calendar/open.ts';
import { calendarTables } from '../../src/features/calendar/table.ts';
import { openCarryOver } from '../../src/features/carryover/open.ts';
import { carryOverTables } from '../../src/features/carryover/table.ts';
import { decisionTables } from '../../src/features/decisions/table.ts';
import { banTables } from '../../src/features/drivers/banTable.ts';
import { openDrivers } from '../../src/features/drivers/open.ts';
import { driverRows } from '../../src/features/drivers/rows.ts';
import { openHandicaps } from '../../src/features/handicaps/open.ts';
import { loadTables } from '../../src/features/handicaps/table.ts';
import { penaltyTables } from '../../src/features/penalties/ledger.ts';
import { openPenalties, openPenaltyLedger } from '../../src/features/penalties/open.ts';
import { DEFAULT_SETTINGS } from '../../src/features/penalties/settings.ts';
import { sessionTables } from '../../src/features/results/table.ts';
import { sessionActions } from '../../src/features/sessions/actions.ts';
import { plain } from '../../src/kit/sentence.ts';
import { journalTables } from '../../src/race/journal.ts';
import { english } from '../../src/texts/english/index.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { onePanel } from './bench.ts';
import { FakeClock } from './clock.ts';
import { feedOver } from './feed.ts';
import { FakeGame } from './game.ts';
import { slot } from './grid.ts';
import { fakeLive } from './live.ts';
import { openStore } from './openStore.ts';
import { fakeRcon, obliging } from './rcon.ts';

export interface Settings {
  readonly blacklistMode?: number;
  readonly maxBallastKg?: number;
  readonly loopMode?: boolean;
  /** Ballast of the entry list, by car id. */
  readonly ballast?: readonly number[];
  /** Where the store and blacklist.txt are. Passing the same one again is a restart of Pitwall. */
  readonly directory?: string;
  readonly clock?: FakeClock;
  /** FILES_WRITTEN_BY, if set. */
  readonly filesBy?: 'manager';
  /** Whether RCON is configured, for servers that have it. */
  readonly hasRcon?: boolean;
  /** The password that its console expects, if it differs from the configuration. */
  readonly rconPassword?: string;
  /** RCON_PASSWORD, if set. */
  readonly knownRconPassword?: string;
  /** It is still reading the past, and listens to nothing; a test has it resume. */
  readonly isCatchingUp?: boolean;
}

export const directoryForTest = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-control-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

const PASSWORD = 'hunter2';

/** Race control over a game server of this kind, and people to give it orders. Closed when the test ends. */
export async function controlled(dialect: Dialect, settings: Settings = {}) {
  const { directory = directoryForTest(), clock = new FakeClock() } = settings;
  const store = openStore(join(directory, 'data'), [
    journalTables,
    banTables,
    loadTables,
    decisionTables,
    penaltyTables,
    sessionTables,
    calendarTables,
    carryOverTables,
  ]);
  const feed = feedOver(store, clock, 'main', dialect);
  const game = new FakeGame(dialect, (packet) => {
    packets.tell(packet);
    feed.packets([packet]);
  });
  let watch = (): void => {};
  const console = await fakeRcon(
    obliging(settings.rconPassword ?? PASSWORD, (line) => {
      watch();
      return game.rcon(line);
    }),
  );
  const hasRcon = dialect === 'assettoserver' && settings.hasRcon !== false;
  const { live, logged, asked, packets } = fakeLive({
    config: {
      id: 'main',
      dialect,
      directory,
      filesBy: settings.filesBy,
      rcon: hasRcon ? { host: console.host, port: console.port } : undefined,
      rconPassword: settings.knownRconPassword,
    },
    configuration: configurationOf(settings),
    feed,
    ownDirectory: join(directory, 'data', 'servers', 'main'),
    take(packet) {
      watch();
      game.take(packet);
    },
    redact: (text) => text.replaceAll(PASSWORD, '[redacted]'),
  });
  const calendar = openCalendar(live);
  const ledger = openPenaltyLedger(live, { settings: DEFAULT_SETTINGS, calendar });
  const judging = onePanel();
  const handicaps = openHandicaps(live, { penalties: ledger });
  const drivers = openDrivers(live, { words: english });
  if (!settings.isCatchingUp) drivers.resume();
  const penalties = openPenalties(live, { judging, ledger, drivers: drivers.actions, handicaps, words: english });
  const { server } = fakeServer('main', {
    carryOver: openCarryOver(live, { judging, ledger: ledger.ledger, calendar }),
    control: { ...drivers.actions, ...handicaps.actions, ...sessionActions(live) },
    drivers: () => driverRows(live, handicaps),
  });
  const { dispatcher, audit } = worldOf(commands, [server]);

  let isOpen = true;
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    drivers.close();
    handicaps.close();
    penalties.close();
    void live.close();
    store.close();
  }
  onTestFinished(close);
  feed.notice({ type: 'serverHeard' });
  game.begin(0);

  /** Lets real sockets and fake time run until it is done. */
  async function settled<T>(promise: Promise<T>): Promise<T> {
    let isDone = false;
    promise.then(
      () => {
        isDone = true;
      },
      () => {
        isDone = true;
      },
    );
    for (let turn = 0; !isDone && turn < 8000; turn++) {
      // Whatever takes this long waits for the disk, and hours of fake time must not pass meanwhile.
      await new Promise((resolve) => (turn < 1000 ? setImmediate(resolve) : setTimeout(resolve, 1)));
      const isBusy = console.sockets.some(({ destroyed }) => !destroyed);
      if (turn > (dialect === 'assettoserver' ? 100 : 5) && !isBusy) clock.advance(100);
    }
    return promise;
  }

  return {
    game,
    feed,
    clock,
    directory,
    drivers,
    handicaps,
    penalties: penalties.actions,
    logged,
    asked,
    audit,
    close,
    /** Called just before the game server hears anything. */
    watch(listener: () => void): void {
      watch = listener;
    },
    settled,
    /** Says it as a websocket client, which is not asked for confirmation. */
    say: (line: string): Promise<Outcome> =>
      settled(Promise.resolve(dispatcher.dispatch({ line, caller: caller('admin', { name: 'Stig' }) }))),
    ask: (line: string): Promise<Outcome> =>
      settled(Promise.resolve(dispatcher.dispatch({ line, caller: caller('admin', { name: 'Stig' }), canAsk: true }))),
    /** Lets whatever is running by itself come to its end. */
    quiet: (ms = 1000): Promise<void> => settled(new Promise<void>((resolve) => clock.after(ms, resolve))),
  };
}

export type Controlled = Awaited<ReturnType<typeof controlled>>;

/** The text of the answer, whether it was done or refused. */
export function answered(outcome: Outcome): string {
  if (outcome.kind === 'failed') return `refused: ${plain(outcome.sentence)}`;
  if (outcome.kind === 'done' && outcome.answer.kind === 'note') return plain(outcome.answer.text);
  if (outcome.kind === 'confirm') return `asked: ${plain(outcome.text)}`;
  return outcome.kind === 'done' ? outcome.answer.kind : outcome.kind;
}

export function configurationOf({
  blacklistMode = 1,
  maxBallastKg = 200,
  loopMode = true,
  ballast = [],
}: Settings): Configuration {
  const session = { section: 'RACE', name: 'Race', minutes: 10, laps: 0 } as const;
  return {
    cfg: {
      name: 'Friday',
      track: 'magione',
      layout: '',
      cars: [],
      maxClients: 10,
      hasPassword: false,
      adminPassword: PASSWORD,
      udpPort: 9600,
      tcpPort: 9600,
      httpPort: 8081,
      plugin: undefined,
      pickupMode: true,
      lockedEntryList: false,
      loopMode,
      registerToLobby: false,
      blacklistMode,
      maxBallastKg,
      reversedGridPositions: 0,
      disabledSessions: [],
      sessions: [session, session, session] as unknown as Configuration['cfg']['sessions'],
    },
    entries: {
      slots: Array.from({ length: 10 }, (_, carId) => slot({ carId, guids: [], ballastKg: ballast[carId] ?? 0 })),
      beyond: 0,
    },
    lobby: {} as Configuration['lobby'],
  };
}
