/** The board of a race and the running order, in Spanish. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, tenths, thousandths, lap: lapTime } = conventionsOf('es');

const laps = (amount: number): string => count(amount, { one: 'vuelta', other: 'vueltas' });

const STATES = {
  running: 'En marcha',
  starting: 'Iniciando',
  stopping: 'Deteniéndose',
  stopped: 'Detenido',
  deaf: 'En marcha, pero sin datos UDP del servidor: este panel puede no estar al día',
  unknown: 'Sin datos del servidor',
} as const;

const COLUMNS = {
  place: 'P',
  gap: 'dif.',
  interval: 'int.',
  last: 'últ.',
  best: 'mejor',
  laps: 'vtas.',
  name: 'nombre',
  car: 'coche',
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
    `Pitwall se desconectó ${time}. El servidor de juego sigue en marcha; este panel es de antes.`,
  boardLap: ({ lap, laps: all }) => (all > 0 ? `vuelta ${lap} de ${all}` : `vuelta ${lap}`),
  boardStarts: ({ time }) => `empieza ${time}`,
  boardEnds: ({ time }) => `termina ${time}`,
  boardTimeIsUp: () => 'tiempo cumplido',
  boardOver: () => 'terminada',
  boardNobody: () => 'Nadie en pista.',
  boardNoSession: () => 'No hay ninguna sesión en curso.',
  boardIncidents: ({ incidents }) => count(incidents, { one: 'incidente abierto', other: 'incidentes abiertos' }),
  boardEarlierIncidents: ({ incidents }) =>
    `${count(incidents, { one: 'incidente abierto', other: 'incidentes abiertos' })} de sesiones anteriores`,
  boardToServe: ({ type, seconds, lapsLeft }) => {
    const what = seconds > 0 ? `${type} de ${seconds} s` : type;
    if (lapsLeft === undefined) return what;
    return lapsLeft > 0 ? `${what} a cumplir en ${laps(lapsLeft)}` : `${what}, fuera de plazo`;
  },
  boardFullOrder: () => 'Ver posiciones',
  boardMyFile: () => 'Mi ficha',
  boardReport: () => 'Reportar',

  /** Short, for a narrow column: "+1 vta 12,3" */
  gapOnTrack: ({ laps: behind, ms }) => {
    const parts = [
      ...(behind > 0 ? [count(behind, { one: 'vta', other: 'vtas' })] : []),
      ...(ms === undefined ? [] : [tenths(ms)]),
    ];
    return parts.length === 0 ? '' : `+${parts.join(' ')}`;
  },
  gapInTime: ({ ms }) => `+${thousandths(ms)}`,
  lapTime: ({ ms }) => lapTime(ms),
  orderLeader: () => 'líder',
  orderColumn: ({ of }) => COLUMNS[of],
  orderFlag: ({ of }) => FLAGS[of],
  orderConditions: ({ airC, roadC, weather }) =>
    [`aire ${airC} °C, pista ${roadC} °C`, ...(weather === '' ? [] : [weather])].join(', '),
  orderInGame: ({ place, name, gap }) => `${place}. ${[name, gap].filter((each) => each !== '').join(' ')}`,
} satisfies Partial<Translation>;
