/** Statistics about the code base: `npm run counts`. They are only shown, not judged. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Topics that a reader looks for; each should be in one folder. */
const TOPICS = ['penalt', 'lobby', 'grid', 'incident', 'tracker'];

interface File {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

const files = ['src', 'commands'].flatMap(filesIn);
const functions = files.flatMap(functionsIn);
const lengths = functions.map(({ lines }) => lines).sort((a, b) => a - b);
const code = files.flatMap(({ lines }) => lines);

const rows: readonly (readonly [string, string | number])[] = [
  ['files', files.length],
  ['lines', code.length],
  ['rooms', new Set(files.map(({ path }) => roomOf(path))).size],
  ['loose files in src', files.filter(({ path }) => /^src\/[^/]+$/.test(path)).length],
  ['median lines of a function', quantile(lengths, 0.5)],
  ['90th percentile', quantile(lengths, 0.9)],
  ['functions over 40 lines', lengths.filter((each) => each > 40).length],
  ['files over 250 lines', files.filter(({ lines }) => lines.length > 250).length],
  ['spreads of a fresh literal', matches(/\.\.\.\(?(?:\{|\[(?!\.\.\.))(?![^}\]]*\)\s*=>)/g)],
  ['conditional spreads of properties', matches(/\.\.\.\((?:[^()]|\([^()]*\))*?(?:\? \{|&& \{|: \{\})/g)],
  ['comment lines per 100', ((100 * code.filter(isComment).length) / code.length).toFixed(1)],
  ['files that open without a word', files.filter(opensWithoutAWord).length],
  ['exported names with several meanings', severalMeanings(files).length],
  ...TOPICS.map((topic) => [`folders with "${topic}" in a file's name`, foldersOf(topic).size] as const),
];

for (const [what, count] of rows) process.stdout.write(`${what.padEnd(44)}${String(count).padStart(8)}\n`);
if (process.argv.includes('--names')) process.stdout.write(`${severalMeanings(files).join('\n')}\n`);
if (process.argv.includes('--long')) {
  for (const { name, lines } of functions.filter((each) => each.lines > 40))
    process.stdout.write(`${lines}  ${name}\n`);
}

function filesIn(folder: string): File[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const text = readFileSync(join(ROOT, folder, name), 'utf8');
      return { path: `${folder}/${name.replaceAll('\\', '/')}`, text, lines: text.trimEnd().split('\n') };
    });
}

function roomOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  const deep = /^src\/(?:features|discord)\//.test(path);
  return parts.slice(0, deep ? 3 : 2).join('/');
}

/** Found by layout, which the formatter guarantees: from the opening line to the closing brace at the same depth. */
function functionsIn({ path, lines }: File): { readonly name: string; readonly lines: number }[] {
  return lines.flatMap((line, start) => {
    const begins =
      /^( *)(?:export )?(?:default )?(?:async )?function\*? ?(\w*)/.exec(line) ??
      /^( *)(?:export )?const (\w+)\b.*=> ?[({]$/.exec(line) ??
      /^( +)(?!if|for|while|switch|return)(?:static |async |get |set )*(#?\w+)\(.*\{$/.exec(line);
    if (!begins) return [];
    const [, indent = '', name = ''] = begins;
    const length = lines.slice(start).findIndex((each, offset) => offset > 0 && closes(each, indent));
    return length < 0 ? [] : [{ name: `${path}: ${name}`, lines: length + 1 }];
  });
}

function closes(line: string, indent: string): boolean {
  return line.startsWith(`${indent}}`) && !/^ *\}.*[({]$/.test(line);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.floor(sorted.length * part)] ?? 0;
}

function matches(pattern: RegExp): number {
  return files.reduce((sum, { text }) => sum + [...text.matchAll(pattern)].length, 0);
}

function isComment(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|\*)/.test(line);
}

function opensWithoutAWord({ lines }: File): boolean {
  const first = lines.find((line) => !/^import\b|^ {2}[\w ,]+,$|^\} from|^$/.test(line)) ?? '';
  return !isComment(lines[0] ?? '') && !isComment(first);
}

/** Names that several files export with different meanings. Re-exports do not count. */
function severalMeanings(all: readonly File[]): string[] {
  const homes = new Map<string, string[]>();
  for (const { path, text } of all) {
    const names = text.matchAll(
      /^export (?:abstract )?(?:async )?(?:const|function|class|interface|type|enum) (\w+)/gm,
    );
    for (const name of new Set([...names].map((each) => each[1] ?? ''))) {
      homes.set(name, [...(homes.get(name) ?? []), path]);
    }
  }
  return [...homes].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

function foldersOf(topic: string): ReadonlySet<string> {
  return new Set(files.filter(({ path }) => path.toLowerCase().includes(topic)).map(({ path }) => roomOf(path)));
}
