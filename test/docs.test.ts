/** Checks that everything the docs name exists: commands, settings, scripts, files and links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { EXAMPLES } from '../scripts/settingExamples.ts';
import { settingsIn, settingsPage } from '../scripts/settings.ts';
import { REQUIRED, readSettings, VARIABLES } from '../src/config/environment.ts';
import { SERVER_KEYS } from '../src/config/server.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pagesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const PAGES = ['README.md', 'CONTRIBUTING.md', 'PROTOCOL.md', ...pagesIn('docs')];

/** The page without its generated tables. */
const ownWords = (page: string): string => read(page).replace(/<!-- (\w+) -->[\s\S]*?<!-- \/\1 -->/g, '');
const withoutBlocks = (text: string): string => text.replace(/^ *```[\s\S]*?^ *```$/gm, '');
/** Text in backticks, and lines of code blocks. */
const codeIn = (page: string): string[] => {
  const text = ownWords(page);
  const blocks = [...text.matchAll(/^ *```.*\n([\s\S]*?)^ *```$/gm)].flatMap(([, block = '']) => block.split('\n'));
  const spans = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return [...blocks, ...spans].map((each) => each.trim());
};

const headings = (page: string): string[] =>
  [...withoutBlocks(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

describe.each(PAGES)('%s', (page) => {
  it('has no broken links', () => {
    const links = [...withoutBlocks(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
        if (!existsSync(join(ROOT, file))) return true;
        return anchor !== undefined && !headings(file).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('names only existing settings', () => {
    const named = codeIn(page).flatMap((code) => code.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []);
    expect([...new Set(named)].filter((name) => !SETTINGS.has(name))).toEqual([]);
  });

  it('names only existing commands', () => {
    const typed = codeIn(page).filter((code) => /^[/!][a-z][\w-]*(?: |$)/.test(code));
    expect(typed.filter((code) => !isCommand(code.slice(1)) && !OTHERS_COMMANDS.test(code))).toEqual([]);
  });

  it('names only existing scripts and files', () => {
    const scripts = new Set(Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts));
    const code = codeIn(page);
    const run = code.flatMap((each) =>
      [...each.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(run.filter((name) => !scripts.has(name))).toEqual([]);
    const files = code.filter((each) => FILE.test(each)).filter((each) => !existsSync(join(ROOT, each)));
    expect(files).toEqual([]);
  });
});

/** What Pitwall says, from its sources, with `~` for each value. */
const SAID = ['src', 'commands']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'))
  .map(read)
  .join('\n')
  .replace(/\/\*\*[\s\S]*?\*\/|^ *\/\/.*$/gm, '')
  .replace(/['`] \+\s+['`]/g, '')
  .replace(/\s+/g, ' ')
  .toLowerCase();

/** Every three consecutive words without a value among them. */
function threes(quote: string): readonly string[] {
  const words = quote.toLowerCase().split(' ');
  return words
    .map((_, at) => words.slice(at, at + 3))
    .filter((three) => three.length === 3 && three.every((word) => /^[a-z\u2019',.:-]+$/.test(word)))
    .map((three) => three.join(' ').replace(/[.,:]$/, ''));
}

describe.each(pagesIn('docs'))('the wording of %s', (page) => {
  it('quotes only sentences found in the sources', () => {
    const text = withoutBlocks(ownWords(page))
      .replace(/`[^`\n]*`/g, '~')
      .replace(/\n\n|\|/g, '\u00b6')
      .replace(/\s+/g, ' ');
    const quotes = [...text.matchAll(/"([^"\u00b6]+)"/g)].map(([, quote = '']) => quote);
    // Names of people and servers are values, too, so only most of it has to match word for word.
    const wrong = quotes.filter((quote) => {
      const all = threes(quote);
      return quote.split(' ').length > 3 && all.filter((three) => SAID.includes(three)).length < all.length * 0.75;
    });
    expect(wrong).toEqual([]);
  });

  it('names only existing buttons and fields', () => {
    const text = withoutBlocks(ownWords(page)).replace(/`[^`\n]*`|\*\*/g, '~');
    const labels = [...text.matchAll(/(?<![\w*])\*([^*\n]{3,50})\*(?![\w*])/g)].map(([, label = '']) => label);
    const known = (label: string): boolean => SAID.includes(label.toLowerCase().replace(/ [a-z]+-\d+$/, ''));
    expect(labels.filter((label) => !known(label) && !OTHERS_LABELS.has(label))).toEqual([]);
  });
});

/** From a server manager's pages, and from a table of measurements. */
const OTHERS_LABELS = new Set(['custom penalties', 'On one clock']);

/** Files of this repository; `*`, `<id>` and `...` stand for several. */
const FILE = /^(?:src|docs|test|scripts|commands|bench|sandbox|packaging|bin)\/[\w./-]*\w$/;

const words = new Set(commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
const groups = new Set([...words].map((name) => name.split(' ')[0]));

function isCommand(typed: string): boolean {
  const [first = '', second] = typed.replace(/[.,:]+$/, '').split(' ');
  if (words.has(first)) return true;
  return groups.has(first) && (second === undefined || words.has(`${first} ${second}`));
}

/** Commands of the game servers, of Discord and of tools in the car; and addresses and folders. */
const OTHERS_COMMANDS =
  /^\/(?:kick_id|ban_id|setweather|st|ballast|restrictor|healthz|metrics|data|config|gt3|JSON|INFO|srv|etc|var|opt|mnt|home|dev|usr)\b/;

const keysOf = (file: string): string[] =>
  [...read(file).matchAll(/^;? ?([A-Z][A-Z_]+) ?=/gm)].map(([, key = '']) => key);

const SETTINGS = new Set([
  ...VARIABLES,
  ...SERVER_KEYS,
  ...keysOf('penalties.example.ini'),
  // Settings of the game server.
  ...['UDP_PLUGIN_LOCAL_PORT', 'UDP_PLUGIN_ADDRESS', 'ADMIN_PASSWORD', 'BLACKLIST_MODE', 'MAX_BALLAST_KG', 'LOOP_MODE'],
  'CAR_0',
  // A preset of Content Manager.
  'SERVER_00',
  // From the environment.
  ...['NODE_ENV', 'CREDENTIALS_DIRECTORY', 'MALLOC_ARENA_MAX'],
  // From nats-server.conf, as in docs/fleet.md.
  ...['DOCTOR', 'HUB', 'SPA', 'EIFEL', 'MONZA'].map((user) => `PW_${user}`),
  // From the code itself.
  ...['SNAPSHOT_VERSION'],
]);

describe('docs/settings.md', () => {
  const envExample = read('.env.example');

  it('matches the definition of the settings ("npm run readme" updates it)', () => {
    expect(settingsPage(envExample)).toBe(read('docs/settings.md'));
    expect(settingsIn(envExample).map(({ name }) => name)).toEqual(VARIABLES);
  });

  const base = {
    DISCORD_TOKEN: 'bG9jYWw.c2FuZGJveA.opens-nothing',
    DISCORD_GUILD_ID: '223456789012345678',
    DISCORD_CHANNEL_ID: '323456789012345678',
    SERVER_DIR: '/srv/acserver',
  };

  test.each(VARIABLES)('has a valid example of %s', (name) => {
    const { value = '', with: beside = {} } = EXAMPLES[name] ?? {};
    const lines = Object.entries({ [name]: value, ...beside }).map(([key, each]) => `${key}=${each}`);
    const set = parseEnv(lines.join('\n'));
    expect(set[name]).not.toBe('');
    const { SERVER_DIR } = base;
    // An edge has no Discord settings.
    const around = 'EDGE' in set ? { SERVER_DIR } : base;
    expect(readSettings({ ...around, ...set }).problems).toEqual([]);
  });

  it('has examples only for existing settings, and for all required ones', () => {
    expect(Object.keys(EXAMPLES).filter((name) => !VARIABLES.includes(name))).toEqual([]);
    expect(REQUIRED.every((name) => name in EXAMPLES)).toBe(true);
  });
});
