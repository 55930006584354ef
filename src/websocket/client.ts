/** Who is on the other end of a connection, what they say and what they get. */
import type { Server } from '../command/app.ts';
import type { Role } from '../command/caller.ts';
import type { Dispatcher } from '../command/dispatch.ts';
import { UserError } from '../kit/errors.ts';
import type { Access } from './auth.ts';
import type { Guesses } from './guests.ts';
import type { ClientShape, JsonFrame } from './shapes/shape.ts';

/** `@7 server=gt3 server info`: a request id, the server meant, the command. */
export interface ClientLine {
  readonly id?: string;
  readonly server?: string;
  readonly text: string;
  /** Why nothing of it is carried out, where it is no line. */
  readonly problem?: string;
}

export interface Client {
  /** Tells connections apart in the audit. */
  readonly id: string;
  readonly name: string;
  /** Where it connects from. */
  readonly address: string;
  /** Absent until authenticated. */
  readonly role?: Role;
  readonly shape: ClientShape;
  /** The server that the connection's path names. */
  readonly server?: string;
  /** The servers of which it is told every event. */
  readonly subscriptions: ReadonlySet<string>;
  /** The car it sits in, where it passes on what the game server tells it; absent until it says so. */
  readonly car?: ClientCar;
}

/** A car of a server: lines that are told there count the other cars from it. */
interface ClientCar {
  readonly server: string;
  readonly carId: number;
}

export interface ClientReply {
  readonly frames: readonly JsonFrame[];
  /** The client as it is from now on, where that changed. */
  readonly client?: Client;
  /** Why the connection ends after it, where it does. */
  readonly end?: string;
}

/** The game servers by id, as far as the websocket knows them. */
export type ClientServers = ReadonlyMap<string, Pick<Server, 'view' | 'extraInfo'>>;

/** What it takes to answer a line. */
export interface LineContext {
  readonly access: Access;
  readonly guesses: Guesses;
  readonly dispatcher: Dispatcher;
  readonly servers: ClientServers;
  readonly welcome: JsonFrame;
  /** Takes the game servers' passwords out of what is about to leave. */
  readonly hide: (text: string) => string;
}

/** @throws UserError for a client that has not shown who it is */
export function roleOfClient({ role }: Client): Role {
  if (role === undefined) throw new UserError(NOT_AUTHENTICATED);
  return role;
}

const NOT_AUTHENTICATED =
  'Authenticate first: an "Authorization: Bearer TOKEN" header, the line "auth TOKEN", or the password of "logon:".';
