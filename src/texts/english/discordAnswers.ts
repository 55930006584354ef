/** Answers to drivers on Discord: the server, who drives, the sessions, results, and their penalties. */
import { counting } from '../plural.ts';

const count = counting('en');

const COLUMNS = {
  carId: 'id',
  name: 'name',
  laps: 'laps',
  bestLap: 'best',
  car: 'car',
  guid: 'GUID',
  address: 'address',
  ballast: 'kg',
  restrictor: '%',
} as const;

const SERVER_STATES = {
  running: 'Running',
  starting: 'Starting',
  stopping: 'Stopping',
  stopped: 'Stopped',
  unknown: 'Unknown: no data from the server',
} as const;

const PLACES = { discord: 'on Discord', websocket: 'on the websocket', game: 'in the game' } as const;

interface ResultName {
  readonly session: string;
  readonly final: boolean;
  /** Increases each time the result was reopened. */
  readonly version?: number | undefined;
}

interface Reopening {
  readonly session: string;
  readonly by: string;
  readonly reason: string;
  readonly version: number;
}

export const discordAnswerTexts = {
  column: ({ of }: { readonly of: keyof typeof COLUMNS }) => COLUMNS[of],

  serverState: ({ state }: { readonly state: keyof typeof SERVER_STATES }) => SERVER_STATES[state],
  startedAt: ({ time }: { readonly time: string }) => `started ${time}`,
  pluginSilent: () => 'No UDP data from the server: Pitwall cannot see the race.',
  lastTrouble: ({ trouble }: { readonly trouble: string }) => `Last problem: ${trouble}`,
  trackTitle: () => 'Track',
  driversTitle: () => 'Drivers',
  sessionTitle: () => 'Session',
  carsTitle: () => 'Cars',
  portsTitle: () => 'Ports',
  connectedOf: ({ connected, slots }: { readonly connected: number; readonly slots: number }) =>
    `${connected} of ${slots}`,
  connectedUnknown: ({ slots }: { readonly slots: number }) =>
    slots > 0 ? `unknown, ${count(slots, { one: 'slot', other: 'slots' })}` : 'unknown',
  unknownTrack: () => 'unknown',
  noCars: () => 'none',
  minutesShort: ({ minutes }: { readonly minutes: number }) => `${minutes} min`,
  timeIsUp: () => 'time is up',
  overAt: ({ time }: { readonly time: string }) => `ends ${time}`,

  driversUnknown: () => 'No data from the server, so Pitwall cannot tell who is on it.',
  nobodyOnServer: () => 'Nobody is on the server.',
  driversOnServer: ({ drivers }: { readonly drivers: number }) =>
    `${count(drivers, { one: 'driver', other: 'drivers' })} on the server`,
  stillLoading: () => 'loading',

  noSlots: () => 'entry_list.ini has no slots.',
  slotCount: ({ slots }: { readonly slots: number }) => count(slots, { one: 'slot', other: 'slots' }),
  openSlot: () => '(open)',
  reservedSlot: () => '(reserved)',

  noSessions: () => 'No sessions are configured.',
  sessionsTitle: () => 'Sessions',
  runningSession: () => 'running',

  sinceTime: ({ time }: { readonly time: string }) => `Since ${time}`,
  lobbyLastAnswer: ({ answer }: { readonly answer: string }) => `Last answer: ${answer}`,
  lobbyHeartbeat: ({ time, text }: { readonly time: string; readonly text: string }) =>
    `Last heartbeat ${time}: ${text}`,
  lobbyNextAttempt: ({ time }: { readonly time: string }) => `Next attempt ${time}`,

  helpTitle: () => 'Commands you can use',
  /** After the description of a command that cannot be given here: where it can be. */
  helpElsewhere: ({ places }: { readonly places: readonly (keyof typeof PLACES)[] }) =>
    `(only ${places.map((place) => PLACES[place]).join(' and ') || 'behind a button on Discord'})`,

  resultTitle: ({ session, final, version = 1 }: ResultName) =>
    `${session}: ${final ? 'final' : 'provisional'} classification${version > 1 ? `, version ${version}` : ''}`,
  /** For everybody. */
  resultOpenAgain: ({ session, by, reason, version }: Reopening) =>
    `${by} reopened the result of ${session} as version ${version}: ${reason}`,
  openedAgainBy: ({ by, reason }: { readonly by: string; readonly reason: string }) => `reopened by ${by}: ${reason}`,
  resultElsewhereTitle: ({ session }: { readonly session: string }) => `${session} continues`,
  /** For a race that was restarted, or joined to a later one. */
  resultElsewhere: ({ as }: { readonly as: string }) => `Continued as ${as}; the classification is there.`,
  nobodyClassified: () => 'No classified drivers.',
  penaltiesTitle: () => 'Penalties',
  lapsBehind: ({ laps }: { readonly laps: number }) => `+${count(laps, { one: 'lap', other: 'laps' })}`,
  lapsTakenOff: ({ laps }: { readonly laps: number }) => `−${count(laps, { one: 'lap', other: 'laps' })}`,
  secondsAdded: ({ seconds }: { readonly seconds: number }) => `+${seconds} s`,
  didNotStart: ({ names }: { readonly names: string }) => `DNS ${names}`,
  noTime: () => 'no time',
  disqualified: () => 'DSQ',
  /** "P3 → P5", "P3 → out" */
  placesMoved: ({ from, to }: { readonly from: number; readonly to?: number }) =>
    `P${from} → ${to === undefined ? 'out' : `P${to}`}`,
  /** "S-12" if the session has an id. */
  resultSource: ({ session, ownLaps }: { readonly session: string | undefined; readonly ownLaps: boolean }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? "from Pitwall's own lap times" : "from acServer's results file"}`,
  finalBy: ({ by }: { readonly by: string }) => `finalised by ${by}`,
  notFinalYet: () => "updates with stewards' decisions until finalised",

  ownPenaltiesTitle: () => 'Your penalties',
  noOwnPenalties: () => 'No penalties or warnings this session.',
};
