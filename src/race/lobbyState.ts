import type { Listeners } from '../events/events.ts';

/** The server's registration with the public lobby, as far as known. */
export interface LobbyState {
  /** `failed`: never registered in this run; `lost`: registered, then dropped by the lobby. */
  readonly standing: 'registered' | 'failed' | 'lost';
  /** UTC, milliseconds: when this standing began. */
  readonly since: number;
  /** The lobby's last answer, if known. */
  readonly answer?: string;
}

/** The part of the fold for the lobby. */
export const lobbySteps: Listeners<LobbyState, [LobbyState | undefined]> = {
  lobbyRegistered: ({ at, answer }, known) => standing(known, 'registered', at, answer),
  // If registering again fails, the existing registration stands.
  lobbyFailed: ({ at, answer }, known) => standing(known, known?.standing ?? 'failed', at, answer),
  lobbyLost: ({ at, answer }, known) => standing(known, 'lost', at, answer),
};

function standing(
  known: LobbyState | undefined,
  now: LobbyState['standing'],
  at: number,
  answer: string | undefined,
): LobbyState {
  return { standing: now, since: known?.standing === now ? known.since : at, answer };
}
