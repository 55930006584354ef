import type { LobbyReply } from '../acserver/lobby.ts';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Bus } from '../race/bus.ts';
import { hear, type Listeners } from '../race/events.ts';
import type { RaceState } from '../race/state.ts';

export interface LobbyRepairOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly state: () => RaceState;
  readonly isRunning: () => boolean;
  /** One attempt, which tells its result as an event; throws UserError when there was no answer. */
  readonly register: (attempt: number) => Promise<LobbyReply>;
}

export interface LobbyRepair {
  /** UTC, milliseconds; undefined while nothing is to be repaired. */
  nextAttemptAt(): number | undefined;
  /** Goes on where a Pitwall before this one stopped. To be called once the past has been read. */
  resume(): void;
  close(): void;
}

/** The first attempt comes soon, the later ones leave the lobby in peace. */
const DELAYS_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** A registration that held for so long counts; the next loss begins anew. A heartbeat comes every minute. */
const HELD_MS = 600_000;

/**
 * Repeats the registration of a server that the lobby has forgotten: acServer itself says that it should be restarted,
 * which would end the race. Its own attempts at the start are left to it.
 */
export function repairLobby(options: LobbyRepairOptions): LobbyRepair {
  const { clock, log } = options;
  let isClosed = false;
  let attempts = 0;
  let registeredAt: number | undefined;
  let next: { readonly at: number; readonly cancel: () => void } | undefined;

  function plan(): void {
    cancel();
    const delay = DELAYS_MS[Math.min(attempts, DELAYS_MS.length - 1)] ?? 0;
    next = { at: clock.now() + delay, cancel: clock.after(delay, () => void attempt()) };
  }

  async function attempt(): Promise<void> {
    next = undefined;
    attempts++;
    try {
      await options.register(attempts);
    } catch (error) {
      if (!(error instanceof UserError)) log.error({ err: error }, 'repeating the lobby registration failed');
    }
    resume();
  }

  function resume(): void {
    const isLost = options.isRunning() && options.state().lobby?.standing === 'lost';
    if (isLost && !next && !isClosed) plan();
  }

  function cancel(): void {
    next?.cancel();
    next = undefined;
  }

  function startOver(): void {
    cancel();
    attempts = 0;
    registeredAt = undefined;
  }

  const reactions: Listeners<void> = {
    lobbyLost: () => {
      if (registeredAt !== undefined && clock.monotonic() - registeredAt >= HELD_MS) attempts = 0;
      plan();
    },
    lobbyRegistered: () => {
      cancel();
      registeredAt = clock.monotonic();
    },
    serverStarting: startOver,
    serverStopped: startOver,
  };
  const stop = options.bus.live((event) => hear(reactions, event));

  return {
    nextAttemptAt: () => next?.at,
    resume,
    close() {
      isClosed = true;
      stop();
      cancel();
    },
  };
}
