// npm run bench: all measurements, one after the other, each in its own process. npm run bench -- NAME: one of them.
// docs/performance.md says what each of them prints and which limits it is held against.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

interface Bench {
  readonly run: () => Promise<unknown>;
  /** Arguments that make it short enough for a run of everything. */
  readonly shorter?: { readonly words?: readonly string[]; readonly settings?: Readonly<Record<string, string>> };
}

const BENCHES: Readonly<Record<string, Bench>> = {
  codec: { run: () => import('./codec.ts') },
  positions: { run: () => import('./positions.ts') },
  receive: { run: () => import('./receive.ts'), shorter: { settings: { SECONDS: '4' } } },
  answers: { run: () => import('./answers.ts'), shorter: { settings: { TIMES: '50' } } },
  memory: { run: () => import('./memory.ts'), shorter: { settings: { SECONDS: '4', SPEED: '240' } } },
  growth: { run: () => import('./growth.ts') },
  soak: { run: () => import('./soak.ts'), shorter: { settings: { MINUTES: '2' } } },
  longest: { run: () => import('./longest.ts') },
  start: { run: () => import('./start.ts'), shorter: { settings: { EVENTS: '100000' } } },
  board: { run: () => import('./board.ts') },
  pictures: { run: () => import('./pictures.ts') },
  track: { run: () => import('./track.ts') },
  fleet: { run: () => import('./fleet.ts'), shorter: { settings: { TIMES: '100' } } },
  evidence: { run: () => import('./evidence.ts'), shorter: { words: ['40'] } },
};

const [which] = process.argv.slice(2);
const bench = which === undefined ? undefined : BENCHES[which];
if (which === undefined) await all();
else if (bench) await bench.run();
else {
  console.error(`There is no measurement ${which}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
}

async function all(): Promise<void> {
  const missed: string[] = [];
  for (const [name, { shorter }] of Object.entries(BENCHES)) {
    console.log(`\n${name}`);
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), name, ...(shorter?.words ?? [])], {
      env: { ...process.env, ...shorter?.settings },
      stdio: 'inherit',
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) missed.push(name);
  }
  if (missed.length > 0) console.log(`\nA limit was missed by: ${missed.join(', ')}.`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}
