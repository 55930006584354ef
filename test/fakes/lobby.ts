import type { LobbyActions, LobbyInfo } from '../../src/features/lobby/actions.ts';

export const lobbyInfo: LobbyInfo = {
  server: 'gt3',
  standing: 'registered',
  since: Date.UTC(2026, 0, 1, 11, 31),
  answer: 'OK,47949312,8081',
  heartbeat: { at: Date.UTC(2026, 0, 1, 11, 59), ok: true, text: 'OK' },
  urls: { register: 'http://lobby/lobby.ashx/register?name=x', ping: 'http://lobby/lobby.ashx/ping?session=3' },
};

/** Registered, and registered again by `restart`. */
export const fakeLobby = (info: LobbyInfo = lobbyInfo): LobbyActions => ({
  info: () => info,
  restart: async () => ({ ...info, reply: { ok: true, text: 'OK,47949312,8081' } }),
});
