/** The grid and the entry list, for stewards. Drivers may see the entries. */
import type { AnswerOf, Shown } from '../../command/answer.ts';
import type { Commands } from '../../command/typedLines.ts';
import type { EntrySlot, GridChange, GridPlace, GridView } from '../../features/grid/actions.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { gridChangeInWords } from '../../texts/grid.ts';
import type { MessageContent } from '../common/message.ts';
import { escapeSentence } from '../common/sentences.ts';
import { type Column, type Columns, tablesOf } from '../common/table.ts';
import { escapeCode, escapeText, fitLines, plainText, relativeTime } from '../common/text.ts';

/** A description holds 4096 characters, and a list up to 255 slots. */
const TABLES_LENGTH = 2700;
const NOTES_LENGTH = 1300;

export const gridMessage = (grid: GridView, words: Catalogue, commands: Commands): MessageContent => ({
  embeds: [{ ...titled(grid), description: descriptionOf(grid, words, commands) }],
});

export function gridChangeMessage(change: GridChange, words: Catalogue, commands: Commands): MessageContent {
  const title = change.change === 'saved' ? 'Grid saved' : 'Grid save undone';
  const grid = descriptionOf(change.grid, words, commands);
  return { embeds: [{ title, description: `${gridChangeInWords(change)}\n${grid}` }] };
}

export function entriesMessage({ entries, show }: AnswerOf<'entries'>, words: Catalogue): MessageContent {
  if (entries.length === 0) return { content: words.noSlots() };
  const description = tablesOf(entryTables(show, words), entries, { limit: TABLES_LENGTH, words });
  return { embeds: [{ title: words.slotCount({ slots: entries.length }), description }] };
}

function titled({ staged }: GridView) {
  if (!staged) return { title: 'Current grid' };
  const title = staged.rule === 'finish' ? 'Grid by finishing order' : 'Grid by reversed finishing order';
  return { title, footer: { text: `Not saved yet: use /grid save · ${plainText(staged.results, 80)}` } };
}

function descriptionOf({ places, staged, notes }: GridView, words: Catalogue, commands: Commands): string {
  const author = staged ? [`Staged by ${escapeText(staged.author, 60)} ${relativeTime(staged.at)}.`] : [];
  const noted = notes.map((note) => escapeSentence(note, commands, 400));
  const told = fitLines([...author, ...noted], NOTES_LENGTH, words);
  const columns = staged ? stagedTables(words) : tablesAsTheyAre(words);
  const tables = tablesOf(columns, places, { limit: TABLES_LENGTH, words });
  return told === '' ? tables : `${told}\n${tables}`;
}

/** Names come last: double-width scripts would misalign the columns behind them. */
const tablesAsTheyAre = (words: Catalogue): readonly Columns<GridPlace>[] => [
  [
    { title: 'place', cell: ({ carId }) => String(carId + 1) },
    { title: 'id', cell: ({ carId }) => String(carId) },
    { title: 'name', cell: (place) => nameOf(place, words) },
  ],
  [
    { title: 'id', cell: ({ carId }) => String(carId) },
    { title: 'car', cell: ({ model }) => escapeCode(model, 40) },
  ],
];

const stagedTables = (words: Catalogue): readonly Columns<GridPlace>[] => [
  [
    { title: 'place', cell: ({ carId }) => String(carId + 1) },
    { title: 'was', cell: ({ from }) => String(from + 1) },
    { title: 'race', cell: ({ position }) => (position === undefined ? '-' : `P${position}`) },
    { title: 'name', cell: (place) => nameOf(place, words) },
  ],
  [
    { title: 'id', cell: ({ carId, from }) => `${from}→${carId}` },
    { title: 'car', cell: ({ model }) => escapeCode(model, 40) },
  ],
];

function nameOf({ name, guids }: Pick<GridPlace, 'name' | 'guids'>, words: Catalogue): string {
  return escapeCode(name, 32) || (guids.length === 0 ? words.openSlot() : words.reservedSlot());
}

function entryTables({ guids: isGuidShown }: Shown, words: Catalogue): readonly Columns<EntrySlot>[] {
  const id: Column<EntrySlot> = { title: words.column({ of: 'carId' }), cell: ({ carId }) => String(carId) };
  const name: Column<EntrySlot> = {
    title: words.column({ of: 'name' }),
    cell: ({ driverName, guids }) => nameOf({ name: driverName, guids }, words),
  };
  const load: Columns<EntrySlot> = [
    id,
    { title: words.column({ of: 'ballast' }), cell: ({ ballastKg }) => String(ballastKg) },
    { title: words.column({ of: 'restrictor' }), cell: ({ restrictor }) => String(restrictor) },
    { title: words.column({ of: 'car' }), cell: ({ model }) => escapeCode(model, 40) },
  ];
  const guid: Column<EntrySlot> = { title: words.column({ of: 'guid' }), cell: ({ guids }) => guidsOf(guids) };
  return [[id, name], load, ...(isGuidShown ? [[id, guid]] : [])];
}

const guidsOf = ([first, ...others]: readonly string[]): string =>
  first === undefined ? '-' : `${escapeCode(first, 20)}${others.length === 0 ? '' : ` +${others.length}`}`;
