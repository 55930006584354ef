/** What a driver reads in the game's chat: short, because they may be driving. */
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

/** `slots` is 0 where they are not known. */
interface Taken {
  readonly connected: number;
  readonly slots: number;
  readonly session?: string;
}

export const inGameTexts = {
  runByAcServer: ({ command }: { readonly command: string }) =>
    `acServer keeps this for its own admins; use !${command}`,
  runForAdmins: () => 'acServer keeps this for its own admins: type "/admin" and the password first.',
  notKnownAsAdmin: () => 'Admins: type "/admin" and the password. Pitwall cannot see the one you joined with.',
  tooManyLines: () => 'Too many lines at once: wait a few seconds.',
  sayMore: ({ fields }: { readonly fields: readonly string[] }) => `Missing: ${fields.join(', ')}.`,
  andMore: ({ lines }: { readonly lines: number }) => `... and ${lines} more`,
  gridGoesOnInGame: ({ more }: { readonly more: number }) => `... and ${more} more: /grid order on Discord shows all.`,
  helpInGame: ({ usage, about }: { readonly usage: string; readonly about: string }) => `!${usage}: ${about}`,
  helpMoreInGame: () => 'Type !help and a command for details.',
  serverInGame: ({ name, state }: { readonly name: string; readonly state: string }) => `${name}: ${state}`,
  takenInGame: ({ connected, slots, session }: Taken) => {
    const taken = slots > 0 ? `${connected} of ${slots} drivers` : `${connected} drivers`;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'Nobody is on the server.',
  driverInGame: ({ carId, name, laps, loaded }: DriverInGame) =>
    `${carId} ${name}${loaded ? `, ${laps} laps` : ' (loading)'}`,
  noSessionsInGame: () => 'No sessions are configured.',
  sessionInGame: ({ name, laps, minutes, active }: SessionInGame) =>
    `${name}: ${laps > 0 ? `${laps} laps` : `${minutes} minutes`}${active ? ' (running)' : ''}`,
  lobbyInGame: ({ standing, answer }: { readonly standing: string; readonly answer?: string }) =>
    answer === undefined ? `Lobby: ${standing}` : `Lobby: ${standing} (${answer})`,
  noPenaltiesInGame: () => 'No penalties.',
  /** `position` is absent for who is not classified. */
  placeInGame: ({ position, disqualified, name }: Place) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
};

interface Place {
  readonly position?: number;
  readonly disqualified: boolean;
  readonly name: string;
}
