import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, type ServerConfig } from '../../sandbox/acserver/config.ts';
import { control } from '../../sandbox/acserver/driving/control.ts';
import { dialects } from '../../sandbox/acserver/driving/dialect.ts';
import { DrivingServer } from '../../sandbox/acserver/driving/server.ts';
import { startLines } from '../../sandbox/acserver/log/start.ts';
import { createServerDirectory, serverConfig } from '../../sandbox/serverDirectory.ts';
import { sprintWeekend } from '../../sandbox/sprintWeekend.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import type { Clock, FromPlugin, FromServer } from './rig.ts';

const PORTS = { game: 9600, http: 8081, pluginLocal: 11_000, plugin: 12_000 };
const LENGTHS = [
  { timeMinutes: 2, laps: 0, waitTime: 0 },
  { timeMinutes: 0, laps: 4, waitTime: 10_000 },
];

/** What is watched there: something for each kind of infraction. */
export const PENALTIES = `
[cuts]
WARNINGS=1
SESSIONS=qualify, race
FIRST_LAP=half
PENALTY=drive-through
LAPS=2
[car-contacts]
WARNINGS=2
FROM_KMH=15
PENALTY=time
AMOUNT=5
[wall-contacts]
WARNINGS=0
SESSIONS=qualify, race
FROM_KMH=10
PENALTY=ballast
AMOUNT=10
LAPS=1
[drive-through]
SECONDS=15
`;

/** Sets up a short sprint, with the file that its output goes to. */
export function sprintDirectory(): { readonly directory: string; readonly logFile: string } {
  const { directory } = createServerDirectory({
    mode: 'drive',
    directory: join(temporaryDirectory('golden'), 'server'),
    ports: PORTS,
    program: 'none',
  });
  const sessions = sprintWeekend.sessions.map((session, index) => ({ ...session, ...LENGTHS[index] }));
  writeFileSync(join(directory, 'cfg/server_cfg.ini'), serverConfig(sessions, sprintWeekend.cars, PORTS));
  const logFile = join(directory, 'output.log');
  writeFileSync(logFile, '');
  return { directory, logFile };
}

export interface DrivenOptions {
  readonly directory: string;
  readonly logFile: string;
  readonly clock: Clock;
  readonly send: (message: Uint8Array | FromServer) => void;
}

/** Synthetic cars on a sprint weekend, always the same, with a control for anything else that is to happen. */
export class DrivenGame {
  readonly #options: DrivenOptions;
  readonly #server: DrivingServer;

  constructor(options: DrivenOptions) {
    this.#options = options;
    const { directory, clock, send } = options;
    this.#server = new DrivingServer({
      config: configIn(directory),
      directory,
      clock,
      seed: 7,
      speed: 1,
      dialect: dialects.kunos,
      firstDriverMs: 1000,
      print: (lines) => this.#print(lines),
      send,
      onEnd: () => {},
    });
  }

  /** As acServer does: the log up to its listeners, the first datagrams, the end of the start. */
  start(): void {
    const { directory, clock } = this.#options;
    this.#print(
      startLines({
        config: configIn(directory),
        serverConfigPath: 'cfg/server_cfg.ini',
        entryListPath: 'cfg/entry_list.ini',
        startedAt: clock.now(),
        hasBlacklist: false,
        ambientTemp: 22,
        roadTemp: 29,
        weather: '3_clear',
      }),
    );
    this.#server.start();
    this.#print(['Server started']);
    this.#server.open();
    // The script decides who comes, goes and talks. Contacts and cuts happen by themselves.
    this.#server.scene.crowd.calm();
  }

  receive(packet: FromPlugin): void {
    this.#server.receive(packet);
  }

  /** As on the control port of the simulated server. */
  control(line: string): void {
    control(this.#server, line);
  }

  close(): void {
    this.#server.close();
  }

  #print(lines: readonly string[]): void {
    if (lines.length > 0) appendFileSync(this.#options.logFile, `${lines.join('\n')}\n`);
  }
}

const configIn = (directory: string): ServerConfig =>
  loadConfig({ directory, serverConfig: 'cfg/server_cfg.ini', entryList: 'cfg/entry_list.ini' });
