import { type Configuration, ConfigurationFiles } from '../acserver/configuration.ts';
import { parseIni } from '../acserver/ini/document.ts';
import { readLobbyRules } from '../acserver/ini/lobbyRules.ts';
import { type AnyServerConfig, configurationFolder, hasFiles } from '../config/server.ts';

/**
 * Reads what a game server is configured to be: its files, and over them what its owner says of its plugin interface.
 * Of a server whose files are out of reach little is known until it speaks.
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

  /** As it is now. Throws UserError. */
  read(): Configuration {
    return this.#read();
  }

  /** What the game server was started with, as far as we know: its files may have been edited since. */
  running(): Configuration {
    return this.#running;
  }

  /** From here on the game server runs, or will, with this one. */
  runWith(configuration: Configuration): void {
    this.#running = configuration;
  }

  /** Somebody else has started it, with its files as they are now; where we hear it stays. Throws UserError. */
  startedAnew(): void {
    const { plugin } = this.#running.cfg;
    const read = this.#read();
    this.#running = { ...read, cfg: { ...read.cfg, plugin } };
  }
}
