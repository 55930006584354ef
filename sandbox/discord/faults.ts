import type { PermissionName } from './codes.ts';

/** A request that fails on purpose. */
export interface Fault {
  readonly method: string;
  /** The route's path as its definition spells it: `/channels/:channel/messages`. */
  readonly path: string;
  /** `cut`: the connection breaks instead of an answer; `hang`: nothing ever comes. */
  readonly status: number | 'cut' | 'hang';
  readonly body?: unknown;
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** The request takes effect all the same: the answer alone is lost. */
  readonly executed?: boolean;
}

/** What can go wrong with Discord, at the push of a button. */
export class Faults {
  readonly #planned: { readonly fault: Fault; left: number }[] = [];
  readonly #setPermission: (name: PermissionName, allowed: boolean) => void;
  readonly #drop: (code?: number) => void;
  /** New gateway connections get a 503. */
  refuseUpgrades = false;
  /** Resuming ends in "invalid session", as after a long absence. */
  forgetSessions = false;
  isTokenRevoked = false;

  constructor(hooks: {
    setPermission: (name: PermissionName, allowed: boolean) => void;
    drop: (code?: number) => void;
  }) {
    this.#setPermission = hooks.setPermission;
    this.#drop = hooks.drop;
  }

  fail(fault: Fault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  /** The fault planned for this request, if any; it is used up by asking. */
  next(method: string, path: string): Fault | undefined {
    const planned = this.#planned.find(({ fault, left }) => left > 0 && fault.method === method && fault.path === path);
    if (planned) planned.left -= 1;
    return planned?.fault;
  }

  /** From now on the token is wrong, for requests and for new gateway sessions. */
  revokeToken(): void {
    this.isTokenRevoked = true;
  }

  /** Cuts every gateway connection: with a close code, or like a pulled cable. */
  dropSockets(code?: number): void {
    this.#drop(code);
  }

  deny(permission: PermissionName): void {
    this.#setPermission(permission, false);
  }

  allow(permission: PermissionName): void {
    this.#setPermission(permission, true);
  }
}
