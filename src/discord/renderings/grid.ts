import type { AnswerOf, Shown } from '../../command/answer.ts';
import type { EntrySlot, GridChange, GridPlace, GridView } from '../../features/grid/actions.ts';
import { gridChangeInWords } from '../../texts/grid.ts';
import { aligned, codeBlock } from '../common/table.ts';
import { escapeCode, escapeText, fitLines, plainText, relativeTime } from '../common/text.ts';
import type { MessageContent } from './answers.ts';

/** An embed takes 4096 characters of description; a list holds up to 255 slots. */
const TABLES_LENGTH = 2700;
const NOTES_LENGTH = 1300;

export function gridMessage({ grid }: AnswerOf<'grid'>): MessageContent {
  return { embeds: [{ ...titled(grid), description: descriptionOf(grid) }] };
}

export function gridChangeMessage(change: GridChange): MessageContent {
  const title = change.change === 'saved' ? 'The grid was saved' : 'The save was undone';
  return { embeds: [{ title, description: `${gridChangeInWords(change)}\n${descriptionOf(change.grid)}` }] };
}

export function entriesMessage({ entries, show }: AnswerOf<'entries'>): MessageContent {
  if (entries.length === 0) return { content: 'entry_list.ini has no slots.' };
  const title = entries.length === 1 ? '1 slot' : `${entries.length} slots`;
  return { embeds: [{ title, description: tablesOf(entryTables(show), entries) }] };
}

function titled({ staged }: GridView) {
  if (!staged) return { title: 'The grid as it is' };
  const title = staged.rule === 'finish' ? 'The grid by the finish' : 'The grid by the finish, reversed';
  return { title, footer: { text: `Not saved yet: "grid save" writes it · ${plainText(staged.results, 80)}` } };
}

function descriptionOf({ places, staged, notes }: GridView): string {
  const author = staged ? [`Staged by ${escapeText(staged.author, 60)} ${relativeTime(staged.at)}.`] : [];
  const told = fitLines([...author, ...notes.map((note) => escapeText(note, 400))], NOTES_LENGTH);
  const tables = tablesOf(staged ? stagedTables : tablesAsTheyAre, places);
  return told === '' ? tables : `${told}\n${tables}`;
}

interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
}

type Tables<Row> = readonly (readonly Column<Row>[])[];

/** Narrow tables rather than one wide one: an embed is about 55 characters wide, and wraps what is longer. */
function tablesOf<Row>(tables: Tables<Row>, rows: readonly Row[]): string {
  const room = Math.floor(TABLES_LENGTH / tables.length);
  const texts = tables.map((columns) =>
    aligned([columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))]),
  );
  return texts.map((lines) => codeBlock(fitLines(lines, room))).join('\n');
}

/** Names come last: scripts of double width would push out of line whatever stands behind them. */
const tablesAsTheyAre: Tables<GridPlace> = [
  [
    { title: 'place', cell: ({ carId }) => String(carId + 1) },
    { title: 'id', cell: ({ carId }) => String(carId) },
    { title: 'name', cell: nameOf },
  ],
  [
    { title: 'id', cell: ({ carId }) => String(carId) },
    { title: 'car', cell: ({ model }) => escapeCode(model, 40) },
  ],
];

const stagedTables: Tables<GridPlace> = [
  [
    { title: 'place', cell: ({ carId }) => String(carId + 1) },
    { title: 'was', cell: ({ from }) => String(from + 1) },
    { title: 'race', cell: ({ position }) => (position === undefined ? '-' : `P${position}`) },
    { title: 'name', cell: nameOf },
  ],
  [
    { title: 'id', cell: ({ carId, from }) => `${from}→${carId}` },
    { title: 'car', cell: ({ model }) => escapeCode(model, 40) },
  ],
];

function nameOf({ name, guids }: Pick<GridPlace, 'name' | 'guids'>): string {
  return escapeCode(name, 32) || (guids.length === 0 ? '(open)' : '(reserved)');
}

function entryTables({ guids: shown }: Shown): Tables<EntrySlot> {
  const id: Column<EntrySlot> = { title: 'id', cell: ({ carId }) => String(carId) };
  return [
    [id, { title: 'name', cell: ({ driverName, guids }) => nameOf({ name: driverName, guids }) }],
    [
      id,
      { title: 'kg', cell: ({ ballastKg }) => String(ballastKg) },
      { title: '%', cell: ({ restrictor }) => String(restrictor) },
      { title: 'car', cell: ({ model }) => escapeCode(model, 40) },
    ],
    ...(shown ? [[id, { title: 'GUID', cell: ({ guids }: EntrySlot) => guidsOf(guids) }]] : []),
  ];
}

const guidsOf = ([first, ...others]: readonly string[]): string =>
  first === undefined ? '-' : `${escapeCode(first, 20)}${others.length === 0 ? '' : ` +${others.length}`}`;
