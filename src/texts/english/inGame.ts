/** Texts for the game's chat: short, because the driver may be driving. */
import { plural } from '../../kit/words.ts';

interface DriverInGame {
  readonly carId: number;
  readonly name: string;
  readonly laps: number;
  readonly loaded: boolean;
}

interface SessionInGame {
  readonly name: string;
  readonly laps: number;
  readonly minutes: number;
  readonly active: boolean;
}

/** `slots` is 0 if the number is unknown. */
interface Taken {
  readonly connected: number;
  readonly slots: number;
  readonly session?: string;
}

const STATES = {
  running: 'running',
  starting: 'starting',
  stopping: 'stopping',
  stopped: 'stopped',
  unknown: 'unknown',
} as const;

const STANDINGS = {
  off: 'off',
  stopped: 'stopped',
  unknown: 'unknown',
  registered: 'registered',
  failed: 'failed',
  lost: 'lost',
} as const;

export const inGameTexts = {
  tooManyLines: () => 'Too many lines at once: wait a few seconds.',
  andMore: ({ lines }: { readonly lines: number }) => `... and ${lines} more`,
  helpInGame: ({ usage, about }: { readonly usage: string; readonly about: string }) => `${usage}: ${about}`,
  helpMoreInGame: () => 'Type !help and a command for details.',
  serverInGame: ({ name, state }: { readonly name: string; readonly state: keyof typeof STATES }) =>
    `${name}: ${STATES[state]}`,
  takenInGame: ({ connected, slots, session }: Taken) => {
    const taken = slots > 0 ? `${connected} of ${slots} drivers` : `${connected} drivers`;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'Nobody is on the server.',
  driverInGame: ({ carId, name, laps, loaded }: DriverInGame) =>
    `${carId} ${name}${loaded ? `, ${plural(laps, 'lap')}` : ' (loading)'}`,
  noSessionsInGame: () => 'No sessions are configured.',
  sessionInGame: ({ name, laps, minutes, active }: SessionInGame) =>
    `${name}: ${laps > 0 ? plural(laps, 'lap') : plural(minutes, 'minute')}${active ? ' (running)' : ''}`,
  lobbyInGame: ({ standing, answer }: { readonly standing: keyof typeof STANDINGS; readonly answer?: string }) =>
    answer === undefined ? `Lobby: ${STANDINGS[standing]}` : `Lobby: ${STANDINGS[standing]} (${answer})`,
  /** Before a driver is kicked or banned. */
  beingSentAway: ({ how, reason }: { readonly how: 'kicked' | 'banned'; readonly reason: string }) =>
    `You are being ${how}: ${reason}`,
  /** For a driver who joins while banned; `until`: "2026-01-01 14:00 UTC", absent for a permanent ban. */
  banStands: ({ until, reason }: { readonly until: string | undefined; readonly reason: string }) =>
    `You are banned ${until === undefined ? 'permanently' : `until ${until}`}${reason === '' ? '' : `: ${reason}`}`,
  noPenaltiesInGame: () => 'No penalties.',
  /** `position` is absent for an unclassified driver. */
  placeInGame: ({ position, disqualified, name }: Place) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
};

interface Place {
  readonly position?: number;
  readonly disqualified: boolean;
  readonly name: string;
}
