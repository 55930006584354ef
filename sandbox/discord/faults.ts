import type { Clock } from '../../src/kit/clock.ts';
import { Close, type PermissionName } from './codes.ts';
import { type RefusalCode, refusal } from './refusal.ts';

/** A request that fails on purpose. */
export interface Fault {
  /** Any request where both are absent. */
  readonly method?: string;
  /** The route's path as its definition spells it: `/channels/:channel/messages`. */
  readonly path?: string;
  /** Only what is about the channel of this id: its own routes, and those of its webhooks. */
  readonly channel?: string;
  /** `cut`: the connection breaks instead of an answer; `hang`: nothing ever comes; `none`: all is well but `meanwhile`. */
  readonly status: number | 'cut' | 'hang' | 'none';
  readonly body?: unknown;
  /** Sent as text/html in the place of `body`: the page of a proxy, which is no answer of Discord's. */
  readonly html?: string;
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** Every request for so long, in the place of `times`. */
  readonly forMs?: number;
  /** The request takes effect all the same: the answer alone is lost. */
  readonly executed?: boolean;
  /** What happens after the request took effect, or would have, and before the client learns of it. */
  readonly meanwhile?: () => void;
}

export interface FaultHooks {
  readonly clock: Clock;
  /** What it returns gives the permission back. */
  takePermission(name: PermissionName, channel?: string): () => void;
  givePermission(name: PermissionName): void;
  /** The id of a channel by its name. */
  channel(name: string): string;
  drop(code?: number): void;
  askToReconnect(): void;
  invalidate(isResumable: boolean): void;
}

/** Where and for how long something is taken; everywhere, and until it is given back. */
export interface Limited {
  /** Its name. */
  readonly channel?: string | undefined;
  readonly forMs?: number;
}

interface Planned {
  readonly fault: Fault;
  left: number;
  readonly until: number;
}

/** What can go wrong with Discord, at the push of a button. */
export class Faults {
  readonly #planned: Planned[] = [];
  readonly #taken = new Map<string, () => void>();
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
    const { times, forMs } = fault;
    const until = forMs === undefined ? Number.POSITIVE_INFINITY : this.#hooks.clock.monotonic() + forMs;
    const left = times ?? (forMs === undefined ? 1 : Number.POSITIVE_INFINITY);
    this.#planned.push({ fault, left, until });
  }

  /**
   * A proxy, a captive portal or Discord's own edge answers the next request in its own words: 401 that is not about
   * the token, 200 that is not a message.
   */
  failAsProxy(status: number, times = 1): void {
    this.fail({
      status,
      html: `<!DOCTYPE html><html><head><title>${status}</title></head><body></body></html>`,
      times,
    });
  }

  /** For so long Discord says this of everything about a channel: 10003 as if it were gone, 50013, 50001. */
  refuseIn(channelName: string, code: RefusalCode, forMs: number): void {
    const { status, body } = refusal(code);
    this.fail({ channel: this.#hooks.channel(channelName), status, body, forMs });
  }

  /** The fault planned for this request, if any; it is used up by asking. */
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

  /** Somebody edits roles or a channel: the bot may no longer do this. */
  deny(permission: PermissionName, { channel, forMs }: Limited = {}): void {
    const key = keyOf(permission, channel);
    if (!this.#taken.has(key)) this.#taken.set(key, this.#hooks.takePermission(permission, channel));
    if (forMs !== undefined) this.#hooks.clock.after(forMs, () => this.allow(permission, { channel }));
  }

  /** Gives back what was taken; what was not, the bot's role is given. */
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
