/** Posts in the race channels, and league events, in Italian. */
import type { SessionKind } from '../../events/events.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { inSectors } from './penalties.ts';

const { count } = conventionsOf('it');

const SESSION_KINDS: Readonly<Record<SessionKind, string>> = {
  booking: 'Prenotazione',
  practice: 'Prove libere',
  qualify: 'Qualifica',
  race: 'Gara',
  other: 'Sessione',
};

const BEFORE: Readonly<Record<SessionKind, string>> = {
  booking: 'prima della sessione',
  practice: 'prima delle prove libere',
  qualify: 'prima della qualifica',
  race: 'prima della gara',
  other: 'prima della sessione',
};

const sessionWithin = (kind: SessionKind): string =>
  kind === 'other' || kind === 'booking' ? 'sessione' : SESSION_KINDS[kind].toLowerCase();

const withAnswer = (answer: string | undefined): string => (answer === undefined ? '' : `: ${answer}`);

const lines = (amount: number): string =>
  count(amount, { one: 'messaggio di chat non inoltrato', other: 'messaggi di chat non inoltrati' });

export const cardTexts = {
  linesLeftOut: ({ left }) => `… e ancora ${left}`,
  noticedLate: () => 'visto nel log',
  noticedLateTitle: () => 'Visto nel log',
  lapCount: ({ laps }) => count(laps, { one: 'giro', other: 'giri' }),
  minuteCount: ({ minutes }) => count(minutes, { one: 'minuto', other: 'minuti' }),
  carAsName: ({ carId }) => `Auto ${carId}`,
  carWithin: ({ carId }) => `auto ${carId}`,
  duration: ({ hours, minutes, seconds }) =>
    [
      ...(hours > 0 ? [`${hours} h`] : []),
      ...(minutes > 0 ? [`${minutes} min`] : []),
      ...(hours + minutes > 0 ? [] : [`${seconds} s`]),
    ].join(' '),

  serverUp: ({ version }) => `Il server è attivo${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'Il server è stato fermato',
  serverStoppedByItself: ({ how }) =>
    `Il server si è fermato in modo imprevisto${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }) => `codice di uscita ${code}`,

  lobbyListed: () => 'Il server è nella lobby pubblica.',
  lobbyNotListed: ({ attempt, answer }) =>
    `Registrazione nella lobby fallita, tentativo ${attempt}${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }) => `Il server non è più nella lobby pubblica${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how }) =>
    `stracker si è fermato in modo imprevisto${how === undefined ? '' : ` (${how})`}.`,

  sessionKind: ({ kind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }) => `${session}: sessione riavviata`,
  weather: ({ airC, roadC }) => `aria ${airC} °C, asfalto ${roadC} °C`,
  sessionOver: ({ session }) => `${session}: sessione conclusa`,
  provisionalTable: ({ late }) =>
    `Provvisoria e senza le penalità finché acServer non scrive il file dei risultati.${late ? ' Visto nel log.' : ''}`,
  bestLap: ({ time }) => `miglior giro ${time}`,
  noValidLap: () => 'nessun giro valido',

  driverJoined: ({ driver, carId, model }) => `${driver} entra con l'auto ${carId}${model ? `, ${model}` : ''}`,
  driverLeft: ({ driver, carId }) => `${driver} lascia l'auto ${carId}`,
  driverKicked: ({ driver }) => `${driver}: espulsione dal server.`,
  driverBanned: ({ driver }) => `${driver}: ban dal server.`,
  somebody: () => 'qualcuno',

  lapNumber: ({ lap }) => `giro ${lap}`,
  cutCount: ({ cuts, sectors }) =>
    `${count(cuts, { one: 'taglio', other: 'tagli' })}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`,
  fastestLap: () => 'giro più veloce',

  carsTouched: ({ driver, other, kmh }) => `${driver} e ${other}: contatto, impatto a ${kmh} km/h`,
  hitWall: ({ driver, kmh }) => `${driver} contro il muro a ${kmh} km/h`,
  beforeSession: ({ kind }) => BEFORE[kind],
  intoSession: ({ kind, time, laps }) =>
    [
      ...(kind === 'race' ? [] : [sessionWithin(kind)]),
      ...(laps.length === 0 ? [] : [laps.length > 1 ? `giri ${laps.join(' e ')}` : `giro ${laps.join()}`]),
      time,
    ].join(', '),
  afterTheFlag: () => 'dopo la bandiera a scacchi',
  hadFinished: ({ driver }) => `${driver} aveva già preso la bandiera a scacchi`,

  announcedInGame: ({ words }) => `**Direzione gara:** ${words}`,

  penaltyHasBeenServed: ({ about, penalty }) => `${about}: penalità scontata (${penalty})`,
  penaltyHasBeenWithdrawn: ({ about, penalty }) => `${about}: penalità annullata (${penalty})`,

  chatNotSaidInGame: ({ lines: left }) =>
    `${left === 1 ? 'Un messaggio di chat non inoltrato' : lines(left)} al gioco: troppi in attesa.`,
  chatNeedsRole: ({ name }) => `I messaggi di ${name} non vengono inoltrati al gioco: serve il ruolo pilota.`,
  privateChannelIsClosed: () =>
    '⚠️ Pitwall non può scrivere in uno dei suoi canali privati. Non si perde nulla; gli admin vedono quale e perché con `/doctor`.',
  channelWasClosed: ({ howLong, reason }) =>
    `⚠️ Pitwall non ha potuto scrivere qui per ${howLong}: ${reason}. Seguono i messaggi in ritardo.`,
  cardFromElsewhere: ({ channel }) => `⚠️ Pubblicato qui perché Pitwall non può scrivere in <#${channel}>.`,
  cardsWait: () => '⏳ Messaggi per un altro canale in attesa: Pitwall non può scriverci.',
  newsToldLate: ({ session, laps: driven, joined, left }) =>
    `⏳ In ritardo, ${session}: ${[
      ...(driven > 0 ? [count(driven, { one: 'giro', other: 'giri' })] : []),
      ...(joined > 0 ? [count(joined, { one: 'entrata', other: 'entrate' })] : []),
      ...(left > 0 ? [count(left, { one: 'uscita', other: 'uscite' })] : []),
    ].join(', ')}`,
  chatToldLate: ({ lines: late }) =>
    `⏳ ${count(late, { one: 'messaggio della chat', other: 'messaggi della chat' })}, in ritardo:`,
  chatNotRelayed: ({ lines: left }) => `${lines(left)} mentre Discord non era raggiungibile.`,
} satisfies Partial<Translation>;

