/** The licences of the packages that come with Pitwall, and whether all of them may be distributed with it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Installed {
  readonly name: string;
  readonly version: string;
  /** As in its package.json: "MIT", "(MIT OR Apache-2.0)"; "none" if it has none. */
  readonly licence: string;
  /** The text of its licence file; undefined if there is none. */
  readonly text: string | undefined;
}

/** Licences that require attribution at most (the Unlicense not even that). */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'Unlicense',
]);

/** With OR, one allowed licence is enough; with AND, all must be allowed. */
export const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => ALLOWED.has(each)));

/** Every package in a node_modules folder, including nested ones, by name. */
export function installedIn(modules: string): readonly Installed[] {
  if (!existsSync(modules)) return [];
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  return names
    .filter((name) => existsSync(join(modules, name, 'package.json')))
    .flatMap((name) => [packageAt(join(modules, name)), ...installedIn(join(modules, name, 'node_modules'))])
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function packageAt(folder: string): Installed {
  const { name, version, license = 'none' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(each));
  return {
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : String(license.type),
    text: file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim(),
  };
}

/** The licences file: a table of all packages, followed by their licence texts. */
export function licencesText(packages: readonly Installed[]): string {
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  const texts = packages.flatMap(({ name, text }) => (text === undefined ? [] : [`## ${name}`, '', text, '']));
  return [
    '# What Pitwall brings along',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
    ...texts,
  ].join('\n');
}
