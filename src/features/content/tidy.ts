/** Turns folder names of cars and tracks into readable names: pure. */

/** Content Manager puts the required client extension before the name: csp/2144/../spa. */
const EXTENSION = /^csp\/.*\.\.\/(?:[A-Z]\/\.\.\/)?/;

/** Prefixes without information: Kunos' own, and "layout". */
const PREFIX = /^(?:ks|layout)_(?=.)/i;

/** Written in capitals, although they could be words. */
const INITIALS: ReadonlySet<string> = new Set(['amg', 'gto', 'gti', 'gte', 'gta', 'dtm', 'usa', 'uk', 'sls', 'rua']);

/** "ks_porsche_911_gt3_r_2016" becomes "Porsche 911 GT3 R 2016". Anything that is already a name stays as it is. */
export function tidyName(id: string): string {
  const bare = id.replace(EXTENSION, '');
  if (/[\s]/.test(bare) || !/^[\w.\-+]+$/.test(bare)) return bare;
  const words = bare
    .replace(PREFIX, '')
    .split(/[_]+/)
    .filter((word) => word !== '');
  return words.length === 0 ? bare : words.map(written).join(' ');
}

function written(word: string): string {
  // Somebody chose the capitals on purpose.
  if (/[A-Z]/.test(word)) return word;
  const isShort = word.length <= 4 && (/\d/.test(word) || !/[aeiouy]/.test(word));
  return isShort || INITIALS.has(word) ? word.toUpperCase() : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
