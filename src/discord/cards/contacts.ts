import type { Driver, EventOf } from '../../events/events.ts';
import { mirrorsOf } from '../../race/mirrored.ts';
import { peopleOf } from '../../race/people.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { durationInWords } from '../common/text.ts';
import { boldName, type Cards, lateNote, line, type Route } from './card.ts';

export const contactCards = {
  contact(event, state, words) {
    if (isToldAlready(event, sessionOf(event, state))) return [];
    const route = routeOf(event);
    // Where everything goes to one channel, the card of its incident says it.
    return [{ ...line(route, contactLine(event, state, words)), unlessIn: route === 'race' ? 'stewards' : undefined }];
  },
} satisfies Partial<Cards>;

/** Contacts below this are bumps of a close race; they stay out of the public channel, as walls do. */
const TOLD_FROM_KMH = 10;

const routeOf = ({ against, speedKmh }: EventOf<'contact'>): Route =>
  against === 'car' && speedKmh >= TOLD_FROM_KMH ? 'race' : 'log';

/** Whether the other car has reported this contact, and that was told where this one would be. */
const isToldAlready = (event: EventOf<'contact'>, session: Session | undefined): boolean =>
  session !== undefined &&
  mirrorsOf(event, session).some((told) => told.speedKmh >= TOLD_FROM_KMH || event.speedKmh < TOLD_FROM_KMH);

function contactLine(event: EventOf<'contact'>, state: RaceState, words: Catalogue): string {
  const nameOf = (each: Driver): string => boldName(each, peopleOf(state));
  const [driver, kmh] = [nameOf(event.driver), Math.round(event.speedKmh)];
  const what = event.other
    ? words.carsTouched({ driver, other: nameOf(event.other), kmh })
    : words.hitWall({ driver, kmh });
  return `💥 ${what}${timeInSession(event, sessionOf(event, state), words)}${lateNote(event, words)}`;
}

/** Nothing is said of a time that is not known well: a late report tells when it was learnt. */
function timeInSession({ sessionMs, late }: EventOf<'contact'>, session: Session | undefined, words: Catalogue) {
  if (sessionMs === undefined || late || !session) return '';
  const { kind } = session.facts;
  const when =
    sessionMs < 0 ? words.beforeSession({ kind }) : words.intoSession({ kind, time: durationInWords(sessionMs) });
  return ` · ${when}`;
}
