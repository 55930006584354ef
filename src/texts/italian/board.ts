/** The board of a race and the running order, in Italian. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, tenths, thousandths, lap: lapTime } = conventionsOf('it');

const laps = (amount: number): string => count(amount, { one: 'giro', other: 'giri' });

const STATES = {
  running: 'Attivo',
  starting: 'In avvio',
  stopping: 'In arresto',
  stopped: 'Fermo',
  deaf: 'Attivo, ma nessun dato UDP dal server: questo tabellone può non essere aggiornato',
  unknown: 'Nessun dato dal server',
} as const;

const COLUMNS = {
  place: 'P',
  gap: 'gap',
  interval: 'int',
  last: 'ultimo',
  best: 'migl.',
  laps: 'giri',
  name: 'nome',
  car: 'auto',
} as const;

const FLAGS = {
  pits: 'BOX',
  out: 'OUT',
  disqualified: 'DSQ',
  finished: 'FIN',
  'drive-through': 'DT',
  'stop-and-go': 'S&G',
} as const;

export const boardTexts = {
  boardTitle: ({ server }) => server,
  boardServerState: ({ state }) => STATES[state],
  boardAway: ({ time }) =>
    `Pitwall è andato offline ${time}. Il server di gioco resta attivo; questo tabellone è di prima.`,
  boardLap: ({ lap, laps: all }) => (all > 0 ? `giro ${lap} di ${all}` : `giro ${lap}`),
  boardStarts: ({ time }) => `inizio ${time}`,
  boardEnds: ({ time }) => `fine ${time}`,
  boardTimeIsUp: () => 'tempo scaduto',
  boardOver: () => 'conclusa',
  boardNobody: () => 'Nessuno in pista.',
  boardNoSession: () => 'Nessuna sessione in corso.',
  boardIncidents: ({ incidents }) => count(incidents, { one: 'incidente aperto', other: 'incidenti aperti' }),
  boardEarlierIncidents: ({ incidents }) =>
    `${count(incidents, { one: 'incidente aperto', other: 'incidenti aperti' })} di sessioni precedenti`,
  boardToServe: ({ type, seconds, lapsLeft }) => {
    const what = seconds > 0 ? `${type} di ${seconds} s` : type;
    if (lapsLeft === undefined) return what;
    return lapsLeft > 0 ? `${what} entro ${laps(lapsLeft)}` : `${what}, fuori tempo`;
  },
  boardFullOrder: () => 'Tutte le posizioni',
  boardMyFile: () => 'La mia scheda',
  boardReport: () => 'Segnala',

  gapOnTrack: ({ laps: behind, ms }) => {
    const parts = [...(behind > 0 ? [laps(behind)] : []), ...(ms === undefined ? [] : [tenths(ms)])];
    return parts.length === 0 ? '' : `+${parts.join(' ')}`;
  },
  gapInTime: ({ ms }) => `+${thousandths(ms)}`,
  lapTime: ({ ms }) => lapTime(ms),
  orderLeader: () => 'leader',
  orderColumn: ({ of }) => COLUMNS[of],
  orderFlag: ({ of }) => FLAGS[of],
  orderConditions: ({ airC, roadC, weather }) =>
    [`aria ${airC} °C, asfalto ${roadC} °C`, ...(weather === '' ? [] : [weather])].join(', '),
  orderInGame: ({ place, name, gap }) => `${place}. ${[name, gap].filter((each) => each !== '').join(' ')}`,
} satisfies Partial<Translation>;
