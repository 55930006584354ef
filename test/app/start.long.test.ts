import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventuallyHolds } from '../eventually.ts';
import { lockedBy } from '../fakes/store.ts';
import { freePort } from '../ports.ts';
import { run } from '../program.ts';
import { edit, NOBODY, PASSING, refusal, whileReady, withInstallation } from './starting.ts';

/** The websocket's answer, after its welcome. */
async function ask(port: number, line: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  await once(socket, 'message');
  socket.send(line);
  while (!frames.some((frame) => 'error' in JSON.parse(frame))) await once(socket, 'message');
  socket.close();
  return JSON.parse(frames.at(-1) ?? '').error.msg;
}

/** The welcome, and the first frame after the line. */
async function firstFrames(port: number, line: string): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  await once(socket, 'message');
  socket.send(line);
  while (frames.length < 2) await once(socket, 'message');
  socket.close();
  return frames.join('\n');
}

describe.concurrent('Pitwall starts', () => {
  it('and logs in five lines what runs where', () =>
    withInstallation(async (made) => {
      await whileReady(made, { WEBSOCKET_ADMIN_TOKEN: 'tell-nobody' }, async (log) => {
        const { plugin, websocket } = made.ports;
        const lines = log()
          .split('\n')
          .flatMap((line) => /INFO: ((?:Pitwall|Game servers|Channels|Roles|Websocket)\b.*)$/.exec(line)?.[1] ?? []);
        expect(lines).toEqual([
          expect.stringMatching(/^Pitwall \d+\.\d+\.\d+ on Node [\d.]+; data in \S+data$/),
          `Game servers: gt3 is stopped; Pitwall listens on 127.0.0.1:${plugin}`,
          'Channels: #race-control (everything else) of Sunday Sprint League',
          'Roles: admins: members with Administrator; stewards: admins only; drivers: every member',
          `Websocket: 127.0.0.1:${websocket}, tokens for admin`,
          expect.stringMatching(/^Pitwall is ready/),
        ]);
        expect(log()).not.toContain('tell-nobody');
      });
    }));

  it('and says what is missing if the UDP plugin is off', () =>
    withInstallation(async (made) => {
      edit(made, /UDP_PLUGIN_LOCAL_PORT=.*\nUDP_PLUGIN_ADDRESS=.*/, 'UDP_PLUGIN_LOCAL_PORT=0\nUDP_PLUGIN_ADDRESS=');
      const lines = 'UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000';
      await whileReady(made, {}, async (log) => {
        expect(log()).toContain(lines);
        const handle = made.discord.person('Ada').slash({ channel: 'race-control', path: ['server', 'info'] });
        await handle.done();
        const [embed] = handle.reply()?.embeds ?? [];
        expect(embed?.description?.replaceAll('\\', '')).toContain(lines);
      });
    }));

  it('and reports a missing side channel or role, only once in the main channel', () =>
    withInstallation(async (made) => {
      const gone = { DISCORD_LOG_CHANNEL_ID: NOBODY, DISCORD_STEWARD_ROLES: NOBODY };
      const told = () =>
        made.discord.world.messages(made.discord.channel('race-control')).map(({ content }) => content);
      await whileReady(made, gone, async (log) => {
        expect(log()).toContain(`DISCORD_STEWARD_ROLES holds ${NOBODY}`);
        expect(log()).toContain(`DISCORD_LOG_CHANNEL_ID is ${NOBODY}`);
      });
      await whileReady(made, { DISCORD_STEWARD_ROLES: NOBODY }, async () => {
        await eventuallyHolds(async () => expect(told().join()).toContain('only admins decide until it is replaced'));
      });
      const before = told().length;
      await whileReady(made, { DISCORD_STEWARD_ROLES: NOBODY }, async (log) => {
        expect(log()).toContain('only admins decide until it is replaced');
      });
      expect(told()).toHaveLength(before);
    }));

  it('and serves metrics and health, with or without Discord', () =>
    withInstallation(async (made) => {
      const port = await freePort();
      await whileReady(made, { METRICS_PORT: String(port) }, async (log) => {
        expect(log()).toContain(`; health: http://127.0.0.1:${port}/metrics and /healthz`);
        const metrics = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
        expect(await metrics()).toMatch(/^pitwall_discord_connected 1$/m);
        expect(await metrics()).toMatch(/^pitwall_server_state\{server="gt3"\} 0$/m);
        expect(await metrics()).toMatch(/^pitwall_store_bytes [1-9]\d{4,}$/m);
        expect(await metrics()).not.toContain(made.adminPassword);
        made.discord.faults.refuseUpgrades = true;
        made.discord.faults.dropSockets();
        await eventuallyHolds(async () => expect(await metrics()).toMatch(/^pitwall_discord_connected 0$/m));
        const health = await fetch(`http://127.0.0.1:${port}/healthz`);
        expect(health.status).toBe(200);
        expect(await health.json()).toMatchObject({
          status: 'ok',
          checks: expect.arrayContaining([expect.objectContaining({ check: 'discord', ok: false })]),
        });
        made.discord.faults.refuseUpgrades = false;
      });
    }));

  it('and says what is not posted when everybody can read the only channel', () =>
    withInstallation(async (made) => {
      await whileReady(made, {}, async (log) => {
        expect(log()).toContain('incident cards and reports are not posted');
      });
    }));

  it('but not twice on the same data directory', () =>
    withInstallation(async (made) => {
      await whileReady(made, {}, async () => {
        expect(await refusal(made, {}, PASSING)).toMatch(
          /^Another Pitwall is using .*\/data \(process \d+, started in .*\); stop it, or give this one a DATA_DIR of its own.\n$/,
        );
      });
    }));

  it('without the game server program, and says so on start', () =>
    withInstallation(async (made) => {
      const program = join(made.directory, process.platform === 'win32' ? 'acServer.exe' : 'acServer');
      rmSync(program, { force: true });
      await whileReady(made, { ACSERVER_COMMAND: '' }, async (log) => {
        expect(log()).toContain(`gt3: The program ${program} does not exist.`);
        expect(await ask(made.ports.websocket, 'server start')).toContain(`The program ${program} does not exist.`);
      });
    }));

  it('and quotes the last output of a game server that dies at start, without its password', () =>
    withInstallation(async (made) => {
      const dies = `console.log('password ${made.adminPassword}'); console.error('panic: car not found'); process.exit(3)`;
      const command = `"${process.execPath}" -e "${dies}"`;
      await whileReady(made, { ACSERVER_COMMAND: command }, async (log) => {
        const said = await ask(made.ports.websocket, 'server start');
        expect(said).toContain('exit code 3');
        expect(said).toContain('panic: car not found');
        expect(said + log()).not.toContain(made.adminPassword);
        expect(readdirSync(join(made.data, 'servers/gt3/logs'))).toHaveLength(1);
      });
    }));

  it('and answers questions while another program locks its store', () =>
    withInstallation(async (made) => {
      await whileReady(made, {}, async (log) => {
        const unlock = lockedBy(made.data);
        const frames = await firstFrames(made.ports.websocket, 'server info');
        expect(frames).toContain('"msg": "stopped"');
        expect(frames).not.toContain('"error"');
        await eventuallyHolds(() => expect(log()).toContain('a question could not be recorded'));
        unlock();
      });
    }));

  it('and waits for Discord when it is unreachable', () =>
    withInstallation(async (made) => {
      edit(made, /UDP_PLUGIN_ADDRESS=.*/, 'UDP_PLUGIN_ADDRESS=');
      const program = run('main', {
        ...made.environment,
        WEBSOCKET_PORT: '',
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
      });
      await program.says('Discord cannot be reached yet');
      await program.says('Channels: Discord is unreachable; posts wait');
      program.child.kill('SIGTERM');
      expect(await program.ended).toBe(0);
      expect(program.errors()).toBe('');
    }));
});
