import type { Logger } from 'pino';
import type { Configuration } from '../acserver/configuration.ts';
import type { Ready } from '../acserver/process.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { createRedactor } from '../acserver/stdout/redact.ts';
import type { TakenPort } from '../acserver/tracker/ports.ts';
import type { AnyServerConfig } from '../config/environment.ts';
import { hasFiles } from '../config/server.ts';
import { type HeartbeatWatch, watchHeartbeat } from '../features/lobby/open.ts';
import type { PenaltySettings } from '../features/penalties/settings.ts';
import { type Clock, every } from '../kit/clock.ts';
import { createBus, type Publisher } from '../race/bus.ts';
import { type Feed, openFeed } from '../race/feed.ts';
import { openJournal } from '../race/journal.ts';
import type { Store } from '../store/store.ts';
import { type AddressBook, openAddressBook } from './addresses.ts';
import { configurationReader } from './configuration.ts';
import { type ExternalLife, type ExternalLifeOptions, openExternalLife } from './external.ts';
import { heardBefore } from './heard.ts';
import { openLife, type ServerLife } from './managed.ts';
import { type PluginLink, pluginLink } from './plugin.ts';
import { type TypedLines, typedLines } from './typedLines.ts';

export interface ServerSurroundings {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dataDirectory: string;
  /** How it penalises; nothing is watched when absent. */
  readonly penalties?: PenaltySettings;
  /** What Pitwall listens on beside the plugin ports. */
  readonly takenPorts?: readonly TakenPort[];
}

/** All that tells of one game server, tied together: its process and its log, its plugin interface, its files. */
export interface ServerSources {
  readonly log: Logger;
  readonly bus: Publisher;
  readonly feed: Feed;
  readonly life: ServerLife & Partial<Pick<ExternalLife, 'restart'>>;
  readonly plugin: PluginLink;
  readonly addresses: AddressBook;
  readonly heartbeat: HeartbeatWatch;
  readonly typed: TypedLines;
  readonly redact: (text: string) => string;
  /** Reads the configuration as it is now. Throws UserError. */
  read(): Configuration;
  /** What the game server was started with, as far as we know: its files may have been edited since. */
  running(): Configuration;
  /** From here on the game server runs, or will, with this configuration. */
  use(configuration: Configuration): Promise<void>;
  close(): Promise<void>;
}

/** Four times a second a car at 300 km/h is seen every 21 m. */
const POSITION_INTERVAL_MS = 250;

/** How often is looked whether UDP owes something that the log has told. */
const OWED_CHECK_MS = 1000;

/** @throws UserError when its directory or its configuration cannot be used */
export async function openSources(config: AnyServerConfig, around: ServerSurroundings): Promise<ServerSources> {
  const { store, clock } = around;
  const log = around.log.child({ server: config.id });
  const read = configurationReader(config);
  let running = read();
  const redact = createRedactor(() => [running.cfg.adminPassword].filter(Boolean));
  const common = { store, clock, log, redact, journal: openJournal(store, config.id) };
  const bus = createBus((err, event) => log.error({ err, event: event.type }, 'a listener failed'));
  const addresses = openAddressBook(common.journal);
  const heartbeat = watchHeartbeat(clock);
  const typed = typedLines();
  const plugin = pluginLink({
    ...{ clock, log, feed: () => feed, chain: config.chain, onTaken: typed.note },
    intervalMs: config.positionIntervalMs ?? POSITION_INTERVAL_MS,
  });
  const feed = openFeed({
    ...{ ...common, server: config.id, bus, chatFilter: config.chatFilter },
    ...hearingBy(plugin),
    isLogged: () => life.isFollowing(),
  });
  const life = await lifeOf(config, {
    ...{ ...common, dataDirectory: around.dataDirectory, feed, ...notesIn(addresses, heartbeat) },
    listenAnew: () => plugin.open(running),
    canBeHeard: () => running.cfg.plugin !== undefined,
  });
  const stopChecking = every(clock, OWED_CHECK_MS, () => feed.giveUpWaiting());
  return {
    ...{ log, bus, feed, life, plugin, addresses, heartbeat, typed, redact, read },
    running: () => running,
    async use(configuration) {
      await life.toldToItsEnd();
      running = configuration;
      await plugin.open(configuration);
    },
    async close() {
      stopChecking();
      await plugin.close();
      await life.close();
    },
  };
}

const hearingBy = ({ isHeard, askAgain, send }: PluginLink) => ({
  isHeard,
  askAgain,
  askAbout: (carId: number): void => send({ type: 'getCarInfo', carId }),
});

/** What only the log tells, for the time of one life. */
const notesIn = (...books: readonly Pick<AddressBook, 'note' | 'clear'>[]) => ({
  onFact: (fact: StdoutFact): void => {
    for (const book of books) book.note(fact);
  },
  onBegin: (): void => {
    for (const book of books) book.clear();
  },
});

/** Ours to start and stop, or somebody else's. */
async function lifeOf(
  config: AnyServerConfig,
  options: Omit<ExternalLifeOptions, 'config'>,
): Promise<ServerLife | ExternalLife> {
  if (hasFiles(config) && !config.external) return openLife({ ...options, config, ready: readiness(config, options) });
  return openExternalLife({ ...options, config });
}

/** AssettoServer prints nothing that says it is up; it speaks then. */
function readiness(
  { dialect }: AnyServerConfig,
  heard: Pick<ExternalLifeOptions, 'feed' | 'clock'>,
): Ready | undefined {
  return dialect === 'assettoserver' ? async (signal) => void (await heardBefore(signal, heard)) : undefined;
}
