/** The board of a race, and the short running order. */
import { conventionsOf } from '../conventions.ts';

const { count, tenths, thousandths, lap } = conventionsOf('en');

const STATES = {
  running: 'Running',
  starting: 'Starting',
  stopping: 'Stopping',
  stopped: 'Stopped',
  deaf: 'Running, but no UDP data from the server: this board may be out of date',
  unknown: 'No data from the server',
} as const;

const PENALTIES = { 'drive-through': 'drive-through', 'stop-and-go': 'stop-and-go' } as const;

interface Gap {
  readonly laps: number;
  readonly ms?: number | undefined;
}

export const boardTexts = {
  boardTitle: ({ server }: { readonly server: string }) => server,
  boardServerState: ({ state }: { readonly state: keyof typeof STATES }) => STATES[state],
  /** `time` is rendered by each reader's own client: "3 minutes ago". */
  boardAway: ({ time }: { readonly time: string }) =>
    `Pitwall went offline ${time}. The game server keeps running; this board is from before then.`,
  boardLap: ({ lap, laps }: { readonly lap: number; readonly laps: number }) =>
    laps > 0 ? `lap ${lap} of ${laps}` : `lap ${lap}`,
  boardStarts: ({ time }: { readonly time: string }) => `starts ${time}`,
  boardEnds: ({ time }: { readonly time: string }) => `ends ${time}`,
  boardTimeIsUp: () => 'time is up',
  boardOver: () => 'finished',
  boardNobody: () => 'Nobody is on track.',
  boardNoSession: () => 'No session is running.',
  boardIncidents: ({ incidents }: { readonly incidents: number }) =>
    `${count(incidents, { one: 'incident', other: 'incidents' })} open`,
  boardEarlierIncidents: ({ incidents }: { readonly incidents: number }) =>
    `${count(incidents, { one: 'incident', other: 'incidents' })} open from earlier sessions`,
  boardToServe: ({ type, seconds, lapsLeft }: ToServe) => {
    const what = seconds > 0 ? `${seconds}-second ${PENALTIES[type]}` : PENALTIES[type];
    if (lapsLeft === undefined) return what;
    return lapsLeft > 0 ? `${what} within ${count(lapsLeft, { one: 'lap', other: 'laps' })}` : `${what} overdue`;
  },
  boardFullOrder: () => 'Full order',
  boardMyFile: () => 'My file',
  boardReport: () => 'Report',

  /** "+12.3", "+1 lap 12.3", "+2 laps" */
  gapOnTrack: ({ laps, ms }: Gap) => {
    const behind = [
      ...(laps > 0 ? [count(laps, { one: 'lap', other: 'laps' })] : []),
      ...(ms === undefined ? [] : [tenths(ms)]),
    ];
    return behind.length === 0 ? '' : `+${behind.join(' ')}`;
  },
  /** Between two best laps: "+0.123" */
  gapInTime: ({ ms }: { readonly ms: number }) => `+${thousandths(ms)}`,
  /** "1:40.301" */
  lapTime: ({ ms }: { readonly ms: number }) => lap(ms),
  orderLeader: () => 'leader',
  orderColumn: ({ of }: { readonly of: keyof typeof COLUMNS }) => COLUMNS[of],
  orderFlag: ({ of }: { readonly of: keyof typeof FLAGS }) => FLAGS[of],
  orderConditions: ({ airC, roadC, weather }: Conditions) =>
    [`${airC} °C air, ${roadC} °C road`, ...(weather === '' ? [] : [weather])].join(', '),
  orderInGame: ({ place, name, gap }: { readonly place: number; readonly name: string; readonly gap: string }) =>
    `${place}. ${[name, gap].filter((each) => each !== '').join(' ')}`,
};

const COLUMNS = {
  place: 'P',
  gap: 'gap',
  interval: 'int',
  last: 'last',
  best: 'best',
  laps: 'laps',
  name: 'name',
  car: 'car',
} as const;

/** At most three characters each, for a narrow column. */
const FLAGS = {
  pits: 'PIT',
  out: 'OUT',
  disqualified: 'DSQ',
  finished: 'FIN',
  'drive-through': 'DT',
  'stop-and-go': 'S&G',
} as const;

interface ToServe {
  readonly type: keyof typeof PENALTIES;
  /** Seconds to stand; 0 if none. */
  readonly seconds: number;
  readonly lapsLeft?: number | undefined;
}

interface Conditions {
  readonly airC: number;
  readonly roadC: number;
  readonly weather: string;
}
