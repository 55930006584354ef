import type { Stay } from '../events/driver.ts';

/** Ordered: each may do what those before it may. */
export const ROLES = ['driver', 'steward', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** The ways a command can arrive. */
export type Via = 'slash' | 'component' | 'socket' | 'chat';

/**
 * What a role rests on.
 * - discord: the roles that Discord itself names with the interaction
 * - token: one of the websocket's tokens
 * - open: nothing; the connection needs no token
 * - password: the admin password, typed in the game by whoever sits there now
 * - link: the Discord account that a driver's GUID is linked to. A GUID is only what the game's client claims.
 * - seat: nothing but sitting in the car
 */
export type Proof = 'discord' | 'token' | 'open' | 'password' | 'link' | 'seat';

/** Who asks, and how. A handler may use it to choose its words, never to check a right: dispatch does that. */
export interface Caller {
  readonly via: Via;
  readonly role: Role;
  readonly proof: Proof;
  /** Stable within its kind: a Discord user id, a connection, a GUID. */
  readonly id: string;
  readonly name: string;
  /** The Discord account whose token it is, where the owner of Pitwall has said that. */
  readonly account?: string | undefined;
  /** Which driver it is, where that is known: the one in the car, or the one whom a Discord account is linked to. */
  readonly guid?: string;
  /** The car they sit in, for what is said in the game. */
  readonly carId?: number;
  /** Their stay in that car: what they prove holds for it alone. */
  readonly stay?: Stay;
  /** Everybody on the server reads what they type. */
  readonly isOverheard?: boolean;
  /** They have shown the spectator password. */
  readonly isSpectator?: boolean;
}
