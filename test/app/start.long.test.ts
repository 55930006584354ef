import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventuallyHolds } from '../eventually.ts';
import { lockedBy } from '../fakes/store.ts';
import { freePort } from '../ports.ts';
import { contents, type Environment, type Installation, installation, PITWALL, run } from '../program.ts';

const NOBODY = '123456789012345678';
const REFUSED = 2;
/** What may be over at the next try: EX_TEMPFAIL. */
const PASSING = 75;

/** Starts Pitwall, expects it to end, and tells what it said; the server directory must be as it was. */
async function refusal(
  { directory, data, environment }: Installation,
  changes: Environment,
  code = REFUSED,
): Promise<string> {
  const before = contents(directory);
  const program = run('main', { ...environment, ...changes });
  expect(await program.ended).toBe(code);
  expect(program.output()).not.toContain('FATAL');
  if (existsSync(directory)) expect(contents(directory)).toEqual(before);
  expect(existsSync(join(data, 'servers'))).toBe(false);
  return program.errors();
}

async function withInstallation(work: (made: Installation) => Promise<void>): Promise<void> {
  const made = await installation();
  try {
    await work(made);
  } finally {
    await made.remove();
  }
}

/** Changes a line of server_cfg.ini. */
function edit({ directory }: Installation, line: RegExp, replacement: string): string {
  const path = join(directory, 'cfg/server_cfg.ini');
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(line);
  writeFileSync(path, text.replace(line, replacement));
  return path;
}

/** Runs Pitwall until it is ready, and ends it as a service manager would. */
async function whileReady(
  { environment }: Installation,
  changes: Environment,
  work: (log: () => string) => Promise<void>,
): Promise<void> {
  const program = run('main', { ...environment, ...changes });
  try {
    await program.says('Pitwall is ready');
    await work(program.output);
  } finally {
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.errors()).toBe('');
  }
}

/** What the websocket answers, after its welcome. */
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

/** The welcome, and the first frame that follows the line. */
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

describe.concurrent('Pitwall does not start, and says in one sentence why:', () => {
  it('it is not configured', async () => {
    const program = run('main', {});
    expect(await program.ended).toBe(REFUSED);
    expect(program.output()).toBe('');
    expect(program.errors()).toBe(
      `Pitwall is not configured yet: run "node ${PITWALL} setup", or set DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID and SERVER_DIR in .env, a copy of .env.example.\n`,
    );
  });

  it('there is no server directory', () =>
    withInstallation(async (made) => {
      const missing = join(made.directory, 'elsewhere');
      expect(await refusal(made, { SERVER_DIR: missing })).toBe(
        `There is no directory ${missing}; SERVER_DIR must be where acServer and its cfg folder are. It is in ${made.directory}.\n`,
      );
    }));

  it('everything that is wrong is told at once: settings, the directory of the game server, and its program', () =>
    withInstallation(async (made) => {
      rmSync(join(made.directory, 'cfg/entry_list.ini'));
      const said = await refusal(made, {
        DISCORD_GUILD_ID: 'league',
        KEEP_DAYS: '0',
        ACSERVER_COMMAND: '/nowhere/acServer',
      });
      expect(said.trim().split('\n')).toEqual([
        expect.stringContaining('DISCORD_GUILD_ID'),
        expect.stringContaining('KEEP_DAYS'),
        `${join(made.directory, 'cfg/entry_list.ini')} is missing; acServer needs it.`,
        'gt3: The program /nowhere/acServer does not exist. Set ACSERVER_COMMAND, or correct SERVER_DIR.',
      ]);
    }));

  it('there is no server_cfg.ini', () =>
    withInstallation(async (made) => {
      const path = join(made.directory, 'cfg/server_cfg.ini');
      rmSync(path);
      expect(await refusal(made, {})).toBe(`${path} is missing; acServer needs it.\n`);
    }));

  it('server_cfg.ini has no [SERVER]', () =>
    withInstallation(async (made) => {
      const path = edit(made, /\[SERVER\]/, '[SEVER]');
      const said = await refusal(made, {});
      expect(said).toMatch(/^[^\n]+\n$/);
      expect(said).toContain(path);
      expect(said).toContain('[SERVER]');
    }));

  it('Discord does not accept the token', () =>
    withInstallation(async (made) => {
      const said = await refusal(made, { DISCORD_TOKEN: 'bm9ib2R5.c2FuZGJveA.wrong' });
      expect(said).toBe(
        'Discord does not accept DISCORD_TOKEN; copy the bot\'s token from "Bot" in the Discord developer portal.\n',
      );
    }));

  it('the Discord server has no such main channel', () =>
    withInstallation(async (made) => {
      expect(await refusal(made, { DISCORD_CHANNEL_ID: NOBODY })).toBe(
        `DISCORD_CHANNEL_ID is ${NOBODY}, but "Sunday Sprint League" has no channel with that id that the bot can see. ` +
          'Put the id of a channel that is there in its place, or let the bot see it.\n',
      );
      expect(made.discord.logins.used).toBe(0);
    }));

  it('the port of the websocket is taken', () =>
    withInstallation(async (made) => {
      const other = createServer().listen(made.ports.websocket, '127.0.0.1');
      await once(other, 'listening');
      expect(await refusal(made, {}, PASSING)).toBe(
        `WEBSOCKET_PORT ${made.ports.websocket} is taken by another program; choose another one.\n`,
      );
      other.close();
    }));

  it('the port for its metrics is taken', () =>
    withInstallation(async (made) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      expect(await refusal(made, { METRICS_PORT: String(port) }, PASSING)).toBe(
        `METRICS_PORT ${port} is taken by another program; choose another one.\n`,
      );
      other.close();
    }));

  it('others could reach the websocket, and no token is set', () =>
    withInstallation(async (made) => {
      expect(await refusal(made, { WEBSOCKET_HOST: '0.0.0.0' })).toBe(
        'WEBSOCKET_HOST is "0.0.0.0", which other machines can reach: set WEBSOCKET_ADMIN_TOKEN, or use 127.0.0.1.\n',
      );
    }));

  it('the port of the UDP plugin is taken', () =>
    withInstallation(async (made) => {
      const other = createSocket('udp4').bind(made.ports.plugin, '127.0.0.1');
      await once(other, 'listening');
      const said = await refusal(made, {}, PASSING);
      expect(said).toMatch(/^[^\n]+\n$/);
      expect(said).toContain(String(made.ports.plugin));
      other.close();
    }));

  it('a file is in the place of its data', () =>
    withInstallation(async (made) => {
      writeFileSync(made.data, 'mine');
      const said = await refusal(made, {});
      expect(said).toMatch(/^DATA_DIR [^\n]+\n$/);
      expect(said).toContain(made.data);
      expect(readFileSync(made.data, 'utf8')).toBe('mine');
    }));
});

