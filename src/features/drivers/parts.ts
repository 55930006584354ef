/** What the actions on drivers need. */
import type { BlacklistFile } from '../../acserver/blacklistFile.ts';
import type { Driver } from '../../events/events.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { BanTable } from './banTable.ts';

/** Somebody by GUID; with car id and name if on the server. */
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
  /** The texts that drivers are told. */
  readonly words: Catalogue;
  readonly bans: BanTable;
  /** Undefined if the files are out of reach, or not ours to change. */
  readonly blacklist: BlacklistFile | undefined;
  /** GUIDs of drivers who are being kicked right now: one kick at a time is enough. */
  readonly onTheWayOut: Set<string>;
}
