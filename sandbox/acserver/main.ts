import { existsSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import { UserError } from '../../src/errors.ts';
import { holdLifeline } from '../lifeline.ts';
import { blacklistPath } from './blacklist.ts';
import { loadConfig, type ServerConfig } from './config.ts';
import { openHttp } from './http.ts';
import { startLines } from './log/start.ts';
import { type Options, readOptions, usage } from './options.ts';
import { openPlugin } from './plugin.ts';
import { type Recording, readRecording } from './recording.ts';
import { contactStart, planReplay, type Step } from './replay.ts';
import { ReplayServer } from './server.ts';

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
  const recording = readRecording(options.replay);
  const config = loadConfig({ ...options, directory });
  const steps = planReplay(recording.messages, {
    startAtMs: options.startAt === 'contact' ? contactStart(recording.messages) : options.startAt,
    registered: config.registerToLobby,
  });
  exitWhenTold(options.lifeline);
  print(startLines({ ...startFacts(options, directory, steps), config }));
  await serve({ options, directory, recording, config, steps });
}

interface Parts {
  options: Options;
  directory: string;
  recording: Recording;
  config: ServerConfig;
  steps: readonly Step[];
}

async function serve({ options, directory, recording, config, steps }: Parts): Promise<void> {
  const plugin = await openPlugin({ config, onPacket: (packet) => server.receive(packet), print });
  const server = new ReplayServer({
    config,
    directory,
    recording,
    steps,
    speed: options.speed,
    clock: systemClock,
    print,
    send: (message) => plugin.send(message),
    // Not at once: the last datagrams are still on their way out.
    onEnd: () => setTimeout(() => process.exit(0), 50),
  });
  server.start();
  print([`Starting HTTP server on port  ${config.httpPort}`]);
  openHttp({ world: () => server.world(), print, port: config.httpPort });
  print(['Server started']);
  // The clock's timers keep no process alive, and a server without plugin whose HTTP port is taken has nothing else.
  setInterval(() => {}, 2 ** 30);
}

/** A killed server writes nothing: no last words, no results. */
function exitWhenTold(lifeline: string | undefined): void {
  process.once('SIGINT', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
  if (lifeline !== undefined) holdLifeline(lifeline, () => process.exit(0));
}

function startFacts(options: Options, directory: string, steps: readonly Step[]) {
  const session = steps.map(({ message }) => message.packet).find((packet) => packet.type === 'newSession');
  return {
    serverConfigPath: options.serverConfig,
    entryListPath: options.entryList,
    startedAt: Date.now(),
    hasBlacklist: existsSync(blacklistPath(directory)),
    ambientTemp: session?.ambientTemp ?? 0,
    roadTemp: session?.roadTemp ?? 0,
    weather: session?.weatherGraphics ?? '',
  };
}

/**
 * Synchronous, because the log must be complete however the process ends. stdout is a file in Pitwall's hands; a
 * terminal or pipe that is full or gone must not stop the race.
 */
function print(lines: readonly string[]): void {
  if (lines.length === 0) return;
  try {
    writeSync(1, `${lines.join('\n')}\n`);
  } catch {
    // nobody reads
  }
}
