import { Close, type PermissionName } from './codes.ts';

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

export interface FaultHooks {
  setPermission(name: PermissionName, allowed: boolean): void;
  drop(code?: number): void;
  askToReconnect(): void;
  invalidate(isResumable: boolean): void;
}

/** What can go wrong with Discord, at the push of a button. */
export class Faults {
  readonly #planned: { readonly fault: Fault; left: number }[] = [];
  readonly #hooks: FaultHooks;
  /** New gateway connections get a 503. */
  refuseUpgrades = false;
  /** Resuming ends in "invalid session", as after a long absence. */
  forgetSessions = false;
  isTokenRevoked = false;
  /** New connections are left without a greeting. */
  isHelloMuted = false;
  /** Heartbeats are left without an answer, which tells a client that its connection is dead. */
  isAckMuted = false;
  /** How often new connections are told to beat. */
  heartbeatMs = 41_250;

  constructor(hooks: FaultHooks) {
    this.#hooks = hooks;
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

  /** From now on the token is wrong, and whoever is connected by it is thrown out. */
  revokeToken(): void {
    this.isTokenRevoked = true;
    this.#hooks.drop(Close.wrongToken);
  }

  /** Cuts every gateway connection: with a close code, or like a pulled cable. */
  dropSockets(code?: number): void {
    this.#hooks.drop(code);
  }

  /** Discord moves its gateways about: "reconnect", and resume. */
  askToReconnect(): void {
    this.#hooks.askToReconnect();
  }

  /** "Invalid session": log in anew, or resume if it may. */
  invalidateSessions(isResumable = false): void {
    this.#hooks.invalidate(isResumable);
  }

  deny(permission: PermissionName): void {
    this.#hooks.setPermission(permission, false);
  }

  allow(permission: PermissionName): void {
    this.#hooks.setPermission(permission, true);
  }
}
