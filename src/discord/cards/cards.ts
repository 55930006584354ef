import type { APIEmbed } from 'discord.js';
import type { Driver, EventOf, Listeners, RaceEvent, SessionFacts, SessionKind } from '../../events/events.ts';
import { hasNamesake, toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState, RecentContact, Session, Standing } from '../../race/state.ts';
import { fullName } from '../common/driverName.ts';
import { duration, escapeCode, escapeText, fitLines, lapTime, plainText } from '../common/text.ts';
import type { Post } from '../outbox/post.ts';
import { extraInfoCards } from './extraInfoCards.ts';
import { incidentCards } from './incidentCard.ts';
import { orderCards } from './orderCards.ts';
import { penaltyCards, resultKey } from './penaltyCards.ts';
import { serviceCards } from './serviceCards.ts';

/** Where a post goes by what it is about; the configuration says which channel that is. */
export type Route = 'race' | 'chat' | 'stewards' | 'log';

export interface RoutedPost {
  readonly route: Route;
  readonly post: Post;
  /** Left out where this route goes to the same channel: it has been told there already. */
  readonly unlessIn?: Route;
}

const GREEN = 0x3ba55d;
const RED = 0xed4245;
const BLUE = 0x5865f2;

/** What each event looks like in a channel. An event left out is not told. */
export const cards: Listeners<readonly RoutedPost[], [RaceState]> = {
  serverStarted: ({ version, adopted }) =>
    adopted ? [] : [line('race', `🟢 The server is up${version ? ` (${escapeText(version, 40)})` : ''}.`)],
  serverStopped: (event) => [embed('race', stopCard(event))],

  ...serviceCards,
  ...penaltyCards,
  ...extraInfoCards,
  ...incidentCards,
  ...orderCards,

  sessionStarted: (event) => [embed('race', sessionCard(event))],
  sessionEnded: (event, state) => {
    const session = sessionOf(event, state);
    if (!session || !hasLaps(session)) return [];
    const body = { embeds: [resultCard(session, event)] };
    return [{ route: 'race', post: { lane: 'race', key: resultKey(event), body } }];
  },

  driverJoined: (event) => [line('race', `→ ${name(event.driver)} joined in ${carOf(event)}${lateness(event)}`)],
  driverLeft: (event) => [line('race', `← ${name(event.driver)} left car ${event.driver.carId}${lateness(event)}`)],

  lapCompleted: (event, state) => [line('race', lapLine(event, state))],
  contact: (event, state) => {
    const session = sessionOf(event, state);
    if (isToldAlready(event, session)) return [];
    // Where everything goes to one channel, the card of its incident says it.
    const route = contactRoute(event);
    return [{ ...line(route, contactLine(event, state)), ...(route === 'race' ? { unlessIn: 'stewards' } : {}) }];
  },
  chat: chatPosts,
};

const line = (route: Route, content: string): RoutedPost => ({ route, post: { lane: 'race', body: { content } } });
const embed = (route: Route, card: APIEmbed): RoutedPost => ({
  route,
  post: { lane: 'race', body: { embeds: [card] } },
});

/** The last seconds of a session may be told in the next one. */
const sessionOf = (event: RaceEvent, { session, previous }: RaceState): Session | undefined =>
  [session, previous].find((each) => each?.ordinal === event.session);

const name = (driver: Driver, among: readonly Driver[] = []): string => `**${fullName(driver, among)}**`;

/** Said of what was learnt from the log or by asking, after it had happened. */
const lateness = ({ late }: RaceEvent): string => (late ? ' (noticed late)' : '');

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

function carOf({ driver, model }: EventOf<'driverJoined'>): string {
  const car = escapeText(model, 60);
  return `car ${driver.carId}${car ? `, ${car}` : ''}`;
}

const LAST_WORDS_LENGTH = 1500;

