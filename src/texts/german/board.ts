/** The board of a race and the running order, in German. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, lap, tenths, thousandths } = conventionsOf('de');

const STATES = {
  running: 'Läuft',
  starting: 'Startet',
  stopping: 'Wird beendet',
  stopped: 'Gestoppt',
  deaf: 'Läuft, aber der Server sendet keine UDP-Daten: dieser Stand ist womöglich veraltet',
  unknown: 'Keine Daten vom Server',
} as const;

const PENALTIES = { 'drive-through': 'Drive-Through', 'stop-and-go': 'Stop-and-Go' } as const;

const COLUMNS = {
  place: 'P',
  gap: 'Abst.',
  interval: 'Int.',
  last: 'letzte',
  best: 'beste',
  laps: 'Rdn.',
  name: 'Name',
  car: 'Auto',
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
    `Pitwall ist offline (${time}). Der Spielserver läuft weiter; diese Tafel zeigt den Stand davor.`,
  boardLap: ({ lap: number, laps }) => (laps > 0 ? `Runde ${number} von ${laps}` : `Runde ${number}`),
  boardStarts: ({ time }) => `Start ${time}`,
  boardEnds: ({ time }) => `Ende ${time}`,
  boardTimeIsUp: () => 'Zeit abgelaufen',
  boardOver: () => 'beendet',
  boardNobody: () => 'Niemand ist auf der Strecke.',
  boardNoSession: () => 'Es läuft keine Session.',
  boardIncidents: ({ incidents }) => `${count(incidents, { one: 'Vorfall', other: 'Vorfälle' })} offen`,
  boardEarlierIncidents: ({ incidents }) =>
    `${count(incidents, { one: 'Vorfall', other: 'Vorfälle' })} aus früheren Sessions offen`,
  boardToServe: ({ type, seconds, lapsLeft }) => {
    const what = seconds > 0 ? `${seconds}-Sekunden-${PENALTIES[type]}` : PENALTIES[type];
    if (lapsLeft === undefined) return what;
    if (lapsLeft <= 0) return `${what} überfällig`;
    return `${what} innerhalb von ${count(lapsLeft, { one: 'Runde', other: 'Runden' })}`;
  },
  boardFullOrder: () => 'Gesamtstand',
  boardMyFile: () => 'Meine Akte',
  boardReport: () => 'Melden',

  gapOnTrack: ({ laps, ms }) => {
    const behind = [
      ...(laps > 0 ? [count(laps, { one: 'Rd.', other: 'Rdn.' })] : []),
      ...(ms === undefined ? [] : [tenths(ms)]),
    ];
    return behind.length === 0 ? '' : `+${behind.join(' ')}`;
  },
  gapInTime: ({ ms }) => `+${thousandths(ms)}`,
  lapTime: ({ ms }) => lap(ms),
  orderLeader: () => 'Führung',
  orderColumn: ({ of }) => COLUMNS[of],
  orderFlag: ({ of }) => FLAGS[of],
  orderConditions: ({ airC, roadC, weather }) =>
    [`Luft ${airC} °C, Strecke ${roadC} °C`, ...(weather === '' ? [] : [weather])].join(', '),
  orderInGame: ({ place, name, gap }) => `${place}. ${[name, gap].filter((each) => each !== '').join(' ')}`,
} satisfies Partial<Translation>;
