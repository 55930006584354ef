/** Posts in the race channels, and league events, in French. */
import type { SessionKind } from '../../events/events.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { inSectors } from './penalties.ts';

const { count } = conventionsOf('fr');

const SESSION_KINDS: Readonly<Record<SessionKind, string>> = {
  booking: 'Réservation',
  practice: 'Essais libres',
  qualify: 'Qualifications',
  race: 'Course',
  other: 'Session',
};

const BEFORE: Readonly<Record<SessionKind, string>> = {
  booking: 'avant la session',
  practice: 'avant les essais libres',
  qualify: 'avant les qualifications',
  race: 'avant la course',
  other: 'avant la session',
};

const sessionWithin = (kind: SessionKind): string =>
  kind === 'other' || kind === 'booking' ? 'session' : SESSION_KINDS[kind].toLowerCase();

const withAnswer = (answer: string | undefined): string => (answer === undefined ? '' : ` : ${answer}`);

const lines = (amount: number): string =>
  count(amount, { one: 'message du chat non transmis', other: 'messages du chat non transmis' });

export const cardTexts = {
  linesLeftOut: ({ left }) => `… et encore ${left}`,
  noticedLate: () => 'vu dans le journal',
  noticedLateTitle: () => 'Vu dans le journal',
  lapCount: ({ laps }) => count(laps, { one: 'tour', other: 'tours' }),
  minuteCount: ({ minutes }) => count(minutes, { one: 'minute', other: 'minutes' }),
  carAsName: ({ carId }) => `Voiture ${carId}`,
  carWithin: ({ carId }) => `voiture ${carId}`,
  duration: ({ hours, minutes, seconds }) =>
    [
      ...(hours > 0 ? [`${hours} h`] : []),
      ...(minutes > 0 ? [`${minutes} min`] : []),
      ...(hours + minutes > 0 ? [] : [`${seconds} s`]),
    ].join(' '),

  serverUp: ({ version }) => `Le serveur est en marche${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'Le serveur a été arrêté',
  serverStoppedByItself: ({ how }) => `Arrêt inattendu du serveur${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }) => `code de sortie ${code}`,

  lobbyListed: () => 'Le serveur est dans le lobby public.',
  lobbyNotListed: ({ attempt, answer }) =>
    `Échec de l'inscription au lobby, tentative ${attempt}${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }) => `Le serveur n'est plus dans le lobby public${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how }) => `Arrêt inattendu de stracker${how === undefined ? '' : ` (${how})`}.`,

  sessionKind: ({ kind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }) => `${session} : session relancée`,
  weather: ({ airC, roadC }) => `air ${airC} °C, piste ${roadC} °C`,
  sessionOver: ({ session }) => `${session} : session terminée`,
  provisionalTable: ({ late }) =>
    `Provisoire et sans les pénalités tant qu'acServer n'a pas écrit son fichier de résultats.${late ? ' Vu dans le journal.' : ''}`,
  bestLap: ({ time }) => `meilleur tour ${time}`,
  noValidLap: () => 'aucun tour valide',

  driverJoined: ({ driver, carId, model }) => `${driver} arrive en voiture ${carId}${model ? `, ${model}` : ''}`,
  driverLeft: ({ driver, carId }) => `${driver} quitte la voiture ${carId}`,
  driverKicked: ({ driver }) => `${driver} : expulsion du serveur.`,
  driverBanned: ({ driver }) => `${driver} : bannissement du serveur.`,
  somebody: () => "quelqu'un",

  lapNumber: ({ lap }) => `tour ${lap}`,
  cutCount: ({ cuts, sectors }) =>
    `${count(cuts, { one: 'sortie de piste', other: 'sorties de piste' })}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`,
  fastestLap: () => 'meilleur tour en course',

  carsTouched: ({ driver, other, kmh }) => `${driver} et ${other} : contact, choc à ${kmh} km/h`,
  hitWall: ({ driver, kmh }) => `${driver} dans le mur à ${kmh} km/h`,
  beforeSession: ({ kind }) => BEFORE[kind],
  intoSession: ({ kind, time, laps }) =>
    [
      ...(kind === 'race' ? [] : [sessionWithin(kind)]),
      ...(laps.length === 0 ? [] : [laps.length > 1 ? `tours ${laps.join(' et ')}` : `tour ${laps.join()}`]),
      time,
    ].join(', '),
  afterTheFlag: () => 'après le drapeau à damier',
  hadFinished: ({ driver }) => `${driver} avait déjà reçu le drapeau à damier`,

  announcedInGame: ({ words }) => `**Direction de course :** ${words}`,

  penaltyHasBeenServed: ({ about, penalty }) => `${about} : pénalité purgée (${penalty})`,
  penaltyHasBeenWithdrawn: ({ about, penalty }) => `${about} : pénalité annulée (${penalty})`,

  chatNotSaidInGame: ({ lines: left }) => `${lines(left)} au jeu : trop de messages en attente.`,
  chatNeedsRole: ({ name }) => `Les messages de ${name} ne sont pas transmis au jeu : il faut le rôle pilote.`,
  privateChannelIsClosed: () =>
    "⚠️ Pitwall ne peut pas écrire dans l'un de ses salons privés. Rien n'est perdu ; les admins voient lequel et pourquoi avec `/doctor`.",
  channelWasClosed: ({ howLong, reason }) =>
    `⚠️ Pitwall n'a pas pu écrire ici pendant ${howLong} : ${reason}. Les messages en retard suivent.`,
  cardFromElsewhere: ({ channel }) => `⚠️ Publié ici car Pitwall ne peut pas écrire dans <#${channel}>.`,
  cardsWait: () => '⏳ Des messages pour un autre salon attendent : Pitwall ne peut pas y écrire.',
  newsToldLate: ({ session, laps: driven, joined, left }) =>
    `⏳ Après coup, ${session} : ${[
      ...(driven > 0 ? [count(driven, { one: 'tour', other: 'tours' })] : []),
      ...(joined > 0 ? [count(joined, { one: 'arrivée', other: 'arrivées' })] : []),
      ...(left > 0 ? [count(left, { one: 'départ', other: 'départs' })] : []),
    ].join(', ')}`,
  chatToldLate: ({ lines: late }) =>
    `⏳ ${count(late, { one: 'message du chat', other: 'messages du chat' })}, après coup :`,
  chatNotRelayed: ({ lines: left }) => `${lines(left)} pendant que Discord était injoignable.`,
} satisfies Partial<Translation>;