describe.concurrent('Pitwall says in one sentence', () => {
  it('that its store is damaged, or empty where there was one', () =>
    withInstallation(async (made) => {
      mkdirSync(made.data, { mode: 0o700 });
      const path = join(made.data, 'pitwall.db');
      for (const contents of ['garbage'.repeat(2000), '']) {
        writeFileSync(path, contents);
        const said = await refusal(made, {});
        expect(said).toMatch(/^\S+pitwall\.db is (damaged|empty)[^\n]*: stop Pitwall and put a backup[^\n]+\n$/);
        expect(said).toContain(`There is no backup in ${made.data}.`);
        expect(readFileSync(path, 'utf8')).toBe(contents);
      }
    }));
});

describe.concurrent('Pitwall starts', () => {
  it('and says in five lines what runs where', () =>
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

  it('and says what is missing where the UDP plugin is off', () =>
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

  it('and says once, in the main channel too, that a side channel and a role are gone', () =>
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

  it('and tells programs how it is, whether Discord is there or not', () =>
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

  it('and says what is not posted where everybody can read the only channel', () =>
    withInstallation(async (made) => {
      await whileReady(made, {}, async (log) => {
        expect(log()).toContain('incident cards and reports are not posted');
      });
    }));

  it('but not twice on the same data', () =>
    withInstallation(async (made) => {
      await whileReady(made, {}, async () => {
        expect(await refusal(made, {}, PASSING)).toMatch(
          /^Another Pitwall is using .*\/data \(process \d+, started in .*\); stop it, or give this one a DATA_DIR of its own.\n$/,
        );
      });
    }));

  it('and says on a start of the game server that there is none', () =>
    withInstallation(async (made) => {
      const program = join(made.directory, process.platform === 'win32' ? 'acServer.exe' : 'acServer');
      rmSync(program, { force: true });
      await whileReady(made, { ACSERVER_COMMAND: '' }, async (log) => {
        expect(log()).toContain(`gt3: The program ${program} does not exist.`);
        expect(await ask(made.ports.websocket, 'server start')).toContain(`The program ${program} does not exist.`);
      });
    }));

  it('and tells the last words of a game server that dies at its start, but not its password', () =>
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

  it('and answers questions while another program has locked its store', () =>
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

  it('and waits for a Discord that is out of reach', () =>
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
