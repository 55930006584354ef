import { readdirSync, readFileSync, statSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openProcess, type ProcessOptions } from '../../../src/acserver/process.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { fake, logSays, rig, untilTrue } from './rig.ts';

const cleaners: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleaners.splice(0)) clean();
});

async function opened(change: Partial<ProcessOptions> = {}) {
  const made = rig(change);
  cleaners.push(made.clean);
  const server = await openProcess(made.options);
  const notes: string[] = [];
  return { ...made, server, notes, progress: (note: string) => notes.push(note) };
}

describe('starting a game server', () => {
  it('runs it in its directory, with one private log and without Pitwall’s secrets', async () => {
    process.env.DISCORD_TOKEN = 'a-secret';
    const { server, record, progress, notes, changes, directory } = await opened();
    await server.start(progress, logSays(record, 'Server started'));
    delete process.env.DISCORD_TOKEN;

    const { pid, logPath } = record.load() ?? { pid: 0, logPath: '' };
    expect(readFileSync(logPath, 'utf8').split('\n')).toEqual([
      'Assetto Corsa Dedicated Server v1.15',
      'secret: none',
      expect.stringMatching(new RegExp(`^cwd: .*${directory}$`)),
      'a line on stderr',
      'Server started',
      '',
    ]);
    expect(logPath).toMatch(/logs\/acserver-2026-01-01T12-00-00\.000Z\.log$/);
    expect(statSync(logPath).mode & 0o777).toBe(0o600);
    expect(statSync(`${directory}/logs`).mode & 0o777).toBe(0o700);
    expect(server.status()).toMatchObject({ state: 'running', adopted: false, pid, run: 1 });
    expect(changes.map(({ state }) => state)).toEqual(['starting', 'running']);
    expect(notes).toEqual([`started gt3 as process ${pid}, waiting until it is up`, 'gt3 is up']);

    await expect(server.start(progress)).rejects.toThrow(new UserError(`gt3 is running already (process ${pid}).`));
    await server.stop(progress);
  });

  it('is complete when the log reader reports it', async () => {
    const { server, progress } = await opened();
    const up = server.start(progress);
    await untilTrue(() => server.status().state === 'starting');
    server.markStarted();
    await up;
    expect(server.status().state).toBe('running');
  });

  it('fails with the last lines if the server ends at once', async () => {
    const { server, record, progress, changes } = await opened({ command: fake('broken') });
    await expect(server.start(progress)).rejects.toThrow(
      new UserError(
        'gt3 ended before it was up (exit code 2); its last lines:\nAssetto Corsa Dedicated Server v1.15\npanic: car not found',
      ),
    );
    expect(changes.map(({ state }) => state)).toEqual(['starting', 'stopped']);
    expect(server.status().lastExit).toMatchObject({ code: 2, signal: null, expected: false });
    expect(record.load()).toBeUndefined();
  });

  it('gives up after a minute, leaves the server running, and accepts it as started later', async () => {
    const { server, record, progress, clock } = await opened({ command: fake('stubborn') });
    const late = expect(server.start(progress)).rejects.toThrow(
      new UserError('gt3 did not report that it started within 60 s; it keeps running.'),
    );
    await logSays(record, 'loading')();
    clock.advance(60_000);
    await late;
    expect(server.status().state).toBe('starting');
    server.markStarted();
    expect(server.status().state).toBe('running');
  });

  it('passes on why `ready` failed, and leaves the server starting', async () => {
    const { server, progress } = await opened();
    let signal: AbortSignal | undefined;
    const ready = async (over: AbortSignal) => {
      signal = over;
      throw new UserError('no answer on port 9600');
    };
    await expect(server.start(progress, ready)).rejects.toThrow(new UserError('no answer on port 9600'));
    expect(signal?.aborted).toBe(true);
    expect(server.status().state).toBe('starting');
  });

  it('ends the new process if the record cannot be saved', async () => {
    const { server, record, progress } = await opened();
    let pid = 0;
    record.save = (unsaved) => {
      pid = unsaved.pid;
      throw new Error('disk full');
    };
    await expect(server.start(progress)).rejects.toThrow('disk full');
    expect(server.status().state).toBe('stopped');
    await untilTrue(() => !statSync(`/proc/${pid}`, { throwIfNoEntry: false }));
  });

  it.each([
    ['a missing program', { command: ['./nothing'] }, /^The program .*\/nothing does not exist\.$/],
    ['a missing word', { command: ['no-such-word-anywhere'] }, /^no-such-word-anywhere was not found/],
    [
      'a missing directory',
      { directory: '/no/such/place' },
      /^The server directory \/no\/such\/place does not exist\.$/,
    ],
  ])('refuses %s and leaves no log behind', async (_what, change, sentence) => {
    const { server, progress, directory, changes } = await opened(change);
    await expect(server.start(progress)).rejects.toSatisfy((error) => error instanceof UserError);
    await expect(server.start(progress)).rejects.toThrow(sentence);
    expect(readdirSync(directory).flatMap((name) => readdirSync(`${directory}/${name}`))).toEqual([]);
    expect(changes).toEqual([]);
  });
});

