import type { Via } from '../src/command/caller.ts';
import { type Command, offeredBy } from '../src/command/command.ts';
import { usage } from '../src/command/vocabulary.ts';

/** The vocabulary as a Markdown table, in its own order. */
export function commandTable(commands: readonly Command[]): string {
  return ['| command | what it does | role | where |', '|---|---|---|---|', ...commands.map(row)].join('\n');
}

/**
 * A page with the table between its markers.
 *
 * @throws Error for a page without the markers
 */
export function withCommandTable(page: string, table: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the page has no ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${table}\n${page.slice(end)}`;
}

const BEGIN = '<!-- commands -->';
const END = '<!-- /commands -->';

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
