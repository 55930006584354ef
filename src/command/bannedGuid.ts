import type { Ban } from '../features/drivers/actions.ts';
import { UserError } from '../kit/errors.ts';
import { MOST_SUGGESTED, type Param, shortened, text } from './param.ts';

/** The GUID of a banned person, suggested by the name they had when banned. */
export const bannedGuid = (about: string): Param<string> => ({
  ...text(about),
  read(cursor, name, reading) {
    const word = text(about).read(cursor, name, reading);
    if (/^\d{17}$/.test(word)) return word;
    throw new UserError(`${name} must be the 17 digits of a Steam id, not "${shortened(word)}".`);
  },
  async suggest(typed, reading) {
    const said = typed.toLowerCase();
    const isMeant = (ban: Ban): boolean => labelOf(ban).toLowerCase().includes(said);
    const found = (await reading.banned?.(isMeant, MOST_SUGGESTED)) ?? [];
    return found.map((ban) => ({ label: labelOf(ban), value: ban.guid }));
  },
});

const labelOf = ({ guid, name, reason }: Ban): string =>
  [name ? `${shortened(name)} (${guid})` : guid, ...(reason ? [shortened(reason)] : [])].join(': ');
