import { FOLDS } from '../events/incident.ts';
import type { SeenCard } from '../features/desk/actions.ts';
import { UserError } from '../kit/errors.ts';
import type { Param } from './param.ts';

/** A card shared by several incidents, as encoded in its button's id: "1/2/first-lap/17". */
export const sharedCard: Param<SeenCard> & { readonly forButtons: true } = {
  about: 'The card they share',
  shape: { kind: 'string' },
  forButtons: true,
  read(cursor, name) {
    const [, run, session, word, upTo] =
      /^(\d{1,9})\/(\d{1,9})\/([a-z-]+)\/(\d{1,9})$/.exec(cursor.take()[0] ?? '') ?? [];
    const fold = FOLDS.find((each) => each.replaceAll(' ', '-') === word);
    if (fold === undefined) throw new UserError(`${name} must be one that a button names.`);
    return { run: Number(run), session: Number(session), fold, upTo: Number(upTo) };
  },
};

/** The reverse. */
export const sharedCardWord = ({ run, session, fold, upTo }: SeenCard): string =>
  `${run}/${session}/${fold.replaceAll(' ', '-')}/${upTo}`;
