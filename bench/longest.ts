import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { blacklistFile } from '../src/acserver/blacklistFile.ts';
import { readConfiguration } from '../src/acserver/configuration.ts';
import { parseIni } from '../src/acserver/ini/document.ts';
import { readEntryList } from '../src/acserver/ini/entryList.ts';
import { followFile } from '../src/acserver/stdout/follow.ts';
import { readStdoutLine } from '../src/acserver/stdout/lines.ts';
import { createRedactor } from '../src/acserver/stdout/redact.ts';
import { CHANGES, TABLES } from '../src/app/tables.ts';
import { openRosterFile } from '../src/config/rosterFile.ts';
import { unreachedLap } from '../src/features/incidents/lapReached.ts';
import { lapsOfDriver } from '../src/features/incidents/sessionLaps.ts';
import { judge } from '../src/features/penalties/judge.ts';
import { emptyTally } from '../src/features/penalties/tally.ts';
import { StoredTally } from '../src/features/penalties/tallyMemory.ts';
import { ownSummary } from '../src/features/results/ownResults.ts';
import { sessionTable } from '../src/features/results/table.ts';
import { Roster } from '../src/features/roster/roster.ts';
import { systemClock } from '../src/kit/clock.ts';
import { inPieces } from '../src/kit/pieces.ts';
import { openJournal } from '../src/race/journal.ts';
import { KeptState } from '../src/race/keptState.ts';
import { emptyState, fold } from '../src/race/state.ts';
import { openStore } from '../src/store/store.ts';
import { askAll } from './longest/asked.ts';
import { fiveThousandDecided } from './longest/decided.ts';
import { writeFiles } from './longest/files.ts';
import { begun, CARS, endOf, LAPS, lapOf, opening } from './longest/race.ts';
import { openSpent, watchTurns } from './turns.ts';

// How long the main thread is busy without a pause, for the largest input of each kind that is accepted. Processor time, so
// that other programs do not count. The first run counts, when nothing is compiled yet.

const LIMIT_MS = 20;
const AFTER_OPENING_MS = 100;
const OF_THE_RACE = 'a lap, the end of that race, all laps of it';
/** Of an entry list, bytes. */
const MOST = 150_000;
const spent = openSpent();
const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const store = openStore(join(directory, 'data'), TABLES, { changes: CHANGES });
try {
  if (process.argv.length <= 3 || isWanted(OF_THE_RACE)) {
    aDaysRace();
    await itsResult();
  }
  await files();
  await logs();
  await incidents();
  await opened();
  await askAll({ tell: print, isWanted });
} finally {
  store.close();
  rmSync(directory, { recursive: true, force: true });
}

function aDaysRace(): void {
  const journal = openJournal(store, 'main');
  const kept = new KeptState({ store, journal, server: 'main', log: console });
  const memory = new StoredTally(journal);
  let state = begun();
  let tally = emptyTally;
  store.transaction(() => {
    journal.beginRun();
    for (const event of opening()) {
      journal.append(event);
      tally = judge({}, tally, event).tally;
    }
  });
  for (let lap = 1; lap <= LAPS; lap += 1)
    store.transaction(() => {
      for (let carId = 0; carId < CARS; carId += 1) {
        const event = lapOf(carId, lap);
        journal.append(event);
        state = fold(state, event);
        tally = judge({}, tally, event).tally;
      }
    });
  store.transaction(() => memory.save(tally));
  tell(`a lap, behind ${LAPS} of ${CARS} cars`, () => {
    const event = lapOf(7, LAPS + 1);
    store.transaction(() => {
      journal.append(event);
      state = fold(state, event);
      const known = memory.load(event.driver.guid) ?? emptyTally;
      memory.save(judge({}, known, event).tally);
      kept.note([{ event }], state);
    });
  });
  const end = endOf(state);
  tell('the end of that race: its state, and its result without a file', () => {
    store.transaction(() => {
      journal.append(end);
      kept.note([{ event: end }], state);
      if (state.session)
        sessionTable(store, 'main').save({
          run: 1,
          session: 1,
          name: 'Race',
          kind: 'race',
          endedAt: end.at,
          own: ownSummary(state.session),
        });
    });
  });
}

async function itsResult(): Promise<void> {
  const table = sessionTable(store, 'main');
  await tellTurns('all laps of it, read for a result', () => table.laps(1, 1));
  const journal = openJournal(store, 'main');
  const place = { run: 1, session: 1, kind: 'race', name: 'Race' } as const;
  const [first] = journal.lastLaps(place);
  tell('the laps of one driver, for a report of a lap of it', () => {
    unreachedLap(900, place, { state: emptyState(2), journal, now: Date.now() });
    lapsOfDriver(journal, place, first?.driver.guid ?? '');
  });
}

