/**
 * One line of comma-separated fields. A field in double quotes may contain commas, and two double quotes for one.
 * Elsewhere a quote is an ordinary character.
 */
export function splitFields(line: string): string[] {
  const fields: string[] = [];
  const field = /"((?:[^"]|"")*)"(?=,|$)|[^,]*/sy;
  for (let start = 0; start <= line.length; start = field.lastIndex + 1) {
    field.lastIndex = start;
    const [plain = '', quoted] = field.exec(line) ?? [];
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return fields;
}

export const joinFields = (fields: readonly string[]): string => fields.map(quotedIfNeeded).join(',');

const quotedIfNeeded = (field: string): string => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
