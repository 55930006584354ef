import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Clock, systemClock } from '../../src/kit/clock.ts';
import { Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import { RestServer } from './http.ts';
import { Interactions } from './interactions.ts';
import { InvalidRequests } from './invalidRequests.ts';
import { Logins } from './logins.ts';
import { openPeople, type Person } from './people.ts';
import type { Desk, Observed } from './route.ts';
import { routes } from './routes/index.ts';
import { named, World } from './world.ts';
import type { WorldOptions } from './worldOptions.ts';

/** More paths on the same port: `true` means that the request was handled. */
export interface Page {
  handleHttp(request: IncomingMessage, response: ServerResponse): boolean;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close?(): void;
}

export interface LocalDiscordOptions
  extends Partial<Pick<WorldOptions, 'guildName' | 'channels' | 'roles' | 'people' | 'invitation'>> {
  readonly port: number;
  readonly host?: string;
  readonly clock?: Clock;
  /** Divides the time windows of the rate limits: clients still have to wait, but not for long. */
  readonly haste?: number;
  readonly token?: string;
  readonly botName?: string;
  /** Privileged intents that are disabled, as a bit set: a bot that requests them is closed with 4014. */
  readonly withheldIntents?: number;
  readonly log?: (line: string) => void;
  /** Called for every answered request, whatever the result. */
  readonly observe?: (observed: Observed) => void;
  /** Created once the world exists, before the port is open. */
  readonly page?: (
    discord: Omit<LocalDiscord, 'url' | 'api' | 'token' | 'faults' | 'logins' | 'invalidRequests' | 'close'>,
  ) => Page;
}

export interface LocalDiscord {
  readonly url: string;
  /** The value for discord.js's `rest.api`. */
  readonly api: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  /** Ids by name; an unknown name throws. */
  channel(name: string): string;
  role(name: string): string;
  readonly world: World;
  readonly people: readonly Person[];
  person(name: string): Person;
  readonly faults: Faults;
  /** How often bots have logged in, and with which intents. */
  readonly logins: Logins;
  /** How many requests were refused with 401, 403 or 429: too many get a client blocked. */
  readonly invalidRequests: InvalidRequests;
  close(): Promise<void>;
}

/** Made like Discord's: the bot's id, a time, and a secret. Some clients read the id; it only works on this server. */
const tokenOf = (botId: string): string =>
  `${Buffer.from(botId).toString('base64url')}.bG9jYWw.not-a-secret-opens-only-the-local-discord`;

/** How long a connection may be idle, in ms. */
const KEEP_ALIVE_MS = 300_000;

/** Opens a Discord with one guild on its own port. Rejects when the port cannot be opened. */
export async function openLocalDiscord(options: LocalDiscordOptions): Promise<LocalDiscord> {
  const { host = '127.0.0.1', log = () => {}, withheldIntents = 0, observe } = options;
  let authority = '';
  const world = newWorld(options, () => `http://${authority}`);
  const { token = tokenOf(world.bot.id) } = options;
  const interactions = new Interactions(world);
  const logins = new Logins(world.clock);
  const invalidRequests = new InvalidRequests(world.clock);
  const faults = newFaults(world, () => gateway);
  const desk: Desk = {
    world,
    interactions,
    faults,
    logins,
    invalidRequests,
    withheldIntents,
    token,
    log,
    observe,
    gatewayUrl: (name = authority) => `ws://${name}/gateway`,
  };
  const gateway = new Gateway(desk);
  const people = openPeople(world, interactions);
  const inside = { ...namesOf(world, people), world, people };
  const page = options.page?.(inside);

  const server = createServer(requestListener(desk, page, options.haste ?? 1));
  // With Node's default of five seconds, it would close the connection just when a client sends its next request;
  // Discord's edge waits longer.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('upgrade', (request, socket, head) => {
    // Node removes its own listener here; without one, a reset connection would end the process.
    socket.on('error', () => socket.destroy());
    if (request.url?.startsWith('/gateway')) gateway.upgrade(request, socket, head);
    else if (!page?.handleUpgrade(request, socket, head)) socket.destroy();
  });
  const port = await listening(server, options.port, host);
  authority = `${nameOf(host)}:${port}`;

  async function close(): Promise<void> {
    page?.close?.();
    gateway.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return {
    ...inside,
    url: `http://${authority}`,
    api: `http://${authority}/api`,
    token,
    faults,
    logins,
    invalidRequests,
    close,
  };
}

const newFaults = (world: World, gateway: () => Gateway): Faults =>
  new Faults({
    clock: world.clock,
    takePermission: (name, channel) => world.takeFromBot(name, channel),
    givePermission: (name) => world.roleBook.giveToBot(name),
    channel: (name) => named(world.channels(), name, 'channel').id,
    drop: (code) => gateway().drop(code),
    askToReconnect: () => gateway().askToReconnect(),
    invalidate: (isResumable) => gateway().invalidate(isResumable),
  });

/** Looks up ids and people by name, for callers outside. */
const namesOf = (world: World, people: readonly Person[]) => ({
  applicationId: world.applicationId,
  guildId: world.guildId,
  channel: (name: string) => named(world.channels(), name, 'channel').id,
  role: (name: string) => named(world.roles(), name, 'role').id,
  person: (name: string) => named(people, name, 'person'),
});

/** The host name for clients on this machine: a wildcard address is only for listening. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function newWorld(options: LocalDiscordOptions, origin: () => string): World {
  const { clock = systemClock, guildName = 'Local league', botName = 'pitwall' } = options;
  const { channels = [{ name: 'general' }], roles = [], people = [], invitation } = options;
  return new World({ clock, guildName, botName, channels, roles, people, invitation, origin });
}

function requestListener(desk: Desk, page: Page | undefined, haste: number) {
  const rest = new RestServer(desk, routes, haste);
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url?.startsWith('/api/')) void rest.handle(request, response);
    else if (request.url?.startsWith('/attachments/')) sendFile(desk, request.url, response);
    else if (!page?.handleHttp(request, response)) response.writeHead(404).end();
  };
}

/** `/attachments/<channel>/<attachment>/<name>` */
function sendFile({ world }: Desk, url: string, response: ServerResponse): void {
  const file = world.posts.files.file(url.split('/')[3] ?? '');
  if (file) response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
  else response.writeHead(404).end();
}

function listening(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
