import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const built = (name: string): string => JSON.stringify(new URL(`../../dist/src/kit/${name}.js`, import.meta.url).href);
const THREAD = `new URL('data:text/javascript,setInterval(()=>{},1000)')`;

/** The bytes of the space for what is new, in a process that has made and thrown away much. */
function newSpaceOf(before: string): number {
  const work = `${before} let kept = []; for (let i = 0; i < 2e6; i++) { kept.push({ i }); if (kept.length > 1e5) kept = []; }
    console.log(require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)`;
  return Number(execFileSync(process.execPath, ['-e', `(async () => { ${work} })()`], { encoding: 'utf8' }));
}

it('keeps the space for what is new as small as it begins', () => {
  const small = newSpaceOf(`await import(${built('heap')});`);
  expect(small).toBeLessThan(4_000_000);
  expect(newSpaceOf('')).toBeGreaterThan(4 * small);
});

it('keeps it so when a thread has begun, which a thread that V8 is left alone with does not', () => {
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

it('comes before everything else in each program that stays', () => {
  for (const name of ['main', 'edge', 'hub', 'pitwall']) {
    const text = readFileSync(new URL(`../../src/${name}.ts`, import.meta.url), 'utf8');
    expect(/^import .*$/m.exec(text)?.[0]).toBe(`import './kit/heap.ts';`);
  }
});
