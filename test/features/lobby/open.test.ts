import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { begin, openServer } from '../../../src/app/server.ts';
import { TABLES } from '../../../src/app/tables.ts';
import type { RaceEvent } from '../../../src/events/events.ts';
import { untilTrue } from '../../acserver/process/rig.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/cfg/', import.meta.url));
const program = fileURLToPath(new URL('../../fakes/acserver/forgotten.mjs', import.meta.url));
const cleaners: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleaners.splice(0).reverse()) await clean();
});

/** A lobby that accepts everybody, and the requests it got. */
async function openLobby() {
  const asked: string[] = [];
  const lobby = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('OK,47949312,8081');
  });
  await new Promise<void>((resolve) => lobby.listen(0, '127.0.0.1', resolve));
  cleaners.push(() => void lobby.close());
  return { asked, host: `127.0.0.1:${(lobby.address() as AddressInfo).port}` };
}

/** A real server's directory, with a fake server running in it whose registration gets lost. */
async function open(lobbyHost: string) {
  const root = mkdtempSync(join(tmpdir(), 'pitwall-lobby-'));
  const directory = join(root, 'server');
  mkdirSync(join(directory, 'cfg'), { recursive: true });
  for (const file of ['server_cfg', 'entry_list'])
    cpSync(join(fixtures, `${file}.content-manager-dialect.ini`), join(directory, 'cfg', `${file}.ini`));
  const store = openStore(root, TABLES);
  const clock = new FakeClock();
  const around = { store, clock, log: pino({ level: 'silent' }), dataDirectory: root };
  const openAgain = () =>
    openServer({ id: 'main', directory, command: [process.execPath, program], lobbyHost }, around);
  let server = await openAgain();
  const events: RaceEvent[] = [];
  server.live.bus.live((event) => events.push(event));
  await begin(server);
  cleaners.push(async () => {
    const stopping = server.actions.stop(() => {});
    await untilTrue(() => {
      clock.advance(100);
      return server.actions.info().state === 'stopped';
    });
    await stopping;
    await server.close();
    store.close();
    rmSync(root, { recursive: true, force: true });
  });
  const reopen = async () => {
    await server.close();
    server = await openAgain();
    await begin(server);
    return server;
  };
  return { server, reopen, clock, directory, lobbyEvents: () => events.filter(({ type }) => type.startsWith('lobby')) };
}

describe('a server that the lobby forgets', () => {
  it('is registered again, with the settings it runs with, at the configured lobby', async () => {
    const { asked, host } = await openLobby();
    const { server, reopen, clock, directory, lobbyEvents } = await open(host);
    const starting = server.actions.start(() => {});
    await untilTrue(() => {
      clock.advance(100);
      return lobbyEvents().some(({ type }) => type === 'lobbyLost');
    });
    await starting;
    // From now on, changes to the files count only at the next start.
    const cfg = join(directory, 'cfg', 'server_cfg.ini');
    writeFileSync(cfg, readFileSync(cfg, 'latin1').replace('santa_monica_mtns', 'imola'), 'latin1');
    await untilTrue(() => {
      clock.advance(100);
      return server.actions.lobby.info().standing === 'registered';
    });
    expect(lobbyEvents()).toMatchObject([
      { type: 'lobbyRegistered', by: 'server' },
      { type: 'lobbyLost' },
      { type: 'lobbyRegistered', by: 'pitwall', answer: 'OK,47949312,8081' },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(
      /^\/lobby\.ashx\/register\?name=Karin%27s\+AC\+Server&.*&track=santa_monica_mtns-g_lasFlores&/,
    );
    expect(server.actions.lobby.info()).toMatchObject({
      heartbeat: { ok: false, text: 'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART' },
      urls: { register: `http://${host}${asked[0]}` },
    });
    // The next Pitwall process knows it too.
    expect((await reopen()).actions.lobby.info()).toMatchObject({
      standing: 'registered',
      urls: { register: `http://${host}${asked[0]}` },
    });
  });
});
