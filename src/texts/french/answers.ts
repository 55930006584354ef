/** Answers to drivers on Discord, in French. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { decisionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { count, list } = conventionsOf('fr');

const laps = (amount: number): string => count(amount, { one: 'tour', other: 'tours' });
const slots = (amount: number): string => count(amount, { one: 'place', other: 'places' });
const points = (amount: number): string => count(amount, { one: 'point de licence', other: 'points de licence' });

const COLUMNS = {
  carId: 'id',
  name: 'nom',
  laps: 'tours',
  bestLap: 'meil.',
  car: 'auto',
  guid: 'GUID',
  address: 'adr.',
  ballast: 'kg',
  restrictor: '%',
} as const;

const SERVER_STATES = {
  running: 'En marche',
  starting: 'Démarrage',
  stopping: 'Arrêt en cours',
  stopped: 'Arrêté',
  unknown: 'Inconnu : aucune donnée du serveur',
} as const;

const PLACES = { discord: 'sur Discord', websocket: 'sur le websocket', game: 'dans le jeu' } as const;

export const discordAnswerTexts = {
  column: ({ of }) => COLUMNS[of],

  serverState: ({ state }) => SERVER_STATES[state],
  startedAt: ({ time }) => `démarré ${time}`,
  pluginSilent: () => 'Aucune donnée UDP du serveur : Pitwall ne voit pas la course.',
  lastTrouble: ({ trouble }) => `Dernier problème : ${trouble}`,
  trackTitle: () => 'Circuit',
  driversTitle: () => 'Pilotes',
  sessionTitle: () => 'Session',
  carsTitle: () => 'Voitures',
  portsTitle: () => 'Ports',
  connectedOf: ({ connected, slots: all }) => `${connected} sur ${all}`,
  connectedUnknown: ({ slots: all }) => (all > 0 ? `inconnu, ${slots(all)}` : 'inconnu'),
  unknownTrack: () => 'inconnu',
  noCars: () => 'aucune',
  minutesShort: ({ minutes }) => `${minutes} min`,
  timeIsUp: () => 'temps écoulé',
  overAt: ({ time }) => `fin ${time}`,

  driversUnknown: () => 'Aucune donnée du serveur : Pitwall ne sait pas qui est connecté.',
  nobodyOnServer: () => 'Personne sur le serveur.',
  driversOnServer: ({ drivers }) => `${count(drivers, { one: 'pilote', other: 'pilotes' })} sur le serveur`,
  stillLoading: () => 'chargement',

  noSlots: () => "entry_list.ini n'a aucune place.",
  slotCount: ({ slots: all }) => slots(all),
  openSlot: () => '(libre)',
  reservedSlot: () => '(réservée)',

  noSessions: () => 'Aucune session configurée.',
  sessionsTitle: () => 'Sessions',
  runningSession: () => 'en cours',

  sinceTime: ({ time }) => `Dernier changement d'état ${time}`,
  lobbyLastAnswer: ({ answer }) => `Dernière réponse : ${answer}`,
  lobbyHeartbeat: ({ time, text }) => `Dernier signal ${time} : ${text}`,
  lobbyNextAttempt: ({ time }) => `Prochaine tentative ${time}`,

  helpTitle: () => 'Les commandes à votre disposition',
  helpElsewhere: ({ places }) =>
    `(seulement ${list(places.map((place) => PLACES[place])) || 'par un bouton sur Discord'})`,

  resultTitle: ({ session, final, version = 1 }) =>
    `${session} : classement ${final ? 'définitif' : 'provisoire'}${version > 1 ? `, version ${version}` : ''}`,
  resultOpenAgain: ({ session, by, reason, version }) =>
    `${by} a rouvert le résultat de ${session} en version ${version} : ${reason}`,
  openedAgainBy: ({ by, reason }) => `rouvert par ${by} : ${reason}`,
  resultElsewhereTitle: ({ session }) => `${session} se poursuit`,
  resultElsewhere: ({ as }) => `Se poursuit en ${as} ; le classement s'y trouve.`,
  nobodyClassified: () => 'Personne au classement.',
  penaltiesTitle: () => 'Pénalités',
  lapsBehind: ({ laps: behind }) => `+${laps(behind)}`,
  lapsTakenOff: ({ laps: off }) => `−${laps(off)}`,
  secondsAdded: ({ seconds }) => `+${seconds} s`,
  didNotStart: ({ names }) => `DNS ${names}`,
  noTime: () => 'sans temps',
  disqualified: () => 'DSQ',
  placesMoved: ({ from, to }) => `P${from} → ${to === undefined ? 'hors classement' : `P${to}`}`,
  resultSource: ({ session, ownLaps }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? "d'après les temps au tour de Pitwall" : "d'après le fichier de résultats d'acServer"}`,
  finalBy: ({ by }) => `rendu définitif par ${by}`,
  notFinalYet: () => "suit les décisions des commissaires tant qu'il n'est pas définitif",

  ownPenaltiesTitle: () => 'Vos pénalités',
  noOwnPenalties: () => 'Aucune pénalité ni avertissement dans cette session.',
} satisfies Partial<Translation>;

export const pointsTexts = {
  licencePoints: ({ amount }) => points(amount),
  licenceLine: ({ name, amount, reached, next }) => {
    const said = reached === undefined ? '' : ` ; dès ${reached.points} points : ${reached.consequence}`;
    const ahead = next === undefined ? '' : ` ; à ${next.points} points : ${next.consequence}`;
    return `${name} : ${points(amount)}${said}${ahead}`;
  },
  pointsEntry: ({ amount, event, infringement, ...decision }) => {
    const what = inWords({ says: decision.says, amount: decision.size, laps: decision.laps });
    const did = infringement === '' ? '' : `, ${infringement}`;
    return `${amount} pour ${what}${did} (${decisionName(decision)}, ${event})`;
  },
  pointsEventsLeft: ({ events }) =>
    events === 0 ? "jusqu'à la fin de cette épreuve" : `encore ${count(events, { one: 'épreuve', other: 'épreuves' })}`,
  pointsUntil: ({ time }) => `expiration ${time}`,
  licencesTitle: () => 'Points de licence',
  noLicencePoints: () => "Personne n'a de points de licence.",
} satisfies Partial<Translation>;

const LOBBY = {
  off: (server: string) =>
    `${server} n'est pas prévu pour le lobby : REGISTER_TO_LOBBY vaut 0 dans son server_cfg.ini.`,
  stopped: (server: string) => `${server} ne tourne pas ; le lobby ne liste que les serveurs en marche.`,
  unknown: (server: string, how: string) =>
    `L'état de ${server} dans le lobby est inconnu ; ${how} l'inscrit à nouveau.`,
  registered: (server: string) => `${server} est dans le lobby public.`,
  failed: (server: string) => `${server} n'est pas dans le lobby public : échec de l'inscription.`,
  lost: (server: string) => `${server} n'est plus dans le lobby public.`,
} as const;

export const lobbyTexts = {
  lobbyStanding: ({ server, standing, how }) => LOBBY[standing](server, how),
} satisfies Partial<Translation>;
