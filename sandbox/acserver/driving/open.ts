import { systemClock } from '../../../src/kit/clock.ts';
import type { Simulated, Surroundings } from '../simulated.ts';
import { control, openControl } from './control.ts';
import { dialects } from './dialect.ts';
import { type LobbyClient, openLobbyClient } from './lobbyClient.ts';
import { openRcon } from './rcon.ts';
import { DrivingServer } from './server.ts';

/** When the first driver joins: after a while, or before the lobby has answered. */
const firstDriverMs = { usual: 1500, early: 50 };

/** A driven server with everything it needs besides the plugin's socket. */
export function openDriving({ options, config, ...surroundings }: Surroundings): Simulated {
  const { speed, seed, dialect, earlyDriver, uptimeSeconds, kickedGuid, calm, scenesSeconds } = options;
  let lobby: LobbyClient | undefined;
  const server = new DrivingServer({
    ...surroundings,
    config,
    speed,
    seed,
    clock: systemClock,
    dialect: dialects[dialect],
    uptimeMs: uptimeSeconds * 1000,
    overwritesKicked: kickedGuid,
    scenesEveryMs: scenesSeconds * 1000,
    firstDriverMs: earlyDriver ? firstDriverMs.early : firstDriverMs.usual,
    onSession: () => lobby?.sessionBegan(),
  });
  const [weather] = config.weathers;
  return {
    receive: (packet) => server.receive(packet),
    world: () => server.world(),
    weather: {
      ambientTemp: weather?.ambient ?? 0,
      roadTemp: (weather?.ambient ?? 0) + (weather?.road ?? 0),
      weather: weather?.graphics ?? '',
    },
    async start() {
      if (calm) control(server, 'calm');
      server.start();
      lobby = config.registerToLobby && options.lobby ? register(server, options.lobby, speed) : undefined;
      if (!lobby || earlyDriver) server.open();
      if (options.control > 0) await openControl(server, options.control);
      if (options.rcon > 0 && dialect === 'assettoserver') await openConsole(server, options.rcon);
    },
  };
}

function register(server: DrivingServer, address: string, speed: number): LobbyClient {
  return openLobbyClient({
    address,
    clock: systemClock,
    speed,
    world: () => server.world(),
    print: server.scene.print,
    onRegistered() {
      server.sessions.lobbyAnswered();
      server.open();
    },
  });
}

/** Its text is ASCII, and an answer longer than its buffer ends the connection. */
async function openConsole(server: DrivingServer, port: number): Promise<void> {
  await openRcon({
    port,
    password: server.world().config.adminPassword,
    run(command) {
      const answer = server.runLine(command).replace(/[^\n\x20-\x7e]/gu, '?');
      return answer.length > LONGEST_ANSWER ? undefined : answer;
    },
  });
}

const LONGEST_ANSWER = 1000;
