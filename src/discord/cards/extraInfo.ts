import type { PenaltyName } from '../../acserver/extrainfo/codes.ts';
import type { ExtraInfo } from '../../acserver/extrainfo/lines.ts';
import type { EventOf } from '../../events/events.ts';
import { plural } from '../../kit/words.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { english } from '../../texts/english/index.ts';
import { fullName } from '../common/driverName.ts';
import { escapeText } from '../common/text.ts';
import { type Cards, officialLine } from './card.ts';

/** What only the server manager detects, as a program in a car reported it. Kept as a record. */
export const extraInfoCards = {
  extraInfo: (event, state) =>
    // One per lap and car: subscribers get it, but it would flood a channel.
    event.info.kind === 'averageLap' || event.isKept
      ? []
      : [
          officialLine(
            'manager',
            `📡 ${sentence(event, state)} (reported by ${escapeText(event.by, 60) || 'a program'})`,
          ),
        ],
} satisfies Partial<Cards>;

function sentence({ info, driver }: EventOf<'extraInfo'>, state: RaceState): string {
  if (info.kind === 'drsEnabled') return 'DRS enabled';
  const who = driver ? fullName(driver, english, peopleOf(state)) : carIn(info);
  return `**${who}**: ${escapeText(whatOf(info), 300)}`;
}

function carIn(info: ExtraInfo): string {
  const carId = info.kind === 'unknown' ? info.fields[1] : 'carId' in info ? info.carId : undefined;
  return `car ${carId ?? '?'}`;
}

/** Leaves out GUIDs: not every reader of the channel may see them. */
function whatOf(info: ExtraInfo): string {
  switch (info.kind) {
    case 'penaltyApplied':
      return `${info.penalty}${extraIn(info)}, ${causeIn(info)}given by ${info.triggeredBy}`;
    case 'penaltyCleared':
      return `${info.penalty} cleared`;
    case 'collision':
      return `${info.against} contact at ${Math.round(info.speedKmh)} km/h`;
    case 'infraction':
      return `${namedOr('infraction', info.infraction)}, warning ${info.warnings} of ${info.warningsBeforePenalty}`;
    case 'unknown':
      return [info.fields[0], ...info.fields.slice(3)].join(', ');
    default:
      return info.kind;
  }
}

/** The meaning of the number depends on the penalty. Times are in milliseconds. */
const EXTRAS: Readonly<Record<PenaltyName, (extra: number) => string>> = {
  'Drive Through': (laps) => plural(laps, 'lap'),
  Ballast: (kg) => `${kg} kg`,
  Restrictor: (percent) => `${percent} percent`,
  Time: (ms) => `${ms / 1000} s`,
};

function extraIn({ penalty, extra }: ExtraInfo & { readonly kind: 'penaltyApplied' }): string {
  const inWords = new Map(Object.entries(EXTRAS)).get(penalty);
  return inWords === undefined ? '' : ` (${inWords(extra)})`;
}

/** Who gave it already says that it was an admin. */
const causeIn = ({ cause }: ExtraInfo & { readonly kind: 'penaltyApplied' }): string =>
  cause === 'given by an admin' ? '' : `${namedOr('cause', cause)}, `;

const namedOr = (what: string, code: string | number): string => (typeof code === 'number' ? `${what} ${code}` : code);
