/** Ordered: each may do what those before it may. */
export const ROLES = ['driver', 'steward', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const atLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

/** The ways a command can arrive. */
export type Via = 'slash' | 'component' | 'socket' | 'chat';

/** Who asks, and how. A handler may use it to choose its words, never to check a right: dispatch does that. */
export interface Caller {
  readonly via: Via;
  readonly role: Role;
  /** Stable within its kind: a Discord user id, a connection, a GUID. */
  readonly id: string;
  readonly name: string;
  /** Which driver it is, where that is known: the one in the car, or the one whom a Discord account is linked to. */
  readonly guid?: string;
  /** They came in where everybody may: nothing was shown. */
  readonly isOpen?: true;
  /** The car they sit in, for what is said in the game. */
  readonly carId?: number;
}
