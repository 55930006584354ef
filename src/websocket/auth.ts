/** Who is let in. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ROLES, type Role } from '../command/caller.ts';
import { UserError } from '../kit/errors.ts';

export type Tokens = Readonly<Partial<Record<Role, string>>>;

/** By role, the Discord accounts of whoever has its token. */
export type Owners = Readonly<Partial<Record<Role, string>>>;

/** Who may come in, and as what. */
export interface Access {
  /** What everyone is when no token is set; undefined where one is needed. */
  readonly openAs: Role | undefined;
  roleOf(token: string): Role | undefined;
  /** Whose token it is; undefined for one that names nobody. */
  ownerOf(role: Role): string | undefined;
}

/**
 * An empty token counts as not set. Without any token everyone is an admin, so that is for the loopback alone.
 *
 * @throws UserError for a host that others can reach and no token
 */
export function createAccess(tokens: Tokens, host: string, owners: Owners = {}): Access {
  const known = ROLES.flatMap((role) => (tokens[role] ? [{ role, digest: digestOf(tokens[role]) }] : []));
  if (known.length === 0 && !isLoopback(host)) {
    throw new UserError(
      `WEBSOCKET_HOST is "${host}", which other machines can reach: set WEBSOCKET_ADMIN_TOKEN, or use 127.0.0.1.`,
    );
  }
  return {
    ownerOf: (role) => (tokens[role] ? owners[role] : undefined),
    openAs: known.length === 0 ? 'admin' : undefined,
    roleOf(token) {
      const given = digestOf(token);
      // All are compared and none in part, so the time an answer takes tells nothing. The highest role comes last.
      return known.filter(({ digest }) => timingSafeEqual(digest, given)).at(-1)?.role;
    },
  };
}

/** Why a connection is refused before it is one, as HTTP says it. */
export interface Refusal {
  readonly status: 401 | 403 | 404 | 429 | 503;
  readonly reason: string;
}

/**
 * A web page can connect to anything its visitor can reach, so its origin must be ours; and a name that an attacker
 * points at 127.0.0.1 must not pass for it (DNS rebinding).
 */
export function foreignRequest({ headers }: IncomingMessage, boundTo: string): Refusal | undefined {
  const host = headers.host?.toLowerCase() ?? '';
  if (isLoopback(boundTo) && ![...LOCAL_NAMES, boundTo.toLowerCase()].includes(nameIn(host))) {
    return { status: 403, reason: 'The Host header must name this machine: localhost, 127.0.0.1 or [::1].' };
  }
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, host)) {
    return { status: 403, reason: 'Pages of another origin may not connect.' };
  }
  return undefined;
}

/** The token of an `Authorization: Bearer` header; empty for a header of another kind, undefined without one. */
export function bearerToken({ headers }: IncomingMessage): string | undefined {
  if (headers.authorization === undefined) return undefined;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization)?.[1] ?? '';
}

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);

/** "[::1]:9600" is "[::1]". */
const nameIn = (host: string): string => host.replace(/:\d+$/, '');

function isOwnOrigin(origin: string, host: string): boolean {
  const asked = `http://${host}`;
  if (!URL.canParse(origin) || !URL.canParse(asked)) return false;
  const page = new URL(origin);
  // Another port of this machine is another program, with pages of its own.
  return page.host !== '' && page.host === new URL(asked).host;
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
