import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readServer } from '../../src/config/server.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { FlagAsker, type Flags } from '../../src/setup/asker.ts';
import { setUpServer } from '../../src/setup/gameServer.ts';
import { freePort } from '../ports.ts';

let directory: string;
let printed: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-setup-'));
  printed = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

async function configured(more = ''): Promise<void> {
  mkdirSync(join(directory, 'cfg'));
  const [local, plugin] = [await freePort(), await freePort()];
  writeFileSync(
    join(directory, 'cfg', 'server_cfg.ini'),
    `[SERVER]\nTRACK=imola\nCARS=a\nUDP_PORT=9600\nTCP_PORT=9600\nHTTP_PORT=${await freePort()}\nUDP_PLUGIN_LOCAL_PORT=${local}\nUDP_PLUGIN_ADDRESS=127.0.0.1:${plugin}\n${more}`,
  );
  writeFileSync(join(directory, 'cfg', 'entry_list.ini'), '[CAR_0]\nMODEL=a\n');
}

const answers = (flags: Flags, known: Readonly<Record<string, string>> = {}) =>
  setUpServer({
    asker: new FlagAsker({ 'server-dir': directory, udp: 'skip', ...flags }, (line) => printed.push(line)),
    clock: systemClock,
    known: (key) => known[key],
    heardWithinMs: 1,
  });

const PAIR = { 'udp-listen': '127.0.0.1:12000', 'udp-send': '127.0.0.1:11000' };
const WRITTEN_PAIR = { UDP_LISTEN: '127.0.0.1:12000', UDP_SEND: '127.0.0.1:11000' };

describe('the setting for who writes the server files', () => {
  it('is manager, with its own UDP ports, for a free server manager', async () => {
    await configured();
    const settings = await answers({ mode: 'manager', ...PAIR });
    expect(settings).toEqual({
      SERVER_DIR: directory,
      MODE: 'external',
      FILES_WRITTEN_BY: 'manager',
      ...WRITTEN_PAIR,
    });
    expect(readServer({ id: 'gt3', written: settings, nameOf: String }).problems).toEqual([]);
  });

  it('is asked for an external server', async () => {
    await configured();
    expect(await answers({ mode: 'external' })).toEqual({ SERVER_DIR: directory, MODE: 'external' });
    expect(await answers({ mode: 'assettoserver', files: 'manager', ...PAIR })).toEqual({
      SERVER_DIR: directory,
      DIALECT: 'assettoserver',
      MODE: 'external',
      FILES_WRITTEN_BY: 'manager',
      ...WRITTEN_PAIR,
    });
    await expect(answers({ mode: 'external', files: 'me' })).rejects.toThrow('--files must be one of pitwall, manager');
  });

  it('is asked for a managed server only if Content Manager has written its files', async () => {
    await configured();
    expect(await answers({ mode: 'managed', files: 'manager' })).toEqual({ SERVER_DIR: directory });
    rmSync(join(directory, 'cfg'), { recursive: true });
    await configured('[__CM_BOOK_OFF]\nNAME=Booking\n');
    expect(await answers({ mode: 'managed', files: 'manager' })).toEqual({
      SERVER_DIR: directory,
      FILES_WRITTEN_BY: 'manager',
    });
    expect(printed).toContain('Content Manager has written server_cfg.ini.');
  });

  it('keeps its earlier value', async () => {
    await configured();
    const known = { MODE: 'external', FILES_WRITTEN_BY: 'manager', SERVER_DIR: directory };
    expect(await answers(PAIR, known)).toMatchObject({ FILES_WRITTEN_BY: 'manager' });
  });
});

it('the setup reports what is wrong with an existing server_cfg.ini', async () => {
  mkdirSync(join(directory, 'cfg'));
  writeFileSync(join(directory, 'cfg', 'server_cfg.ini'), '[SERVER]\nTRACK=imola\n');
  writeFileSync(join(directory, 'cfg', 'entry_list.ini'), '');
  await expect(answers({ mode: 'managed' })).rejects.toThrow(/server_cfg\.ini has no \w+ in \[SERVER\]/);
});
