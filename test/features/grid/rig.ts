import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { readConfiguration } from '../../../src/acserver/configuration.ts';
import { endedAt, parseResultsName } from '../../../src/acserver/results/names.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { gridActions } from '../../../src/features/grid/actions.ts';
import { gridSaves, gridTables } from '../../../src/features/grid/saves.ts';
import type { Setback } from '../../../src/features/grid/setbacks.ts';
import { stagedEdits, stagedEditsTables } from '../../../src/features/grid/stagedEdits.ts';
import type { GridEdit } from '../../../src/features/grid/view.ts';
import type { ResultPenalties } from '../../../src/features/results/resultPenalties.ts';
import { ResultsThread } from '../../../src/features/results/thread.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { bytesOf, fixture } from '../../acserver/results/fixtures.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';

/** A recorded race, with penalties as the server manager writes them. */
export const RACE = '2019_3_2_22_28_RACE.json';
export const raceFile = (): Record<string, unknown> => JSON.parse(bytesOf(RACE, 'manager').toString());
export const HOUR_MS = 3_600_000;

/** server_cfg.ini for that race. */
export const cfg = ({
  track = 'suzuka',
  layout = 'suzukaeast',
  sessions = '[RACE]\nNAME=Race\nLAPS=10\n',
} = {}): string =>
  `[SERVER]\nTRACK=${track}\nCONFIG_TRACK=${layout}\nUDP_PORT=9600\nTCP_PORT=9600\nHTTP_PORT=8081\n${sessions}`;

/** The entry list of that race: open slots, and details that only the file's owner knows. */
export const openList = (): string =>
  `; our league\n${fixture(RACE, 'manager')
    .cars.toSorted((a, b) => a.carId - b.carId)
    .map(({ carId, model, skin }) => entry(carId, { MODEL: model, SKIN: skin, FIXED_SETUP: `car${carId}.ini` }))
    .join('; between\n')}[OTHER]\nKEEP=me\n`;

export const entry = (carId: number, keys: Readonly<Record<string, string>>): string =>
  `[CAR_${carId}]\n${Object.entries({ DRIVERNAME: '', GUID: '', ...keys })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')}\n`;

interface Made {
  readonly list?: string;
  readonly cfg?: string;
  /** By file name. */
  readonly results?: Readonly<Record<string, Buffer | string>>;
}

/** A server directory with a race in it, three hours after that race. */
export function openGrid(made: Made = {}) {
  const root = mkdtempSync(join(tmpdir(), 'pitwall-grid-'));
  const directory = join(root, 'server');
  for (const folder of ['cfg', 'results']) mkdirSync(join(directory, folder), { recursive: true });
  const path = join(directory, 'cfg', 'entry_list.ini');
  writeFileSync(path, made.list ?? openList());
  writeFileSync(join(directory, 'cfg', 'server_cfg.ini'), made.cfg ?? cfg());
  const results = made.results ?? { [RACE]: bytesOf(RACE, 'manager') };
  for (const [name, bytes] of Object.entries(results)) writeFileSync(join(directory, 'results', name), bytes);

  const clock = impatient(new FakeClock(endOf(RACE) + 3 * HOUR_MS));
  let isRunning = false;
  let stewards: ResultPenalties | undefined;
  let setbacks: readonly Setback[] = [];
  const raceOf = (session: number): string => {
    if (session === 12) return RACE;
    throw new UserError(`S-${session} (Race) has no results file.`);
  };
  let store = openStore(join(root, 'data'), [stagedEditsTables, gridTables]);
  const work = new ResultsThread({ clock });
  const actions = () =>
    gridActions({
      directory,
      backups: join(root, 'backups'),
      isRunning: () => isRunning,
      list: join(directory, 'cfg', 'entry_list.ini'),
      configuration: () => readConfiguration(directory),
      staged: stagedEdits<GridEdit>(store, 'main', 'grid'),
      saves: gridSaves(store, 'main'),
      penaltiesOf: (name) => (name === RACE ? stewards : undefined),
      setbacks: () => setbacks,
      raceOf: (session) => raceOf(session),
      raceIn: (path, penalties) => work.race({ source: { path }, penalties }),
      clock,
    });
  onTestFinished(() => {
    store.close();
    rmSync(root, { recursive: true });
  });

  return {
    grid: actions(),
    clock,
    directory,
    path,
    text: () => readFileSync(path, 'utf8'),
    files: () => readdirSync(join(directory, 'cfg')).toSorted(),
    backup: (name: string) => readFileSync(join(root, 'backups', name), 'utf8'),
    saves: () => gridSaves(store, 'main'),
    run: (runs: boolean) => {
      isRunning = runs;
    },
    /** Sets the ledger's penalties for that race. */
    decide: (penalties: readonly Penalty[], isFinal = false) => {
      stewards = { penalties, isFinal };
    },
    /** Sets who is to lose places. */
    setBack: (all: readonly Setback[]) => {
      setbacks = all;
    },
    write: (name: string, text: string | Buffer) => writeFileSync(join(directory, name), text),
    /** As if Pitwall had been stopped and started again. */
    reopen() {
      store.close();
      store = openStore(join(root, 'data'), [stagedEditsTables, gridTables]);
      return actions();
    },
  };
}

export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

export function endOf(name: string): number {
  const parsed = parseResultsName(name);
  if (!parsed) throw new Error(`${name} is no name of a results file`);
  return endedAt(parsed);
}

/** Timers fire at once, so no test waits for them. */
function impatient(clock: FakeClock): FakeClock {
  clock.after = (_, task) => {
    queueMicrotask(task);
    return () => {};
  };
  return clock;
}
