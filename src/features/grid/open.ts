import { join } from 'node:path';
import { type Configuration, readConfiguration } from '../../acserver/configuration.ts';
import { parseIni } from '../../acserver/ini/document.ts';
import { type EntryList, readEntryList } from '../../acserver/ini/entryList.ts';
import type { ServerConfig } from '../../config/environment.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import { openLedger } from '../penalties/ledger.ts';
import { resultPenalties } from '../results/resultPenalties.ts';
import { sessionTable } from '../results/table.ts';
import { type GridActions, gridActions } from './actions.ts';
import { type GridSaves, gridSaves } from './saves.ts';
import { stagedEdits } from './stagedEdits.ts';
import type { GridEdit } from './view.ts';

export interface ServerGrid {
  readonly grid: GridActions;
  /** The entry list whose car ids the game server uses; while it is stopped, the one it will start with. */
  entries(): EntryList;
}

/** What is looked at of a server's sources. */
export interface GridSources extends Pick<ServerSources, 'running'> {
  readonly life: Pick<ServerSources['life'], 'status'>;
  readonly feed: Pick<ServerSources['feed'], 'state'>;
}

export type GridSurroundings = Pick<ServerSurroundings, 'store' | 'clock' | 'dataDirectory'>;

export function openGrid(config: ServerConfig, around: GridSurroundings, sources: GridSources): ServerGrid {
  const { id, directory } = config;
  const { store, clock, dataDirectory } = around;
  const { life, feed, running } = sources;
  const saves = gridSaves(store, id);
  const configuration = (): Configuration => readConfiguration(directory);
  return {
    entries() {
      const { state, startedAt } = life.status();
      if (state === 'stopped') return configuration().entries;
      return loadedSince(startedAt, saves) ?? running().entries;
    },
    grid: gridActions({
      directory,
      backups: join(dataDirectory, 'servers', id, 'backups'),
      isRunning: () => life.status().state !== 'stopped' || feed.state().heard === true,
      configuration,
      staged: stagedEdits<GridEdit>(store, id, 'grid'),
      saves,
      penaltiesOf: resultPenalties(sessionTable(store, id), openLedger(store, id)),
      readOnly: config.dialect === 'acsm' ? MANAGED_ELSEWHERE : undefined,
      clock,
    }),
  };
}

const MANAGED_ELSEWHERE = 'The entry list belongs to the server manager, which runs this server: order the grid there.';

/** A save does not reach the game server that runs: what stood in the file before the first one is what it has read. */
function loadedSince(startedAt: number | undefined, saves: GridSaves): EntryList | undefined {
  const bytes = startedAt === undefined ? undefined : saves.fileAt(startedAt);
  return bytes && readEntryList(parseIni(bytes, 'entry_list.ini'));
}
