import { type Configuration, ConfigurationFiles } from '../acserver/configuration.ts';
import { parseIni } from '../acserver/ini/document.ts';
import { readLobbyRules } from '../acserver/ini/lobbyRules.ts';
import { type AnyServerConfig, configurationFolder, hasFiles } from '../config/server.ts';

/**
 * Reads the configuration of a game server: its files, overridden by what its owner set for its plugin interface. For a
 * server whose files are out of reach, little is known until it sends data.
 */
export function configurationReader(config: AnyServerConfig): () => Configuration {
  const { udp } = config;
  const plugin = udp && { listen: udp.listen, serverHost: udp.server.host, serverPort: udp.server.port };
  if (!hasFiles(config)) {
    const known = withoutFiles(config.id, plugin);
    return () => known;
  }
  const files = new ConfigurationFiles(config.directory, configurationFolder(config));
  return () => {
    const read = files.read();
    return plugin ? { ...read, cfg: { ...read.cfg, plugin } } : read;
  };
}

function withoutFiles(id: string, plugin: Configuration['cfg']['plugin']): Configuration {
  const nothing = parseIni(Buffer.alloc(0), 'nothing');
  return {
    cfg: {
      name: id,
      track: '',
      layout: '',
      cars: [],
      maxClients: undefined,
      hasPassword: false,
      adminPassword: '',
      udpPort: 0,
      tcpPort: 0,
      httpPort: 0,
      plugin,
      pickupMode: true,
      lockedEntryList: false,
      loopMode: true,
      registerToLobby: false,
      blacklistMode: 1,
      maxBallastKg: undefined,
      reversedGridPositions: 0,
      sessions: [],
      disabledSessions: [],
    },
    entries: { slots: [], beyond: 0 },
    lobby: readLobbyRules(nothing, nothing),
  };
}

/** The configuration of one game server: what its files say now, and what it runs with. */
export class Configurations {
  readonly #read: () => Configuration;
  #running: Configuration;

  /** @throws UserError when it cannot be read */
  constructor(config: AnyServerConfig) {
    this.#read = configurationReader(config);
    this.#running = this.#read();
  }

  /** The files as they are now. Throws UserError. */
  read(): Configuration {
    return this.#read();
  }

  /** What the game server was started with, as far as known: its files may have been edited since. */
  running(): Configuration {
    return this.#running;
  }

  /** Sets the configuration that the game server runs with, or will. */
  runWith(configuration: Configuration): void {
    this.#running = configuration;
  }

  /** Somebody else started it, with its files as they are now; our plugin address stays. Throws UserError. */
  startedAnew(): void {
    const { plugin } = this.#running.cfg;
    const read = this.#read();
    this.#running = { ...read, cfg: { ...read.cfg, plugin } };
  }
}
