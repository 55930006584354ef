/** Whether the game server is listed in the public lobby. */
interface LobbyStanding {
  readonly server: string;
  readonly standing: 'off' | 'stopped' | 'unknown' | 'registered' | 'failed' | 'lost';
  /** "/lobby restart": the command that registers it again, as its reader types it. */
  readonly how: string;
}

export const lobbyTexts = {
  lobbyStanding: ({ server, standing, how }: LobbyStanding): string => {
    switch (standing) {
      case 'off':
        return `${server} is not set to register with the lobby: REGISTER_TO_LOBBY is 0 in its server_cfg.ini.`;
      case 'stopped':
        return `${server} is not running; the lobby lists running servers only.`;
      case 'unknown':
        return `The lobby status of ${server} is unknown; ${how} registers it again.`;
      case 'registered':
        return `${server} is listed in the lobby.`;
      case 'failed':
        return `${server} is not listed in the lobby: it could not register.`;
      case 'lost':
        return `${server} is no longer listed in the lobby.`;
    }
  },
};
