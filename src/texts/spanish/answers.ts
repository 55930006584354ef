/** Answers to drivers on Discord, in Spanish. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { decisionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { count, list } = conventionsOf('es');

const laps = (amount: number): string => count(amount, { one: 'vuelta', other: 'vueltas' });
const slots = (amount: number): string => count(amount, { one: 'plaza', other: 'plazas' });
const points = (amount: number): string => count(amount, { one: 'punto de licencia', other: 'puntos de licencia' });

const COLUMNS = {
  carId: 'id',
  name: 'nombre',
  laps: 'vtas.',
  bestLap: 'mejor',
  car: 'coche',
  guid: 'GUID',
  address: 'direc.',
  ballast: 'kg',
  restrictor: '%',
} as const;

const SERVER_STATES = {
  running: 'En marcha',
  starting: 'Iniciando',
  stopping: 'Deteniéndose',
  stopped: 'Detenido',
  unknown: 'Desconocido: sin datos del servidor',
} as const;

const PLACES = { discord: 'en Discord', websocket: 'en el websocket', game: 'en el juego' } as const;

export const discordAnswerTexts = {
  column: ({ of }) => COLUMNS[of],

  serverState: ({ state }) => SERVER_STATES[state],
  startedAt: ({ time }) => `iniciado ${time}`,
  pluginSilent: () => 'Sin datos UDP del servidor: Pitwall no ve la carrera.',
  lastTrouble: ({ trouble }) => `Último problema: ${trouble}`,
  trackTitle: () => 'Circuito',
  driversTitle: () => 'Pilotos',
  sessionTitle: () => 'Sesión',
  carsTitle: () => 'Coches',
  portsTitle: () => 'Puertos',
  connectedOf: ({ connected, slots: all }) => `${connected} de ${all}`,
  connectedUnknown: ({ slots: all }) => (all > 0 ? `sin datos, ${slots(all)}` : 'sin datos'),
  unknownTrack: () => 'desconocido',
  noCars: () => 'ninguno',
  minutesShort: ({ minutes }) => `${minutes} min`,
  timeIsUp: () => 'tiempo cumplido',
  overAt: ({ time }) => `termina ${time}`,

  driversUnknown: () => 'Sin datos del servidor: Pitwall no sabe quién está conectado.',
  nobodyOnServer: () => 'No hay nadie en el servidor.',
  driversOnServer: ({ drivers }) => `${count(drivers, { one: 'piloto', other: 'pilotos' })} en el servidor`,
  stillLoading: () => 'cargando',

  noSlots: () => 'entry_list.ini no tiene plazas.',
  slotCount: ({ slots: all }) => slots(all),
  openSlot: () => '(libre)',
  reservedSlot: () => '(reservada)',

  noSessions: () => 'No hay sesiones configuradas.',
  sessionsTitle: () => 'Sesiones',
  runningSession: () => 'en curso',

  sinceTime: ({ time }) => `Último cambio de estado ${time}`,
  lobbyLastAnswer: ({ answer }) => `Última respuesta: ${answer}`,
  lobbyHeartbeat: ({ time, text }) => `Última señal ${time}: ${text}`,
  lobbyNextAttempt: ({ time }) => `Próximo intento ${time}`,

  helpTitle: () => 'Comandos que puedes usar',
  helpElsewhere: ({ places }) => `(solo ${list(places.map((place) => PLACES[place])) || 'con un botón en Discord'})`,

  resultTitle: ({ session, final, version = 1 }) =>
    `${session}: clasificación ${final ? 'definitiva' : 'provisional'}${version > 1 ? `, versión ${version}` : ''}`,
  resultOpenAgain: ({ session, by, reason, version }) =>
    `${by} reabrió el resultado de ${session} como versión ${version}: ${reason}`,
  openedAgainBy: ({ by, reason }) => `reabierta por ${by}: ${reason}`,
  resultElsewhereTitle: ({ session }) => `${session} continúa`,
  resultElsewhere: ({ as }) => `Sigue como ${as}; la clasificación está allí.`,
  nobodyClassified: () => 'Nadie clasificado.',
  penaltiesTitle: () => 'Sanciones',
  lapsBehind: ({ laps: behind }) => `+${laps(behind)}`,
  lapsTakenOff: ({ laps: off }) => `−${laps(off)}`,
  secondsAdded: ({ seconds }) => `+${seconds} s`,
  didNotStart: ({ names }) => `DNS ${names}`,
  noTime: () => 'sin tiempo',
  disqualified: () => 'DSQ',
  placesMoved: ({ from, to }) => `P${from} → ${to === undefined ? 'fuera de clasificación' : `P${to}`}`,
  resultSource: ({ session, ownLaps }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? 'con los tiempos de vuelta de Pitwall' : 'con el archivo de resultados de acServer'}`,
  finalBy: ({ by }) => `cerrada como definitiva por ${by}`,
  notFinalYet: () => 'cambia con las decisiones de los comisarios hasta ser definitiva',

  ownPenaltiesTitle: () => 'Tus sanciones',
  noOwnPenalties: () => 'Sin sanciones ni advertencias en esta sesión.',
} satisfies Partial<Translation>;

export const pointsTexts = {
  licencePoints: ({ amount }) => points(amount),
  licenceLine: ({ name, amount, reached, next }) => {
    const said = reached === undefined ? '' : `; desde ${reached.points} puntos: ${reached.consequence}`;
    const ahead = next === undefined ? '' : `; con ${next.points} puntos: ${next.consequence}`;
    return `${name}: ${points(amount)}${said}${ahead}`;
  },
  pointsEntry: ({ amount, event, infringement, ...decision }) => {
    const what = inWords({ says: decision.says, amount: decision.size, laps: decision.laps });
    const did = infringement === '' ? '' : `, ${infringement}`;
    return `${amount} por ${what}${did} (${decisionName(decision)}, ${event})`;
  },
  pointsEventsLeft: ({ events }) =>
    events === 0
      ? 'hasta que termine este evento'
      : `durante ${count(events, { one: 'evento más', other: 'eventos más' })}`,
  pointsUntil: ({ time }) => `hasta el ${time}`,
  licencesTitle: () => 'Puntos de licencia',
  noLicencePoints: () => 'Nadie tiene puntos de licencia.',
} satisfies Partial<Translation>;

const LOBBY = {
  off: (server: string) => `${server} no está configurado para el lobby: REGISTER_TO_LOBBY es 0 en su server_cfg.ini.`,
  stopped: (server: string) => `${server} no está en marcha; el lobby solo muestra servidores en marcha.`,
  unknown: (server: string, how: string) =>
    `No se conoce el estado de ${server} en el lobby; ${how} lo registra de nuevo.`,
  registered: (server: string) => `${server} está en el lobby público.`,
  failed: (server: string) => `${server} no está en el lobby público: falló el registro.`,
  lost: (server: string) => `${server} ya no está en el lobby público.`,
} as const;

export const lobbyTexts = {
  lobbyStanding: ({ server, standing, how }) => LOBBY[standing](server, how),
} satisfies Partial<Translation>;
