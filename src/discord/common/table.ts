/** Tables in code blocks, which use a monospaced font. */
import { fitLines, type MoreWords } from './text.ts';

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
}

export type Columns<Row> = readonly Column<Row>[];

/** Several narrow tables rather than one wide one: an embed is about 55 characters wide and wraps longer lines. */
export function tablesOf<Row>(
  tables: readonly Columns<Row>[],
  rows: readonly Row[],
  { limit, words }: { readonly limit: number; readonly words: MoreWords },
): string {
  const room = Math.floor(limit / tables.length);
  const texts = tables.map((columns) =>
    aligned([columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))]),
  );
  return texts.map((lines) => codeBlock(fitLines(lines, room, words))).join('\n');
}

export const codeBlock = (text: string): string => `\`\`\`\n${text}\n\`\`\``;

/** Rows as lines with aligned columns. All cells but the last are padded on the right: put the widest last. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}
