/** How a language writes counts, numbers, lists and times, according to Unicode. */
import { enumerating } from './enumeration.ts';
import { numbersIn } from './numbers.ts';
import { counting, type Forms } from './plural.ts';

export interface Conventions {
  /** "1 lap", "3 laps" */
  count(count: number, forms: Forms): string;
  /** "1.8", "1,8": with exactly this many digits after the decimal sign. */
  number(value: number, digits?: number): string;
  /** "Ada, Bob and Cara" */
  list(items: readonly string[]): string;
  /** A lap or a whole race, to the thousandth: "1:40.301", "1:40,301", "58.120", "1:02:03.456". */
  lap(ms: number): string;
  /** A gap to the tenth: "12.3", "1:02.3". */
  tenths(ms: number): string;
  /** A gap to the thousandth: "0.123", "1:02.345". */
  thousandths(ms: number): string;
}

/** @param locale in Unicode's form: "de", "pt-BR" */
export function conventionsOf(locale: string): Conventions {
  const number = numbersIn(locale);
  const sign = number(0.5, 1).charAt(1);
  const gap = (seconds: number, rest: string): string =>
    seconds < 60 ? `${seconds}${sign}${rest}` : `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}${sign}${rest}`;
  return {
    count: counting(locale),
    number,
    list: enumerating(locale),
    lap: (ms) => lapTime(ms, sign),
    tenths(ms) {
      const all = Math.round(ms / 100);
      return gap(Math.floor(all / 10), String(all % 10));
    },
    thousandths: (ms) => gap(Math.floor(ms / 1000), threeDigits(Math.round(ms) % 1000)),
  };
}

function lapTime(ms: number, sign: string): string {
  const rest = threeDigits(Math.floor(ms) % 1000);
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ];
  if (hours > 0) return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}${sign}${rest}`;
  return minutes > 0 ? `${minutes}:${twoDigits(seconds)}${sign}${rest}` : `${seconds}${sign}${rest}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const threeDigits = (value: number): string => String(value).padStart(3, '0');
