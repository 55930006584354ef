import { existsSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemClock } from '../../src/kit/clock.ts';
import { UserError } from '../../src/kit/errors.ts';
import { holdLifeline } from '../lifeline.ts';
import { blacklistPath } from './blacklist.ts';
import { loadConfig } from './config.ts';
import { openDriving } from './driving/open.ts';
import { openHttp } from './http.ts';
import { startLines } from './log/start.ts';
import { type Options, readOptions, usage } from './options.ts';
import { openPlugin, type PluginLink } from './plugin.ts';
import { readRecording } from './recording.ts';
import { contactStart, planReplay } from './replay.ts';
import { ReplayServer } from './server.ts';
import type { Simulated, Surroundings } from './simulated.ts';

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  print([error.message]);
  process.exit(2);
}

async function run(options: Options): Promise<void> {
  if (options.help) {
    print([usage]);
    return;
  }
  const directory = resolve(options.directory);
  let send: PluginLink['send'] = () => {};
  const server = openServer({
    options,
    config: loadConfig({ ...options, directory }),
    directory,
    print,
    send: (message) => send(message),
    // Not at once: the last datagrams are still being sent.
    onEnd: () => setTimeout(() => process.exit(0), 50),
  });
  exitWhenTold(options.lifeline);
  const { config } = server.world();
  const log = options.dialect === 'assettoserver' ? () => {} : print;
  log(startLines({ ...startFacts(options, directory), ...server.weather, config }));
  const plugin = await openPlugin({ config, onPacket: (packet) => server.receive(packet), print: log });
  send = (message) => plugin.send(message);
  await server.start();
  log([`Starting HTTP server on port  ${config.httpPort}`]);
  openHttp({ world: () => server.world(), print: log, port: config.httpPort });
  log(['Server started']);
  // The clock's timers do not keep the process alive, and a server without a plugin whose HTTP port is taken has
  // nothing else that does.
  setInterval(() => {}, 2 ** 30);
}

function openServer(surroundings: Surroundings): Simulated {
  const { replay } = surroundings.options;
  return replay === undefined ? openDriving(surroundings) : openReplay(surroundings, replay);
}

function openReplay({ options, ...surroundings }: Surroundings, file: string): Simulated {
  const recording = readRecording(file);
  const steps = planReplay(recording.messages, {
    startAtMs: options.startAt === 'contact' ? contactStart(recording.messages) : options.startAt,
    registered: surroundings.config.registerToLobby,
  });
  const session = steps.map(({ message }) => message.packet).find((packet) => packet.type === 'newSession');
  const { speed, kickedGuid: overwritesKicked } = options;
  const server = new ReplayServer({ ...surroundings, recording, steps, speed, overwritesKicked, clock: systemClock });
  return {
    start: async () => server.start(),
    receive: (packet) => server.receive(packet),
    world: () => server.world(),
    weather: {
      ambientTemp: session?.ambientTemp ?? 0,
      roadTemp: session?.roadTemp ?? 0,
      weather: session?.weatherGraphics ?? '',
    },
  };
}

/** A killed server writes nothing: no final log lines, no results. */
function exitWhenTold(lifeline: string | undefined): void {
  process.once('SIGINT', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
  if (lifeline !== undefined) holdLifeline(lifeline, () => process.exit(0));
}

function startFacts(options: Options, directory: string) {
  return {
    serverConfigPath: options.serverConfig,
    entryListPath: options.entryList,
    startedAt: Date.now(),
    hasBlacklist: existsSync(blacklistPath(directory)),
  };
}

/**
 * Synchronous, because the log must be complete however the process ends. Under Pitwall, stdout is a file; a terminal
 * or pipe that is full or closed must not stop the race.
 */
function print(lines: readonly string[]): void {
  if (lines.length === 0) return;
  try {
    writeSync(1, `${lines.join('\n')}\n`);
  } catch {
    // nobody reads
  }
}