function stopCard({ expected, code, signal, lastLines }: EventOf<'serverStopped'>): APIEmbed {
  if (expected) return { color: BLUE, title: 'The server was stopped' };
  const how = signal ?? (code === undefined ? undefined : `exit code ${code}`);
  const said = lastThatFit(
    lastLines.map((each) => escapeCode(each, 200)).filter((each) => each !== ''),
    LAST_WORDS_LENGTH,
  );
  return {
    color: RED,
    title: `The server stopped by itself${how === undefined ? '' : ` (${escapeText(how, 40)})`}`,
    ...(said.length === 0 ? {} : { description: `It last said:\n\`\`\`\n${said.join('\n')}\n\`\`\`` }),
  };
}

/** The end of what was said tells more than its beginning. */
function lastThatFit(lines: readonly string[], limit: number): readonly string[] {
  let used = 0;
  const left = lines.findLastIndex((each) => {
    used += each.length + 1;
    return used > limit;
  });
  return lines.slice(left + 1);
}

function sessionCard({ facts, again, late }: EventOf<'sessionStarted'>): APIEmbed {
  const title = `${sessionName(facts)}${again ? ' starts over' : ''}`;
  const about = [placeOf(facts), weatherOf(facts)].filter((each) => each !== '');
  return {
    color: GREEN,
    title: [title, ...lengthOf(facts)].join(' · '),
    ...(about.length === 0 ? {} : { description: about.join('\n') }),
    ...(late ? { footer: { text: 'Noticed late' } } : {}),
  };
}

const sessionName = ({ name, kind }: SessionFacts): string => escapeText(name, 80) || SESSION_NAMES[kind];

const SESSION_NAMES: Readonly<Record<SessionKind, string>> = {
  booking: 'Booking',
  practice: 'Practice',
  qualify: 'Qualifying',
  race: 'Race',
  other: 'Session',
};

function lengthOf({ laps, minutes }: SessionFacts): readonly string[] {
  if (laps > 0) return [counted(laps, 'lap')];
  return minutes > 0 ? [counted(minutes, 'minute')] : [];
}

/** Neither is known of a session that was learnt from the log. */
const placeOf = ({ track, layout }: SessionFacts): string => escapeText(layout ? `${track} · ${layout}` : track);
const weatherOf = ({ track, ambientC, roadC }: SessionFacts): string =>
  track === '' ? '' : `${ambientC} °C air, ${roadC} °C road`;

const hasLaps = ({ standings }: Session): boolean => [...standings.values()].some(({ laps }) => laps.length > 0);

function resultCard(session: Session, { late }: EventOf<'sessionEnded'>): APIEmbed {
  const isRace = session.facts.kind === 'race';
  const standings = ranked(session);
  const among = standings.map(({ driver }) => driver);
  const rows = standings.map(
    (standing, index) => `${index + 1}. ${name(standing.driver, among)} · ${resultRow(standing, isRace)}`,
  );
  return {
    color: BLUE,
    title: `${sessionName(session.facts)} is over`,
    description: fitLines(rows, 4000),
    footer: { text: `Provisional: the results file has the last word.${late ? ' Noticed late.' : ''}` },
  };
}

/** In a race by laps, then total time; else by best lap. */
function ranked({ standings, facts }: Session): Standing[] {
  const driven = [...standings.values()].filter(({ laps }) => laps.length > 0);
  const bestMs = ({ bestLapMs = Number.MAX_SAFE_INTEGER }: Standing): number => bestLapMs;
  return driven.sort((a, b) =>
    facts.kind === 'race' ? b.laps.length - a.laps.length || totalMs(a) - totalMs(b) : bestMs(a) - bestMs(b),
  );
}

const totalMs = ({ laps }: Standing): number => laps.reduce((sum, { lapMs }) => sum + lapMs, 0);

function resultRow(standing: Standing, isRace: boolean): string {
  const { laps, bestLapMs } = standing;
  const best = bestLapMs === undefined ? 'no valid lap' : `best ${lapTime(bestLapMs)}`;
  return [counted(laps.length, 'lap'), ...(isRace ? [lapTime(totalMs(standing))] : []), best].join(' · ');
}