async function files(): Promise<void> {
  const server = join(directory, 'server');
  mkdirSync(join(server, 'cfg'), { recursive: true });
  writeFiles(server);
  tell('server_cfg.ini of 100 kB and entry_list.ini of 150 kB', () => readConfiguration(server));
  await tellTurns('roster.csv of 1 MB', () =>
    new Roster(() => openRosterFile(join(server, 'roster.csv'), undefined)).reload(),
  );
  const list = blacklistFile({ directory: server, backups: join(directory, 'backups'), clock: systemClock });
  await tellTurns('blacklist.txt of 1 MB', () => list.has('76561197900000001'));
  await tellTurns('somebody added to it', () => list.add('76561197900000001'));
  await tellTurns('somebody taken off it', () => list.remove('76561197900000001'));
  hostile();
}

/** As large, and as slow to read as possible. */
function hostile(): void {
  const read = (text: string) => readEntryList(parseIni(Buffer.from(text), 'entry_list.ini'));
  const slots = (lines: string): string =>
    Array.from({ length: 8000 }, (_, slot) => `[CAR_${slot}]\n${lines}`).join('');
  tell('an entry list of 8000 slots with the same GUID', () => read(slots('GUID=1\n').slice(0, MOST)));
  tell('a line of blanks of 150 kB', () => read(' '.repeat(MOST)));
  tell('a header of blanks of 150 kB', () => read(`[${' '.repeat(MOST - 1)}`));
  tell('150,000 empty lines', () => read('\n'.repeat(MOST)));
}

/** Work that is cut into pieces, each in its own turn. */
async function logs(): Promise<void> {
  const redact = createRedactor(() => ['parc-ferme']);
  for (const [what, text] of [
    ['a line of a million characters', `${'CHAT [Ada]: x '.repeat(75_000)}\n`],
    [
      '30 MB of log that were written meanwhile',
      'CHAT [Otto Falk]: did anybody see that?\nDispatching TCP message to x (0)\n'.repeat(420_000),
    ],
  ] as const) {
    const path = join(directory, 'server.log');
    writeFileSync(path, text);
    await tellTurns(what, async () => {
      const follower = followFile({
        path,
        offset: 0,
        clock: systemClock,
        onLines: (lines) => {
          for (const line of lines) readStdoutLine(redact(line.text));
        },
      });
      await follower.drain();
      await follower.close();
    });
  }
}

/** Far more than a league has in a year. */
async function incidents(): Promise<void> {
  const open = fiveThousandDecided(store);
  await tellTurns('5000 decided incidents, counted at a start', () => inPieces(open.countAhead(), 1));
  tell('how many of 5000 incidents are open', () => open.count());
}

/** The store's log is extended while it is opened, as part of a start. What comes after that counts as a turn. */
async function opened(): Promise<void> {
  const before = spent.ms();
  const other = openStore(join(directory, 'other'), TABLES, { changes: CHANGES, clock: systemClock });
  const took = (spent.ms() - before).toFixed(1);
  await tellTurns(`behind the opening of a store, which took ${took}`, () => sleep(AFTER_OPENING_MS));
  other.close();
}

/** `npm run bench -- longest penalty`: only what has this word in its name. */
function isWanted(what: string): boolean {
  const [, , , ...words] = process.argv;
  return words.length === 0 || words.some((word) => what.includes(word));
}

function tell(what: string, work: () => unknown): void {
  if (!isWanted(what)) return;
  print(
    what,
    Array.from({ length: 3 }, () => {
      const before = spent.ms();
      work();
      return spent.ms() - before;
    }),
  );
}

async function tellTurns(what: string, work: () => Promise<unknown>): Promise<void> {
  if (!isWanted(what)) return;
  const turns = watchTurns();
  // The timer must not keep the process alive.
  const staying = setInterval(() => {}, 1000);
  await work();
  clearInterval(staying);
  print(what, [turns.longestMs()]);
  turns.stop();
}

/** Where something was repeated: the first time, and the longest of the others. */
function print(what: string, times: readonly number[]): void {
  const [first = 0, ...others] = times;
  const ms = Math.max(...times);
  const later = others.length === 0 ? '' : `   first ${first.toFixed(1)}, later ${Math.max(...others).toFixed(1)}`;
  console.log(`${what.padEnd(64)}${ms.toFixed(1).padStart(6)} ms (limit ${LIMIT_MS})${later}`);
  if (ms > LIMIT_MS) process.exitCode = 1;
}
