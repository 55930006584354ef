/** No sentence that people read contains the words that the glossary, or the editor, has struck out. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;

/** Sentences as they used to be; none of them may come back. */
const STRUCK_OUT = [
  'had `server start` done',
  '(one too many)',
  'That was one too many',
  'who gets no action',
  'The server knows no such penalty',
  'It goes to the result of',
  'a drive-through within',
  'converted into',
  'may come back at once',
  'Restart the session of',
  'Everything driven in it would be lost',
  'Its results would be lost',
  'There is nothing against you',
  'You are linked to the driver with the GUID',
  'is linked to no driver',
  'You may use',
  'the others need the role',
  'needs the role',
  'What you may say',
  'The stewards have your report',
  'reports it',
  'chain of ',
  'first lap,',
  ' touched at ',
  'No positions were recorded',
  'Decided, too',
  'by the results file',
  'follows decisions until it is final',
  'Penalties that stand',
  'Give a car less air',
  'Make a car heavier',
  'in the hardest way',
  'keep them out, for some time',
  'Let somebody who is banned come back',
  'Begin the session anew',
  'what has just happened to you',
  'alone says too little',
  'it can be followed by',
  'Pitwall ends now',
  'Pitwall is just ending',
  'is run by somebody else',
  'plugin interface is silent',
  'is just being',
  'noticed late',
  'What is left empty has its default',
];

/** Literals of a file, without its comments. This parser is enough for texts without comment signs in them. */
const literalsOf = (path: string): string =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .flatMap((line) => line.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`?|^[^`]*`/g) ?? [])
    .join('\n');

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|js)$/.test(name))
    .map((name) => join(ROOT, folder, name));

const said = ['src', 'commands', 'sandbox'].flatMap(filesIn).map((path) => ({ path, text: literalsOf(path) }));

it.each(STRUCK_OUT)('no text contains "%s"', (phrase) => {
  expect(said.filter(({ text }) => text.includes(phrase)).map(({ path }) => path)).toEqual([]);
});

it('the search finds a phrase that exists', () => {
  expect(said.filter(({ text }) => text.includes('limit exceeded')).length).toBeGreaterThan(0);
});

test('.env.example contains none of these phrases', () => {
  expect(STRUCK_OUT.filter((phrase) => readFileSync(join(ROOT, '.env.example'), 'utf8').includes(phrase))).toEqual([]);
});

/** The last column of the glossary's English table. Tables of other languages follow, each below its heading. */
const [inEnglish = ''] = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8').split('\n## ');
const words = inEnglish
  .split('\n')
  .filter((line) => /^\| (?!term|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('each term is in the glossary only once', () => {
  const terms = words.map(([, term]) => term);
  expect(terms).toEqual([...new Set(terms)]);
});

const unwanted = new Set(words.flatMap(([, , , not = '']) => not.split(', ')).filter((word) => word !== ''));

it.each([...unwanted])('no text contains "%s", which the glossary replaces', (word) => {
  const texts = said.filter(({ path }) => /\/(?:src\/texts|commands)\//.test(path));
  expect(texts.filter(({ text }) => text.includes(word)).map(({ path }) => path)).toEqual([]);
});
