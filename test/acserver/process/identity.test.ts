import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromPs, isSameProcess, processStartOf, readPs, readStat } from '../../../src/acserver/process/identity.ts';
import { eventually } from '../../eventually.ts';

const fieldsFromState = (state: string, start: string) =>
  `${state} 1 4242 4242 0 -1 4194560 5312 0 0 0 12 3 0 0 20 0 11 0 ${start} 1272283136 3120 18446744073709551615`;

describe('/proc/<pid>/stat', () => {
  it.each([
    ['(acServer)', 'S'],
    ['(a b) S 1 (c)', 'R'],
  ])('gives field 22 whatever the name of the program: %s', (name, state) => {
    const stat = `4242 ${name} ${fieldsFromState(state, '987654')}`;
    expect(readStat(stat, 'boot-a')).toEqual({ start: 'boot-a:987654', dead: false });
  });

  it.each(['Z', 'X'])('counts state %s as dead', (state) => {
    expect(readStat(`4242 (acServer) ${fieldsFromState(state, '987654')}`, 'boot-a')).toMatchObject({ dead: true });
  });

  it.each(['', '4242 (acServer)', '4242 (acServer) S 1 2', `4242 (acServer) ${fieldsFromState('S', 'soon')}`])(
    'gives nothing for an invalid line: %j',
    (stat) => expect(readStat(stat, 'boot-a')).toBeUndefined(),
  );
});

describe('a line of ps', () => {
  it('gives the start time without padding, and recognises a zombie', () => {
    expect(readPs('Ss   Thu Jan  1 12:00:00 2026\n')).toEqual({ start: 'Thu Jan 1 12:00:00 2026', dead: false });
    expect(readPs('Z+   Thu Jan  1 12:00:00 2026    \n')).toEqual({ start: 'Thu Jan 1 12:00:00 2026', dead: true });
  });

  it('gives nothing if ps found no process', () => {
    expect(readPs('')).toBeUndefined();
    expect(readPs('error: process ID list syntax error')).toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux')('a running process', () => {
  const self = { pid: process.pid, processStart: processStartOf(process.pid) };

  it('has the same identity each time', () => {
    expect(self.processStart).toMatch(/^[0-9a-f-]{36}:\d+$/);
    expect(isSameProcess(self)).toBe(true);
    expect(fromPs(process.pid)).toEqual(fromPs(process.pid));
  });

  it('differs from an earlier one with its pid, and from one without an identity', () => {
    expect(isSameProcess({ ...self, processStart: `${self.processStart}1` })).toBe(false);
    expect(isSameProcess({ ...self, processStart: '' })).toBe(false);
    expect(isSameProcess({ pid: 2 ** 22 + 1, processStart: '' })).toBe(false);
  });

  it('is over once it is a zombie', async () => {
    // The shell turns into a sleep, which never waits for its child.
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const pid = Number((await once(parent.stdout, 'data'))[0]);
    const zombie = { pid, processStart: processStartOf(pid) };
    await eventually('its end', () => !isSameProcess(zombie));
    expect(processStartOf(pid)).toBe(zombie.processStart);
  });
});
