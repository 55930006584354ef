import { type Configuration, readConfiguration } from '../acserver/configuration.ts';
import { parseIni } from '../acserver/ini/document.ts';
import { readLobbyRules } from '../acserver/ini/lobbyRules.ts';
import { type AnyServerConfig, hasFiles } from '../config/server.ts';

/**
 * Reads what a game server is configured to be: its files, and over them what its owner says of its plugin interface.
 * Of a server whose files are out of reach little is known until it speaks.
 */
export function configurationReader(config: AnyServerConfig): () => Configuration {
  const { udp } = config;
  const plugin = udp && { listen: udp.listen, serverHost: udp.server.host, serverPort: udp.server.port };
  if (!hasFiles(config)) return () => unseen(config.id, plugin);
  return () => {
    const read = readConfiguration(config.directory);
    return plugin ? { ...read, cfg: { ...read.cfg, plugin } } : read;
  };
}

function unseen(id: string, plugin: Configuration['cfg']['plugin']): Configuration {
  const nothing = parseIni(Buffer.alloc(0), 'nothing');
  return {
    cfg: {
      ...{ name: id, track: '', layout: '', cars: [], maxClients: undefined, hasPassword: false, adminPassword: '' },
      ...{ udpPort: 0, tcpPort: 0, httpPort: 0, plugin },
      ...{ pickupMode: true, lockedEntryList: false, loopMode: true, registerToLobby: false, blacklistMode: 1 },
      ...{ maxBallastKg: undefined, reversedGridPositions: 0, sessions: [], disabledSessions: [] },
    },
    entries: { slots: [], problems: [] },
    lobby: readLobbyRules(nothing, nothing),
  };
}
