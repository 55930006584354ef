/** Decides who may connect. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ROLES, type Role } from '../command/caller.ts';
import { UserError } from '../kit/errors.ts';

export type Tokens = Readonly<Partial<Record<Role, string>>>;

/** By role, the Discord account of the token's owner. */
export type Owners = Readonly<Partial<Record<Role, string>>>;

/** Who may connect, and with which role. */
export interface Access {
  /** Everybody's role if no token is set; undefined if one is needed. */
  readonly openAs: Role | undefined;
  roleOf(token: string): Role | undefined;
  /** The owner of a role's token; undefined if none is configured. */
  ownerOf(role: Role): string | undefined;
}

/**
 * An empty token counts as not set. Without any token everybody is an admin, so that is only allowed on loopback.
 *
 * @throws UserError if others can reach the host and no token is set
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
      // Every token is compared in full, so response times reveal nothing. The highest role comes last.
      return known.filter(({ digest }) => timingSafeEqual(digest, given)).at(-1)?.role;
    },
  };
}

/** Why a connection is refused before the upgrade, as an HTTP status. */
export interface Refusal {
  readonly status: 401 | 403 | 404 | 429 | 503;
  readonly reason: string;
}

/**
 * A web page can connect to anything its visitor can reach, so its origin must be ours. The Host header is checked so
 * that an attacker's domain pointing to 127.0.0.1 does not pass (DNS rebinding).
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

/** The token of an `Authorization: Bearer` header; empty for any other scheme, undefined without the header. */
export function bearerToken({ headers }: IncomingMessage): string | undefined {
  if (headers.authorization === undefined) return undefined;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization)?.[1] ?? '';
}

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);

/** The name in "[::1]:9600" is "[::1]". */
const nameIn = (host: string): string => host.replace(/:\d+$/, '');

function isOwnOrigin(origin: string, host: string): boolean {
  const asked = `http://${host}`;
  if (!URL.canParse(origin) || !URL.canParse(asked)) return false;
  const page = new URL(origin);
  // Another port of this machine is another program, with its own pages.
  return page.host !== '' && page.host === new URL(asked).host;
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();
