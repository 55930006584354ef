/** Licence points, as given with a decision. */
import { UserError } from '../kit/errors.ts';
import { type Param, shortened } from './param.ts';

export const POINTS_ABOUT = 'Licence points, such as points:2';

/** A larger number must be a typing error. */
const MOST = 99;

/** "points:2". A bare number only counts if nothing else follows, because other numbers may come before it. */
export const pointsIfAny = (about: string): Param<number | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'integer', min: 0, max: MOST },
  optional: true,
  read(cursor, name) {
    const [word = '', ...others] = cursor.words();
    const isAlone = others.length === 0 && /^[+-]?\d+$/.test(word);
    const [, said] = /^(?:points|pts):(.*)$/i.exec(word) ?? [];
    const digits = isAlone ? word : said;
    if (digits === undefined) return undefined;
    cursor.take();
    if (/^\d{1,2}$/.test(digits)) return Number(digits);
    throw new UserError(
      `${name} must be a whole number from 0 to ${MOST}, such as "points:2", not "${shortened(word)}".`,
    );
  },
});
