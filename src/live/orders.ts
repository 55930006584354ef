/** How orders reach one game server. */
import type { Order, RconOrder } from '../acserver/dialect.ts';
import { NothingSent, openRcon, type Rcon } from '../acserver/rcon.ts';
import type { FromPlugin } from '../acserver/udp/packets.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { Asked } from '../kit/attempt.ts';
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

/** The order reached the server, but the server did not confirm it. */
export class NotConfirmed extends UserError {
  /** The server's reply; empty if there was none. */
  readonly said: string;

  constructor(said: string) {
    super(said === '' ? 'The server did not reply.' : `The server refused it: ${said}`);
    this.said = said;
  }
}

/** Sends orders to one game server: over its plugin interface, or over RCON if it has that. */
export class Orders {
  readonly #id: string;
  readonly #parts: OrderParts;
  readonly #rcon: Rcon | undefined;

  constructor({ id, rcon, rconPassword }: AnyServerConfig, parts: OrderParts) {
    const { clock, configurations } = parts;
    this.#id = id;
    this.#parts = parts;
    const password = (): string => rconPassword ?? configurations.running().cfg.adminPassword;
    this.#rcon = rcon && openRcon({ host: rcon.host, port: rcon.port, password, clock });
  }

  /**
   * Sends an order once. An order that somebody asked for is stored before it is sent. Resolves with the server's
   * reply, which only RCON gives.
   *
   * @throws NotConfirmed when the reply is not a success message
   * @throws UserError when the server is out of reach, or the order cannot be stored
   */
  async give(order: Order, asked?: Asked): Promise<string | undefined> {
    if (order.by === 'udp') return this.#byUdp(order.packet, asked);
    try {
      return await this.#byRcon(order, asked);
    } catch (error) {
      if (!(error instanceof NothingSent) || !order.otherwise) throw error;
      return this.#byUdp(order.otherwise, asked);
    }
  }

  close(): void {
    this.#rcon?.close();
  }

  #byUdp(packet: FromPlugin, asked: Asked | undefined): undefined {
    const { state, plugin } = this.#parts;
    if (state().heard !== true) {
      throw new UserError(`${this.#id} is not running, or sends no UDP data: nothing was sent.`);
    }
    begin('udp', asked);
    plugin.send(packet);
    return undefined;
  }

  async #byRcon({ line, success }: RconOrder, asked: Asked | undefined): Promise<string> {
    if (!this.#rcon) {
      throw new NothingSent(`${this.#id} only takes this over RCON: set RCON_ADDRESS (SERVER_RCON_ADDRESS in .env).`);
    }
    begin('rcon', asked);
    const said = this.#parts.redact(await this.#rcon.command(line));
    if (!success.test(said)) throw new NotConfirmed(said);
    return said;
  }
}

const begin = (via: 'udp' | 'rcon', asked: Asked | undefined): void =>
  asked?.attempt.begin({ via, what: asked.what, proof: asked.proof });
