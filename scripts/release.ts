import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notesOf, released } from './changelog.ts';
import { installedIn, isAllowed, licencesText } from './licences.ts';

// Makes the release files: npm run release -- 0.2.0. Nothing is pushed, tagged or published: the remaining steps are
// printed. The downloads take some minutes.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = join(ROOT, 'release');

let isBegun = false;
try {
  release(process.argv[2] ?? '');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (isBegun)
    console.error('CHANGELOG.md, package.json and the lock may be changed: "git checkout ." takes that back.');
  process.exit(1);
}

function release(version: string): void {
  const { version: before } = JSON.parse(read('package.json'));
  const changelog = released(read('CHANGELOG.md'), { version, before, day: new Date().toISOString().slice(0, 10) });
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: ROOT, encoding: 'utf8' });
  if (changed.trim() !== '') throw new Error('There are changes that are not committed.');
  isBegun = true;
  writeFileSync(join(ROOT, 'CHANGELOG.md'), changelog);
  if (version !== before) run('npm', ['version', version, '--no-git-tag-version', '--ignore-scripts']);

  // Output of deleted source files must not be released.
  rmSync(join(ROOT, 'dist/src'), { recursive: true, force: true });
  rmSync(join(ROOT, 'dist/commands'), { recursive: true, force: true });
  run('npm', ['run', 'build']);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', OUT, '--loglevel=error']);
  writeLicences();
  run('npm', ['run', 'bundle']);
  writeFileSync(join(OUT, 'NOTES.md'), `${notesOf(changelog, version)}\n`);
  writeSums();
  console.log(`release/ holds ${readdirSync(OUT).join(', ')}.
Try it: npm run test:package. Then: git commit -am "Release ${version}" && git tag v${version}, push both, and publish release/.`);
}

/** For the packages that Pitwall runs with, not those for building and testing. */
function writeLicences(): void {
  const folder = join(OUT, 'installed');
  mkdirSync(folder);
  const [tarball = ''] = readdirSync(OUT).filter((name) => name.endsWith('.tgz'));
  run('npm', ['install', '--prefix', folder, join(OUT, tarball), '--no-audit', '--no-fund', '--ignore-scripts']);
  const packages = installedIn(join(folder, 'node_modules')).filter(({ name }) => name !== 'pitwall');
  rmSync(folder, { recursive: true, force: true });
  const others = packages.filter(({ licence }) => !isAllowed(licence));
  if (others.length > 0)
    throw new Error(`Not to be handed out: ${others.map(({ name, licence }) => `${name} (${licence})`).join(', ')}.`);
  writeFileSync(join(OUT, 'LICENCES.md'), licencesText(packages));
}

function writeSums(): void {
  const lines = readdirSync(OUT).map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(OUT, name)))
        .digest('hex')}  ${name}`,
  );
  writeFileSync(join(OUT, 'SHA256SUMS'), `${lines.join('\n')}\n`);
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Shows the program's output, because it takes a while. */
function run(program: string, words: readonly string[]): void {
  execFileSync(program, [...words], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
}
