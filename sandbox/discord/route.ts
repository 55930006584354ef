import type { Upload } from './attachments.ts';
import type { Faults } from './faults.ts';
import type { Interactions } from './interactions.ts';
import type { InvalidRequests } from './invalidRequests.ts';
import type { Bucket } from './limits.ts';
import type { Logins } from './logins.ts';
import type { World } from './world.ts';

/** What every route works on. */
export interface Desk {
  readonly world: World;
  readonly interactions: Interactions;
  readonly faults: Faults;
  readonly logins: Logins;
  readonly invalidRequests: InvalidRequests;
  /** Privileged intents that are switched off in the developer portal, as a bit set. */
  readonly withheldIntents: number;
  readonly token: string;
  /** `ws://127.0.0.1:4000/gateway`, under the name by which the bot called this server. */
  readonly gatewayUrl: (host: string | undefined) => string;
  /** One line about something worth knowing: a route nobody wrote. */
  readonly log: (line: string) => void;
  readonly observe?: ((observed: Observed) => void) | undefined;
}

/** One request and what it was answered with, for judges: JSON bodies as they went over the wire. */
export interface Observed {
  readonly method: string;
  /** Without host and version: `/channels/123456789012345678/messages`. */
  readonly path: string;
  /** The route that served it: `POST /channels/:channel/messages`; undefined when there was none. */
  readonly route: string | undefined;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
}

/** One request, taken apart. */
export interface Call {
  /** A part of the path by its name in the route; percent-decoded. */
  param(name: string): string;
  readonly query: URLSearchParams;
  /** The header of that name. */
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
  /** Whose token in the path or nobody's is enough: the bot's own is not asked for. */
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
