import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One of our files. The path is relative to the project, with `/` on every system. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** One row: a folder or a file, the rows it may import from, and the packages it may use. `type x` means types only. */
export interface Room {
  readonly room: string;
  readonly from: readonly string[];
  /** Packages and Node built-ins; `node:fs` also stands for `node:fs/promises`. */
  readonly uses: readonly string[];
}

export interface Import {
  readonly line: number;
  readonly name: string;
  /** None of it exists at run time. */
  readonly isType: boolean;
}

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** All TypeScript and JavaScript files in these folders. */
export function sourcesIn(folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(posix.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.[cm]?[jt]s$/.test(path))
      .map((path) => ({ path, text: readFileSync(posix.join(ROOT, path), 'utf8') })),
  );
}

/** What a file imports, in any form: import, export from, import for its side effect, and import(). */
export function importsOf({ text }: Source): Import[] {
  const code = withoutComments(text);
  const statements = code.matchAll(STATEMENT);
  const calls = code.matchAll(/\b(?:import|require)\(\s*(?:(['"`])([^'"`\n]+)\1\s*\)|())/g);
  return [
    ...[...statements].map(({ index, 1: type, 2: names = '', 4: name = '' }) => ({
      line: lineAt(code, index),
      name,
      isType: type !== undefined || onlyTypes(names),
    })),
    ...[...calls].map(({ index, 2: name = 'something computed' }) => ({
      line: lineAt(code, index),
      name,
      isType: false,
    })),
  ];
}

/** `import { a, b } from 'x'`, `export * from 'x'`, `import 'x'`. */
const STATEMENT =
  /^(?:import|export)\s+(?:(type\s)?\s*([\w$*\s,]*(?:\{[^}]*\})?[\w$\s]*?)\s*from\s*)?(['"])([^'"\n]+)\3/gm;

/** Imports that the table does not allow, one sentence each. */
export function forbiddenImports(sources: readonly Source[], rooms: readonly Room[]): string[] {
  return sources.flatMap((source) => {
    const here = roomOf(source.path, rooms);
    if (!here) return [`${source.path} is in no room of the table.`];
    return importsOf(source).flatMap((each) => {
      const where = `${source.path}:${each.line}`;
      return each.name.startsWith('.') ? ownImport(each, { source, here, rooms, where }) : foreign(each, here, where);
    });
  });
}

/** Rows that allow rows below them, which would let two rooms import each other. */
export const upwardRows = (rooms: readonly Room[]): string[] =>
  rooms.flatMap(({ room, from }, index) => {
    const above = rooms.slice(0, index).map((each) => each.room);
    return from.filter((name) => !above.includes(plain(name))).map((name) => `${room} may import ${name}`);
  });

/** Files that import each other, in any number of steps: one sentence per cycle. */
export function importCycles(sources: readonly Source[]): string[] {
  const importedBy = new Map(sources.map((source) => [source.path, ownImportsOf(source)]));
  const reached = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const next = [...(importedBy.get(from) ?? [])];
    for (let path = next.pop(); path !== undefined; path = next.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      next.push(...(importedBy.get(path) ?? []));
    }
    return seen;
  };
  const reach = new Map(sources.map(({ path }) => [path, reached(path)]));
  const circles = [...reach].flatMap(([path, all]) => {
    const others = [...all].filter((each) => reach.get(each)?.has(path)).sort();
    return others[0] === path ? [`${others.join(', ')} import each other.`] : [];
  });
  return [...new Set(circles)];
}

const ownImportsOf = (source: Source): string[] =>
  importsOf(source)
    .filter(({ name }) => name.startsWith('.'))
    .map(({ name }) => posix.join(posix.dirname(source.path), name));

/** Lines that match a pattern, ignoring comments. */
export function linesLike(sources: readonly Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) =>
    withoutComments(text)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** Module variables that can change, and module constants that their own file mutates: `path: name`. */
export function moduleState(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const code = withoutComments(text);
    const variables = [...code.matchAll(/^(?:export )?(?:let|var) ([\w$]+)/gm)].map(([, name = '']) => name);
    const constants = [...code.matchAll(/^(?:export )?const ([\w$]+)/gm)].map(([, name = '']) => name);
    return [...variables, ...constants.filter((name) => isChanged(name, code))].map((name) => `${path}: ${name}`);
  });
}

export const longerThan = (sources: readonly Source[], most: number): string[] =>
  sources
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > most)
    .map(({ path, lines }) => `${path} has ${lines} lines`);

interface Place {
  readonly source: Source;
  readonly here: Room;
  readonly rooms: readonly Room[];
  readonly where: string;
}

function ownImport({ name, isType }: Import, { source, here, rooms, where }: Place): string[] {
  const path = posix.join(posix.dirname(source.path), name);
  const there = roomOf(path, rooms);
  if (!there) return [`${where}: ${path} is in no room of the table.`];
  if (there === here || allows(here.from, there.room, isType)) return [];
  return [`${where}: ${here.room} may not import ${path}${forTypes(here.from, there.room)}.`];
}

function foreign({ name, isType }: Import, { room, uses }: Room, where: string): string[] {
  const names = [name, name.replace(/\/.*$/, '')];
  if (HARMLESS.includes(name) || names.some((each) => allows(uses, each, isType))) return [];
  return [`${where}: ${room} may not import ${name}${names.map((each) => forTypes(uses, each)).find(Boolean) ?? ''}.`];
}

/** Pure computation: no disk, no network, no clock. */
const HARMLESS = ['node:buffer', 'node:crypto', 'node:events', 'node:path', 'node:url', 'node:util'];

/** The most specific row that contains the path. */
const roomOf = (path: string, rooms: readonly Room[]): Room | undefined =>
  rooms
    .filter(({ room }) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.room.length - a.room.length)[0];

const allows = (list: readonly string[], name: string, isType: boolean): boolean =>
  list.includes(name) || (isType && list.includes(`type ${name}`));

const forTypes = (list: readonly string[], name: string): string =>
  list.includes(`type ${name}`) ? ' for more than its types' : '';

const plain = (name: string): string => name.replace(/^type /, '');

/** `{ type A, type B }` */
function onlyTypes(names: string): boolean {
  const [, list] = /^\{([^}]*)\}$/.exec(names.trim()) ?? [];
  const each = (list ?? '').split(',').map((name) => name.trim());
  return list !== undefined && each.filter(Boolean).every((name) => name.startsWith('type '));
}

const CHANGES = 'set|add|delete|clear|push|pop|splice|shift|unshift|sort|reverse|fill';

function isChanged(name: string, code: string): boolean {
  const called = `(?<![.\\w$])${name.replaceAll('$', '\\$')}`;
  const mutated = new RegExp(`${called}\\??\\.(?:${CHANGES})\\(`);
  const assigned = new RegExp(`${called}(?:\\.[\\w.]+|\\[[^\\]]*\\])+ *(?:[-+*/|&^?]{0,2}=(?![=>])|\\+\\+|--)`);
  // A pattern that remembers where it stopped.
  const sticky = new RegExp(`^(?:export )?const ${name.replaceAll('$', '\\$')} = /.*/\\w*[gy]\\w*;$`, 'm');
  const resumed = new RegExp(`${called}\\.(?:test|exec)\\(`);
  return mutated.test(code) || assigned.test(code) || (sticky.test(code) && resumed.test(code));
}

/** Blanks the comments out, so that every line keeps its number. Text in quotes is not a comment. */
const withoutComments = (text: string): string =>
  text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|(?<![\\/])\/\/[^\n]*/g,
    (all, quoted: string | undefined) => quoted ?? all.replace(/[^\n]/g, ''),
  );

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
