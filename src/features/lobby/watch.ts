/** Repairs a registration that the lobby has lost. */
import type { LobbyReply } from '../../acserver/lobby.ts';
import { hear, type Listeners } from '../../events/events.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';

export interface LobbyRepairOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly state: () => RaceState;
  readonly isRunning: () => boolean;
  /** One attempt, which reports its result as an event. Throws UserError when there was no answer. */
  readonly register: (attempt: number) => Promise<LobbyReply>;
}

/** The first attempt comes soon; later ones back off to spare the lobby. */
const DELAYS_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** A registration that held this long resets the backoff at the next loss. A heartbeat comes every minute. */
const HELD_MS = 600_000;

/**
 * Repeats the registration of a server that the lobby has forgotten. acServer itself only advises a restart, which
 * would end the race. The attempts that acServer makes at its start are left to it.
 */
export class LobbyRepair {
  readonly #options: LobbyRepairOptions;
  readonly #stopListening: () => void;
  #isClosed = false;
  #attempts = 0;
  /** Monotonic, milliseconds. */
  #registeredAt: number | undefined;
  #next: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: LobbyRepairOptions) {
    this.#options = options;
    const reactions: Listeners<void> = {
      lobbyLost: () => this.#lost(),
      lobbyRegistered: () => this.#registered(),
      serverStarting: () => this.#startOver(),
      serverStopped: () => this.#startOver(),
    };
    this.#stopListening = options.bus.live((event) => hear(reactions, event));
  }

  /** UTC, milliseconds; undefined when no attempt is planned. */
  nextAttemptAt(): number | undefined {
    return this.#next?.at;
  }

  /** Continues a repair that an earlier Pitwall process began, once past events have been read. */
  resume(): void {
    const { isRunning, state } = this.#options;
    const isLost = isRunning() && state().lobby?.standing === 'lost';
    if (isLost && !this.#next && !this.#isClosed) this.#plan();
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    this.#cancel();
  }

  #lost(): void {
    const now = this.#options.clock.monotonic();
    if (this.#registeredAt !== undefined && now - this.#registeredAt >= HELD_MS) this.#attempts = 0;
    this.#plan();
  }

  #registered(): void {
    this.#cancel();
    this.#registeredAt = this.#options.clock.monotonic();
  }

  #startOver(): void {
    this.#cancel();
    this.#attempts = 0;
    this.#registeredAt = undefined;
  }

  #plan(): void {
    this.#cancel();
    const { clock } = this.#options;
    const delay = DELAYS_MS[Math.min(this.#attempts, DELAYS_MS.length - 1)] ?? 0;
    this.#next = { at: clock.now() + delay, cancel: clock.after(delay, () => void this.#attempt()) };
  }

  async #attempt(): Promise<void> {
    this.#next = undefined;
    this.#attempts++;
    try {
      await this.#options.register(this.#attempts);
    } catch (error) {
      if (!(error instanceof UserError))
        this.#options.log.error({ err: error }, 'repeating the lobby registration failed');
    }
    this.resume();
  }

  #cancel(): void {
    this.#next?.cancel();
    this.#next = undefined;
  }
}
