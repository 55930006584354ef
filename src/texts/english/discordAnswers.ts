/** What drivers are answered on Discord: the server, who drives, the sessions, results, what counts against them. */
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
  unknown: 'Not known: nothing is heard of it',
} as const;

interface ResultName {
  readonly session: string;
  readonly final: boolean;
  /** One more each time it was opened again. */
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
  pluginSilent: () => 'Its plugin interface is silent: the race cannot be seen.',
  lastTrouble: ({ trouble }: { readonly trouble: string }) => `Last trouble: ${trouble}`,
  trackTitle: () => 'Track',
  driversTitle: () => 'Drivers',
  sessionTitle: () => 'Session',
  carsTitle: () => 'Cars',
  portsTitle: () => 'Ports',
  connectedOf: ({ connected, slots }: { readonly connected: number; readonly slots: number }) =>
    `${connected} of ${slots}`,
  connectedUnknown: ({ slots }: { readonly slots: number }) =>
    slots > 0 ? `not known, ${count(slots, { one: 'slot', other: 'slots' })}` : 'not known',
  unknownTrack: () => 'unknown',
  noCars: () => 'none',
  minutesShort: ({ minutes }: { readonly minutes: number }) => `${minutes} min`,
  timeIsUp: () => 'time is up',
  overAt: ({ time }: { readonly time: string }) => `over ${time}`,

  driversUnknown: () => 'Nothing is heard of the server: who is on it is not known.',
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
  lobbyLastAnswer: ({ answer }: { readonly answer: string }) => `Its last answer: ${answer}`,
  lobbyHeartbeat: ({ time, text }: { readonly time: string; readonly text: string }) =>
    `Last heartbeat ${time}: ${text}`,
  lobbyNextAttempt: ({ time }: { readonly time: string }) => `Pitwall registers it again ${time}`,

  testCard: () => 'This is a test card: Pitwall posts here.',

  helpTitle: () => 'What you may say',

  resultTitle: ({ session, final, version = 1 }: ResultName) =>
    `${session}: ${final ? 'final' : 'provisional'} result${version > 1 ? `, version ${version}` : ''}`,
  /** To everybody. */
  resultOpenAgain: ({ session, by, reason, version }: Reopening) =>
    `The result of ${session} is open again as version ${version}, by ${by}: ${reason}`,
  openedAgainBy: ({ by, reason }: { readonly by: string; readonly reason: string }) =>
    `opened again by ${by}: ${reason}`,
  resultElsewhereTitle: ({ session }: { readonly session: string }) => `${session} goes on`,
  /** Of a race that was restarted, or joined to a later one. */
  resultElsewhere: ({ as }: { readonly as: string }) => `It goes on as ${as}, which has the result.`,
  nobodyClassified: () => 'Nobody is classified.',
  penaltiesTitle: () => 'Penalties',
  lapsBehind: ({ laps }: { readonly laps: number }) => `+${count(laps, { one: 'lap', other: 'laps' })}`,
  lapsTakenOff: ({ laps }: { readonly laps: number }) => `−${count(laps, { one: 'lap', other: 'laps' })}`,
  secondsAdded: ({ seconds }: { readonly seconds: number }) => `+${seconds} s`,
  didNotStart: ({ names }: { readonly names: string }) => `DNS ${names}`,
  noTime: () => 'no time',
  disqualified: () => 'disqualified',
  /** "P3 → P5", "P3 → out" */
  placesMoved: ({ from, to }: { readonly from: number; readonly to?: number }) =>
    `P${from} → ${to === undefined ? 'out' : `P${to}`}`,
  /** "S-12" where the session has an id. */
  resultSource: ({ session, ownLaps }: { readonly session: string | undefined; readonly ownLaps: boolean }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? "by Pitwall's own laps" : 'by the results file'}`,
  finalBy: ({ by }: { readonly by: string }) => `final, by ${by}`,
  notFinalYet: () => 'follows decisions until it is final',

  ownPenaltiesTitle: () => 'Your penalties',
  noOwnPenalties: () => 'There is nothing against you.',
};
