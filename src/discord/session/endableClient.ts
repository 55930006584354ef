import { Client, type ClientOptions, SimpleShardingStrategy } from 'discord.js';
import { SteadyRest } from './steadyRest.ts';
import { makeRequest } from './uploads.ts';

/** How long the gateway may take to accept a connection. After that the attempt fails with an error. */
export const HANDSHAKE_MS = 10_000;
/** Time from there to its greeting. Longer than the handshake: an error that ws raises later would have no listener. */
const HELLO_MS = 2 * HANDSHAKE_MS;

/**
 * A client that stays away once it is ended. If a discord.js client is destroyed before the gateway's greeting, it
 * reconnects half a second later, logs in, and answers every command in parallel with its successor (@discordjs/ws
 * 1.2.3, `waitForEvent`: an aborted wait ends in a reconnect).
 */
export class EndableClient extends Client {
  #isOver = false;

  constructor(options: ClientOptions) {
    super(options);
    this.options.ws = { ...this.options.ws, buildStrategy: (manager) => this.#strategyOf(manager) };
    this.rest = new SteadyRest({ ...this.options.rest, makeRequest });
  }

  /** Stops connecting and handling events. An existing connection is left to {@link destroy}. */
  abandon(): void {
    this.#isOver = true;
  }

  override async destroy(): Promise<void> {
    this.abandon();
    await super.destroy();
  }

  /** Connecting starts with this request, and so does the handling of every event. */
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
