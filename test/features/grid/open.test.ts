import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfiguration } from '../../../src/acserver/configuration.ts';
import type { ProcessStatus } from '../../../src/acserver/process.ts';
import { openGrid } from '../../../src/features/grid/open.ts';
import { gridTables } from '../../../src/features/grid/saves.ts';
import { stagedEditsTables } from '../../../src/features/grid/stagedEdits.ts';
import { penaltyTables } from '../../../src/features/penalties/ledger.ts';
import { sessionTables } from '../../../src/features/results/table.ts';
import { emptyState } from '../../../src/race/state.ts';
import { openStore } from '../../../src/store/store.ts';
import { bytesOf } from '../../acserver/results/fixtures.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { cfg, entry, RACE } from './rig.ts';

/** The second slot's driver won. */
const LIST = [
  entry(0, { MODEL: 'a3dr_ferrari_512tr', GUID: '76561197900005046', BALLAST: '10' }),
  entry(1, { MODEL: 'a3dr_lambo_diablo_vt', GUID: '76561197900002019', BALLAST: '70' }),
].join('');

function open(dialect: 'kunos' | 'acsm' = 'kunos') {
  const root = mkdtempSync(join(tmpdir(), 'pitwall-server-grid-'));
  const directory = join(root, 'server');
  for (const folder of ['cfg', 'results']) mkdirSync(join(directory, folder), { recursive: true });
  writeFileSync(join(directory, 'cfg', 'server_cfg.ini'), cfg());
  writeFileSync(join(directory, 'cfg', 'entry_list.ini'), LIST);
  writeFileSync(join(directory, 'results', RACE), bytesOf(RACE, 'manager'));
  const store = openStore(join(root, 'data'), [stagedEditsTables, gridTables, penaltyTables, sessionTables]);
  onTestFinished(() => {
    store.close();
    rmSync(root, { recursive: true });
  });

  const clock = new FakeClock();
  let status: ProcessStatus = { state: 'stopped', adopted: false };
  /** As Pitwall does when it starts, whether or not the game server is running by then. */
  const openAgain = () => {
    const running = readConfiguration(directory);
    return openGrid(
      { id: 'main', directory, dialect },
      { store, clock, dataDirectory: root },
      {
        running: () => running,
        life: { status: () => status },
        feed: { state: () => emptyState(1) },
      },
    );
  };
  return {
    clock,
    openAgain,
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

type Server = ReturnType<typeof openGrid>;
const ballastOf = ({ entries }: Server): number[] => entries().slots.map(({ ballastKg }) => ballastKg);

async function finishAndSave({ grid }: Server): Promise<boolean> {
  await grid.stage('finish', 'Ada');
  return (await grid.save()).fromNextStart;
}

describe('the car ids of the game server', () => {
  it('are those of the file while it is stopped', async () => {
    const { server } = open();
    expect(ballastOf(server)).toEqual([10, 70]);
    expect(await finishAndSave(server)).toBe(false);
    expect(ballastOf(server)).toEqual([70, 10]);
  });

  it('stay those it has read when the grid is saved while it runs, until it starts again', async () => {
    const { server, start, stop } = open();
    start();
    expect(await finishAndSave(server)).toBe(true);
    expect(ballastOf(server)).toEqual([10, 70]);
    expect(server.grid.entries().map(({ ballastKg }) => ballastKg)).toEqual([70, 10]);
    stop();
    expect(ballastOf(server)).toEqual([70, 10]);
  });

  it('are known to a Pitwall that came later', async () => {
    const { server, start, openAgain } = open();
    start();
    await finishAndSave(server);
    expect(ballastOf(openAgain())).toEqual([10, 70]);
  });

  it('are the saved ones for a server that started after the save', async () => {
    const { server, clock, start, openAgain } = open();
    await finishAndSave(server);
    clock.advance(1000);
    start();
    expect(ballastOf(openAgain())).toEqual([70, 10]);
  });
});

describe('the list of a server that the server manager runs', () => {
  it('is ordered but never written', async () => {
    const { server } = open('acsm');
    await server.grid.stage('finish', 'Ada');
    await expect(server.grid.save()).rejects.toThrow(/belongs to the server manager/);
    expect(server.grid.entries().map(({ ballastKg }) => ballastKg)).toEqual([10, 70]);
  });
});
