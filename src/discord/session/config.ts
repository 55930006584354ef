import type { Config } from '../../config/environment.ts';
import type { AnyServerConfig } from '../../config/server.ts';

export interface DiscordConfig extends Omit<Config['discord'], 'linksCountInGame'> {
  /** Whose own settings name channels, too. */
  readonly gameServers?: readonly AnyServerConfig[];
}
