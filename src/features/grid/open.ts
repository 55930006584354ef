/** Opens what orders the entry list of one game server. */
import { join } from 'node:path';
import { readConfiguration } from '../../acserver/configuration.ts';
import { configurationFolder, hasFiles } from '../../config/server.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { ResultPenalties } from '../results/resultPenalties.ts';
import { type GridActions, gridActions, refusedGrid } from './actions.ts';
import type { GridSaves } from './saves.ts';
import { stagedEdits } from './stagedEdits.ts';
import type { GridEdit } from './view.ts';

export type GridLive = Pick<
  LiveServer,
  'id' | 'config' | 'store' | 'clock' | 'ownDirectory' | 'isRunning' | 'refusals'
>;

export interface GridNeeds {
  readonly saves: GridSaves;
  readonly results: {
    /** What the stewards say of the session a results file is of; undefined where that is not known. */
    readonly penaltiesOf: (resultsFile: string) => ResultPenalties | undefined;
  };
}

/** The order of the entry list of one game server, where its file is at hand and ours to change. */
export function openGrid(live: GridLive, { saves, results }: GridNeeds): GridActions {
  const { id, config, store, clock, ownDirectory, isRunning, refusals } = live;
  if (refusals.write !== undefined || !hasFiles(config)) return refusedGrid(refusals.write ?? '');
  const { directory } = config;
  return gridActions({
    directory,
    list: join(directory, configurationFolder(config), 'entry_list.ini'),
    backups: join(ownDirectory, 'backups'),
    isRunning,
    configuration: () => readConfiguration(directory, configurationFolder(config)),
    staged: stagedEdits<GridEdit>(store, id, 'grid'),
    saves,
    penaltiesOf: results.penaltiesOf,
    clock,
  });
}
