/** How much AC shows of a chat line: the server manager wraps here, stracker sends up to 112. */
export const CHAT_WIDTH = 60;

/**
 * Splits a text into lines of at most `width` characters, broken between words and numbered if there are several:
 * "(1/3) ". A word longer than a line is broken inside. An empty text has no lines.
 */
export function wrap(text: string, width = CHAT_WIDTH): string[] {
  const whole = [...text].length <= width ? [text] : numbered(text, width);
  return whole.filter((line) => line !== '').map(harmless);
}

/**
 * The server runs a line that begins with a slash as a command of its own, and drivers address Pitwall with "!". Text
 * that somebody wants said is never executed.
 */
export const harmless = (line: string): string => (/^\s*[/!]/.test(line) ? `- ${line.trimStart()}` : line);

/** The number of lines decides how long their numbers are, and that decides the number of lines. */
function numbered(text: string, width: number): string[] {
  let count = 1;
  for (;;) {
    const total = count;
    const room = Math.max(1, width - numberOf(total, total).length);
    const lines = brokenAt(text.split(' '), room);
    if (String(lines.length).length <= String(total).length) {
      return lines.map((line, index) => numberOf(index + 1, lines.length) + line);
    }
    count = lines.length;
  }
}

const numberOf = (index: number, count: number): string => `(${index}/${count}) `;

function brokenAt(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = '';
  /** In characters, which can be two UTF-16 units each. */
  let length = 0;
  for (const word of words.flatMap((each) => pieces(each, room))) {
    const added = charactersIn(word);
    if (line === '') {
      line = word;
      length = added;
    } else if (length + 1 + added <= room) {
      line += ` ${word}`;
      length += 1 + added;
    } else {
      lines.push(line);
      line = word;
      length = added;
    }
  }
  return line === '' ? lines : [...lines, line];
}

const charactersIn = (word: string): number => (/^[ -~]*$/.test(word) ? word.length : [...word].length);

function pieces(word: string, room: number): readonly string[] {
  if (word.length <= room) return word === '' ? [] : [word];
  const characters = [...word];
  return Array.from({ length: Math.ceil(characters.length / room) }, (_, index) =>
    characters.slice(index * room, (index + 1) * room).join(''),
  );
}
