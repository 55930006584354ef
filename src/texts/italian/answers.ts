/** Answers to drivers on Discord, in Italian. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { decisionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { count, list } = conventionsOf('it');

const laps = (amount: number): string => count(amount, { one: 'giro', other: 'giri' });
const slots = (amount: number): string => count(amount, { one: 'posto', other: 'posti' });
const points = (amount: number): string => count(amount, { one: 'punto licenza', other: 'punti licenza' });

const COLUMNS = {
  carId: 'id',
  name: 'nome',
  laps: 'giri',
  bestLap: 'migl.',
  car: 'auto',
  guid: 'GUID',
  address: 'indir.',
  ballast: 'kg',
  restrictor: '%',
} as const;

const SERVER_STATES = {
  running: 'Attivo',
  starting: 'In avvio',
  stopping: 'In arresto',
  stopped: 'Fermo',
  unknown: 'Sconosciuto: nessun dato dal server',
} as const;

const PLACES = { discord: 'su Discord', websocket: 'sul websocket', game: 'nel gioco' } as const;

export const discordAnswerTexts = {
  column: ({ of }) => COLUMNS[of],

  serverState: ({ state }) => SERVER_STATES[state],
  startedAt: ({ time }) => `avvio ${time}`,
  pluginSilent: () => 'Nessun dato UDP dal server: Pitwall non vede la gara.',
  lastTrouble: ({ trouble }) => `Ultimo problema: ${trouble}`,
  trackTitle: () => 'Pista',
  driversTitle: () => 'Piloti',
  sessionTitle: () => 'Sessione',
  carsTitle: () => 'Auto',
  portsTitle: () => 'Porte',
  connectedOf: ({ connected, slots: all }) => `${connected} di ${all}`,
  connectedUnknown: ({ slots: all }) => (all > 0 ? `non noto, ${slots(all)}` : 'non noto'),
  unknownTrack: () => 'non nota',
  noCars: () => 'nessuna',
  minutesShort: ({ minutes }) => `${minutes} min`,
  timeIsUp: () => 'tempo scaduto',
  overAt: ({ time }) => `fine ${time}`,

  driversUnknown: () => 'Nessun dato dal server: Pitwall non sa chi è collegato.',
  nobodyOnServer: () => 'Nessuno sul server.',
  driversOnServer: ({ drivers }) => `${count(drivers, { one: 'pilota', other: 'piloti' })} sul server`,
  stillLoading: () => 'caricamento',

  noSlots: () => 'entry_list.ini non ha posti.',
  slotCount: ({ slots: all }) => slots(all),
  openSlot: () => '(libero)',
  reservedSlot: () => '(riservato)',

  noSessions: () => 'Nessuna sessione configurata.',
  sessionsTitle: () => 'Sessioni',
  runningSession: () => 'in corso',

  sinceTime: ({ time }) => `Ultimo cambio di stato ${time}`,
  lobbyLastAnswer: ({ answer }) => `Ultima risposta: ${answer}`,
  lobbyHeartbeat: ({ time, text }) => `Ultimo segnale ${time}: ${text}`,
  lobbyNextAttempt: ({ time }) => `Prossimo tentativo ${time}`,

  helpTitle: () => 'I comandi che puoi usare',
  helpElsewhere: ({ places }) => `(solo ${list(places.map((place) => PLACES[place])) || 'con un pulsante su Discord'})`,

  resultTitle: ({ session, final, version = 1 }) =>
    `${session}: classifica ${final ? 'definitiva' : 'provvisoria'}${version > 1 ? `, versione ${version}` : ''}`,
  resultOpenAgain: ({ session, by, reason, version }) =>
    `${by} ha riaperto il risultato di ${session} come versione ${version}: ${reason}`,
  openedAgainBy: ({ by, reason }) => `riaperta da ${by}: ${reason}`,
  resultElsewhereTitle: ({ session }) => `${session} prosegue`,
  resultElsewhere: ({ as }) => `Prosegue come ${as}; la classifica è lì.`,
  nobodyClassified: () => 'Nessuno in classifica.',
  penaltiesTitle: () => 'Penalità',
  lapsBehind: ({ laps: behind }) => `+${laps(behind)}`,
  lapsTakenOff: ({ laps: off }) => `−${laps(off)}`,
  secondsAdded: ({ seconds }) => `+${seconds} s`,
  didNotStart: ({ names }) => `DNS ${names}`,
  noTime: () => 'senza tempo',
  disqualified: () => 'DSQ',
  placesMoved: ({ from, to }) => `P${from} → ${to === undefined ? 'fuori classifica' : `P${to}`}`,
  resultSource: ({ session, ownLaps }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? 'dai tempi sul giro di Pitwall' : 'dal file dei risultati di acServer'}`,
  finalBy: ({ by }) => `resa definitiva da ${by}`,
  notFinalYet: () => 'si aggiorna con le decisioni dei commissari finché non è definitiva',

  ownPenaltiesTitle: () => 'Le tue penalità',
  noOwnPenalties: () => 'Nessuna penalità e nessun avvertimento in questa sessione.',
} satisfies Partial<Translation>;

export const pointsTexts = {
  licencePoints: ({ amount }) => points(amount),
  licenceLine: ({ name, amount, reached, next }) => {
    const said = reached === undefined ? '' : `; da ${reached.points} punti: ${reached.consequence}`;
    const ahead = next === undefined ? '' : `; a ${next.points} punti: ${next.consequence}`;
    return `${name}: ${points(amount)}${said}${ahead}`;
  },
  pointsEntry: ({ amount, event, infringement, ...decision }) => {
    const what = inWords({ says: decision.says, amount: decision.size, laps: decision.laps });
    const did = infringement === '' ? '' : `, ${infringement}`;
    return `${amount} per ${what}${did} (${decisionName(decision)}, ${event})`;
  },
  pointsEventsLeft: ({ events }) =>
    events === 0 ? 'fino alla fine di questo evento' : `ancora ${count(events, { one: 'evento', other: 'eventi' })}`,
  pointsUntil: ({ time }) => `scadenza ${time}`,
  licencesTitle: () => 'Punti licenza',
  noLicencePoints: () => 'Nessuno ha punti licenza.',
} satisfies Partial<Translation>;

const LOBBY = {
  off: (server: string) => `${server} non è impostato per la lobby: REGISTER_TO_LOBBY è 0 nel suo server_cfg.ini.`,
  stopped: (server: string) => `${server} non è attivo; la lobby elenca solo i server attivi.`,
  unknown: (server: string, how: string) =>
    `Lo stato di ${server} nella lobby non è noto; ${how} lo registra di nuovo.`,
  registered: (server: string) => `${server} è nella lobby pubblica.`,
  failed: (server: string) => `${server} non è nella lobby pubblica: registrazione fallita.`,
  lost: (server: string) => `${server} non è più nella lobby pubblica.`,
} as const;

export const lobbyTexts = {
  lobbyStanding: ({ server, standing, how }) => LOBBY[standing](server, how),
} satisfies Partial<Translation>;
