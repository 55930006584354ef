import type { Config } from '../config/environment.ts';
import { isManaged } from '../config/server.ts';
import type { GuildNames } from '../discord/session/names.ts';
import type { Clock } from '../kit/clock.ts';
import type { OpenServer } from './server.ts';
import { discordLines, type ServerFacts, type StartFacts, startLines } from './startLines.ts';
import { ownVersion } from './version.ts';

interface ReportOptions {
  readonly config: Pick<Config, 'discord' | 'servers' | 'dataDirectory'>;
  readonly clock: Clock;
  readonly log: { info(message: string): void };
  readonly servers: ReadonlyMap<string, Pick<OpenServer, 'live'>>;
  /** Undefined while Discord is out of reach. */
  readonly names: () => GuildNames | undefined;
  readonly websocket: string | undefined;
  readonly health: string | undefined;
}

/** How long to wait for Discord before reporting the rest. */
const PATIENCE_MS = 10_000;

/** Logs once how the start went, when the login to Discord has succeeded; by then a game server has answered. */
export class StartReport {
  readonly #options: ReportOptions;
  readonly #cancel: () => void;
  #isTold = false;

  constructor(options: ReportOptions) {
    this.#options = options;
    this.#cancel = options.clock.after(PATIENCE_MS, () => this.#tell());
  }

  /** Call when the login to Discord has succeeded. */
  ready(): void {
    this.#cancel();
    this.#tell();
  }

  close(): void {
    this.#cancel();
  }

  #tell(): void {
    const facts = this.#facts();
    for (const line of this.#isTold ? discordLines(facts) : startLines(facts)) this.#options.log.info(line);
    this.#isTold = true;
  }

  #facts(): StartFacts {
    const { config, servers, names, websocket, health } = this.#options;
    return {
      version: ownVersion(),
      config,
      servers: [...servers.values()].map(factsOf),
      names: names(),
      websocket,
      health,
    };
  }
}

export function factsOf({ live: { id, config, plugin, process, state } }: Pick<OpenServer, 'live'>): ServerFacts {
  const isUp = process.status().state !== 'stopped';
  return {
    id,
    isRunning: isManaged(config) || isUp ? isUp : undefined,
    traffic: plugin.traffic(),
    drivers: state().drivers.size,
  };
}
