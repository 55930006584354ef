import { describe, expect, it } from 'vitest';
import type { LobbyActions } from '../../../src/features/lobby/actions.ts';
import { appOf } from '../../fakes/app.ts';
import { fakeLobby, lobbyInfo } from '../../fakes/lobby.ts';
import { connected, fakeServer } from '../rig.ts';

const LOGON = 'logon: {"username": "", "password": "", "protocol": "1.0"}';
const REFUSED = 'ERROR,INVALID SERVER,CHECK YOUR PORT FORWARDING SETTINGS';
const SINCE = '2026-01-01 11:31:00.000 +0000 UTC';

const registered = {
  connected: true,
  since: SINCE,
  timestamp: SINCE,
  url_register: 'http://lobby/lobby.ashx/register?name=x',
  url_ping: 'http://lobby/lobby.ashx/ping?session=3',
};

describe.each([
  ['the README shape', []],
  ['the newer shape', [LOGON]],
])('the lobby in %s', (_, first) => {
  async function open(lobby: LobbyActions = fakeLobby()) {
    const { client } = await connected({ app: appOf({ ...fakeServer(), lobby }) });
    for (const line of first) await client.ask(line);
    return client;
  }

  it('gives the registration time under both names', async () => {
    expect(await (await open()).ask('lobby info')).toEqual({ data: { lobby: registered } });
  });

  it('answers a registration with the lobby state', async () => {
    expect(await (await open()).ask('lobby restart')).toEqual({ data: { lobby: registered } });
  });

  it('passes on the text of a refusal unchanged', async () => {
    const lobby = {
      ...fakeLobby(),
      restart: async () => ({ ...lobbyInfo, reply: { ok: false, text: REFUSED } }),
    };
    expect(await (await open(lobby)).ask('lobby restart')).toEqual({ error: { msg: REFUSED } });
  });

  it.each([
    ['off', 'gt3 is not set to register with the lobby: REGISTER_TO_LOBBY is 0 in its server_cfg.ini.'],
    ['stopped', 'gt3 is not running; the lobby lists running servers only.'],
  ] as const)('says why there is nothing to report: %s', async (standing, msg) => {
    const client = await open(fakeLobby({ server: 'gt3', standing }));
    expect(await client.ask('lobby info')).toEqual({
      data: { msg, lobby: { connected: false, since: null, timestamp: '', url_register: null, url_ping: null } },
    });
  });
});
