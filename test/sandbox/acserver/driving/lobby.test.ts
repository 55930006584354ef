import { afterEach, describe, expect, it } from 'vitest';
import { type LobbyClient, openLobbyClient } from '../../../../sandbox/acserver/driving/lobbyClient.ts';
import { type Lobby, openLobby } from '../../../../sandbox/lobby.ts';
import { kindsOf, transcript } from '../kinds.ts';
import { drive } from './drive.ts';

const theirs = transcript('v1.15_2024_lobby_fail_then_ok_and_join');
const open: (Lobby | LobbyClient)[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server that registers; `until` runs the clock until a line is printed. */
async function registering(refuse: number, { early = false } = {}) {
  const lobby = await openLobby({ refuse });
  const driven = drive({ open: early });
  const { server, clock, lines } = driven;
  const client = openLobbyClient({
    ...{
      address: lobby.address,
      clock,
      speed: 1,
      world: () => server.world(),
      print: (more) => void lines.push(...more),
    },
    onRegistered() {
      server.sessions.lobbyAnswered();
      server.open();
    },
  });
  open.push(client, lobby);
  async function until(line: string | RegExp): Promise<void> {
    const isThere = () => lines.some((each) => (typeof line === 'string' ? each === line : line.test(each)));
    for (let turn = 0; turn < 500 && !isThere(); turn++) {
      clock.advance(50);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(isThere()).toBe(true);
  }
  return { ...driven, lobby, client, until };
}

describe('a server that registers', () => {
  it('fails, retries and restarts its first session like the transcript', async () => {
    const { lines, until, sent } = await registering(5);
    await until('CONNECTED TO LOBBY');
    const attempts = (all: readonly string[]) => {
      const from = all.indexOf('Registering to AC central server');
      const to = all.indexOf('RESTARTING FROM SESSION 0');
      return kindsOf(all.slice(from, to + 1), []).map((line) => line.replace(/(CALLING http:).*/, '$1'));
    };
    expect(attempts(lines)).toEqual(attempts(theirs));
    expect(sent('newSession').map(({ sessionIndex }) => sessionIndex)).toEqual([0, 0]);
  });

  it('sends the same keys in the same order as the transcript', async () => {
    const { lobby, until } = await registering(0);
    await until('CONNECTED TO LOBBY');
    const keysOf = (url: string) => [...new URL(url, 'http://lobby').searchParams.keys()];
    const call = theirs.find((line) => line.startsWith('CALLING'))?.slice('CALLING '.length) ?? '';
    expect(keysOf(lobby.requests[0] ?? '')).toEqual(keysOf(call));
  });

  it('reports a session by its type, and learns that it is no longer registered', async () => {
    const { lobby, lines, until, client } = await registering(0);
    await until('CONNECTED TO LOBBY');
    client.sessionBegan();
    await until('OK');
    expect(lines.find((line) => line.startsWith('SENDING http'))).toMatch(
      /ping\?session=2&timeleft=180&port=9600&clients=0&track=pitwall_ring&pickup=1$/,
    );
    lobby.forget();
    client.sessionBegan();
    await until(/^ERROR,SERVER NOT REGISTERED/);
  });

  it('stays at session -1 if a driver is there already, then runs the first session', async () => {
    const { lines, until, sent, server, control, clock } = await registering(1, { early: true });
    await until('RESTARTING FROM SESSION 0');
    expect(sent('newSession')).toHaveLength(1);
    server.receive({ type: 'getSessionInfo', sessionIndex: -1 });
    expect(sent('sessionInfo').at(-1)).toMatchObject({ sessionIndex: 255, currentSessionIndex: 255, name: 'Qualify' });
    server.receive({ type: 'restartSession' });
    expect(lines).toContain('SENDING session index : -1');
    clock.advance(20_000);
    control('finish');
    expect(sent('newSession').at(-1)).toMatchObject({ sessionIndex: 0, name: 'Qualify' });
    expect(lines).not.toContain('Server looping');
  });
});
