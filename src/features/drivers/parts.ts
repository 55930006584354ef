/** What the actions on drivers work with. */
import type { BlacklistFile } from '../../acserver/blacklistFile.ts';
import type { Driver } from '../../events/events.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { BanTable } from './banTable.ts';

/** Somebody by GUID; with car id and name when on the server. */
export type BanSubject = Driver | { readonly guid: string };

export type DriversLive = Pick<
  LiveServer,
  | 'id'
  | 'config'
  | 'dialect'
  | 'store'
  | 'clock'
  | 'log'
  | 'ownDirectory'
  | 'bus'
  | 'state'
  | 'notice'
  | 'isRunning'
  | 'rules'
  | 'plugin'
  | 'orders'
  | 'speaker'
>;

export interface DriverParts {
  readonly live: DriversLive;
  /** What drivers are told is in these words. */
  readonly words: Catalogue;
  readonly bans: BanTable;
  /** Undefined where the files are out of reach, or not ours to change. */
  readonly blacklist: BlacklistFile | undefined;
  /** GUIDs of whom somebody is just sending away: one kick at a time is enough. */
  readonly onTheWayOut: Set<string>;
}
