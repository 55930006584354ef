import { UserError } from '../kit/errors.ts';
import { type Param, shortened } from './param.ts';

/** Milliseconds of each unit. */
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_MS = 10 * 365 * 86_400_000;

/**
 * "30m", "2h", "7d", in milliseconds; optional. On a line, a word that does not begin with a digit is left for the next
 * parameter: `ban Billy ramming` is permanent.
 */
export const timeSpan = (about: string): Param<number | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, name) {
    const [word] = cursor.words();
    if (word === undefined || !/^[-+]?\d/.test(word)) return undefined;
    cursor.take();
    const [, amount = '', unit = ''] = /^(\d{1,9})([mhd])$/i.exec(word) ?? [];
    const ms = Number(amount) * (UNITS[unit.toLowerCase()] ?? 0);
    if (ms > 0 && ms <= LONGEST_MS) return ms;
    throw new UserError(`${name} must be minutes, hours or days, such as 30m, 2h or 7d, not "${shortened(word)}".`);
  },
  suggest: (typed) =>
    ['30m', '2h', '1d', '7d', '30d']
      .filter((each) => each.startsWith(typed))
      .map((each) => ({ label: each, value: each })),
});
