import type { PublicNotice } from '../../config/notices.ts';
import type { Driver, EventOf } from '../../events/events.ts';
import { clockOfContact, contactOf, lapAt, momentOfContact, speedOfContact } from '../../race/contactMoment.ts';
import { hadFinished } from '../../race/flag.ts';
import type { KnownReport } from '../../race/knownContacts.ts';
import { peopleOf } from '../../race/people.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState, Session } from '../../race/state.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { clockTime } from '../common/text.ts';
import { boldName, type Cards, lateNote, line, type RoutedPost } from './card.ts';

type Report = EventOf<'contact'>;

export const contactCards = {
  contact: (event, state, words) =>
    event.other ? carPosts(event, state, words) : [line('bump', contactLine(event, { state, words }))],
} satisfies Partial<Cards>;

/** Contacts below this speed count as bumps of close racing, like contacts with walls. */
const CONTACT_FROM_KMH = 10;

const kindOf = (speedKmh: number): PublicNotice => (speedKmh >= CONTACT_FROM_KMH ? 'contact' : 'bump');

/** One line per contact, however often it is reported: the time of the first report, the highest speed of all. */
function carPosts(event: Report, state: RaceState, words: Catalogue): readonly RoutedPost[] {
  const contact = contactOf(event, sessionOf(event, state));
  const reports: readonly KnownReport[] = contact?.reports ?? [];
  const before = reports.length < 2 ? undefined : speedOfContact(reports.slice(0, -1));
  const speedKmh = Math.max(event.speedKmh, before ?? 0);
  if (before !== undefined && speedKmh <= before) return [];
  const first: Report = { ...event, ...reports[0], speedKmh };
  const content = contactLine(first, { state, words });
  const key = contact && `contact/${event.server}/${event.run}/${event.session}/${contact.number}`;
  const kinds = new Set([kindOf(speedKmh), ...(before === undefined ? [] : [kindOf(before)])]);
  return [...kinds].map((kind) => ({
    kind,
    post: { lane: 'race', key, body: { content } },
    // The card of its incident already shows it.
    unlessBeside: kind === 'contact' ? 'incident' : undefined,
  }));
}

interface Told {
  readonly state: RaceState;
  readonly words: Catalogue;
}

function contactLine(event: Report, { state, words }: Told): string {
  const nameOf = (each: Driver): string => boldName(each, words, peopleOf(state));
  const [driver, kmh] = [nameOf(event.driver), Math.round(event.speedKmh)];
  const what = event.other
    ? words.carsTouched({ driver, other: nameOf(event.other), kmh })
    : words.hitWall({ driver, kmh });
  const session = sessionOf(event, state);
  const about = [what, timeInSession(event, session, words), afterFlag(event, session, { state, words })];
  return `💥 ${about.filter((each) => each !== '').join(' · ')}${lateNote(event, words)}`;
}

function timeInSession(event: Report, session: Session | undefined, words: Catalogue): string {
  const ms = clockOfContact(event);
  if (ms === undefined || !session) return '';
  const { kind } = session.facts;
  if (ms < 0) return words.beforeSession({ kind });
  const laps = [event.driver, ...(event.other ? [event.other] : [])].map(
    (driver) => lapAt(session, driver, momentOfContact(event)) ?? 1,
  );
  return words.intoSession({ kind, time: clockTime(ms), laps: [...new Set(laps)] });
}

function afterFlag(event: Report, session: Session | undefined, { state, words }: Told): string {
  const finished = [event.driver, ...(event.other ? [event.other] : [])].filter((each) =>
    hadFinished(session, each, event),
  );
  if (finished.length === 0) return '';
  if (finished.length === 2 || !event.other) return words.afterTheFlag();
  return finished.map((each) => words.hadFinished({ driver: boldName(each, words, peopleOf(state)) })).join('');
}
