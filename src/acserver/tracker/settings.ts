import { messageOf, UserError } from '../../kit/errors.ts';
import { type IniDocument, parseIni } from '../ini/document.ts';
import { readFileOfSync } from '../readFile.ts';

/** What Pitwall needs from stracker.ini. stracker rewrites that file at each start, so it is read before each. */
export interface TrackerSettings {
  /** The game server's server_cfg.ini, as written; stracker cannot do without it. */
  readonly serverCfg: string | undefined;
  /** For the app ptracker in the players' games. */
  readonly listeningPort: number | undefined;
  /** Of its web pages; undefined if they are switched off. */
  readonly httpPort: number | undefined;
  /** Where it receives the plugin protocol; undefined: where acServer sends (UDP_PLUGIN_ADDRESS). */
  readonly receivePort: number | undefined;
  /** Where it sends its own orders; undefined: where acServer listens (UDP_PLUGIN_LOCAL_PORT). */
  readonly sendPort: number | undefined;
  /** Where the plugin behind it listens, to which it passes on what it receives. */
  readonly proxyPluginPort: number | undefined;
  /** Where it listens for the orders of the plugin behind it. */
  readonly proxyPluginLocalPort: number | undefined;
  /** Its own log, as written: it may be relative to its working directory. */
  readonly logFile: string | undefined;
}

export function readTrackerSettings(path: string): TrackerSettings {
  return trackerSettings(parseIni(readBytes(path), path));
}

/** Written by Python: `key = value`, True and False. An invalid port (-1) is switched off. */
export function trackerSettings(ini: IniDocument): TrackerSettings {
  const port = (section: string, key: string): number | undefined => {
    const value = Number(ini.get(section, key) || Number.NaN);
    return Number.isInteger(value) && value > 0 && value <= 65_535 ? value : undefined;
  };
  const servesPages = /^(true|yes|on|1)$/i.test(ini.get('HTTP_CONFIG', 'enabled') ?? '');
  return {
    serverCfg: ini.get('STRACKER_CONFIG', 'ac_server_cfg_ini') || undefined,
    listeningPort: port('STRACKER_CONFIG', 'listening_port'),
    httpPort: servesPages ? port('HTTP_CONFIG', 'listen_port') : undefined,
    receivePort: port('ACPLUGIN', 'rcvPort'),
    sendPort: port('ACPLUGIN', 'sendPort'),
    proxyPluginPort: port('ACPLUGIN', 'proxyPluginPort'),
    proxyPluginLocalPort: port('ACPLUGIN', 'proxyPluginLocalPort'),
    logFile: ini.get('STRACKER_CONFIG', 'log_file') || undefined,
  };
}

function readBytes(path: string): Buffer {
  try {
    return readFileOfSync('stracker.ini', path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} cannot be read: ${messageOf(error)}.`);
  }
}
