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
  /** One attempt, which tells its result as an event; throws UserError when there was no answer. */
  readonly register: (attempt: number) => Promise<LobbyReply>;
}

/** The first attempt comes soon, the later ones leave the lobby in peace. */
const DELAYS_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** A registration that held for so long counts; the next loss begins anew. A heartbeat comes every minute. */
const HELD_MS = 600_000;

/**
 * Repeats the registration of a server that the lobby has forgotten: acServer itself says that it should be restarted,
 * which would end the race. Its own attempts at the start are left to it.
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

  /** UTC, milliseconds; undefined while nothing is to be repaired. */
  nextAttemptAt(): number | undefined {
    return this.#next?.at;
  }

  /** Goes on where a Pitwall before this one stopped, once the past has been read. */
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