const called = ({ name, series }: { readonly name: string; readonly series?: string | undefined }): string =>
  series === undefined ? name : `${name} · ${series}`;

const SESSION_STATES = {
  running: 'en cours',
  ended: 'terminée',
  restarted: 'relancée',
  interrupted: 'interrompue',
} as const;

export const calendarTexts = {
  eventTitle: ({ number, ...event }) => `${number} ${called(event)}`,
  eventRuns: () => 'En cours.',
  eventIsOver: () => 'Terminée.',
  eventIsDay: ({ hour }) => `Toutes les sessions de la journée, jusqu'à ${hour}:00.`,
  eventIsEmpty: () => 'Encore aucune session.',
  eventSession: ({ number, name, state, continuedBy, continues }) => {
    const said = SESSION_STATES[state];
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? said : `${said}, se poursuit en ${continuedBy}`]),
      ...(continues === undefined ? [] : [`suite de ${continues}`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join(' ; ')})`}`;
  },

  raceStartsOver: () => 'course relancée',
  raceGoesOnAgain: () => 'reprise de la course interrompue',
  notCarriedOver: () => 'non reportée',

  eventHasBegun: (event) => `C'est parti : ${called(event)}`,
  eventHasEnded: (event) => `Épreuve terminée : ${called(event)}`,
  raceGoesOn: ({ name, number, continues }) =>
    `${number} (${name}) poursuit ${continues} : les décisions qui y ont été prises comptent dans son résultat.`,
} satisfies Partial<Translation>;

const sessionLength: Translation['sessionLength'] = ({ laps, minutes }) =>
  laps > 0 ? count(laps, { one: 'tour', other: 'tours' }) : `${minutes} min`;

export const sessionTexts = {
  sessionLength,
  sessionNext: ({ next }) => {
    if (next === undefined) return '';
    if (next === 'on') return 'active au prochain démarrage';
    return `${next === 'off' ? 'désactivée' : sessionLength(next)} au prochain démarrage`;
  },
} satisfies Partial<Translation>;
