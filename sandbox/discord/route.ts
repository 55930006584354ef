import type { Upload } from './attachments.ts';
import type { Faults } from './faults.ts';
import type { Interactions } from './interactions.ts';
import type { InvalidRequests } from './invalidRequests.ts';
import type { Bucket } from './limits.ts';
import type { Logins } from './logins.ts';
import type { World } from './world.ts';

/** What every route uses. */
export interface Desk {
  readonly world: World;
  readonly interactions: Interactions;
  readonly faults: Faults;
  readonly logins: Logins;
  readonly invalidRequests: InvalidRequests;
  /** Privileged intents that are disabled in the developer portal, as a bit set. */
  readonly withheldIntents: number;
  readonly token: string;
  /** `ws://127.0.0.1:4000/gateway`, with the host name that the bot used for this server. */
  readonly gatewayUrl: (host: string | undefined) => string;
  /** Logs one line about something worth knowing: a route that does not exist. */
  readonly log: (line: string) => void;
  readonly observe?: ((observed: Observed) => void) | undefined;
}

/** One request and its answer, for the conformance checks: JSON bodies as sent over the wire. */
export interface Observed {
  readonly method: string;
  /** Without host and version: `/channels/123456789012345678/messages`. */
  readonly path: string;
  /** The route that served it: `POST /channels/:channel/messages`; undefined if there was none. */
  readonly route: string | undefined;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** One parsed request. */
export interface Call {
  /** A path parameter by its name in the route; percent-decoded. */
  param(name: string): string;
  readonly query: URLSearchParams;
  /** The Host header. */
  readonly host: string | undefined;
  readonly body: unknown;
  readonly uploads: readonly Upload[];
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` stands for one part: `/channels/:channel/messages`. */
  readonly path: string;
  /** No bot token is required: a token in the path, or none, is enough. */
  readonly open?: true;
  readonly bucket?: Bucket | ((desk: Desk, call: Call) => Bucket | undefined);
  /** The parameter that the bucket is counted by. */
  readonly per?: string;
  /** A second, hidden limit, and what it is counted by. */
  readonly sublimit?: (desk: Desk, call: Call) => { readonly bucket: Bucket; readonly owner: string } | undefined;
  run(desk: Desk, call: Call): Answer;
}

export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const done: Answer = { status: 204 };
