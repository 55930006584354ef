import type { Clock } from '../../src/kit/clock.ts';
import { Close, type PermissionName } from './codes.ts';
import { type RefusalCode, refusal } from './refusal.ts';

/** A request that fails on purpose. */
export interface Fault {
  /** With both absent: any request. */
  readonly method?: string;
  /** The route's path as in its definition: `/channels/:channel/messages`. */
  readonly path?: string;
  /** Only requests for the channel with this id: its own routes, and those of its webhooks. */
  readonly channel?: string;
  /**
   * `cut`: the connection breaks instead of an answer; `hang`: no answer ever comes; `none`: no fault, only
   * `meanwhile`.
   */
  readonly status: number | 'cut' | 'hang' | 'none';
  readonly body?: unknown;
  /** Sent as text/html instead of `body`: a proxy's page, which is no answer from Discord. */
  readonly html?: string;
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** Every request during this time, instead of `times`. */
  readonly forMs?: number;
  /** The request takes effect anyway: only the answer is lost. */
  readonly executed?: boolean;
  /** Runs after the request took effect, or would have, and before the client gets the answer. */
  readonly meanwhile?: () => void;
}

export interface FaultHooks {
  readonly clock: Clock;
  /** Returns a function that restores the permission. */
  takePermission(name: PermissionName, channel?: string): () => void;
  givePermission(name: PermissionName): void;
  /** A channel's id by its name. */
  channel(name: string): string;
  drop(code?: number): void;
  askToReconnect(): void;
  invalidate(isResumable: boolean): void;
}

/** In which channel and for how long a permission is removed; everywhere, and until it is restored, when absent. */
export interface Limited {
  /** The channel's name. */
  readonly channel?: string | undefined;
  readonly forMs?: number;
}

interface Planned {
  readonly fault: Fault;
  left: number;
  readonly until: number;
}

/** Discord's possible faults, on demand. */
export class Faults {
  readonly #planned: Planned[] = [];
  readonly #taken = new Map<string, () => void>();
  readonly #hooks: FaultHooks;
  /** New gateway connections get a 503. */
  refuseUpgrades = false;
  /** Resuming ends in "invalid session", as after a long absence. */
  forgetSessions = false;
  isTokenRevoked = false;
  /** New connections get no hello. */
  isHelloMuted = false;
  /** Heartbeats get no acknowledgement, so that a client considers its connection dead. */
  isAckMuted = false;
  /** The heartbeat interval for new connections. */
  heartbeatMs = 41_250;

  constructor(hooks: FaultHooks) {
    this.#hooks = hooks;
  }

  fail(fault: Fault): void {
    const { times, forMs } = fault;
    const until = forMs === undefined ? Number.POSITIVE_INFINITY : this.#hooks.clock.monotonic() + forMs;
    const left = times ?? (forMs === undefined ? 1 : Number.POSITIVE_INFINITY);
    this.#planned.push({ fault, left, until });
  }

  /**
   * A proxy, a captive portal or Discord's own edge answers the next request with its own page: a 401 that is not about
   * the token, a 200 that is not a message.
   */
  failAsProxy(status: number, times = 1): void {
    this.fail({
      status,
      html: `<!DOCTYPE html><html><head><title>${status}</title></head><body></body></html>`,
      times,
    });
  }

  /**
   * For this long, Discord gives this answer for everything about a channel: 10003 as if it were gone, 50013, 50001.
   */
  refuseIn(channelName: string, code: RefusalCode, forMs: number): void {
    const { status, body } = refusal(code);
    this.fail({ channel: this.#hooks.channel(channelName), status, body, forMs });
  }

  /** The fault planned for this request, if any; asking uses it up. */
  next(request: {
    readonly method: string;
    readonly path: string;
    readonly channel: string | undefined;
  }): Fault | undefined {
    const now = this.#hooks.clock.monotonic();
    const planned = this.#planned.find(({ fault, left, until }) => left > 0 && now < until && isAbout(fault, request));
    if (planned) planned.left -= 1;
    return planned?.fault;
  }

  /** From now on the token is invalid, and connected bots are disconnected. */
  revokeToken(): void {
    this.isTokenRevoked = true;
    this.#hooks.drop(Close.wrongToken);
  }

  /** Cuts every gateway connection: with a close code, or as if the cable were pulled. */
  dropSockets(code?: number): void {
    this.#hooks.drop(code);
  }

  /** Discord moves its gateways: "reconnect", and resume. */
  askToReconnect(): void {
    this.#hooks.askToReconnect();
  }

  /** "Invalid session": log in again, or resume if allowed. */
  invalidateSessions(isResumable = false): void {
    this.#hooks.invalidate(isResumable);
  }

  /** Somebody edits roles or a channel: the bot loses this permission. */
  deny(permission: PermissionName, { channel, forMs }: Limited = {}): void {
    const key = keyOf(permission, channel);
    if (!this.#taken.has(key)) this.#taken.set(key, this.#hooks.takePermission(permission, channel));
    if (forMs !== undefined) this.#hooks.clock.after(forMs, () => this.allow(permission, { channel }));
  }

  /** Restores a removed permission; one that was not removed is added to the bot's role. */
  allow(permission: PermissionName, { channel }: Limited = {}): void {
    const key = keyOf(permission, channel);
    const giveBack = this.#taken.get(key);
    this.#taken.delete(key);
    if (giveBack) giveBack();
    else if (channel === undefined) this.#hooks.givePermission(permission);
  }
}

const keyOf = (permission: string, channel: string | undefined): string => `${permission} ${channel ?? ''}`;

const isAbout = (fault: Fault, { method, path, channel }: Parameters<Faults['next']>[0]): boolean =>
  (fault.method === undefined || fault.method === method) &&
  (fault.path === undefined || fault.path === path) &&
  (fault.channel === undefined || fault.channel === channel);
