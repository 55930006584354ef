import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfiguration } from '../../src/acserver/configuration.ts';
import type { ServerInfo } from '../../src/features/process/info.ts';
import { configurationActions } from '../../src/features/sessions/configuration.ts';
import { UserError } from '../../src/kit/errors.ts';
import { appOf } from '../fakes/app.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeLobby, lobbyInfo } from '../fakes/lobby.ts';
import { fakeTracker, trackerInfo } from '../fakes/tracker.ts';
import { cfg, openGrid } from '../features/grid/rig.ts';
import { desktopClient } from './desktop.ts';
import { fakeServer, openRig } from './rig.ts';

const SESSIONS = '[PRACTICE]\nNAME=Practice\nTIME=20\n\n[RACE]\nNAME=Race\nLAPS=10\nWAIT_TIME=60\n';
const REFUSED = 'ERROR,INVALID SERVER,CHECK YOUR PORT FORWARDING SETTINGS';

/** A server on real files, after a race has ended. Process, lobby and tracker obey at once. */
function openServer() {
  const files = openGrid({ cfg: cfg({ sessions: SESSIONS }) });
  const configuration = configurationActions({
    path: join(files.directory, 'cfg', 'server_cfg.ini'),
    runningSession: () => undefined,
    backups: join(files.directory, '..', 'backups'),
    isRunning: () => runs,
    read: () => readConfiguration(files.directory).cfg,
    clock: new FakeClock(),
  });
  let runs = false;
  let tracks = false;
  let reply = { ok: true, text: 'OK' };
  const server = fakeServer({ info: { track: 'suzuka' } });
  const info = (): ServerInfo => ({
    ...server.info(),
    state: runs ? 'running' : 'stopped',
    startedAt: Date.UTC(2022, 6),
  });
  const switching = (to: boolean, change: 'started' | 'stopped') => async () => {
    if (runs === to) throw new UserError(`main is ${change} already.`);
    runs = to;
    files.run(to);
    return { change, info: info() };
  };
  const tracker = () => ({ ...trackerInfo, state: tracks ? ('running' as const) : ('stopped' as const) });
  const app = appOf({
    ...server,
    info,
    configuration,
    grid: files.grid,
    sessions: () =>
      configuration
        .sessions()
        .filter(({ enabled }) => enabled)
        .map(({ section, ...session }) => ({
          ...session,
          kind: section === 'RACE' ? 'race' : section === 'PRACTICE' ? 'practice' : 'qualify',
          active: false,
        })),
    start: switching(true, 'started'),
    stop: switching(false, 'stopped'),
    lobby: { ...fakeLobby(), restart: async () => ({ ...lobbyInfo, reply }) },
    tracker: {
      ...fakeTracker(),
      info: tracker,
      async start() {
        tracks = true;
        return { change: 'started', info: tracker() };
      },
      async stop() {
        tracks = false;
        return { change: 'stopped', info: tracker() };
      },
    },
  });
  return {
    app,
    files,
    cfg: () => readFileSync(join(files.directory, 'cfg', 'server_cfg.ini'), 'utf8'),
    refuseInLobby: () => {
      reply = { ok: false, text: REFUSED };
    },
  };
}

async function connect({ password = '' } = {}) {
  const server = openServer();
  const rig = await openRig({ app: server.app, tokens: password === '' ? {} : { admin: password } });
  const client = desktopClient(rig);
  await client.opened();
  client.greet(password);
  await expect.poll(client.frames).toBe(password === '' ? 5 : 4);
  return { ...server, ...client, rig };
}

describe('the desktop client of the original', () => {
  test.each(['', 'correct-horse-battery'])(
    'connects with the password "%s" and shows the state of the server',
    async (password) => {
      const { shown, stumbled } = await connect({ password });
      expect(stumbled).toEqual([]);
      expect(shown).toMatchObject({
        version: '0.1.0',
        isRunning: false,
        isTrackerRunning: false,
        errors: [],
        server: { name: 'Sunday Cup', track: 'suzuka', child_ini_file: 'cfg/server_cfg.ini', version: 'v1.15' },
        lobby: { connected: true, timestamp: '2026-01-01 11:31:00.000 +0000 UTC' },
      });
      expect(shown.sessions).toEqual({
        Practice: { laps: 0, time: 20, active: false },
        Race: { laps: 10, time: 0, active: false },
      });
      expect(Object.keys(shown.server.entries as object)).toHaveLength(22);
    },
  );

  test('can use all of its buttons', async () => {
    const { shown, stumbled, press, isOpen, files, cfg, refuseInLobby } = await connect();
    const before = files.text();

    press('server start', 'server info');
    await expect.poll(() => shown.isRunning).toBe(true);
    press('server stop', 'server info');
    await expect.poll(() => shown.isRunning).toBe(false);

    press('server session Race laps 12', 'server session Practice disable');
    press('server session Qualify enable', 'server session Qualify time 15', 'server configuration write');
    await expect
      .poll(() => shown.sessions)
      .toEqual({
        Qualify: { laps: 0, time: 15, active: false },
        Race: { laps: 12, time: 0, active: false },
      });
    expect(cfg()).toMatch(/\[RACE\]\nNAME=Race\nLAPS=12\nWAIT_TIME=60/);

    press('tracker start');
    await expect.poll(() => shown.isTrackerRunning).toBe(true);
    press('tracker stop');
    await expect.poll(() => shown.isTrackerRunning).toBe(false);

    press('grid entries');
    await expect.poll(() => Object.keys(shown.entries)).toHaveLength(22);
    press('grid finish');
    await expect.poll(() => Object.keys(shown.grid).length).toBeGreaterThan(1);
    const finish = Object.values(shown.grid);
    press('grid reverse');
    await expect.poll(() => Object.values(shown.grid)).toEqual(finish.toReversed());
    press('grid save');
    await expect.poll(() => shown.isGridSaved).toBe(true);
    expect(files.text()).not.toBe(before);

    expect(shown.errors).toEqual([]);
    press('lobby restart');
    refuseInLobby();
    press('lobby restart');
    await expect.poll(() => shown.hasClosedPorts).toBe(true);
    // The only button that the original never answered.
    press('grid starting');
    await expect.poll(() => shown.errors.at(-1)).toMatch(/^There is no "grid starting"/);
    expect([stumbled, isOpen()]).toEqual([[], true]);
  });

  test('shows an error for every wrong line and stays connected', async () => {
    const { shown, stumbled, press, isOpen } = await connect();
    const wrong = ['server stop', 'server session Drift laps 3', 'server session Race laps abc', 'grid save', 'hello'];
    press(...wrong);
    await expect.poll(() => shown.errors).toHaveLength(wrong.length);
    expect([stumbled, isOpen()]).toEqual([[], true]);
  });
});
