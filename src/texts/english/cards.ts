/** Public posts in the race channels. Names and other people's words arrive as a front end shows them. */
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

/** The name of a session within a sentence. */
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

interface ToldLate {
  readonly session: string;
  readonly laps: number;
  readonly joined: number;
  readonly left: number;
}

export const cardTexts = {
  linesLeftOut: ({ left }: { readonly left: number }) => `… and ${left} more`,
  noticedLate: () => 'seen in log',
  noticedLateTitle: () => 'Seen in log',
  lapCount: ({ laps }: { readonly laps: number }) => count(laps, { one: 'lap', other: 'laps' }),
  minuteCount: ({ minutes }: { readonly minutes: number }) => count(minutes, { one: 'minute', other: 'minutes' }),
  /** On its own, as the name of a driver without one. */
  carAsName: ({ carId }: { readonly carId: number }) => `Car ${carId}`,
  /** Within a sentence, for a driver without a name; also in "Sam Porter (car 5)". */
  carWithin: ({ carId }: { readonly carId: number }) => `car ${carId}`,
  /** A duration, as precise as people would say it: "45 s", "12 min", "2 h 5 min". */
  duration: ({ hours, minutes, seconds }: Record<'hours' | 'minutes' | 'seconds', number>) =>
    [
      ...(hours > 0 ? [`${hours} h`] : []),
      ...(minutes > 0 ? [`${minutes} min`] : []),
      ...(hours + minutes > 0 ? [] : [`${seconds} s`]),
    ].join(' '),

  serverUp: ({ version }: { readonly version?: string }) => `The server is up${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'The server was stopped',
  serverStoppedByItself: ({ how }: { readonly how?: string }) =>
    `The server stopped unexpectedly${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }: { readonly code: number }) => `exit code ${code}`,

  lobbyListed: () => 'The server is listed in the lobby.',
  lobbyNotListed: ({ attempt, answer }: { readonly attempt: number; readonly answer?: string }) =>
    `Lobby registration failed, attempt ${attempt}${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }: { readonly answer?: string }) =>
    `The server is no longer listed in the lobby${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how }: { readonly how?: string }) =>
    `stracker stopped unexpectedly${how === undefined ? '' : ` (${how})`}.`,

  sessionKind: ({ kind }: { readonly kind: SessionKind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }: { readonly session: string }) => `${session} restarted`,
  weather: ({ airC, roadC }: { readonly airC: number; readonly roadC: number }) => `${airC} °C air, ${roadC} °C road`,
  sessionOver: ({ session }: { readonly session: string }) => `${session} is over`,
  provisionalTable: ({ late }: { readonly late: boolean }) =>
    `Provisional and without penalties until acServer writes its results file.${late ? ' Seen in log.' : ''}`,
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
    `${driver} and ${other}: contact, ${kmh} km/h impact`,
  hitWall: ({ driver, kmh }: Contact & { readonly driver: string }) => `${driver} hit the wall at ${kmh} km/h`,
  beforeSession: ({ kind }: { readonly kind: SessionKind }) =>
    `before ${kind === 'qualify' || kind === 'practice' ? '' : 'the '}${sessionWithin(kind)}`,
  /** "lap 1, 0:18"; `laps`: those that the drivers were on, without duplicates. */
  intoSession: ({ kind, time, laps }: SessionTime) =>
    [
      ...(kind === 'race' ? [] : [sessionWithin(kind)]),
      ...(laps.length === 0 ? [] : [laps.length > 1 ? `laps ${laps.join(' and ')}` : `lap ${laps.join()}`]),
      time,
    ].join(', '),
  afterTheFlag: () => 'after the chequered flag',
  hadFinished: ({ driver }: { readonly driver: string }) => `${driver} had finished`,

  /** What race control announces to everybody in the game. */
  announcedInGame: ({ words }: { readonly words: string }) => `**Race control:** ${words}`,

  penaltyHasBeenServed: ({ about, penalty }: { readonly about: string; readonly penalty: string }) =>
    `${about}: ${penalty} served`,
  penaltyHasBeenWithdrawn: ({ about, penalty }: { readonly about: string; readonly penalty: string }) =>
    `${about}: ${penalty} withdrawn`,

  chatNotSaidInGame: ({ lines }: { readonly lines: number }) =>
    `${lines === 1 ? 'A chat line was' : `${lines} chat lines were`} not relayed to the game: too many were waiting.`,
  chatNeedsRole: ({ name }: { readonly name: string }) =>
    `Messages from ${name} are not relayed to the game: that needs the driver role.`,
  /** Everybody reads this, so it says neither which channel nor what the post is about. */
  privateChannelIsClosed: () =>
    '⚠️ Pitwall cannot post in one of its private channels. Nothing is lost; admins can see which one and why with `/doctor`.',
  /** In the channel itself, once it takes messages again. */
  channelWasClosed: ({ howLong, reason }: { readonly howLong: string; readonly reason: string }) =>
    `⚠️ Pitwall could not post here for ${howLong}: ${reason}. Delayed posts follow.`,
  /** Above a card that is posted in another channel than its own. */
  cardFromElsewhere: ({ channel }: { readonly channel: string }) =>
    `⚠️ Posted here because Pitwall cannot post in <#${channel}>.`,
  /** Everybody reads this, so it says neither which channel nor what the cards are about. */
  cardsWait: () => '⏳ Cards for another channel are waiting: Pitwall cannot post there.',
  /** The digest of a host's late events, instead of a line each. */
  newsToldLate: ({ session, laps, joined, left }: ToldLate) =>
    `⏳ Posted late, ${session}: ${[
      ...(laps > 0 ? [count(laps, { one: 'lap', other: 'laps' })] : []),
      ...(joined > 0 ? [`${joined} joined`] : []),
      ...(left > 0 ? [`${left} left`] : []),
    ].join(', ')}`,
  chatToldLate: ({ lines }: { readonly lines: number }) =>
    `⏳ ${count(lines, { one: 'chat line', other: 'chat lines' })}, posted late:`,
  chatNotRelayed: ({ lines }: { readonly lines: number }) =>
    `${count(lines, { one: 'chat line was', other: 'chat lines were' })} not relayed while Discord was unreachable.`,
};

function withAnswer(answer: string | undefined): string {
  return answer === undefined ? '' : `: ${answer}`;
}
