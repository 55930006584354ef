import type { Stay } from '../events/driver.ts';

/** In order: each role includes the rights of those before it. */
export const ROLES = ['driver', 'steward', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** How a command can arrive. */
export type Via = 'slash' | 'component' | 'socket' | 'chat';

/**
 * What a role is based on.
 * - discord: the roles that Discord itself sends with the interaction
 * - token: one of the websocket's tokens
 * - open: nothing; the connection needs no token
 * - password: the admin password, typed in the game by the driver now in the car
 * - link: the Discord account that a driver's GUID is linked to. A GUID is only what the game's client claims.
 * - seat: nothing but sitting in the car
 */
export type Proof = 'discord' | 'token' | 'open' | 'password' | 'link' | 'seat';

/** Who gives a command, and how. Handlers may use it to choose words, never to check a right: dispatch does that. */
export interface Caller {
  readonly via: Via;
  readonly role: Role;
  readonly proof: Proof;
  /** Stable within its kind: a Discord user id, a connection, a GUID. */
  readonly id: string;
  readonly name: string;
  /** The Discord account that the token belongs to, if the owner of Pitwall has configured it. */
  readonly account?: string | undefined;
  /** The driver, if known: the one in the car, or the one that the Discord account is linked to. */
  readonly guid?: string;
  /** Their car, for commands given in the game. */
  readonly carId?: number;
  /** Their stay in that car: what they prove is only valid during it. */
  readonly stay?: Stay;
  /** Everybody on the server can read what they type. */
  readonly isOverheard?: boolean;
  /** They have entered the spectator password. */
  readonly isSpectator?: boolean;
}
