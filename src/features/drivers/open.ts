import { join } from 'node:path';
import { type BlacklistFile, blacklistFile } from '../../acserver/blacklistFile.ts';
import { hasFiles } from '../../config/server.ts';
import { inUtc, moment, phrase } from '../../kit/sentence.ts';
import { type DriverActions, driverActions } from './actions.ts';
import { banEnd, cleared } from './ban.ts';
import { BanTable } from './banTable.ts';
import { sendAway, shortened } from './kick.ts';
import type { DriverParts, DriversLive } from './parts.ts';
import { BanWatch } from './watch.ts';

/** The actions on the drivers of one game server, and its bans. */
export interface ServerDrivers {
  readonly actions: DriverActions;
  /** Enforces the bans, also against drivers who joined in the meantime. */
  resume(): void;
  close(): void;
}

export function openDrivers(live: DriversLive, { words }: Pick<DriverParts, 'words'>): ServerDrivers {
  const parts: DriverParts = {
    live,
    words,
    bans: new BanTable(live.store, live.id),
    blacklist: blacklistOf(live),
    onTheWayOut: new Set(),
  };
  const watch = watchBans(parts);
  return {
    actions: driverActions(parts),
    resume: () => watch.resume(),
    close: () => watch.close(),
  };
}

/**
 * The commercial manager keeps its own list. Any other manager that runs acServer leaves this one to acServer, whatever
 * else it writes.
 */
function blacklistOf({ config, dialect, ownDirectory, clock }: DriversLive): BlacklistFile | undefined {
  if (!hasFiles(config) || dialect === 'acsm') return undefined;
  const isWatched = dialect === 'assettoserver';
  return blacklistFile({ directory: config.directory, backups: join(ownDirectory, 'backups'), clock, isWatched });
}

function watchBans(parts: DriverParts): BanWatch {
  const { bus, clock, log, state, notice } = parts.live;
  return new BanWatch({
    bus,
    clock,
    log,
    state,
    bans: parts.bans,
    isOnTheWayOut: (guid) => parts.onTheWayOut.has(guid),
    async sendAway(driver, ban) {
      const { until, reason: why } = ban;
      const reason = phrase`banned ${banEnd(ban)}${why === undefined ? '' : `: ${why}`}`;
      const end = until === undefined ? undefined : inUtc(moment(until));
      const told = parts.words.banStands({ until: end, reason: shortened(why ?? '') });
      await sendAway(parts, 'kick', driver, { by: 'Pitwall', reason, told });
    },
    list: async (guids) => parts.blacklist?.addAll(guids),
    unlist: async (guid) => void (await cleared(parts, guid)),
    onExpired: ({ guid, name }) => notice({ type: 'banLifted', guid, name, by: 'Pitwall', reason: 'it has expired' }),
  });
}
