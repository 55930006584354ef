/** Which race a grid penalty applies to, typed before a reason: one word, or one in quotes. */
import type { GridTarget } from '../events/penalty.ts';
import { UserError } from '../kit/errors.ts';
import { type Param, type Suggestion, shortened } from './param.ts';

type Target = Pick<GridTarget, 'on' | 'race'>;

const OFFERED: readonly Suggestion[] = [
  { label: 'The next race', value: 'next-race' },
  { label: 'The next event', value: 'next-event' },
  { label: 'The next race of a name, such as race:Sprint', value: 'race:' },
];

/**
 * `next-race`, `next-event`, `race:Sprint` or `"next-event race:Sprint"`. Anything else is left to the reason, except for
 * a word such as `next-year`, which must have been meant for this.
 */
export const gridTargetIfAny = (about: string): Param<Target | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, name) {
    const [word = ''] = cursor.words();
    const target = targetOf(word);
    if (target) cursor.take();
    else if (/^next-/i.test(word) && !cursor.isQuoted(0)) throw new UserError(notOffered(word, name));
    return target;
  },
  suggest: (typed) =>
    OFFERED.filter(({ label, value }) => `${value} ${label}`.toLowerCase().includes(typed.toLowerCase())),
});

const notOffered = (word: string, name: string): string =>
  `${name} must be next-race, next-event or race:NAME, not "${shortened(word)}". Put a reason that starts like this in quotes.`;

function targetOf(word: string): Target | undefined {
  const [, on, race] = /^(?:(next[- ](?:race|event)))?(?:(?:^| )race:\s*(\S.*))?$/i.exec(word.trim()) ?? [];
  if (on === undefined && race === undefined) return undefined;
  return { on: /event/i.test(on ?? '') ? 'next event' : 'next race', race: race?.slice(0, 60) };
}
