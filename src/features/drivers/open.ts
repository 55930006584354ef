import { join } from 'node:path';
import { type BlacklistFile, blacklistFile } from '../../acserver/blacklistFile.ts';
import { orderFor } from '../../acserver/dialect.ts';
import type { EntryList } from '../../acserver/ini/entryList.ts';
import { type Load, loadLimitsOf } from '../../acserver/limits.ts';
import { createSpeaker, type Speaker } from '../../acserver/speaker.ts';
import type { AnyServerConfig } from '../../config/environment.ts';
import { hasFiles } from '../../config/server.ts';
import { reachOf } from '../../live/capabilities.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import { openWire, type WireSources } from '../../live/orders.ts';
import { loadTable } from '../handicaps/table.ts';
import { type Handicaps, keepHandicaps, type LoadKind } from '../handicaps/watch.ts';
import { cleared, durationInWords } from './ban.ts';
import { type Ban, banTable } from './banTable.ts';
import { type ControlActions, type ControlParts, controlActions, type Rules, type Wire } from './control.ts';
import { sendAway } from './kick.ts';
import { enforceBans } from './watch.ts';

/** Race control of one game server: what can be ordered, and what is kept as it is to be. */
export interface ServerControl {
  readonly actions: ControlActions;
  readonly speaker: Speaker;
  readonly handicaps: Handicaps;
  /** Enforces what is to be, also what changed while nobody looked. To be called once the past has been read. */
  resume(): void;
  close(): void;
}

export interface ControlSources extends WireSources {
  readonly bus: Pick<ServerSources['bus'], 'live'>;
  readonly feed: Pick<ServerSources['feed'], 'state' | 'notice'>;
  readonly life: Pick<ServerSources['life'], 'status'>;
  readonly log: Pick<ServerSources['log'], 'error' | 'warn'>;
  /** The list that the running game server uses. */
  entries(): EntryList;
  /** What a driver carries for penalties. */
  penaltyLoad(guid: string): Load;
}

export type ControlSurroundings = Pick<ServerSurroundings, 'clock' | 'store' | 'dataDirectory'>;

export function openControl(
  config: AnyServerConfig,
  around: ControlSurroundings,
  sources: ControlSources,
): ServerControl {
  const { bus, feed, life, log } = sources;
  const { clock, store } = around;
  const state = () => feed.state();
  const rules = (): Rules => rulesOf(config, sources);
  const wire = openWire(config, around, sources);
  const handicaps = keepHandicaps({
    ...{ bus, log, state },
    table: loadTable(store, config.id),
    base: (carId) => baseOf(sources.entries(), carId),
    limits: () => loadLimitsOf(wire.dialect, rules().maxBallastKg),
    penalties: sources.penaltyLoad,
    tellsEmptyCars: wire.dialect === 'kunos',
    tell: (kind, seat, amount) => wire.give(orderFor(wire.dialect, ORDERS[kind], { ...seat, amount })),
  });
  const parts: ControlParts = {
    ...{ id: config.id, bus, clock, log, state, rules, wire },
    speaker: speakerOf(config, around, { sources, wire }),
    isRunning: () => life.status().state !== 'stopped' || state().heard === true,
    notice: (body) => feed.notice(body),
    bans: banTable(store, config.id),
    blacklist: blacklistOf(config, around),
    loads: handicaps,
  };
  const bans = enforceBans({ ...parts, ...enforcement(parts) });
  return {
    actions: controlActions(parts),
    speaker: parts.speaker,
    handicaps,
    resume() {
      bans.resume();
      void handicaps.compare();
    },
    close() {
      bans.close();
      handicaps.close();
      parts.speaker.close();
      wire.close();
    },
  };
}

const ORDERS = { ballastKg: 'ballast', restrictorPercent: 'restrictor' } as const satisfies Record<LoadKind, string>;

/** What is not read from files is not known: the manager writes its own, and of some servers there are none. */
function rulesOf(config: AnyServerConfig, { running }: ControlSources): Rules {
  if (!hasFiles(config) || (config.dialect ?? 'kunos') === 'acsm') return {};
  const { blacklistMode, maxBallastKg, loopMode, sessions } = running().cfg;
  return {
    ...(config.dialect === 'assettoserver' ? {} : { blacklistMode }),
    ...(maxBallastKg === undefined ? {} : { maxBallastKg }),
    loopMode,
    sessions: sessions.length,
  };
}

function baseOf({ slots }: EntryList, carId: number): Load {
  const slot = slots[carId];
  return { ballastKg: slot?.ballastKg ?? 0, restrictorPercent: slot?.restrictor ?? 0 };
}

function speakerOf(
  config: AnyServerConfig,
  { clock }: ControlSurroundings,
  { sources, wire }: { readonly sources: ControlSources; readonly wire: Wire },
): Speaker {
  const { log, feed, plugin } = sources;
  return createSpeaker({
    clock,
    redact: sources.redact,
    send(to, line) {
      const order =
        to === 'all' ? orderFor(wire.dialect, 'say', { line }) : orderFor(wire.dialect, 'pm', { ...to, line });
      if (order.by === 'udp') plugin.send(order.packet);
    },
    ...(config.chatWidth === undefined ? {} : { width: config.chatWidth }),
    holds: ({ carId, guid }) => feed.state().drivers.get(carId)?.guid === guid,
    onDropped: (to, count) =>
      log.warn({ to: to === 'all' ? to : to.carId, count }, 'too much was to be said in the game: lines were dropped'),
  });
}

/** The manager keeps a list of its own. */
function blacklistOf(
  config: AnyServerConfig,
  { dataDirectory, clock }: ControlSurroundings,
): BlacklistFile | undefined {
  if (!hasFiles(config) || reachOf(config).write !== undefined) return undefined;
  const backups = join(dataDirectory, 'servers', config.id, 'backups');
  return blacklistFile({ directory: config.directory, backups, clock });
}

const enforcement = (parts: ControlParts) => ({
  sendAway: async (driver: Parameters<typeof sendAway>[2], ban: Ban): Promise<void> => {
    const reason = `banned ${durationInWords(ban)}${ban.reason === undefined ? '' : `: ${ban.reason}`}`;
    await sendAway(parts, 'kick', driver, { by: 'Pitwall', reason });
  },
  list: async (guid: string): Promise<void> => parts.blacklist?.add(guid),
  unlist: async (guid: string): Promise<void> => void (await cleared(parts, guid)),
  onExpired: ({ guid, name }: Ban): void =>
    parts.notice({
      type: 'banLifted',
      guid,
      ...(name === undefined ? {} : { name }),
      by: 'Pitwall',
      reason: 'its time is over',
    }),
});
