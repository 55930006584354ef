import type { ServerConfig } from './config.ts';
import type { StartFacts } from './log/start.ts';
import type { Options } from './options.ts';
import type { Heard, PluginLink } from './plugin.ts';
import type { World } from './world.ts';

/** A server that replays or drives. */
export interface Simulated {
  /** Sends VERSION and the first NEW_SESSION at once; resolves when everything else listens. */
  start(): Promise<void>;
  receive(packet: Heard): void;
  world(): World;
  /** What the log's start says about the weather. */
  weather: Pick<StartFacts, 'ambientTemp' | 'roadTemp' | 'weather'>;
}

/** What a server needs of the process. */
export interface Surroundings {
  options: Options;
  config: ServerConfig;
  directory: string;
  print(lines: readonly string[]): void;
  send: PluginLink['send'];
  onEnd(): void;
}
