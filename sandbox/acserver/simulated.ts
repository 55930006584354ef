import type { ServerConfig } from './config.ts';
import type { StartFacts } from './log/start.ts';
import type { Options } from './options.ts';
import type { Heard, PluginLink } from './plugin.ts';
import type { World } from './world.ts';

/** A server with a replay or with simulated cars. */
export interface Simulated {
  /** Sends VERSION and the first NEW_SESSION at once; resolves when everything else is listening. */
  start(): Promise<void>;
  receive(packet: Heard): void;
  world(): World;
  /** The weather in the log's start block. */
  weather: Pick<StartFacts, 'ambientTemp' | 'roadTemp' | 'weather'>;
}

/** What a server needs from the process. */
export interface Surroundings {
  options: Options;
  config: ServerConfig;
  directory: string;
  print(lines: readonly string[]): void;
  send: PluginLink['send'];
  onEnd(): void;
}
