/** Tables in code blocks, where every letter is equally wide. */
import { fitLines, type MoreWords } from './text.ts';

export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
}

export type Columns<Row> = readonly Column<Row>[];

/** Several narrow tables rather than one wide one: an embed is about 55 characters wide, and wraps what is longer. */
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

/** Rows as lines whose columns line up. All but the last are padded on their right, so what may be wide goes last. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}
