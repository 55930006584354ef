import type { Order } from '../acserver/dialect.ts';
import { openRcon, type Rcon } from '../acserver/rcon.ts';
import type { AnyServerConfig } from '../config/environment.ts';
import type { Wire } from '../features/drivers/control.ts';
import { UserError } from '../kit/errors.ts';
import type { ServerSources, ServerSurroundings } from './open.ts';

export interface WireSources {
  readonly feed: Pick<ServerSources['feed'], 'state'>;
  readonly plugin: Pick<ServerSources['plugin'], 'send' | 'watch' | 'askAgain'>;
  readonly running: ServerSources['running'];
  readonly redact: ServerSources['redact'];
}

/** The ways in which orders reach one game server: its plugin interface, and RCON where it has that. */
export function openWire(
  config: AnyServerConfig,
  { clock }: Pick<ServerSurroundings, 'clock'>,
  { plugin, feed, running, redact }: WireSources,
): Wire & { close(): void } {
  const { id, rcon: address } = config;
  const rcon: Rcon | undefined =
    address && openRcon({ ...address, password: () => running().cfg.adminPassword, clock });

  async function give(order: Order): Promise<string | undefined> {
    if (order.by === 'rcon') {
      if (!rcon) {
        throw new UserError(
          `${id} takes this by RCON alone: RCON_ADDRESS (in .env SERVER_RCON_ADDRESS) must say where.`,
        );
      }
      return redact(await rcon.command(order.line));
    }
    if (feed.state().heard !== true) {
      throw new UserError(`${id} is not running, or its plugin interface is silent: nothing was sent.`);
    }
    plugin.send(order.packet);
    return undefined;
  }

  return {
    dialect: config.dialect ?? 'kunos',
    give,
    watch: plugin.watch,
    askAgain: plugin.askAgain,
    close: () => rcon?.close(),
  };
}
