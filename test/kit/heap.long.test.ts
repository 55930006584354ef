import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const HEAP = new URL('../../dist/src/kit/heap.js', import.meta.url);

/** The bytes of the space for what is new, in a process that has made and thrown away much. */
function newSpaceOf(before: string): number {
  const work = `${before} let kept = []; for (let i = 0; i < 2e6; i++) { kept.push({ i }); if (kept.length > 1e5) kept = []; }
    console.log(require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)`;
  return Number(execFileSync(process.execPath, ['-e', `(async () => { ${work} })()`], { encoding: 'utf8' }));
}

it('keeps the space for what is new as small as it begins', () => {
  const small = newSpaceOf(`await import(${JSON.stringify(HEAP.href)});`);
  expect(small).toBeLessThan(4_000_000);
  expect(newSpaceOf('')).toBeGreaterThan(4 * small);
});

it('comes before everything else in each program that stays', () => {
  for (const name of ['main', 'edge', 'hub', 'pitwall']) {
    const text = readFileSync(new URL(`../../src/${name}.ts`, import.meta.url), 'utf8');
    expect(/^import .*$/m.exec(text)?.[0]).toBe(`import './kit/heap.ts';`);
  }
});
