import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PITWALL, run } from '../program.ts';
import { edit, NOBODY, PASSING, REFUSED, refusal, withInstallation } from './starting.ts';

describe.concurrent('Pitwall refuses to start, with one sentence, if', () => {
  it('it is not configured', async () => {
    const program = run('main', {});
    expect(await program.ended).toBe(REFUSED);
    expect(program.output()).toBe('');
    expect(program.errors()).toBe(
      `Pitwall is not configured yet: run "node ${PITWALL} setup", or set DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID and SERVER_DIR in .env, a copy of .env.example.\n`,
    );
  });

  it('the server directory does not exist', () =>
    withInstallation(async (made) => {
      const missing = join(made.directory, 'elsewhere');
      expect(await refusal(made, { SERVER_DIR: missing })).toBe(
        `There is no directory ${missing}; SERVER_DIR must be where acServer and its cfg folder are. It is in ${made.directory}.\n`,
      );
    }));

  it('several things are wrong: settings, server directory and program are all listed', () =>
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

  it('server_cfg.ini is missing', () =>
    withInstallation(async (made) => {
      const path = join(made.directory, 'cfg/server_cfg.ini');
      rmSync(path);
      expect(await refusal(made, {})).toBe(`${path} is missing; acServer needs it.\n`);
    }));

  it('server_cfg.ini has no [SERVER] section', () =>
    withInstallation(async (made) => {
      const path = edit(made, /\[SERVER\]/, '[SEVER]');
      const said = await refusal(made, {});
      expect(said).toMatch(/^[^\n]+\n$/);
      expect(said).toContain(path);
      expect(said).toContain('[SERVER]');
    }));

  it('Discord rejects the token', () =>
    withInstallation(async (made) => {
      const said = await refusal(made, { DISCORD_TOKEN: 'bm9ib2R5.c2FuZGJveA.wrong' });
      expect(said).toBe(
        'Discord does not accept DISCORD_TOKEN; copy the bot\'s token from "Bot" in the Discord developer portal.\n',
      );
    }));

  it('the main channel does not exist on the Discord server', () =>
    withInstallation(async (made) => {
      expect(await refusal(made, { DISCORD_CHANNEL_ID: NOBODY })).toBe(
        `DISCORD_CHANNEL_ID is ${NOBODY}, but "Sunday Sprint League" has no channel with that id that the bot can see. ` +
          'Use the id of an existing channel, or let the bot see this one.\n',
      );
      expect(made.discord.logins.used).toBe(0);
    }));

  it('the websocket port is taken', () =>
    withInstallation(async (made) => {
      const other = createServer().listen(made.ports.websocket, '127.0.0.1');
      await once(other, 'listening');
      expect(await refusal(made, {}, PASSING)).toBe(
        `WEBSOCKET_PORT ${made.ports.websocket} is taken by another program; choose another one.\n`,
      );
      other.close();
    }));

  it('the metrics port is taken', () =>
    withInstallation(async (made) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      expect(await refusal(made, { METRICS_PORT: String(port) }, PASSING)).toBe(
        `METRICS_PORT ${port} is taken by another program; choose another one.\n`,
      );
      other.close();
    }));

  it('the websocket is reachable from outside without a token', () =>
    withInstallation(async (made) => {
      expect(await refusal(made, { WEBSOCKET_HOST: '0.0.0.0' })).toBe(
        'WEBSOCKET_HOST is "0.0.0.0", which other machines can reach: set WEBSOCKET_ADMIN_TOKEN, or use 127.0.0.1.\n',
      );
    }));

  it('the UDP plugin port is taken', () =>
    withInstallation(async (made) => {
      const other = createSocket('udp4').bind(made.ports.plugin, '127.0.0.1');
      await once(other, 'listening');
      const said = await refusal(made, {}, PASSING);
      expect(said).toMatch(/^[^\n]+\n$/);
      expect(said).toContain(String(made.ports.plugin));
      other.close();
    }));

  it('DATA_DIR is a file', () =>
    withInstallation(async (made) => {
      writeFileSync(made.data, 'mine');
      const said = await refusal(made, {});
      expect(said).toMatch(/^DATA_DIR [^\n]+\n$/);
      expect(said).toContain(made.data);
      expect(readFileSync(made.data, 'utf8')).toBe('mine');
    }));
});

describe.concurrent('a store that is damaged or unexpectedly empty', () => {
  it('is left as it is, and the refusal asks for a backup', () =>
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
