import { EXTRA_UNITS, type PenaltyName } from '../../acserver/extrainfo/codes.ts';
import type { ExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { EventOf, Listeners } from '../../events/events.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { fullName } from '../common/driverName.ts';
import { escapeText } from '../common/text.ts';
import type { RoutedPost } from './cards.ts';

/** What only the server manager finds, as a program in a car has heard it: for the record. */
export const extraInfoCards: Listeners<readonly RoutedPost[], [RaceState]> = {
  extraInfo: (event, state) => {
    const content = `📡 ${sentence(event, state)} (heard by ${escapeText(event.by, 60) || 'a program'})`;
    return [{ route: 'log', post: { lane: 'race', body: { content } } }];
  },
};

function sentence({ info, driver }: EventOf<'extraInfo'>, state: RaceState): string {
  if (info.kind === 'drsEnabled') return 'DRS may be used';
  const who = driver ? fullName(driver, peopleOf(state)) : carIn(info);
  return `**${who}**: ${escapeText(whatOf(info), 300)}`;
}

function carIn(info: ExtraInfo): string {
  const carId = info.kind === 'unknown' ? info.fields[1] : 'carId' in info ? info.carId : undefined;
  return `car ${carId ?? '?'}`;
}

/** GUIDs are not for every reader of the channel. */
function whatOf(info: ExtraInfo): string {
  switch (info.kind) {
    case 'penaltyApplied':
      return `${info.penalty}${extraIn(info)}, ${namedOr('cause', info.cause)}, given by ${info.triggeredBy}`;
    case 'infraction':
      return `${namedOr('infraction', info.infraction)}, warning ${info.warnings} of ${info.warningsBeforePenalty}`;
    case 'unknown':
      return [info.fields[0], ...info.fields.slice(3)].join(', ');
    default:
      return info.kind;
  }
}

function extraIn({ penalty, extra }: ExtraInfo & { readonly kind: 'penaltyApplied' }): string {
  const unit = EXTRA_UNITS[penalty as PenaltyName] as (typeof EXTRA_UNITS)[PenaltyName] | undefined;
  if (unit === undefined) return '';
  return unit === 'ms' ? ` (${extra / 1000} s)` : ` (${extra} ${unit})`;
}

const namedOr = (what: string, code: string | number): string => (typeof code === 'number' ? `${what} ${code}` : code);
