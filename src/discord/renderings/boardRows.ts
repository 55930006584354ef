/** Rows of a running order with aligned columns, whatever script the names are in. */
import stringWidth from 'string-width';
import { hasNamesake, type Named } from '../../kit/namesakes.ts';
import type { CarWords } from '../common/driverName.ts';
import { escapeCode } from '../common/text.ts';

/** About as many monospaced characters as fit on a phone. */
const ROW_WIDTH = 40;
const LEAST_NAME = 8;
const NUMBER_WIDTH = 4;

export interface Cells {
  readonly place: string;
  /** Empty if the driver has none. */
  readonly number: string;
  readonly driver: Named;
  readonly gap: string;
  readonly flag: string;
}

export function alignedRows(rows: readonly Cells[], words: CarWords): readonly string[] {
  const cells = rows.map((row) => ({ ...row, number: cutToWidth(escapeCode(row.number, NUMBER_WIDTH), NUMBER_WIDTH) }));
  const widest = (of: 'place' | 'number' | 'gap' | 'flag'): number =>
    Math.max(0, ...cells.map((row) => stringWidth(row[of])));
  const widths = { place: widest('place'), number: widest('number'), gap: widest('gap'), flag: widest('flag') };
  const others = Object.values(widths).reduce((sum, width) => sum + (width > 0 ? width + 1 : 0), 0);
  const room = Math.max(LEAST_NAME, ROW_WIDTH - others);
  const drivers = rows.map(({ driver }) => driver);
  // Prepared once, because every name is compared with all the others.
  const shown = new Map(drivers.map(({ name }) => [name, withoutEmoji(escapeCode(name, 80))]));
  const read = (name: string): string => shown.get(name) ?? '';
  const names = drivers.map((driver) => shortName(driver, drivers, { width: room, words, read }));
  const nameWidth = Math.max(...names.map((name) => stringWidth(name)));
  return cells.map(({ place, number, gap, flag }, index) =>
    [
      padStart(place, widths.place),
      ...(widths.number > 0 ? [padStart(number, widths.number)] : []),
      padEnd(names[index] ?? '', nameWidth),
      ...(widths.gap > 0 ? [padStart(gap, widths.gap)] : []),
      ...(widths.flag > 0 ? [flag] : []),
    ]
      .join(' ')
      .trimEnd(),
  );
}

interface Shortening {
  readonly width: number;
  readonly words: CarWords;
  /** The name as shown, before it is shortened. */
  readonly read: (name: string) => string;
}

/** "Otto Falk", or "O. Falkenhagen" if the full name is too long, cut to the available width. */
function shortName(driver: Named, among: readonly Named[], { width, words, read }: Shortening): string {
  const name = read(driver.name);
  if (name === '') return words.carWithin({ carId: driver.carId });
  const car = hasNamesake(driver, among, read) ? ` (${driver.carId})` : '';
  const room = width - car.length;
  return kept(cutToWidth([name, initialled(name)].find((each) => stringWidth(each) <= room) ?? name, room)) + car;
}

/** Names of one word, and names in scripts without capitals, stay as they are. */
function initialled(name: string): string {
  const [, first, rest] = /^(\p{Lu})\S*\s+(.*\S)$/u.exec(name) ?? [];
  return first && rest ? `${first}. ${rest}` : name;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Discord draws emoji in a width that fits no column, and that differs between systems. */
const EMOJI = /\p{Emoji_Presentation}|\uFE0F|\u20E3|[\u{1F000}-\u{1FAFF}]/u;

const withoutEmoji = (text: string): string =>
  [...characters.segment(text)]
    .filter(({ segment }) => !EMOJI.test(segment))
    .map(({ segment }) => segment)
    .join('')
    .replace(/ +/g, ' ')
    .trim();

/** Whole characters, ending in "…" if something was cut off. */
function cutToWidth(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let [kept, used] = ['', 0];
  for (const { segment } of characters.segment(text)) {
    used += stringWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** In right-to-left scripts the numbers behind the name would be reordered with it. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const LEFT_TO_RIGHT_MARK = '\u200E';

const kept = (name: string): string => (RIGHT_TO_LEFT.test(name) ? `${name}${LEFT_TO_RIGHT_MARK}` : name);

const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));
