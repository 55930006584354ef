import { type Driver, type EventOf, hear, type Listeners } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { toldApart } from '../../kit/namesakes.ts';
import type { Bus } from '../../race/bus.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { counted, nameOf, penaltyInWords } from '../../texts/penalties.ts';

export interface PenaltyVoiceOptions {
  readonly bus: Pick<Bus, 'live'>;
  /** Says something to one driver, wherever they sit now; lost when they have left. */
  readonly tell: (driver: Driver, text: string) => void;
  /** Says something to everyone. */
  readonly announce: (text: string) => void;
}

/** Tells drivers in the car each step of what is counted against them. The returned function stops that. */
export function speakOfPenalties({ bus, tell, announce }: PenaltyVoiceOptions): () => void {
  const reactions: Listeners<void, [RaceState]> = {
    infraction: (event) => tell(event.driver, infractionText(event)),
    penaltyGiven: ({ penalty }, state) => {
      if (penalty.state === 'proposed') return;
      const [text, announcement] = [givenText(penalty), announcementOf(penalty, peopleOf(state))];
      if (announcement !== undefined) announce(announcement);
      if (text !== undefined) tell(penalty.driver, text);
    },
    penaltyChanged: (event) => {
      const text = changeText(event);
      if (text !== undefined) tell(event.penalty.driver, text);
    },
  };
  return bus.live((event, state) => hear(reactions, event, state));
}

/** "Warning 2 of 4: cut in lap 7." */
export function infractionText(event: EventOf<'infraction'>): string {
  const { infraction, lap, warnings, warningsBeforePenalty } = event;
  const what = `${infraction} in lap ${lap}`;
  if (warningsBeforePenalty === undefined) return `Warning ${warnings}: ${what}.`;
  if (warningsBeforePenalty === 0) return `Not allowed: ${what}.`;
  if (warnings > warningsBeforePenalty) return `That was one too many: ${what}.`;
  return `Warning ${warnings} of ${warningsBeforePenalty}: ${what}.`;
}

export function givenText(penalty: Penalty): string | undefined {
  const why = penalty.reason === '' ? '' : ` (${penalty.reason})`;
  switch (penalty.type) {
    case 'warning':
      return `You are warned by race control${why}.`;
    // Whoever sends a driver away says why.
    case 'kick':
      return undefined;
    case 'drive-through':
      return `Penalty ${nameOf(penalty)}: drive-through${within(penalty)}${why}.`;
    default:
      return `Penalty ${nameOf(penalty)}: ${penaltyInWords(penalty)}${why}.`;
  }
}

/** What the others see of it on the track, and should not wonder about. */
export const announcementOf = ({ type, driver }: Penalty, among: readonly Driver[]): string | undefined =>
  type === 'drive-through' || type === 'disqualification'
    ? `Race control: ${type} for ${toldApart(driver, among)}.`
    : undefined;

export function changeText({ penalty, before }: EventOf<'penaltyChanged'>): string | undefined {
  const { type, state, lapsLeft } = penalty;
  switch (state) {
    case 'served':
      return type === 'kick' ? undefined : `Penalty ${nameOf(penalty)} is served.`;
    case 'withdrawn':
      return `Penalty ${nameOf(penalty)} was withdrawn.`;
    case 'converted':
      return `Penalty ${nameOf(penalty)} was not served and becomes P-${penalty.convertedInto}.`;
    case 'issued':
      return before.state === 'proposed' ? givenText(penalty) : undefined;
    case 'serving':
      return type === 'drive-through' && lapsLeft !== undefined ? countdown(penalty, lapsLeft) : undefined;
    default:
      return undefined;
  }
}

const within = ({ state, lapsLeft }: Penalty): string => {
  if (lapsLeft === undefined) return '';
  return state === 'serving'
    ? `, within ${counted(lapsLeft, 'lap')}`
    : `, within ${counted(lapsLeft, 'lap')} of the race`;
};

function countdown(penalty: Penalty, lapsLeft: number): string {
  if (lapsLeft === 0) return `${nameOf(penalty)}: your laps for the drive-through are over; race control decides.`;
  if (lapsLeft === 1) return `${nameOf(penalty)}: drive-through, this is your last lap to serve it.`;
  return `${nameOf(penalty)}: drive-through, ${counted(lapsLeft, 'lap')} left to serve it.`;
}
