/** The board of a race and the running order, in Portuguese. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, tenths, thousandths, lap: lapTime } = conventionsOf('pt-BR');

const laps = (amount: number): string => count(amount, { one: 'volta', other: 'voltas' });

const STATES = {
  running: 'No ar',
  starting: 'Iniciando',
  stopping: 'Parando',
  stopped: 'Parado',
  deaf: 'No ar, mas sem dados UDP do servidor: este painel pode estar desatualizado',
  unknown: 'Sem dados do servidor',
} as const;

const COLUMNS = {
  place: 'P',
  gap: 'dif.',
  interval: 'int.',
  last: 'últ.',
  best: 'melhor',
  laps: 'voltas',
  name: 'nome',
  car: 'carro',
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
    `O Pitwall ficou offline ${time}. O servidor do jogo continua no ar; este painel é de antes disso.`,
  boardLap: ({ lap, laps: all }) => (all > 0 ? `volta ${lap} de ${all}` : `volta ${lap}`),
  boardStarts: ({ time }) => `começa ${time}`,
  boardEnds: ({ time }) => `termina ${time}`,
  boardTimeIsUp: () => 'tempo esgotado',
  boardOver: () => 'encerrada',
  boardNobody: () => 'Ninguém na pista.',
  boardNoSession: () => 'Nenhuma sessão em andamento.',
  boardIncidents: ({ incidents }) => count(incidents, { one: 'incidente aberto', other: 'incidentes abertos' }),
  boardEarlierIncidents: ({ incidents }) =>
    `${count(incidents, { one: 'incidente aberto', other: 'incidentes abertos' })} de sessões anteriores`,
  boardToServe: ({ type, seconds, lapsLeft }) => {
    const what = seconds > 0 ? `${type} de ${seconds} s` : type;
    if (lapsLeft === undefined) return what;
    return lapsLeft > 0 ? `${what} em até ${laps(lapsLeft)}` : `${what}, fora do prazo`;
  },
  boardFullOrder: () => 'Ver posições',
  boardMyFile: () => 'Minha ficha',
  boardReport: () => 'Reportar',

  /** Short, for a narrow column: "+1 v 12,3", "+2 voltas" */
  gapOnTrack: ({ laps: behind, ms }) => {
    if (ms === undefined) return behind > 0 ? `+${laps(behind)}` : '';
    return behind > 0 ? `+${behind} v ${tenths(ms)}` : `+${tenths(ms)}`;
  },
  gapInTime: ({ ms }) => `+${thousandths(ms)}`,
  lapTime: ({ ms }) => lapTime(ms),
  orderLeader: () => 'líder',
  orderColumn: ({ of }) => COLUMNS[of],
  orderFlag: ({ of }) => FLAGS[of],
  orderConditions: ({ airC, roadC, weather }) =>
    [`ar ${airC} °C, pista ${roadC} °C`, ...(weather === '' ? [] : [weather])].join(', '),
  orderInGame: ({ place, name, gap }) => `${place}. ${[name, gap].filter((each) => each !== '').join(' ')}`,
} satisfies Partial<Translation>;
