/** Opens the ordering of one game server's entry list. */
import { join } from 'node:path';
import type { Configuration } from '../../acserver/configuration.ts';
import { configurationFolder, hasFiles } from '../../config/server.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { ResultPenalties } from '../results/resultPenalties.ts';
import { type GridActions, type GridParts, gridActions, refusedGrid } from './actions.ts';
import type { GridSaves } from './saves.ts';
import type { Setback } from './setbacks.ts';
import { stagedEdits } from './stagedEdits.ts';
import type { GridEdit } from './view.ts';

export type GridLive = Pick<
  LiveServer,
  'id' | 'config' | 'store' | 'clock' | 'ownDirectory' | 'isRunning' | 'refusals' | 'read'
>;

export interface GridNeeds {
  readonly saves: GridSaves;
  readonly results: {
    /** The stewards' penalties in the session of a results file; undefined if they are not known. */
    readonly penaltiesOf: (resultsFile: string) => ResultPenalties | undefined;
    /** The name of a session's results file. Throws UserError. */
    readonly fileOf: (session: number) => string;
    readonly race: GridParts['raceIn'];
  };
  readonly penalties: {
    /** Grid drops due on the grid of the next race of that name. */
    readonly gridPlaces: (race: string) => readonly Penalty[];
  };
}

/** Orders the entry list of one game server, if its file is at hand and ours to change. */
export function openGrid(live: GridLive, { saves, results, penalties }: GridNeeds): GridActions {
  const { id, config, store, clock, ownDirectory, isRunning, refusals, read } = live;
  if (refusals.write !== undefined || !hasFiles(config)) return refusedGrid(refusals.write ?? '');
  const { directory } = config;
  return gridActions({
    directory,
    list: join(directory, configurationFolder(config), 'entry_list.ini'),
    backups: join(ownDirectory, 'backups'),
    isRunning,
    raceOf: results.fileOf,
    raceIn: results.race,
    configuration: read,
    staged: stagedEdits<GridEdit>(store, id, 'grid'),
    saves,
    penaltiesOf: results.penaltiesOf,
    setbacks: () => penalties.gridPlaces(raceNameIn(read().cfg)).map(setbackOf),
    clock,
  });
}

const raceNameIn = ({ sessions }: Configuration['cfg']): string =>
  sessions.find(({ section }) => section === 'RACE')?.name ?? '';

const setbackOf = ({ number, driver, amount }: Penalty): Setback => ({
  number,
  guid: driver.guid,
  name: driver.name || `car ${driver.carId}`,
  places: amount,
});
