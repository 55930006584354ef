import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfiguration } from '../../../src/acserver/configuration.ts';
import type { ProcessStatus } from '../../../src/acserver/process.ts';
import { openGrid } from '../../../src/features/grid/open.ts';
import { gridSaves, gridTables } from '../../../src/features/grid/saves.ts';
import { stagedEditsTables } from '../../../src/features/grid/stagedEdits.ts';
import { resultsWork } from '../../../src/features/results/work.ts';
import { runningEntries } from '../../../src/live/entries.ts';
import { refusalsOf } from '../../../src/live/refusals.ts';
import { bytesOf } from '../../acserver/results/fixtures.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';
import { cfg, entry, RACE } from './rig.ts';

/** The driver of the second slot won. */
const LIST = [
  entry(0, { MODEL: 'a3dr_ferrari_512tr', GUID: '76561197900005046', BALLAST: '10' }),
  entry(1, { MODEL: 'a3dr_lambo_diablo_vt', GUID: '76561197900002019', BALLAST: '70' }),
].join('');

function open(dialect: 'kunos' | 'acsm' = 'kunos', filesBy?: 'manager') {
  const root = mkdtempSync(join(tmpdir(), 'pitwall-server-grid-'));
  const directory = join(root, 'server');
  for (const folder of ['cfg', 'results']) mkdirSync(join(directory, folder), { recursive: true });
  writeFileSync(join(directory, 'cfg', 'server_cfg.ini'), cfg());
  writeFileSync(join(directory, 'cfg', 'entry_list.ini'), LIST);
  writeFileSync(join(directory, 'results', RACE), bytesOf(RACE, 'manager'));
  const store = openStore(join(root, 'data'), [stagedEditsTables, gridTables]);
  onTestFinished(() => {
    store.close();
    rmSync(root, { recursive: true });
  });

  const clock = new FakeClock();
  let reads = 0;
  let status: ProcessStatus = { state: 'stopped', adopted: false };
  /** As Pitwall does at start, whether or not the game server is running. */
  const openAgain = () => {
    const running = readConfiguration(directory);
    const config = { id: 'main', directory, dialect, filesBy };
    const refusals = refusalsOf(config);
    const saves = gridSaves(store, 'main');
    const grid = openGrid(
      {
        id: 'main',
        config,
        store,
        clock,
        ownDirectory: join(root, 'servers', 'main'),
        refusals,
        isRunning: () => status.state !== 'stopped',
        read() {
          reads += 1;
          return readConfiguration(directory);
        },
      },
      {
        saves,
        results: {
          fileOf: () => '',
          penaltiesOf: () => undefined,
          race: (path, penalties) => resultsWork.race({ source: { path }, penalties }),
        },
        penalties: { gridPlaces: () => [] },
      },
    );
    const configurations = { read: () => readConfiguration(directory), running: () => running };
    return { grid, entries: () => runningEntries({ configurations, refusals, status, history: saves }) };
  };
  return {
    clock,
    openAgain,
    directory,
    reads: () => reads,
    server: openAgain(),
    start() {
      status = { state: 'running', adopted: false, startedAt: clock.now() };
      clock.advance(1000);
    },
    stop() {
      status = { state: 'stopped', adopted: false };
    },
  };
}

type Server = ReturnType<ReturnType<typeof open>['openAgain']>;
const ballastOf = ({ entries }: Server): number[] => entries().slots.map(({ ballastKg }) => ballastKg);

async function finishAndSave({ grid }: Server): Promise<boolean> {
  await grid.stage('finish', 'Ada');
  return (await grid.save()).fromNextStart;
}

describe('the car ids of the game server', () => {
  it('come from the file while it is stopped', async () => {
    const { server } = open();
    expect(ballastOf(server)).toEqual([10, 70]);
    expect(await finishAndSave(server)).toBe(false);
    expect(ballastOf(server)).toEqual([70, 10]);
  });

  it('do not change when the grid is saved while it runs, until it stops', async () => {
    const { server, start, stop } = open();
    start();
    expect(await finishAndSave(server)).toBe(true);
    expect(ballastOf(server)).toEqual([10, 70]);
    expect(server.grid.entries().map(({ ballastKg }) => ballastKg)).toEqual([70, 10]);
    stop();
    expect(ballastOf(server)).toEqual([70, 10]);
  });

  it('are known to a restarted Pitwall', async () => {
    const { server, start, openAgain } = open();
    start();
    await finishAndSave(server);
    expect(ballastOf(openAgain())).toEqual([10, 70]);
  });

  it('come from the saved grid if it started after the save', async () => {
    const { server, clock, start, openAgain } = open();
    await finishAndSave(server);
    clock.advance(1000);
    start();
    expect(ballastOf(openAgain())).toEqual([70, 10]);
  });
});

describe('the grid of a server run by the server manager', () => {
  it.each(['acsm', 'kunos'] as const)('is refused in every action, with the reason (%s)', async (dialect) => {
    const { server } = open(dialect, 'manager');
    const why = /^That is not possible here: the server manager rewrites the files of main, so/;
    expect(() => server.grid.entries()).toThrow(why);
    for (const refused of [
      server.grid.order(),
      server.grid.stage('finish', 'Ada'),
      server.grid.save(),
      server.grid.undo(),
    ]) {
      await expect(refused).rejects.toThrow(why);
    }
  });

  it('can be awaited like any other object', async () => {
    const { server } = open('acsm');
    const grid: unknown = server.grid;
    expect(await grid).toBe(server.grid);
  });

  it('has the car ids the manager started it with', () => {
    expect(ballastOf(open('acsm').server)).toEqual([10, 70]);
    expect(ballastOf(open('kunos', 'manager').server)).toEqual([10, 70]);
  });
});

describe('the order while nothing is staged', () => {
  it('is the order of the file, which is read only twice', async () => {
    const { server, reads } = open();
    const before = reads();
    const { places } = await server.grid.order();
    // The slots, and the race that decides which grid drops are due: nothing else reads the file.
    expect(reads() - before).toBe(2);
    expect(places.map(({ carId }) => carId)).toEqual(server.grid.entries().map(({ carId }) => carId));
  });

  it('is refused if the list is missing, without naming its folder', async () => {
    const { server, directory } = open();
    rmSync(join(directory, 'cfg/entry_list.ini'));
    await expect(server.grid.order()).rejects.toThrow(/^entry_list\.ini is missing; acServer needs it\.$/);
  });
});
