import { UserError } from '../kit/errors.ts';
import { type Param, shortened } from './param.ts';
import { asciiLowerCase } from './words.ts';

const LAP = /^(?:lap|l)?\s*(\d{1,3})$/;

/** A lap if the words begin with "lap 7" or "L7". A bare number may be a car. */
export const lapIfAny = (about: string): Param<number | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'integer', min: 1, max: 999 },
  optional: true,
  read(cursor, name) {
    const [first = '', second = ''] = cursor.words().map(asciiLowerCase);
    if (first === 'lap' && LAP.test(second)) return lapIn(cursor.take(2)[1] ?? '', name);
    if (/^l(?:ap)?\d/.test(first)) return lapIn(cursor.take()[0] ?? '', name);
    // A named field can contain nothing else.
    return cursor.isNamed && first !== '' ? lapIn(cursor.take()[0] ?? '', name) : undefined;
  },
});

function lapIn(word: string, name: string): number {
  const lap = Number(LAP.exec(asciiLowerCase(word))?.[1]);
  if (lap >= 1) return lap;
  throw new UserError(`${name} must be a lap such as 7, not "${shortened(word)}".`);
}
