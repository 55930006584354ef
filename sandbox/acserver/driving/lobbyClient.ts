import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../../src/clock.ts';
import { messageOf } from '../../../src/errors.ts';
import { elapsedMs, presentSlots, type World } from '../world.ts';

export interface LobbyOptions {
  /** `host:port` */
  address: string;
  clock: Clock;
  speed: number;
  world(): World;
  print(lines: readonly string[]): void;
  onRegistered(): void;
}

export interface LobbyClient {
  /** A session has begun: the lobby is told at once. */
  sessionBegan(): void;
  close(): void;
}

/** The real one registers about a second after its start, and tells the lobby once a minute that it is there. */
const firstMs = 1000;
const retryMs = 2000;
const heartbeatMs = 60_000;

/** Registers until it succeeds, however often that fails, and never again: a lobby that forgot us gets heartbeats only. */
export function openLobbyClient({ address, clock, speed, world, print, onRegistered }: LobbyOptions): LobbyClient {
  let isRegistered = false;
  let attempts = 0;
  let cancel = clock.after(firstMs / speed, () => void register());
  let isClosed = false;
  const wait = (ms: number, task: () => void) => {
    cancel();
    if (!isClosed) cancel = clock.after(ms / speed, task);
  };

  async function register(): Promise<void> {
    const url = `http://${address}/lobby.ashx/register?${registration(world())}`;
    print(['Registering to AC central server', `CALLING ${url}`]);
    const answer = await ask(url);
    if (isClosed) return;
    print([`RESPONSE: ${answer}`]);
    if (answer.startsWith('OK')) {
      print(['CONNECTED TO LOBBY']);
      isRegistered = true;
      wait(heartbeatMs, () => void beat());
      onRegistered();
    } else {
      attempts += 1;
      print([`CONNECTION TO LOBBY FAILED, ATTEMPT NUMBER  ${attempts}`]);
      wait(retryMs, () => void register());
    }
  }

  async function beat(): Promise<void> {
    wait(heartbeatMs, () => void beat());
    const url = `http://${address}/lobby.ashx/ping?${heartbeat(world())}`;
    print([`SENDING ${url}`]);
    const answer = await ask(url);
    if (!isClosed) print([answer]);
  }

  return {
    sessionBegan: () => void (isRegistered && beat()),
    close() {
      isClosed = true;
      cancel();
    },
  };
}

/** In the order the lobby is sent them. Durations are seconds, or laps where a race has them. */
function registration({ config }: World): string {
  const { server, sessions } = config;
  const flag = (key: string, fallback = '0') => server.get(key) || fallback;
  const fields = [
    ['name', encodeURIComponent(config.name).replaceAll('%20', '+')],
    ...[
      ['port', flag('UDP_PORT', '9600')],
      ['tcp_port', config.tcpPort],
      ['max_clients', config.maxClients],
    ],
    ['track', trackOf(config)],
    ['cars', encodeURIComponent(config.cars.join(','))],
    ['timeofday', config.sunAngle],
    ['sessions', sessions.map(({ type }) => type).join(',')],
    ['durations', sessions.map(({ laps, minutes }) => laps || minutes * 60).join(',')],
    ...[
      ['password', config.password ? 1 : 0],
      ['version', 202],
      ['pickup', flag('PICKUP_MODE_ENABLED', '1')],
    ],
    ['autoclutch', flag('AUTOCLUTCH_ALLOWED')],
    ...[
      ['abs', flag('ABS_ALLOWED')],
      ['tc', flag('TC_ALLOWED')],
      ['stability', flag('STABILITY_ALLOWED')],
    ],
    ...[
      ['legal_tyres', flag('LEGAL_TYRES', '')],
      ['fixed_setup', 0],
    ],
    ['timed', sessions.some(({ type, laps }) => type === 3 && laps === 0) ? 1 : 0],
    ...[
      ['extra', 0],
      ['pit', 0],
      ['inverted', flag('REVERSED_GRID_RACE_POSITIONS')],
    ],
  ];
  return fields.map(([key, value]) => `${key}=${value}`).join('&');
}

/** `session` is the type here, not the index. */
function heartbeat(world: World): string {
  const { config, session } = world;
  const left = session?.laps || (session?.timeMinutes ?? 0) * 60 - Math.round(elapsedMs(world) / 1000);
  return [
    `session=${session?.sessionType ?? 0}&timeleft=${left}&port=${config.server.get('UDP_PORT') || '9600'}`,
    `clients=${presentSlots(world).length}&track=${trackOf(config)}&pickup=1`,
  ].join('&');
}

const trackOf = ({ track, trackConfig }: World['config']): string => [track, trackConfig].filter(Boolean).join('-');

/** What Go says about a lobby that is not there is not recorded; it is an answer that is not OK either way. */
const ask = (url: string): Promise<string> =>
  new Promise((resolve) => {
    get(url, { timeout: 5000 }, (response) => void text(response).then(resolve, () => resolve('')))
      .on('timeout', (request?: { destroy(): void }) => request?.destroy())
      .on('error', (error) => resolve(messageOf(error)));
  });
