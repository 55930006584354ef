import type { APIEmbed } from 'discord.js';
import type { Driver, EventOf, Listeners, SessionFacts } from '../race/events.ts';
import type { RaceState, Session, Standing } from '../race/state.ts';
import type { Post } from './outbox/post.ts';
import { cut, duration, escapeText, fitLines, lapTime, plainText } from './text.ts';

/** Where a post goes by what it is about; the configuration says which channel that is. */
export type Route = 'race' | 'chat' | 'log';

export interface RoutedPost extends Post {
  readonly route: Route;
}

const GREEN = 0x3ba55d;
const RED = 0xed4245;
const BLUE = 0x5865f2;

/** Contacts below this are bumps of a close race; they stay out of the public channel. */
const TOLD_FROM_KMH = 10;

/** What each event looks like in a channel. An event left out is not told. */
export const cards: Listeners<readonly RoutedPost[], [RaceState]> = {
  serverStarted: ({ server, version, adopted }) =>
    adopted ? [] : [line('race', `🟢 **${server}** is up${version ? ` (${escapeText(version)})` : ''}.`)],
  serverStopped: (event) => [embed('race', stopped(event))],

  sessionStarted: ({ facts, again }) => [embed('race', sessionCard(facts, again))],
  sessionEnded: (_, { session }) => (session && hasLaps(session) ? [embed('race', resultCard(session))] : []),

  driverJoined: ({ driver, model, late }) =>
    late ? [] : [line('race', `→ ${name(driver)} joined in car ${driver.carId}, ${escapeText(model)}`)],
  driverLeft: ({ driver, late }) => (late ? [] : [line('race', `← ${name(driver)} left car ${driver.carId}`)]),

  lapCompleted: (event, state) => [line('race', lapLine(event, state))],
  contact: (event) => [
    line(event.speedKmh < TOLD_FROM_KMH || event.against === 'wall' ? 'log' : 'race', contactLine(event)),
  ],
  chat: ({ driver, text }) => [
    { route: 'chat', lane: 'chat', author: { name: webhookName(driver) }, body: { content: escapeText(text, 500) } },
  ],
};

const line = (route: Route, content: string): RoutedPost => ({ route, lane: 'race', body: { content } });
const embed = (route: Route, card: APIEmbed): RoutedPost => ({ route, lane: 'race', body: { embeds: [card] } });

const name = (driver: Driver): string => `**${escapeText(driver.name, 60) || `car ${driver.carId}`}**`;

/** Discord refuses these words, and an empty name, as the name of a webhook's message. */
function webhookName(driver: Driver): string {
  const safe = plainText(driver.name, 76).replace(/discord|clyde|everyone|here|[@#:`]/gi, (word) =>
    '·'.repeat(word.length),
  );
  return safe.trim() || `Car ${driver.carId}`;
}

function stopped({ server, expected, code, signal, lastLines }: EventOf<'serverStopped'>): APIEmbed {
  if (expected) return { color: BLUE, title: `${server} was stopped` };
  const how = code === undefined && signal === undefined ? '' : ` (${signal ?? `exit code ${code}`})`;
  const said = fitLines(
    lastLines.map((each) => plainText(each, 200).replaceAll('`', 'ˋ')),
    1500,
  );
  return {
    color: RED,
    title: `${server} stopped by itself${how}`,
    ...(said ? { description: `It last said:\n\`\`\`\n${said}\n\`\`\`` } : {}),
  };
}

function sessionCard(facts: SessionFacts, again: boolean): APIEmbed {
  const length = facts.laps > 0 ? `${facts.laps} laps` : `${facts.minutes} minutes`;
  const track = facts.layout ? `${facts.track} · ${facts.layout}` : facts.track;
  return {
    color: GREEN,
    title: `${again ? 'Again: ' : ''}${escapeText(facts.name, 80)} · ${length}`,
    description: `${escapeText(track)}\n${facts.ambientC} °C air, ${facts.roadC} °C road`,
  };
}

const hasLaps = ({ standings }: Session): boolean => [...standings.values()].some(({ laps }) => laps.length > 0);

function resultCard(session: Session): APIEmbed {
  const race = session.facts.kind === 'race';
  const rows = ranked(session).map((standing, index) => `${index + 1}. ${resultRow(standing, race)}`);
  return {
    color: BLUE,
    title: `${escapeText(session.facts.name, 80)} is over`,
    description: cut(fitLines(rows, 4000), 4096),
  };
}

/** In a race by laps, then total time; else by best lap. Provisional: the results file has the last word. */
function ranked({ standings, facts }: Session): Standing[] {
  const driven = [...standings.values()].filter(({ laps }) => laps.length > 0);
  const totalMs = ({ laps }: Standing): number => laps.reduce((sum, { lapMs }) => sum + lapMs, 0);
  const bestMs = ({ bestLapMs = Infinity }: Standing): number => bestLapMs;
  return driven.sort((a, b) =>
    facts.kind === 'race' ? b.laps.length - a.laps.length || totalMs(a) - totalMs(b) : bestMs(a) - bestMs(b),
  );
}

function resultRow({ driver, laps, bestLapMs }: Standing, race: boolean): string {
  const best = bestLapMs === undefined ? 'no valid lap' : `best ${lapTime(bestLapMs)}`;
  const total = race ? `, ${lapTime(laps.reduce((sum, { lapMs }) => sum + lapMs, 0))}` : '';
  return `${name(driver)} · ${laps.length} laps${total} · ${best}`;
}

function lapLine({ driver, lap, lapMs, cuts, late }: EventOf<'lapCompleted'>, { session }: RaceState): string {
  const notes = [
    ...(cuts > 0 ? [`${cuts} ${cuts === 1 ? 'cut' : 'cuts'}`] : []),
    ...(isFastest(session, lapMs) ? ['fastest lap'] : []),
    ...(late ? ['reported late'] : []),
  ];
  return `⏱ ${name(driver)} lap ${lap}: ${lapTime(lapMs)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

function isFastest(session: Session | undefined, lapMs: number): boolean {
  const bests = [...(session?.standings.values() ?? [])].flatMap(({ bestLapMs }) => bestLapMs ?? []);
  return bests.length > 0 && lapMs === Math.min(...bests);
}

function contactLine({ driver, other, speedKmh, sessionMs }: EventOf<'contact'>): string {
  const when = sessionMs === undefined || sessionMs < 0 ? '' : ` · ${duration(sessionMs)} into the session`;
  return `💥 ${name(driver)} hit ${other ? name(other) : 'a wall'} at ${Math.round(speedKmh)} km/h${when}`;
}
