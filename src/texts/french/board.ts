/** The board of a race and the running order, in French. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, tenths, thousandths, lap: lapTime } = conventionsOf('fr');

const laps = (amount: number): string => count(amount, { one: 'tour', other: 'tours' });

const STATES = {
  running: 'En marche',
  starting: 'Démarrage',
  stopping: 'Arrêt en cours',
  stopped: 'Arrêté',
  deaf: 'En marche, mais aucune donnée UDP du serveur : ce tableau peut être périmé',
  unknown: 'Aucune donnée du serveur',
} as const;

const COLUMNS = {
  place: 'P',
  gap: 'écart',
  interval: 'int.',
  last: 'dern.',
  best: 'meil.',
  laps: 'tours',
  name: 'nom',
  car: 'auto',
} as const;

const FLAGS = {
  pits: 'PIT',
  out: 'OUT',
  disqualified: 'DSQ',
  finished: 'FIN',
  'drive-through': 'DT',
  'stop-and-go': 'S&G',
} as const;

export const boardTexts = {
  boardTitle: ({ server }) => server,
  boardServerState: ({ state }) => STATES[state],
  boardAway: ({ time }) => `Pitwall s'est arrêté ${time}. Le serveur de jeu tourne toujours ; ce tableau date d'avant.`,
  boardLap: ({ lap, laps: all }) => (all > 0 ? `tour ${lap} sur ${all}` : `tour ${lap}`),
  boardStarts: ({ time }) => `départ ${time}`,
  boardEnds: ({ time }) => `fin ${time}`,
  boardTimeIsUp: () => 'temps écoulé',
  boardOver: () => 'terminée',
  boardNobody: () => 'Personne en piste.',
  boardNoSession: () => 'Aucune session en cours.',
  boardIncidents: ({ incidents }) => count(incidents, { one: 'incident ouvert', other: 'incidents ouverts' }),
  boardEarlierIncidents: ({ incidents }) =>
    `${count(incidents, { one: 'incident ouvert', other: 'incidents ouverts' })} de sessions précédentes`,
  boardToServe: ({ type, seconds, lapsLeft }) => {
    const what = seconds > 0 ? `${type} de ${seconds} s` : type;
    if (lapsLeft === undefined) return what;
    return lapsLeft > 0 ? `${what} sous ${laps(lapsLeft)}` : `${what}, hors délai`;
  },
  boardFullOrder: () => 'Classement complet',
  boardMyFile: () => 'Mon dossier',
  boardReport: () => 'Signaler',

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
    [`air ${airC} °C, piste ${roadC} °C`, ...(weather === '' ? [] : [weather])].join(', '),
  orderInGame: ({ place, name, gap }) => `${place}. ${[name, gap].filter((each) => each !== '').join(' ')}`,
} satisfies Partial<Translation>;
