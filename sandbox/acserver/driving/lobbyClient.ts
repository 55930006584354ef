import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../../src/kit/clock.ts';
import { messageOf } from '../../../src/kit/errors.ts';
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
  /** A session has begun: reports it to the lobby at once. */
  sessionBegan(): void;
  close(): void;
}

/** The real server registers about a second after its start, and sends a heartbeat once a minute. */
const firstMs = 1000;
const retryMs = 2000;
const heartbeatMs = 60_000;

/**
 * Registers until it succeeds, however often that fails, and then never again: a lobby that forgot us gets only
 * heartbeats.
 */
export function openLobbyClient(options: LobbyOptions): LobbyClient {
  const client = new WaitingClient(options);
  client.wait(firstMs, () => client.register());
  return client;
}

class WaitingClient implements LobbyClient {
  readonly #options: LobbyOptions;
  #isRegistered = false;
  #isClosed = false;
  #attempts = 0;
  #cancel = () => {};

  constructor(options: LobbyOptions) {
    this.#options = options;
  }

  wait(ms: number, task: () => Promise<void>): void {
    const { clock, speed } = this.#options;
    this.#cancel();
    if (!this.#isClosed) this.#cancel = clock.after(ms / speed, () => void task());
  }

  async register(): Promise<void> {
    const { address, world, print, onRegistered } = this.#options;
    const url = `http://${address}/lobby.ashx/register?${registration(world())}`;
    print(['Registering to AC central server', `CALLING ${url}`]);
    const answer = await ask(url);
    if (this.#isClosed) return;
    print([`RESPONSE: ${answer}`]);
    if (!answer.startsWith('OK')) {
      this.#attempts += 1;
      print([`CONNECTION TO LOBBY FAILED, ATTEMPT NUMBER  ${this.#attempts}`]);
      this.wait(retryMs, () => this.register());
      return;
    }
    print(['CONNECTED TO LOBBY']);
    this.#isRegistered = true;
    this.wait(heartbeatMs, () => this.#beat());
    onRegistered();
  }

  sessionBegan(): void {
    if (this.#isRegistered) void this.#beat();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  async #beat(): Promise<void> {
    const { address, world, print } = this.#options;
    this.wait(heartbeatMs, () => this.#beat());
    const url = `http://${address}/lobby.ashx/ping?${heartbeat(world())}`;
    print([`SENDING ${url}`]);
    const answer = await ask(url);
    if (!this.#isClosed) print([answer]);
  }
}

/** In the order in which they are sent. Durations are seconds, or laps for a race over laps. */
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

/** Go's message for an unreachable lobby is not recorded; either way it is not OK. */
const ask = (url: string): Promise<string> =>
  new Promise((resolve) => {
    const failed = (error: unknown) => resolve(messageOf(error));
    get(url, { signal: AbortSignal.timeout(5000) }, (response) => void text(response).then(resolve, failed)).on(
      'error',
      failed,
    );
  });
