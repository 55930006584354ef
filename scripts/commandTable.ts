import { type Action, abilities, abilityInWords, DIALECTS, type Dialect } from '../src/acserver/dialect.ts';
import type { Via } from '../src/command/caller.ts';
import { type Command, offeredBy } from '../src/command/command.ts';
import { usage } from '../src/command/vocabulary.ts';

/** The commands as a Markdown table, in their own order, without those that only buttons use. */
export function commandTable(commands: readonly Command[]): string {
  const said = commands.filter((command) => where(command) !== '');
  return ['| command | what it does | role | where |', '|---|---|---|---|', ...said.map(row)].join('\n');
}

/** How each kind of game server carries out race control's commands, as a Markdown table. */
export function dialectTable(): string {
  const actions = Object.keys(abilities) as Action[];
  return [
    `| command | ${DIALECTS.map((dialect) => DIALECT_NAMES[dialect]).join(' | ')} |`,
    `|---|${DIALECTS.map(() => '---|').join('')}`,
    ...actions.map(
      (action) => `| \`${action}\` | ${DIALECTS.map((each) => abilityInWords(each, action)).join(' | ')} |`,
    ),
  ].join('\n');
}

const DIALECT_NAMES: Readonly<Record<Dialect, string>> = {
  kunos: 'acServer',
  acsm: "the server manager's own",
  assettoserver: 'AssettoServer',
};

/**
 * Replaces the table between a page's markers, `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws Error for a page without the markers
 */
export function withTable(page: string, name: string, table: string): string {
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [begin, end] = [page.indexOf(opening), page.indexOf(closing)];
  if (begin < 0 || end < begin) throw new Error(`the page has no ${opening} and ${closing}`);
  return `${page.slice(0, begin + opening.length)}\n${table}\n${page.slice(end)}`;
}

/** Updates all tables of a page. */
export const withTables = (page: string, commands: readonly Command[]): string =>
  withTable(withTable(page, 'commands', commandTable(commands)), 'dialects', dialectTable());

function row(command: Command): string {
  const { about, role, aliases = [] } = command;
  const alsoCalled = aliases.length > 0 ? ` (or ${aliases.map((alias) => `\`${alias}\``).join(', ')})` : '';
  return `| ${cell(`\`${usage(command)}\`${alsoCalled}`)} | ${cell(about)} | ${role} | ${where(command)} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

const PLACES: readonly (readonly [Via, string])[] = [
  ['slash', 'Discord'],
  ['socket', 'websocket'],
  ['chat', 'game'],
];

function where(command: Command): string {
  const places = PLACES.filter(([via]) => offeredBy(command, via)).map(([, place]) => place);
  return places.length === PLACES.length ? 'everywhere' : places.join(', ');
}