describe('stopping a game server', () => {
  it('lets it finish on ^C', async () => {
    const { server, record, progress, notes, changes } = await opened();
    await server.start(() => {}, logSays(record, 'Server started'));
    const { pid } = server.status();
    const stopped = server.stop(progress);
    expect(server.status().state).toBe('stopping');
    await expect(server.start(progress)).rejects.toThrow(new UserError('gt3 is already stopping.'));
    await stopped;

    expect(notes).toEqual([`asked gt3 to end (process ${pid})`, 'gt3 has ended']);
    expect(server.status()).toMatchObject({ state: 'stopped', lastExit: { code: 0, signal: null, expected: true } });
    expect(server.status().lastExit?.lastLines.at(-1)).toBe('Saving results');
    expect(changes.map(({ state }) => state)).toEqual(['starting', 'running', 'stopping', 'stopped']);
    expect(record.load()).toBeUndefined();
    await expect(server.stop(progress)).rejects.toThrow(new UserError('gt3 is not running.'));
  });

  it('kills it if it has not ended after 30 s', async () => {
    const { server, record, progress, notes, clock } = await opened({ command: fake('stubborn') });
    await server.start(() => {}, logSays(record, 'loading'));
    const stopped = server.stop(progress);
    await logSays(record, 'heard ^C')();
    clock.advance(29_999);
    expect(notes).toHaveLength(1);
    clock.advance(1);
    await stopped;
    expect(notes[1]).toBe('gt3 did not end within 30 s, killing it');
    expect(server.status().lastExit).toMatchObject({ code: null, signal: 'SIGKILL', expected: true });
  });

  it('runs the preparation first, and stops the server even if that fails', async () => {
    const { server, record, progress, notes } = await opened();
    await server.start(() => {}, logSays(record, 'Server started'));
    await server.stop(progress, async () => {
      expect(server.status().state).toBe('stopping');
      throw new Error('no answer');
    });
    expect(notes[0]).toBe('gt3 could not be prepared to stop: no answer');
    expect(server.status().state).toBe('stopped');
  });

  it('in a restart is followed by a start with a log of its own', async () => {
    const { server, record, progress, clock, directory } = await opened();
    const ready = logSays(record, 'Server started');
    await server.start(() => {}, ready);
    clock.advance(5000);
    await server.restart(progress, { ready });
    expect(server.status()).toMatchObject({ state: 'running', run: 2 });
    expect(readdirSync(`${directory}/logs`)).toEqual([
      'acserver-2026-01-01T12-00-00.000Z.log',
      'acserver-2026-01-01T12-00-05.000Z.log',
    ]);
  });
});

describe('an unexpected end of a game server', () => {
  it('is noticed at once, even if the listener throws', async () => {
    const { server, record } = await opened({
      onChange: () => {
        throw new Error('listener');
      },
    });
    await server.start(() => {}, logSays(record, 'Server started'));
    process.kill(server.status().pid ?? 0, 'SIGKILL');
    await untilTrue(() => server.status().state === 'stopped');
    expect(server.status().lastExit).toMatchObject({ code: null, signal: 'SIGKILL', expected: false });
    expect(record.load()).toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux')('a game server left running by an earlier Pitwall', () => {
  async function left(change: Partial<ProcessOptions> = {}) {
    const made = await opened(change);
    await made.server.start(() => {}, logSays(made.record, 'Server started'));
    made.server.close();
    made.changes.length = 0;
    return made;
  }

  it('survives the close, is adopted and can be stopped', async () => {
    const { options, record, clock, progress } = await left();
    const again = await openProcess(options);
    const { pid, logPath, startedAt, run } = record.load() ?? {};
    expect(again.status()).toEqual({ state: 'running', adopted: true, pid, logPath, startedAt, run });

    const stopped = again.stop(progress);
    await logSays(record, 'Saving results')();
    await untilTrue(() => {
      clock.advance(1000);
      return again.status().state === 'stopped';
    });
    await stopped;
    expect(again.status()).toMatchObject({ adopted: false, lastExit: { code: null, signal: null, expected: true } });
  });

  it('is noticed within a second of its end, without an exit code', async () => {
    const { options, record, clock, changes } = await left();
    const again = await openProcess(options);
    const pid = record.load()?.pid ?? 0;
    clock.advance(5000);
    expect(again.status().state).toBe('running');
    process.kill(pid, 'SIGKILL');
    await untilTrue(() => !statSync(`/proc/${pid}`, { throwIfNoEntry: false }));
    clock.advance(1000);
    await untilTrue(() => changes.length > 0);
    expect(changes).toMatchObject([{ state: 'stopped', lastExit: { code: null, signal: null, expected: false } }]);
    expect(record.load()).toBeUndefined();
  });

  it('is not adopted if its pid belongs to another process', async () => {
    const { options, record, clock, progress } = await opened();
    record.save({ pid: process.pid, processStart: 'another-boot:1', logPath: '/none', startedAt: 0, run: 1 });
    const server = await openProcess(options);
    const lastExit = { at: clock.now(), code: null, signal: null, expected: false, lastLines: [] };
    expect(server.status()).toEqual({ state: 'stopped', adopted: false, lastExit });
    expect(record.load()).toBeUndefined();
    await expect(server.stop(progress)).rejects.toThrow('gt3 is not running');
  });

  it('keeps running if Pitwall closes while it starts', async () => {
    const { server, record, progress } = await opened({ command: fake('stubborn') });
    const unfinished = expect(server.start(progress)).rejects.toThrow('gt3 is still starting');
    await logSays(record, 'loading')();
    server.close();
    await unfinished;
    await expect(server.stop(progress)).rejects.toThrow('Pitwall is shutting down');
    expect(() => process.kill(record.load()?.pid ?? 0, 0)).not.toThrow();
  });
});
