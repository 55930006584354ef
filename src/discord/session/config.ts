import type { Config } from '../../config/environment.ts';
import type { AnyServerConfig } from '../../config/server.ts';

export interface DiscordConfig extends Omit<Config['discord'], 'linksCountInGame'> {
  /** Their own settings also name channels. */
  readonly gameServers?: readonly AnyServerConfig[];
}
