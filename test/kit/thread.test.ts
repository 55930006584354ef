import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { Thread, ThreadLost, type ThreadOptions, threadProgram } from '../../src/kit/thread.ts';
import { eventually } from '../eventually.ts';

const program = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; parentPort.on('message', ({ id, job }) => { ${code} });`)}`,
  );
const ECHO = program('parentPort.postMessage({ id, answer: job });');

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function threadOf(options: Partial<ThreadOptions>): Thread {
  const thread = new Thread({
    program: ECHO,
    clock: systemClock,
    heapMb: 64,
    idleMs: 60_000,
    patienceMs: 60_000,
    ...options,
  });
  closers.push(() => thread.close());
  return thread;
}

describe('a thread', () => {
  it('answers each job, and runs only while it is needed', async () => {
    const timers: [number, () => void][] = [];
    const thread = threadOf({
      clock: {
        after(ms, task) {
          timers.push([ms, task]);
          return () => {};
        },
      },
      idleMs: 5,
    });
    expect(thread.isOpen).toBe(false);
    expect(await Promise.all([thread.ask('a'), thread.ask({ b: new Map([[1, 2]]) })])).toEqual([
      'a',
      { b: new Map([[1, 2]]) },
    ]);
    expect(thread.isOpen).toBe(true);
    timers.findLast(([ms]) => ms === 5)?.[1]();
    expect(thread.isOpen).toBe(false);
    expect(await thread.ask('again')).toBe('again');
  });

  it('passes on errors with their type', async () => {
    const thread = threadOf({ program: program('parentPort.postMessage({ id, thrown: job });') });
    await expect(thread.ask({ is: 'refused', message: 'No.' })).rejects.toMatchObject({ name: 'UserError' });
    await expect(thread.ask({ is: 'too large', message: 'No.' })).rejects.toThrow('No.');
    await expect(thread.ask({ is: 'fault', message: 'x is not a function' })).rejects.toMatchObject({ name: 'Error' });
  });

  it('is replaced for the next job if it runs out of memory', async () => {
    const code = `if (job === 'much') { const all = []; for (;;) all.push(new Array(1e5).fill(id)); } parentPort.postMessage({ id, answer: job });`;
    const thread = threadOf({ program: program(code), heapMb: 16 });
    await expect(thread.ask('much')).rejects.toBeInstanceOf(ThreadLost);
    expect(await thread.ask('little')).toBe('little');
  });

  it('is ended if it gets stuck', async () => {
    const patience: (() => void)[] = [];
    const clock: ThreadOptions['clock'] = {
      after(_, task) {
        patience.push(task);
        return () => {};
      },
    };
    const thread = threadOf({ program: program('for (;;);'), clock });
    const told = expect(thread.ask('anything')).rejects.toThrow('it took more than 60 s');
    patience[0]?.();
    await told;
    expect(thread.isOpen).toBe(false);
  });

  it('rejects waiting jobs when it is closed', async () => {
    const thread = threadOf({ program: program('') });
    const told = expect(thread.ask('anything')).rejects.toThrow('Pitwall is being stopped');
    await thread.close();
    await told;
  });

  it('does not block the main thread', async () => {
    const thread = threadOf({
      program: program('const until = Date.now() + 300; while (Date.now() < until); parentPort.postMessage({ id });'),
    });
    let turns = 0;
    let isDone = false;
    const asked = thread.ask('long').then(() => {
      isDone = true;
    });
    while (!isDone) {
      turns += 1;
      await sleep(1);
    }
    await asked;
    expect(turns).toBeGreaterThan(10);
    await eventually('the thread to idle', () => thread.isOpen);
  });

  it('uses the given program outside the executable', () => {
    const url = new URL('./worker.js', import.meta.url);
    expect(threadProgram('results.js', url)).toBe(url);
  });
});
