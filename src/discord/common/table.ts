/** Rows as lines whose columns line up. All but the last are padded on their right, so what may be wide goes last. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}

export const codeBlock = (text: string): string => `\`\`\`\n${text}\n\`\`\``;