const called = ({ name, series }: { readonly name: string; readonly series?: string | undefined }): string =>
  series === undefined ? name : `${name} · ${series}`;

const SESSION_STATES = {
  running: 'in corso',
  ended: 'conclusa',
  restarted: 'riavviata',
  interrupted: 'interrotta',
} as const;

export const calendarTexts = {
  eventTitle: ({ number, ...event }) => `${number} ${called(event)}`,
  eventRuns: () => 'In corso.',
  eventIsOver: () => 'Concluso.',
  eventIsDay: ({ hour }) => `Tutte le sessioni della giornata, fino alle ore ${hour}:00.`,
  eventIsEmpty: () => 'Ancora nessuna sessione.',
  eventSession: ({ number, name, state, continuedBy, continues }) => {
    const said = SESSION_STATES[state];
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? said : `${said}, prosegue come ${continuedBy}`]),
      ...(continues === undefined ? [] : [`seguito di ${continues}`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  },

  raceStartsOver: () => 'gara riavviata',
  raceGoesOnAgain: () => 'gara interrotta ripresa',
  notCarriedOver: () => 'non riportata',

  eventHasBegun: (event) => `Si comincia: ${called(event)}`,
  eventHasEnded: (event) => `Evento concluso: ${called(event)}`,
  raceGoesOn: ({ name, number, continues }) =>
    `${number} (${name}) prosegue ${continues}: le decisioni prese lì contano nel suo risultato.`,
} satisfies Partial<Translation>;

const sessionLength: Translation['sessionLength'] = ({ laps, minutes }) =>
  laps > 0 ? count(laps, { one: 'giro', other: 'giri' }) : `${minutes} min`;

export const sessionTexts = {
  sessionLength,
  sessionNext: ({ next }) => {
    if (next === undefined) return '';
    if (next === 'on') return 'attiva dal prossimo avvio';
    return `${next === 'off' ? 'disattivata' : sessionLength(next)} dal prossimo avvio`;
  },
} satisfies Partial<Translation>;
