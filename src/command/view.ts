import type { DriverRow } from '../features/drivers/rows.ts';
import type { EntrySlot } from '../features/grid/actions.ts';
import type { LobbyInfo } from '../features/lobby/actions.ts';
import type { ServerInfo } from '../features/process/info.ts';
import type { SettableSession } from '../features/sessions/configuration.ts';
import type { SessionRow } from '../features/sessions/rows.ts';
import type { RaceState } from '../race/state.ts';

/**
 * What front ends know of one game server at one moment. Plain data that can be cloned: it is pushed to whoever shows
 * it, who need not be in the same process as the game server.
 */
export interface ServerView {
  readonly id: string;
  readonly state: RaceState;
  readonly info: ServerInfo;
  /** Who is connected, by car id. */
  readonly drivers: readonly DriverRow[];
  /** The sessions of server_cfg.ini in their running order, and which of them is running. */
  readonly sessions: readonly SessionRow[];
  /** The same as they can be set, and those that are switched off behind them; none where the file is not ours. */
  readonly settableSessions: readonly SettableSession[];
  readonly lobby: LobbyInfo;
  readonly grid: {
    /** The slots of entry_list.ini as the file has them; none where it is not ours. */
    readonly entries: readonly EntrySlot[];
  };
}

/** Where the view of one game server comes from. */
export interface ServerViews {
  /**
   * As it is now. The same object as before where nothing has changed.
   *
   * @throws UserError when the files of the server cannot be read
   */
  current(): ServerView;
  /** Pushes it whenever something has changed; the returned function stops that. */
  watch(listener: (view: ServerView) => void): () => void;
}