function lapLine(event: EventOf<'lapCompleted'>, state: RaceState): string {
  const { driver, lap, lapMs, cuts, late } = event;
  const notes = [
    ...(cuts > 0 ? [counted(cuts, 'cut')] : []),
    ...(isFastest(event, sessionOf(event, state)) ? ['fastest lap'] : []),
    ...(late ? ['noticed late'] : []),
  ];
  return `⏱ ${name(driver, peopleOf(state))} · lap ${lap} · ${lapTime(lapMs)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

/** Cuts make a lap invalid, but not in a race. Of two that are equally fast, the first one is the fastest. */
function isFastest({ lapMs, ...event }: EventOf<'lapCompleted'>, session: Session | undefined): boolean {
  const isValid = ({ cuts }: { readonly cuts: number }): boolean => cuts === 0 || session?.facts.kind === 'race';
  if (!session || !isValid(event)) return false;
  const laps = [...session.standings.values()].flatMap((standing) => standing.laps);
  return laps.filter((lap) => isValid(lap) && lap.lapMs <= lapMs).length === 1;
}

/** Contacts below this are bumps of a close race; they stay out of the public channel, as walls do. */
const TOLD_FROM_KMH = 10;

const contactRoute = ({ against, speedKmh }: EventOf<'contact'>): Route =>
  against === 'car' && speedKmh >= TOLD_FROM_KMH ? 'race' : 'log';

/** Both cars report their contact, at speeds and places of their own. */
const SAME_CONTACT_MS = 5000;
const SAME_CONTACT_METRES = 15;

/** Whether the other car has reported this contact, and that was told where this one would be. */
function isToldAlready(event: EventOf<'contact'>, session: Session | undefined): boolean {
  const isOther = (told: RecentContact): boolean =>
    told.carId === event.other?.carId &&
    told.otherCarId === event.driver.carId &&
    event.at - told.at <= SAME_CONTACT_MS &&
    Math.hypot(...told.position.map((each, axis) => each - (event.position[axis] ?? 0))) <= SAME_CONTACT_METRES &&
    (told.speedKmh >= TOLD_FROM_KMH || event.speedKmh < TOLD_FROM_KMH);
  return session?.recentContacts.some(isOther) ?? false;
}

function contactLine(event: EventOf<'contact'>, state: RaceState): string {
  const { driver, other, speedKmh } = event;
  const who = (each: Driver): string => name(each, peopleOf(state));
  const what = other ? `${who(driver)} and ${who(other)} touched` : `${who(driver)} hit the wall`;
  return `💥 ${what} at ${Math.round(speedKmh)} km/h${timeInSession(event, sessionOf(event, state))}${lateness(event)}`;
}

/** Nothing is said of a time that is not known well: a late report tells when it was learnt. */
function timeInSession({ sessionMs, late }: EventOf<'contact'>, session: Session | undefined): string {
  if (sessionMs === undefined || late || !session) return '';
  const { kind } = session.facts;
  const thing = kind === 'other' || kind === 'booking' ? 'session' : SESSION_NAMES[kind].toLowerCase();
  return sessionMs < 0 ? ` · before the ${thing}` : ` · ${duration(sessionMs)} into the ${thing}`;
}

/** Nothing is left of a line of invisible characters. */
function chatPosts(event: EventOf<'chat'>, state: RaceState): readonly RoutedPost[] {
  const text = escapeText(event.text, 500);
  if (text === '') return [];
  const body = { content: `${text}${event.late ? ' *(noticed late)*' : ''}` };
  return [
    { route: 'chat', post: { lane: 'chat', author: { name: speakerName(event.driver, peopleOf(state)) }, body } },
  ];
}

/** Discord refuses an empty name for a webhook's message, one over 80 characters, these words and these signs. */
function speakerName(driver: Driver, among: readonly Driver[]): string {
  const isCommon = hasNamesake(driver, among);
  const safe = (isCommon ? toldApart(driver, among, (name) => plainText(name, 26)) : plainText(driver.name, 40))
    .replace(/[@#:]/g, '·')
    .replaceAll('`', 'ˋ')
    .replace(/discord|clyde/gi, (word) => word.replace(/[oy]/i, '·'));
  return safe === '' || /^(?:everyone|here)$/i.test(safe) ? `Car ${driver.carId}` : safe;
}
