import type { Listeners } from '../events/events.ts';
import type { RaceState } from './state.ts';

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
export const lobbySteps: Listeners<RaceState, [RaceState]> = {
  lobbyRegistered: ({ at, answer }, state) => standing(state, 'registered', at, answer),
  // A repeated registration that fails takes nothing away from the one there is.
  lobbyFailed: ({ at, answer }, state) => standing(state, state.lobby?.standing ?? 'failed', at, answer),
  lobbyLost: ({ at, answer }, state) => standing(state, 'lost', at, answer),
};

function standing(state: RaceState, now: LobbyState['standing'], at: number, answer: string | undefined): RaceState {
  const since = state.lobby?.standing === now ? state.lobby.since : at;
  return { ...state, lobby: { standing: now, since, ...(answer === undefined ? {} : { answer }) } };
}
