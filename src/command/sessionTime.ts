import { UserError } from '../kit/errors.ts';
import { type Param, shortened } from './param.ts';

const TIME = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/;

/** "12:34" or "1:02:34" in session time, in milliseconds. */
export const sessionTime = (about: string): Param<number> => ({
  about,
  shape: { kind: 'string' },
  read(cursor, name) {
    const [word] = cursor.take();
    if (word === undefined) throw new UserError(`${name} is missing: a time such as 12:34 or 1:02:34.`);
    const [found, hours = '0', minutes = '', seconds = ''] = TIME.exec(word) ?? [];
    const isTime = found !== undefined && (hours === '0' || Number(minutes) < 60);
    if (isTime) return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    throw new UserError(`${name} must be a time such as 12:34 or 1:02:34, not "${shortened(word)}".`);
  },
});
