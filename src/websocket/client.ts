/** The client of a connection, its lines and the replies to them. */
import type { Server } from '../command/app.ts';
import type { Role } from '../command/caller.ts';
import type { Dispatcher } from '../command/dispatch.ts';
import { UserError } from '../kit/errors.ts';
import type { Access } from './auth.ts';
import type { Guesses } from './guests.ts';
import type { ClientShape, JsonFrame } from './shapes/shape.ts';

/** `@7 server=gt3 server info`: a request id, the server, the command. */
export interface ClientLine {
  readonly id?: string;
  readonly server?: string;
  readonly text: string;
  /** Why the line is invalid and must not be carried out. */
  readonly problem?: string;
}

export interface Client {
  /** Identifies the connection in the audit. */
  readonly id: string;
  readonly name: string;
  /** The remote address. */
  readonly address: string;
  /** Absent until authenticated. */
  readonly role?: Role;
  readonly shape: ClientShape;
  /** The server named by the connection's path. */
  readonly server?: string;
  /** The servers whose events it receives in full. */
  readonly subscriptions: ReadonlySet<string>;
  /** The car it sits in, if it passes on what the game server tells that car; absent until it has said so. */
  readonly car?: ClientCar;
}

/** A car of a server: in lines sent to it, the other cars are numbered from its point of view. */
interface ClientCar {
  readonly server: string;
  readonly carId: number;
}

export interface ClientReply {
  readonly frames: readonly JsonFrame[];
  /** The client from now on, if it changed. */
  readonly client?: Client;
  /** Why the connection is closed afterwards, if it is. */
  readonly end?: string;
}

/** The game servers by id, with the parts that the websocket uses. */
export type ClientServers = ReadonlyMap<string, Pick<Server, 'view' | 'extraInfo'>>;

/** Everything needed to answer a line. */
export interface LineContext {
  readonly access: Access;
  readonly guesses: Guesses;
  readonly dispatcher: Dispatcher;
  readonly servers: ClientServers;
  readonly welcome: JsonFrame;
  /** Removes the game servers' passwords from outgoing text. */
  readonly hide: (text: string) => string;
}

/** @throws UserError if the client is not authenticated */
export function roleOfClient({ role }: Client): Role {
  if (role === undefined) throw new UserError(NOT_AUTHENTICATED);
  return role;
}

const NOT_AUTHENTICATED =
  'Authenticate first: an "Authorization: Bearer TOKEN" header, the line "auth TOKEN", or the password of "logon:".';
