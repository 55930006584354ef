import { describe, expect, it } from 'vitest';
import { endLife, signalServer } from '../../../src/acserver/process/stop.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { FakeClock } from '../../fakes/clock.ts';

const nobody = { pid: 2 ** 22 + 1, processStart: '', logPath: '', startedAt: 0, run: 1 };

describe('a signal to the game server', () => {
  it.each([1, 0, -1, 1.5, Number.NaN])('is never sent to pid %d, which would reach other processes', (pid) => {
    expect(() => signalServer(pid, 'SIGKILL')).toThrow(RangeError);
  });

  it('to a process that is gone gives no error', () => {
    expect(() => signalServer(nobody.pid, 'SIGKILL')).not.toThrow();
  });
});

describe('a process that cannot be killed', () => {
  it('is reported after 30 s for ^C and 5 s for SIGKILL', async () => {
    const clock = new FakeClock();
    const notes: string[] = [];
    const ended = new Promise<never>(() => {});
    const life = { record: nobody, adopted: true, ended, isAlive: () => false, unwatch() {} };
    const told = expect(endLife({ name: 'gt3', life, clock, progress: (note) => notes.push(note) })).rejects.toThrow(
      new UserError(`gt3 (process ${nobody.pid}) is still there 5 s after it was killed.`),
    );
    await Promise.resolve();
    clock.advance(30_000);
    await new Promise(setImmediate);
    clock.advance(5_000);
    await told;
    expect(notes).toEqual([`asked gt3 to end (process ${nobody.pid})`, 'gt3 did not end within 30 s, killing it']);
  });
});
