/** The licences of what Pitwall brings along: who is used under which, and whether all of them may be handed out with it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Installed {
  readonly name: string;
  readonly version: string;
  /** As its package.json calls it: "MIT", "(MIT OR Apache-2.0)"; "none" where it says nothing. */
  readonly licence: string;
  /** What its own file says; undefined where it has none. */
  readonly text: string | undefined;
}

/** What asks for no more than to be named, or not even for that (Unlicense). */
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

/** One of those that may be chosen is enough; of those that count together all must do. */
export const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => ALLOWED.has(each)));

/** Every package below a folder node_modules, those of other packages' own among them, by name. */
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

/** A file that names everybody: a table, and below it what each of them has to say. */
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
