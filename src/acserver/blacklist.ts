import { UserError } from '../kit/errors.ts';

/**
 * `blacklist.txt` in the server directory: one GUID a line, read by acServer at its start only and appended to by
 * itself in BLACKLIST_MODE 2. Lines that are no GUID are kept.
 */
export function parseBlacklist(bytes: Buffer): readonly string[] {
  return [
    ...new Set(
      linesOf(bytes)
        .map((line) => line.trim())
        .filter(isGuid),
    ),
  ];
}

/**
 * The file with a GUID in it once: LF, no BOM, ended by a line break (without one acServer glues the next GUID to the
 * last). Throws UserError for what is no GUID.
 */
export function addToBlacklist(bytes: Buffer, guid: string): Buffer {
  if (!isGuid(guid)) throw new UserError(`"${guid}" is not a GUID: expected the 17 digits of a Steam ID.`);
  return written([...linesOf(bytes), guid]);
}

/** The file without a GUID, wherever it stands. */
export function removeFromBlacklist(bytes: Buffer, guid: string): Buffer {
  return written(linesOf(bytes).filter((line) => line.trim() !== guid));
}

const isGuid = (line: string): boolean => /^\d{17}$/.test(line);

/** Latin-1, so that unknown lines keep their bytes. */
function linesOf(bytes: Buffer): string[] {
  const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function written(lines: readonly string[]): Buffer {
  const seen = new Set<string>();
  const kept = lines.flatMap((line) => {
    const guid = line.trim();
    if (!isGuid(guid)) return [line];
    if (seen.has(guid)) return [];
    seen.add(guid);
    return [guid];
  });
  return Buffer.from(kept.map((line) => `${line}\n`).join(''), 'latin1');
}
