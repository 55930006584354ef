/** Section name -> key -> value, as acServer sees a file: names in upper case, the last of a repeated key wins. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads AC's own dialect: `;` is a comment only at the start of a line (inside a value it separates a list), and
 * everything after the first `=` is the value. The sandbox has its own small parser so that the bot's is tested against
 * another one.
 */
export function readIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (heading !== undefined) {
      const name = heading.trim().toUpperCase();
      current = sections.get(name) ?? new Map<string, string>();
      sections.set(name, current);
    } else {
      readEntry(line, current);
    }
  }
  return sections;
}

function readEntry(line: string, section: Map<string, string>): void {
  const equals = line.indexOf('=');
  if (equals < 1 || line.trimStart().startsWith(';')) return;
  section.set(line.slice(0, equals).trim().toUpperCase(), line.slice(equals + 1).trim());
}
