import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePrograms, fetchParts, makeExecutable, SYSTEMS, type System } from './executable.ts';
import { packed } from './packing.ts';

// Makes the downloads, each with Pitwall and Node in one file: npm run bundle, or npm run bundle -- linux. With --bare
// they stay unpacked in dist/download.

/** The largest acceptable download on a slow connection. */
const MOST_BYTES = 45_000_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = join(ROOT, 'release');

try {
  await bundle(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function bundle(words: readonly string[]): Promise<void> {
  const names = words.filter((word) => word !== '--bare');
  const unknown = names.find((name) => !SYSTEMS.some((system) => system.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no download for "${unknown}": say linux or windows, or neither for both.`);
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The downloads are made on Linux, x64, for both systems.');
  const systems = SYSTEMS.filter(({ name }) => names.length === 0 || names.includes(name));
  const parts = fetchParts(ROOT);
  const programs = bundlePrograms(ROOT, parts);
  for (const system of systems) {
    const executable = makeExecutable(ROOT, { parts, programs, system });
    console.log(`${basename(executable)}: ${megabytes(executable)}`);
    if (!words.includes('--bare')) pack(system, executable, programs.packages);
  }
}

function pack(system: System, executable: string, packages: readonly string[]): void {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  const name = `pitwall-${version}-${system.name}-x64`;
  const archive = packed({ root: ROOT, out: OUT, name, executable, packages });
  console.log(`${basename(archive)}: ${megabytes(archive)}`);
  if (statSync(archive).size <= MOST_BYTES) return;
  rmSync(archive);
  throw new Error(`${basename(archive)} is larger than ${MOST_BYTES / 1e6} MB.`);
}

function megabytes(path: string): string {
  return `${(statSync(path).size / 1e6).toFixed(1)} MB`;
}
