import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const built = (name: string): string => JSON.stringify(new URL(`../../dist/src/kit/${name}.js`, import.meta.url).href);
const THREAD = `new URL('data:text/javascript,setInterval(()=>{},1000)')`;

/** The size in bytes of the young generation, in a process that has allocated and dropped a lot. */
function newSpaceOf(before: string): number {
  const work = `${before} let kept = []; for (let i = 0; i < 2e6; i++) { kept.push({ i }); if (kept.length > 1e5) kept = []; }
    console.log(require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)`;
  return Number(execFileSync(process.execPath, ['-e', `(async () => { ${work} })()`], { encoding: 'utf8' }));
}

it("keeps V8's young generation small", () => {
  const small = newSpaceOf(`await import(${built('heap')});`);
  expect(small).toBeLessThan(4_000_000);
  expect(newSpaceOf('')).toBeGreaterThan(4 * small);
});

it('keeps it small after startWorker starts a thread, unlike after a plain Worker', () => {
  const begun = (worker: string): string =>
    `await import(${built('heap')});
     const worker = ${worker};
     await new Promise((resolve) => worker.once('online', resolve));
     await worker.terminate();`;
  const ours = `(await import(${built('newSpace')})).startWorker(${THREAD}, {})`;
  expect(newSpaceOf(begun(ours))).toBeLessThan(4_000_000);
  const bare = `new (require('node:worker_threads').Worker)(${THREAD})`;
  expect(newSpaceOf(begun(bare))).toBeGreaterThan(8_000_000);
});

it('heap.ts is the first import of each long-running program', () => {
  for (const name of ['main', 'edge', 'hub', 'pitwall']) {
    const text = readFileSync(new URL(`../../src/${name}.ts`, import.meta.url), 'utf8');
    expect(/^import .*$/m.exec(text)?.[0]).toBe(`import './kit/heap.ts';`);
  }
});

it('sets only flags that V8 knows', () => {
  const told = spawnSync(process.execPath, ['-e', `import(${built('heap')})`], { encoding: 'utf8' });
  expect(`${told.stdout}${told.stderr}`).toBe('');
});

describe('a long-running program', () => {
  /** What V8 optimizes before `pitwall` knows that it has no settings. Maglev's part, from Node 22 on, costs little. */
  const optimizedBy = (words: readonly string[]): number => {
    const { stdout, status } = spawnSync(process.execPath, ['--trace-opt', ...words], {
      cwd: tmpdir(),
      env: {},
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    expect(status).toBe(2);
    return stdout.match(/\[completed .*TURBOFAN/g)?.length ?? 0;
  };
  const program = (name: string): string => fileURLToPath(new URL(`../../dist/src/${name}.js`, import.meta.url));

  it.each([[['pitwall', 'start']], [['pitwall', 'edge']], [['pitwall', 'hub']], [['main']]])(
    'optimizes next to nothing while it loads: %j',
    ([name = '', ...words]) => {
      expect(optimizedBy([program(name), ...words])).toBeLessThan(5);
    },
  );

  it('would optimize code while loading by default', () => {
    expect(optimizedBy(['-e', `import(${JSON.stringify(program('start'))})`])).toBeGreaterThan(5);
  });

  it('optimizes code once it is loaded', () => {
    const work = `const { optimize, optimizeNothing } = await import(${built('optimizing')});
      const busy = () => { let sum = 0; for (let i = 0; i < 1e6; i++) sum += i % 7; return sum; };
      const often = async () => { for (let i = 0; i < 300; i++) { busy(); await new Promise(setImmediate); } };
      optimizeNothing(); await often(); console.log('LOADED'); optimize(); await often();`;
    const words = ['--trace-opt', '-e', `(async () => { ${work} })()`];
    const told = execFileSync(process.execPath, words, { encoding: 'utf8' }).split('LOADED');
    expect(told.map((text) => /\[completed .* busy.*TURBOFAN/.test(text))).toEqual([false, true]);
  });

  /** How the old generation is collected; "reduce" if the program waits for all of it at the limit of the heap. */
  const collections = (before: string): readonly string[] => {
    const work = `await import(${built('heap')}); const { optimize } = await import(${built('optimizing')}); ${before}
      console.log('LOADED'); let kept = [];
      for (let i = 0; i < 2e6; i++) { kept.push({ i, name: 'x' + i }); if (kept.length === 3e5) kept = []; }`;
    const words = ['--trace-gc', '-e', `(async () => { ${work} })()`];
    const [, told = ''] = execFileSync(process.execPath, words, { encoding: 'utf8' }).split('LOADED');
    return [...new Set(told.match(/Mark-Compact(?: \(reduce\))?/g))];
  };

  it('does not wait for V8 to mark its whole heap once it is loaded', () => {
    expect(collections('')).toEqual(['Mark-Compact (reduce)']);
    expect(collections('optimize();')).toEqual(['Mark-Compact']);
  });

  /** Whether Maglev or TurboFan optimizes a function within as many calls as the first minutes have questions. */
  const isOptimizedSoon = (before: string): boolean => {
    const work = `const { optimize, optimizeNothing } = await import(${built('optimizing')}); ${before}
      const answered = (asked) => ({ laps: asked % 7, minutes: asked % 5, name: 'Race ' + (asked % 3) });
      for (let i = 0; i < 1000; i++) { answered(i); await new Promise(setImmediate); }`;
    const told = spawnSync(process.execPath, ['--trace-opt', '-e', `(async () => { ${work} })()`], {
      encoding: 'utf8',
    });
    expect(told.stderr).toBe('');
    // This looks for the decision. Another thread does the work, whenever it can.
    return /\[marking .* answered.*(?:MAGLEV|TURBOFAN)/.test(told.stdout);
  };

  it('soon optimizes a function that is called often, with flags that V8 knows', () => {
    expect(isOptimizedSoon('optimizeNothing(); optimize();')).toBe(true);
  });

  it('would soon optimize that function by default only from V8 13 on', () => {
    expect(isOptimizedSoon('')).toBe(Number.parseInt(process.versions.v8, 10) > 12);
  });
});
