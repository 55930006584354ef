import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProcessStatus } from '../../src/acserver/process.ts';
import { openTracker, type Tracker, type TrackerOptions } from '../../src/acserver/tracker.ts';
import { FakeClock } from '../fakes/clock.ts';
import { MemoryRecord, untilTrue } from './process/rig.ts';

const program = fileURLToPath(new URL('../fakes/tracker/stracker.mjs', import.meta.url));
const defaults = readFileSync(new URL('../fixtures/cfg/stracker.default-3.5.1.ini', import.meta.url), 'utf8');
const cleaners: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleaners.splice(0).reverse()) await clean();
});

const cfg = {
  udpPort: 9600,
  tcpPort: 9600,
  httpPort: 8081,
  plugin: { listen: { host: '127.0.0.1', port: 12000 }, serverPort: 11000 },
};

/** A server directory with stracker in its own folder; `mood` is how the fake behaves. */
async function open(mood = 'content', change: Partial<TrackerOptions> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-stracker-'));
  const folder = join(directory, 'stracker');
  const ini = join(folder, 'stracker.ini');
  mkdirSync(folder);
  copyFileSync(program, join(folder, 'stracker'));
  chmodSync(join(folder, 'stracker'), 0o755);
  const written = defaults
    .replace('ac_server_cfg_ini = ', 'ac_server_cfg_ini = ../cfg/server_cfg.ini')
    .replace('server_name = acserver', `server_name = ${mood}`)
    .replace('log_level = info', 'log_level = 2');
  writeFileSync(ini, written);
  const clock = new FakeClock();
  const record = new MemoryRecord();
  const changes: ProcessStatus['state'][] = [];
  const troubles: (readonly string[])[] = [];
  const options: TrackerOptions = {
    id: 'gt3',
    directory,
    logDirectory: join(directory, 'logs'),
    record,
    clock,
    log: pino({ level: 'silent' }),
    secretsToDrop: ['DISCORD_TOKEN'],
    neighbours: () => ({ cfg, others: [] }),
    redact: (text) => text.replaceAll('hunter2', '[redacted]'),
    onChange: ({ state }) => changes.push(state),
    onTrouble: (lines) => troubles.push(lines),
    ...change,
  };
  const tracker = await openTracker(options);
  cleaners.push(() => {
    const left = record.load();
    if (left) process.kill(-left.pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  cleaners.push(() => tracker.close());
  return { tracker, options, clock, record, changes, troubles, directory, ini };
}

const printed = (record: MemoryRecord): string => readFileSync(record.load()?.logPath ?? '/', 'utf8');

/** Lets the fake settle: it prints its first line within a moment of real time, and five seconds pass on the clock. */
async function start({ tracker, record, clock }: { tracker: Tracker; record: MemoryRecord; clock: FakeClock }) {
  const notes: string[] = [];
  const starting = tracker.start((note) => notes.push(note));
  await untilTrue(() => printed(record).includes('\n'));
  clock.advance(5000);
  await starting;
  return notes;
}

describe('stracker', () => {
  it('is started in its folder with its ini, without Pitwall’s secrets', async () => {
    process.env.DISCORD_TOKEN = 'a-secret';
    const opened = await open();
    const { tracker, changes, record, directory, ini } = opened;
    const notes = await start(opened);
    delete process.env.DISCORD_TOKEN;
    expect(printed(record)).toMatch(new RegExp(`^stracker in .*${directory}/stracker with ${ini}, secret: none\n$`));
    expect(record.load()?.logPath).toMatch(/\/logs\/stracker-2026-01-01T12-00-00\.000Z\.log$/);
    expect(notes.at(-1)).toBe('stracker of gt3 is up');
    await tracker.stop(() => {});
    expect(changes).toEqual(['starting', 'running', 'stopping', 'stopped']);
    expect(tracker.status().lastExit).toMatchObject({ expected: true });
  });

  it('is checked again before each start, as it rewrites its ini itself', async () => {
    const opened = await open();
    await start(opened);
    await opened.tracker.stop(() => {});
    const rewritten = readFileSync(opened.ini, 'utf8');
    expect(rewritten).toContain('log_level = info');
    writeFileSync(opened.ini, rewritten.replace('listening_port = 50042', 'listening_port = 9600'));
    await expect(opened.tracker.start(() => {})).rejects.toThrow(
      `stracker cannot start with ${opened.ini}: [STRACKER_CONFIG] listening_port is 9600`,
    );
    expect(opened.changes).toHaveLength(4);
  });

  it('with the ini it first writes itself is refused, naming the missing setting', async () => {
    const { tracker, ini } = await open();
    writeFileSync(ini, defaults);
    await expect(tracker.start(() => {})).rejects.toThrow('ac_server_cfg_ini is empty');
  });

  it('that ends during the start is quoted, without the password', async () => {
    const { tracker, changes } = await open('crash');
    await expect(tracker.start(() => {})).rejects.toThrow(
      /^stracker of gt3 ended before it was up \(exit code 1\); its last lines:\n(.*\n)+RuntimeError: cannot bind port, password \[redacted\]$/,
    );
    expect(changes).toEqual(['starting', 'stopped']);
  });

  it('that ends without output is quoted from its own log', async () => {
    const { tracker } = await open('silent');
    await expect(tracker.start(() => {})).rejects.toThrow(/\(exit code 1\)[\s\S]*\nERROR: database is locked$/);
  });

  it('is reported if it logs errors but keeps running', async () => {
    const opened = await open('grumble');
    await start(opened);
    const { troubles, clock } = opened;
    await untilTrue(() => {
      clock.advance(1000);
      return troubles.length > 0;
    });
    expect(troubles).toEqual([['ERROR: lap without checksum']]);
    await opened.tracker.stop(() => {});
  });

  it('outlives Pitwall and is adopted by the next one', async () => {
    const opened = await open();
    await start(opened);
    await opened.tracker.close();
    const next = await openTracker(opened.options);
    next.listen();
    expect(next.status()).toMatchObject({ state: 'running', adopted: true });
    await expect(next.start(() => {})).rejects.toThrow('stracker of gt3 is running already');
    const stopping = next.stop(() => {});
    await untilTrue(() => {
      opened.clock.advance(1000);
      return next.status().state === 'stopped';
    });
    await stopping;
    await next.close();
  });

  it('is started by another command if one is configured', async () => {
    const opened = await open('content', { command: [process.execPath, program] });
    rmSync(join(opened.directory, 'stracker', 'stracker'));
    await start(opened);
    expect(printed(opened.record)).toContain(`${opened.directory}/stracker with ${opened.ini}`);
    await opened.tracker.stop(() => {});
  });

  it('that is missing leaves no process and no record', async () => {
    const { tracker, directory, changes, record } = await open();
    rmSync(join(directory, 'stracker', 'stracker'));
    await expect(tracker.start(() => {})).rejects.toThrow('There is no stracker: neither');
    expect([changes, record.load()]).toEqual([[], undefined]);
  });
});
