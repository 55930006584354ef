/** What the race channels tell everybody. Names and other people's words come in as a front end shows them. */
import type { SessionKind } from '../../events/events.ts';
import { counting } from '../plural.ts';
import { inSectors } from './sectors.ts';

const count = counting('en');

const SESSION_KINDS: Readonly<Record<SessionKind, string>> = {
  booking: 'Booking',
  practice: 'Practice',
  qualify: 'Qualifying',
  race: 'Race',
  other: 'Session',
};

/** How a session is called within a sentence. */
const sessionWithin = (kind: SessionKind): string =>
  kind === 'other' || kind === 'booking' ? 'session' : SESSION_KINDS[kind].toLowerCase();

interface SessionTime {
  readonly kind: SessionKind;
  readonly time: string;
  readonly laps: readonly number[];
}

interface Contact {
  readonly kmh: number;
}

export const cardTexts = {
  linesLeftOut: ({ left }: { readonly left: number }) => `… and ${left} more`,
  noticedLate: () => 'noticed late',
  noticedLateTitle: () => 'Noticed late',
  lapCount: ({ laps }: { readonly laps: number }) => count(laps, { one: 'lap', other: 'laps' }),
  minuteCount: ({ minutes }: { readonly minutes: number }) => count(minutes, { one: 'minute', other: 'minutes' }),
  /** Alone, as the name of somebody who has none to show. */
  carAsName: ({ carId }: { readonly carId: number }) => `Car ${carId}`,

  serverUp: ({ version }: { readonly version?: string }) => `The server is up${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'The server was stopped',
  serverStoppedByItself: ({ how }: { readonly how?: string }) =>
    `The server stopped by itself${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }: { readonly code: number }) => `exit code ${code}`,
  serverLastSaid: () => 'It last said:',

  lobbyListed: () => 'Players find the server in the lobby.',
  lobbyNotListed: ({ attempt, answer }: { readonly attempt: number; readonly answer?: string }) =>
    `The lobby does not list the server, attempt ${attempt} failed${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }: { readonly answer?: string }) =>
    `The lobby does not list the server any more${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how, lastLine }: { readonly how?: string; readonly lastLine?: string }) =>
    `stracker stopped by itself${how === undefined ? '' : ` (${how})`}${lastLine === undefined ? '.' : `: ${lastLine}`}`,

  sessionKind: ({ kind }: { readonly kind: SessionKind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }: { readonly session: string }) => `${session} starts over`,
  weather: ({ airC, roadC }: { readonly airC: number; readonly roadC: number }) => `${airC} °C air, ${roadC} °C road`,
  sessionOver: ({ session }: { readonly session: string }) => `${session} is over`,
  provisionalTable: ({ late }: { readonly late: boolean }) =>
    `Provisional: the results file has the last word.${late ? ' Noticed late.' : ''}`,
  bestLap: ({ time }: { readonly time: string }) => `best ${time}`,
  noValidLap: () => 'no valid lap',

  driverJoined: ({
    driver,
    carId,
    model,
  }: {
    readonly driver: string;
    readonly carId: number;
    readonly model: string;
  }) => `${driver} joined in car ${carId}${model ? `, ${model}` : ''}`,
  driverLeft: ({ driver, carId }: { readonly driver: string; readonly carId: number }) => `${driver} left car ${carId}`,
  driverKicked: ({ driver }: { readonly driver: string }) => `${driver} was kicked.`,
  driverBanned: ({ driver }: { readonly driver: string }) => `${driver} was banned.`,
  somebody: () => 'somebody',

  lapNumber: ({ lap }: { readonly lap: number }) => `lap ${lap}`,
  cutCount: ({ cuts, sectors }: { readonly cuts: number; readonly sectors?: readonly number[] | undefined }) =>
    `${count(cuts, { one: 'cut', other: 'cuts' })}${sectors === undefined ? '' : ` in ${inSectors(sectors)}`}`,
  fastestLap: () => 'fastest lap',

  carsTouched: ({ driver, other, kmh }: Contact & { readonly driver: string; readonly other: string }) =>
    `${driver} and ${other} touched at ${kmh} km/h`,
  hitWall: ({ driver, kmh }: Contact & { readonly driver: string }) => `${driver} hit the wall at ${kmh} km/h`,
  beforeSession: ({ kind }: { readonly kind: SessionKind }) => `before the ${sessionWithin(kind)}`,
  /** `laps`: those that the drivers were in, each once. */
  intoSession: ({ kind, time, laps }: SessionTime) =>
    `${time} into the ${sessionWithin(kind)}, ${laps.length > 1 ? `laps ${laps.join(' and ')}` : `lap ${laps.join()}`}`,
  afterTheFlag: () => 'after the chequered flag',
  hadFinished: ({ driver }: { readonly driver: string }) => `${driver} had finished`,

  /** What race control says to everybody in the game. */
  announcedInGame: ({ words }: { readonly words: string }) => `**Race control:** ${words}`,

  penaltyHasBeenServed: ({ about, penalty }: { readonly about: string; readonly penalty: string }) =>
    `${about} has served ${penalty}`,
  penaltyHasBeenWithdrawn: ({ about, penalty }: { readonly about: string; readonly penalty: string }) =>
    `${about}: ${penalty} was withdrawn`,

  chatNotSaidInGame: ({ lines }: { readonly lines: number }) =>
    `${lines === 1 ? 'A line' : `${lines} lines`} of chat could not be said in the game: too much was waiting.`,
  chatNeedsRole: ({ name }: { readonly name: string }) =>
    `What ${name} writes here is not said in the game: that needs the role for drivers.`,
  /** To the log channel. */
  channelIsClosed: ({ channel, reason }: { readonly channel: string; readonly reason: string }) =>
    `⚠️ Discord does not let Pitwall post in <#${channel}>: ${reason}. What is for that channel waits and is tried again.`,
  /** Read by everybody: not which channel, nor what is for it. */
  privateChannelIsClosed: () =>
    '⚠️ Discord does not let Pitwall post in one of its private channels. Nothing is lost; `/doctor` tells admins which one and why.',
  confidentialExpired: ({ posts }: { readonly posts: number }) =>
    `⚠️ ${posts === 1 ? 'A post that was' : `${posts} posts that were`} not for everybody waited a week for a channel that only officials can read, and will not be posted any more. \`/incident list\` still has the incidents; \`/doctor\` tells admins what to change.`,
  channelIsOpenAgain: ({ channel, howLong }: { readonly channel: string; readonly howLong: string }) =>
    `✅ <#${channel}> takes messages again, after ${howLong}.`,
  /** In the channel itself, once it takes messages again. */
  channelWasClosed: ({ howLong, reason }: { readonly howLong: string; readonly reason: string }) =>
    `⚠️ For ${howLong} Discord did not let Pitwall post here: ${reason}. What waited comes late.`,
  /** Above a card that is posted in another channel than its own. */
  cardFromElsewhere: ({ channel }: { readonly channel: string }) =>
    `⚠️ Posted here because Discord does not let Pitwall post in <#${channel}>.`,
  /** Read by everybody: neither which channel nor what. */
  cardsWait: () => '⏳ Cards for another channel wait: Discord does not let Pitwall post them there.',
  chatNotRelayed: ({ lines }: { readonly lines: number }) =>
    `${count(lines, { one: 'chat line was', other: 'chat lines were' })} not relayed while Discord was out of reach.`,
};

function withAnswer(answer: string | undefined): string {
  return answer === undefined ? '' : `: ${answer}`;
}
