import { Client, type ClientOptions, SimpleShardingStrategy } from 'discord.js';
import { SteadyRest } from './steadyRest.ts';

/** How long a gateway may take to open a connection; unanswered, the attempt ends with an error. */
export const HANDSHAKE_MS = 10_000;
/** From there to its greeting. Longer than the handshake: ws throws at nobody when that fails after this. */
const HELLO_MS = 2 * HANDSHAKE_MS;

/**
 * A client that stays away once it is over. One of discord.js that is destroyed before the gateway's greeting connects
 * anew half a second later, logs in, and answers every command beside its successor (@discordjs/ws 1.2.3,
 * `waitForEvent`: an aborted wait ends in a reconnect).
 */
export class EndableClient extends Client {
  #isOver = false;

  constructor(options: ClientOptions) {
    super(options);
    this.options.ws = { ...this.options.ws, buildStrategy: (manager) => this.#strategyOf(manager) };
    this.rest = new SteadyRest(this.options.rest);
  }

  /** It connects no more and hears nothing more; the connection it may have stays for {@link destroy}. */
  abandon(): void {
    this.#isOver = true;
  }

  override async destroy(): Promise<void> {
    this.abandon();
    await super.destroy();
  }

  /** A connection begins with this question, and so does the handling of whatever it brings. */
  #strategyOf(manager: Manager): SimpleShardingStrategy {
    const { retrieveSessionInfo } = manager.options;
    Object.assign(manager.options, {
      handshakeTimeout: HANDSHAKE_MS,
      helloTimeout: HELLO_MS,
      retrieveSessionInfo: (shard: number) => (this.#isOver ? new Promise(() => {}) : retrieveSessionInfo(shard)),
    });
    return new SimpleShardingStrategy(manager);
  }
}

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];
