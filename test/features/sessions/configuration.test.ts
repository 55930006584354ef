import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseIni } from '../../../src/acserver/ini/document.ts';
import { readServerCfg } from '../../../src/acserver/ini/serverCfg.ts';
import { configurationActions } from '../../../src/features/sessions/configuration.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { FakeClock } from '../../fakes/clock.ts';

const STOCK = fileURLToPath(new URL('../../fixtures/cfg/server_cfg.stock-manager.ini', import.meta.url));

function open({ isRunning = false, running }: { isRunning?: boolean; running?: string } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-configuration-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'cfg', 'server_cfg.ini');
  mkdirSync(join(directory, 'cfg'));
  cpSync(STOCK, path);
  const backups = join(directory, 'backups');
  const actions = configurationActions({
    path,
    backups,
    isRunning: () => isRunning,
    runningSession: () => running,
    read: () => readServerCfg(parseIni(readFileSync(path), 'server_cfg.ini')),
    clock: new FakeClock(),
  });
  return { ...actions, path, backups, text: () => readFileSync(path, 'utf8') };
}

const stock = readFileSync(STOCK, 'utf8');
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
};

describe('setting a session', () => {
  it('changes one line of server_cfg.ini, backs up the old file and returns the difference', async () => {
    const server = open();
    expect(await server.setSession('race', { kind: 'laps', laps: 12 })).toEqual({
      section: 'RACE',
      edit: { kind: 'laps', laps: 12 },
      changes: [{ section: 'RACE', key: 'LAPS', before: '5', after: '12' }],
      fromNextStart: false,
    });
    expect(server.text()).toBe(stock.replace('LAPS=5', 'LAPS=12'));
    expect(readdirSync(server.backups)).toEqual(['server_cfg.ini.pitwall-1']);
    expect(readFileSync(join(server.backups, 'server_cfg.ini.pitwall-1'), 'utf8')).toBe(stock);
  });

  it('says that it takes effect at the next start if the server is running', async () => {
    expect(await open({ isRunning: true }).setSession('RACE', { kind: 'laps', laps: 12 })).toMatchObject({
      fromNextStart: true,
    });
  });

  it('restores a disabled session as it was', async () => {
    const server = open();
    await server.setSession('Qualify', { kind: 'disable' });
    expect(server.sessions().map(({ name, enabled }) => [name, enabled])).toEqual([
      ['Practice', true],
      ['Race', true],
      ['Qualify', false],
    ]);
    await server.setSession('Qualify', { kind: 'enable' });
    expect(server.text()).toBe(stock);
  });

  it('writes nothing, and makes no backup, if nothing changes', async () => {
    const server = open();
    expect(await server.setSession('RACE', { kind: 'enable' })).toMatchObject({ changes: [] });
    expect(readdirSync(join(server.path, '..'))).toEqual(['server_cfg.ini']);
    expect(() => readdirSync(server.backups)).toThrow();
  });

  it('keeps both of two simultaneous edits', async () => {
    const server = open();
    await Promise.all([
      server.setSession('Race', { kind: 'laps', laps: 7 }),
      server.setSession('Practice', { kind: 'minutes', minutes: 33 }),
    ]);
    expect(server.text()).toMatch(/LAPS=7/);
    expect(server.text()).toMatch(/TIME=33/);
  });

  it('refuses what acServer cannot run, with the reason, and leaves the file alone', async () => {
    const server = open();
    await server.setSession('PRACTICE', { kind: 'disable' });
    await server.setSession('QUALIFY', { kind: 'disable' });
    const before = server.text();
    expect(await refusal(server.setSession('RACE', { kind: 'disable' }))).toMatch(/With no session enabled/);
    expect(await refusal(server.setSession('BOOK', { kind: 'enable' }))).toMatch(/PICKUP_MODE_ENABLED=0/);
    expect(server.text()).toBe(before);
  });

  it('still works after a refusal', async () => {
    const server = open();
    await Promise.allSettled([server.setSession('warmup', { kind: 'disable' })]);
    expect((await server.setSession('Race', { kind: 'laps', laps: 9 })).changes).toHaveLength(1);
  });

  it.each([
    ['not a text file', Buffer.from([0, 1, 2])],
    ['no [SERVER] section', Buffer.from('')],
    ['whole number', Buffer.from(stock.replace('LAPS=5', 'LAPS=five'))],
  ])('does not reveal the directory of an unusable file: %s', async (reason, bytes) => {
    const server = open();
    writeFileSync(server.path, bytes);
    const told = await refusal(server.setSession('RACE', { kind: 'laps', laps: 3 }));
    expect(told).toContain(reason);
    expect(told).not.toContain(tmpdir());
    expect(readFileSync(server.path)).toEqual(bytes);
  });
});

describe('setting only the time', () => {
  it('changes the only timed session', async () => {
    const server = open();
    await server.setSession('Practice', { kind: 'disable' });
    expect(await server.setTime(25)).toMatchObject({ section: 'QUALIFY', changes: [{ key: 'TIME', after: '25' }] });
  });

  it('changes the first timed session, and says which, if none is running or named', async () => {
    expect(await open().setTime(33)).toMatchObject({ section: 'PRACTICE', changes: [{ key: 'TIME', after: '33' }] });
    expect(await open().setTime(33, 'qualify')).toMatchObject({ section: 'QUALIFY' });
  });

  it('changes the current session if it is timed', async () => {
    expect(await open({ running: 'Qualify' }).setTime(33)).toMatchObject({ section: 'QUALIFY' });
    // A race by laps has no minutes.
    expect(await open({ running: 'Race' }).setTime(33)).toMatchObject({ section: 'PRACTICE' });
  });

  it('is refused if no session is timed', async () => {
    const server = open();
    await server.setSession('Practice', { kind: 'disable' });
    await server.setSession('Qualify', { kind: 'disable' });
    expect(await refusal(server.setTime(25))).toBe('No session in server_cfg.ini is timed: name the one to set.');
  });
});
