/** What a steward reads before and after giving a penalty, besides the penalty itself. */
import type { Dialect } from '../../acserver/dialect.ts';
import type { Penalty, PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { phrase, type Sentence } from '../../kit/sentence.ts';
import { officialTexts } from '../../texts/english/officials.ts';
import { penaltyName, sessionName } from '../../texts/names.ts';
import { executionOf } from './execution.ts';
import type { Instead } from './imposition.ts';
import type { Occasion } from './occasion.ts';

const LOSS = 'It counts in the result until it is withdrawn, and everyone on the server is told.';

/** "Race (S-2)" */
const sessionInWords = ({ name, id }: Pick<Occasion, 'name' | 'id'>): string =>
  `${name || 'the session'}${id === undefined ? '' : ` (${sessionName({ id })})`}`;

export const disqualifyQuestion = (who: string, occasion: Occasion): string =>
  `Disqualify ${who} from ${sessionInWords(occasion)}? ${LOSS} The car stays on the server: kicking it is a second step.`;

export function insteadQuestion(who: string, type: PenaltyType, instead: Instead): string {
  const { why, seconds } = instead;
  return `${who} can no longer serve a ${type}: ${officialTexts.unservable({ why })}. Give a time penalty of ${seconds} s instead, in the result of ${sessionInWords(instead)}?`;
}

/** @throws UserError if the penalty would have no effect */
export function refuseWithoutTime(type: PenaltyType, instead: Instead | undefined): void {
  if (instead?.seconds !== 0) return;
  const why = officialTexts.unservable(instead);
  throw new UserError(
    `A ${type} can no longer be served (${why}), and [${type}] SECONDS=0 converts it to nothing: give a time penalty instead.`,
  );
}

/** The notes for a penalty that counts in a result, and for one that was replaced. */
export function resultNote({ type }: Penalty, occasion: Occasion, dialect: Dialect): Sentence {
  const best = type === 'time' && occasion.kind === 'qualify' ? ' It is added to the best lap.' : '';
  return phrase`Added to the result of ${sessionInWords(occasion)}.${best} ${executionOf(type, dialect).how}`;
}

export function insteadNote({ convertedInto: number = 0 }: Penalty, instead: Instead): string {
  const { why, seconds } = instead;
  return `It can no longer be served (${officialTexts.unservable({ why })}): converted to +${seconds} s (${penaltyName({ number })}) in the result of ${sessionInWords(instead)}.`;
}
