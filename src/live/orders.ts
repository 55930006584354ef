/** How orders reach one game server. */
import type { Order } from '../acserver/dialect.ts';
import { openRcon, type Rcon } from '../acserver/rcon.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { RaceState } from '../race/state.ts';
import type { Configurations } from './configuration.ts';
import type { PluginLink } from './plugin.ts';

export interface OrderParts {
  readonly clock: Clock;
  readonly state: () => RaceState;
  readonly plugin: Pick<PluginLink, 'send'>;
  readonly configurations: Pick<Configurations, 'running'>;
  readonly redact: (text: string) => string;
}

/** The ways in which orders reach one game server: its plugin interface, and RCON where it has that. */
export class Orders {
  readonly #id: string;
  readonly #parts: OrderParts;
  readonly #rcon: Rcon | undefined;

  constructor({ id, rcon }: AnyServerConfig, parts: OrderParts) {
    const { clock, configurations } = parts;
    this.#id = id;
    this.#parts = parts;
    const password = (): string => configurations.running().cfg.adminPassword;
    this.#rcon = rcon && openRcon({ host: rcon.host, port: rcon.port, password, clock });
  }

  /**
   * Gives an order once. Resolves with what the server said to it, which only RCON tells.
   *
   * @throws UserError when the server is out of reach
   */
  async give(order: Order): Promise<string | undefined> {
    if (order.by === 'rcon') return this.#byRcon(order.line);
    const { state, plugin } = this.#parts;
    if (state().heard !== true) {
      throw new UserError(`${this.#id} is not running, or its plugin interface is silent: nothing was sent.`);
    }
    plugin.send(order.packet);
    return undefined;
  }

  close(): void {
    this.#rcon?.close();
  }

  async #byRcon(line: string): Promise<string> {
    if (!this.#rcon) {
      throw new UserError(
        `${this.#id} takes this by RCON alone: RCON_ADDRESS (in .env SERVER_RCON_ADDRESS) must say where.`,
      );
    }
    return this.#parts.redact(await this.#rcon.command(line));
  }
}
