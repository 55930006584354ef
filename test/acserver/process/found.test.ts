import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { findStarted, processesFromPs, START_VARIABLE } from '../../../src/acserver/process/find.ts';
import { openProcess, type ProcessRecord } from '../../../src/acserver/process.ts';
import { built } from '../../e2e/rig.ts';

import { fake, rig, untilTrue } from './rig.ts';

const cleaners: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleaners.splice(0)) clean();
});

const STARTER = fileURLToPath(new URL('../../fakes/acserver/starter.mjs', import.meta.url));

/** What a Pitwall leaves behind if it is killed at that save of its record. */
async function killedAt(save: 1 | 2) {
  const made = rig();
  cleaners.push(made.clean);
  const recordPath = join(made.directory, 'record.json');
  const words = [
    STARTER,
    made.directory,
    recordPath,
    String(save),
    built('src/acserver/process.js'),
    ...fake('polite'),
  ];
  const starter = spawn(process.execPath, words, { stdio: 'inherit' });
  const [, signal] = await once(starter, 'exit');
  expect(signal).toBe('SIGKILL');
  const left = JSON.parse(readFileSync(recordPath, 'utf8')) as ProcessRecord;
  made.record.save(left);
  return { ...made, left };
}

describe('a Pitwall killed while it starts a game server', () => {
  test('after the spawn but before noting the process: the next Pitwall finds and can stop the server', async () => {
    const { options, record, left } = await killedAt(2);
    expect(left.pid).toBe(0);
    await untilTrue(() => readFileSync(left.logPath, 'utf8').includes('Server started'));
    const server = await openProcess(options);
    const { state, pid = 0, adopted, run } = server.status();
    expect({ state, adopted, run }).toEqual({ state: 'running', adopted: true, run: 7 });
    expect(record.load()?.pid).toBe(pid);
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    expect(environment).toContain(`${START_VARIABLE}=${left.startId}`);
    expect(processesFromPs(`${START_VARIABLE}=${left.startId}`)).toEqual([{ pid, group: pid }]);

    const stopped = server.stop(() => {});
    await untilTrue(() => {
      options.clock.now();
      return readFileSync(left.logPath, 'utf8').includes('Saving results');
    });
    server.close();
    void stopped.catch(() => {});
  });

  test('before the spawn: the next Pitwall reports no server and no end of one', async () => {
    const { options, record, left } = await killedAt(1);
    expect(findStarted(left)).toBeUndefined();
    const server = await openProcess(options);
    expect(server.status()).toMatchObject({ state: 'stopped', lastExit: undefined });
    expect([record.load(), existsSync(left.logPath)]).toEqual([undefined, true]);
  });
});

test('a game server that cannot be recorded is not started', async () => {
  const made = rig();
  cleaners.push(made.clean);
  made.record.save = () => {
    throw new Error('database or disk is full');
  };
  const server = await openProcess(made.options);
  await expect(server.start(() => {})).rejects.toThrow('disk is full');
  expect(server.status().state).toBe('stopped');
  expect(existsSync(join(made.directory, 'logs'))).toBe(true);
});
