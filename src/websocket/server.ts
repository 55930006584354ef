import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Dispatcher } from '../command/dispatch.ts';
import { type Clock, every } from '../kit/clock.ts';
import { messageOf, PassingError, UserError } from '../kit/errors.ts';
import type { FaultLog } from '../kit/faults.ts';
import type { Bus } from '../race/bus.ts';
import {
  type Access,
  bearerToken,
  createAccess,
  foreignRequest,
  type Owners,
  type Refusal,
  type Tokens,
} from './auth.ts';
import type { Client, ClientServers, LineContext } from './client.ts';
import { CLOSE, CONNECTION_LIMITS, Connection } from './connection.ts';
import { GUEST_LIMITS, Guesses } from './guests.ts';
import { relayToClients } from './relay.ts';
import { readmeShape } from './shapes/readme.ts';
import { message } from './shapes/shape.ts';

export interface WebsocketOptions {
  /** 127.0.0.1 if absent. */
  readonly host?: string;
  /** 0 uses any free port. */
  readonly port: number;
  readonly tokens: Tokens;
  readonly owners?: Owners | undefined;
  readonly dispatcher: Dispatcher;
  /** By server id. */
  readonly buses: ReadonlyMap<string, Bus>;
  readonly servers: ClientServers;
  /** Removes the game servers' passwords from outgoing text. */
  readonly hide: (text: string) => string;
  readonly clock: Clock;
  readonly log: FaultLog & { warn(fields: object, message: string): void };
  /** Pitwall's version, for the welcome. */
  readonly version: string;
}

export interface Websocket {
  /** "127.0.0.1:8765" */
  readonly address: string;
  close(): Promise<void>;
}

/** Authenticated ones. */
const MAX_CONNECTIONS = 64;
/** How long a client may take to answer a close before it is disconnected. */
const CLOSING_MS = 1000;

/**
 * Serves the line protocol of PROTOCOL.md.
 *
 * @throws UserError if the port or host cannot be used, or if others can reach the host and no token is set
 */
export async function openWebsocket(options: WebsocketOptions): Promise<Websocket> {
  const { host = '127.0.0.1', port, tokens, owners, dispatcher, buses, servers, clock, log } = options;
  const access = createAccess(tokens, host, owners);
  const guesses = new Guesses(clock, log);
  const connections = new Set<Connection>();
  const clients = (): readonly Client[] => [...connections].map(({ client }) => client);
  const server = await listen(host, port, (request) => refusal(request, { host, access, servers, guesses, clients }));
  const address = addressOf(server, host);
  const { hide } = options;
  const context: LineContext = {
    access,
    guesses,
    dispatcher,
    servers,
    hide,
    welcome: welcome(options.version, address),
  };

  server.on('error', (error) => log.error({ err: error }, 'the websocket server has a problem'));
  server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const connection = new Connection({ socket, client: clientOf(request, access), context, clock, log });
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  const stopRelay = relayToClients(buses, connections, servers);
  const stopPings = every(clock, CONNECTION_LIMITS.keepAliveMs, () => {
    for (const connection of connections) connection.keepAlive();
  });

  return {
    address,
    async close() {
      stopRelay();
      stopPings();
      await closeConnections(server, connections);
    },
  };
}

/** The original's greeting. Clients parse the version from it. */
const welcome = (version: string, address: string) =>
  message(`Welcome to the Assetto Corsa WebSocket server version ${version} running at ${address}`);

async function listen(
  host: string,
  port: number,
  refuse: (request: IncomingMessage) => Refusal | undefined,
): Promise<WebSocketServer> {
  const server = new WebSocketServer({
    host,
    port,
    // Larger than our own limit, so that we can answer an oversized frame.
    maxPayload: 4 * CONNECTION_LIMITS.frameBytes,
    verifyClient({ req }: { req: IncomingMessage }, decide: (fine: boolean, status?: number, text?: string) => void) {
      const refused = refuse(req);
      decide(refused === undefined, refused?.status, refused?.reason);
    },
  });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(error, host, port);
  }
  return server;
}

function cannotListen(error: unknown, host: string, port: number): UserError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new PassingError(`WEBSOCKET_PORT ${port} is taken by another program; choose another one.`);
  }
  if (code === 'EACCES') return new UserError(`WEBSOCKET_PORT ${port} is not ours to use; choose one from 1024 up.`);
  return new UserError(`WEBSOCKET_HOST "${host}" is no address of this machine (${messageOf(error)}).`);
}

/** What is needed to decide whether to accept a connection. */
interface EntryRules {
  readonly host: string;
  readonly access: Access;
  readonly servers: ClientServers;
  readonly guesses: Guesses;
  /** The connected clients. */
  readonly clients: () => readonly Client[];
}

function refusal(request: IncomingMessage, rules: EntryRules): Refusal | undefined {
  const { host, access, servers } = rules;
  const refused = foreignRequest(request, host) ?? wrongToken(request, rules);
  if (refused) return refused;
  const server = serverIn(request);
  if (server !== undefined && !servers.has(server)) {
    return { status: 404, reason: 'The path must be "/" or "/" and the id of a server.' };
  }
  return access.openAs || bearerToken(request) !== undefined ? noPlace(rules) : noPlaceForGuest(request, rules);
}

function wrongToken(request: IncomingMessage, { access, guesses }: EntryRules): Refusal | undefined {
  const token = bearerToken(request);
  if (token === undefined || access.openAs) return undefined;
  const address = addressIn(request);
  if (guesses.areTooMany(address)) {
    return { status: 429, reason: 'Too many wrong tokens came from your address: wait a minute.' };
  }
  if (access.roleOf(token)) return undefined;
  guesses.wrong(address);
  return { status: 401, reason: 'The Authorization header must be "Bearer" and a token of this server.' };
}

function noPlace({ clients }: EntryRules): Refusal | undefined {
  const taken = clients().filter(({ role }) => role !== undefined).length;
  return taken < MAX_CONNECTIONS ? undefined : { status: 503, reason: `${MAX_CONNECTIONS} clients are connected.` };
}

function noPlaceForGuest(request: IncomingMessage, { clients }: EntryRules): Refusal | undefined {
  const guests = clients().filter(({ role }) => role === undefined);
  const ofAddress = guests.filter(({ address }) => address === addressIn(request));
  if (guests.length < GUEST_LIMITS.guests && ofAddress.length < GUEST_LIMITS.guestsOfAddress) return undefined;
  return { status: 503, reason: 'Too many clients without a token are connected: send it as an Authorization header.' };
}

const addressIn = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? 'unknown';

function clientOf(request: IncomingMessage, access: Access): Client {
  const role = access.openAs ?? access.roleOf(bearerToken(request) ?? '');
  return {
    id: randomUUID(),
    name: 'websocket client',
    address: addressIn(request),
    shape: readmeShape,
    subscriptions: new Set(),
    role,
    server: serverIn(request),
  };
}

/** "/gt3" names the server gt3, "/" none. */
const serverIn = ({ url = '/' }: IncomingMessage): string | undefined =>
  url.replace(/\?.*$/, '').replace(/^\/|\/$/g, '') || undefined;

function addressOf(server: WebSocketServer, host: string): string {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has a port');
  return `${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

async function closeConnections(server: WebSocketServer, connections: ReadonlySet<Connection>): Promise<void> {
  for (const connection of connections) connection.close(CLOSE.goingAway, 'Pitwall is shutting down.');
  const cut = setTimeout(() => {
    for (const socket of server.clients) socket.terminate();
  }, CLOSING_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cut);
}
