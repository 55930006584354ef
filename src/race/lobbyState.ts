import type { Listeners } from '../events/events.ts';

/** What is known of the server's place in the public lobby. */
export interface LobbyState {
  /** `failed`: never registered in this run; `lost`: registered, and then forgotten by the lobby. */
  readonly standing: 'registered' | 'failed' | 'lost';
  /** UTC, milliseconds: when it came to be so. */
  readonly since: number;
  /** What the lobby said last, where that is known. */
  readonly answer?: string;
}

/** The part of the fold that is about the lobby. */
export const lobbySteps: Listeners<LobbyState, [LobbyState | undefined]> = {
  lobbyRegistered: ({ at, answer }, known) => standing(known, 'registered', at, answer),
  // A repeated registration that fails takes nothing away from the one there is.
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
