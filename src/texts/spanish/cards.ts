/** Posts in the race channels, and league events, in Spanish. */
import type { SessionKind } from '../../events/events.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { inSectors } from './penalties.ts';

const { count } = conventionsOf('es');

/** "Qualy", because "clasificación" is the result. */
const SESSION_KINDS: Readonly<Record<SessionKind, string>> = {
  booking: 'Reserva',
  practice: 'Práctica',
  qualify: 'Qualy',
  race: 'Carrera',
  other: 'Sesión',
};

const sessionWithin = (kind: SessionKind): string =>
  kind === 'other' || kind === 'booking' ? 'sesión' : SESSION_KINDS[kind].toLowerCase();

const withAnswer = (answer: string | undefined): string => (answer === undefined ? '' : `: ${answer}`);

const lines = (amount: number): string =>
  count(amount, { one: 'mensaje del chat no reenviado', other: 'mensajes del chat no reenviados' });

export const cardTexts = {
  linesLeftOut: ({ left }) => `… y ${left} más`,
  noticedLate: () => 'visto en el log',
  noticedLateTitle: () => 'Visto en el log',
  lapCount: ({ laps }) => count(laps, { one: 'vuelta', other: 'vueltas' }),
  minuteCount: ({ minutes }) => count(minutes, { one: 'minuto', other: 'minutos' }),
  carAsName: ({ carId }) => `Coche ${carId}`,
  carWithin: ({ carId }) => `coche ${carId}`,
  duration: ({ hours, minutes, seconds }) =>
    [
      ...(hours > 0 ? [`${hours} h`] : []),
      ...(minutes > 0 ? [`${minutes} min`] : []),
      ...(hours + minutes > 0 ? [] : [`${seconds} s`]),
    ].join(' '),

  serverUp: ({ version }) => `El servidor está en marcha${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'El servidor fue detenido',
  serverStoppedByItself: ({ how }) =>
    `El servidor se detuvo de forma inesperada${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }) => `código de salida ${code}`,

  lobbyListed: () => 'El servidor está en el lobby público.',
  lobbyNotListed: ({ attempt, answer }) => `Falló el registro en el lobby, intento ${attempt}${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }) => `El servidor ya no está en el lobby público${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how }) => `stracker se detuvo de forma inesperada${how === undefined ? '' : ` (${how})`}.`,

  sessionKind: ({ kind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }) => `${session}: sesión reiniciada`,
  weather: ({ airC, roadC }) => `aire ${airC} °C, pista ${roadC} °C`,
  sessionOver: ({ session }) => `${session}: sesión terminada`,
  provisionalTable: ({ late }) =>
    `Provisional y sin las sanciones hasta que acServer escriba su archivo de resultados.${late ? ' Visto en el log.' : ''}`,
  bestLap: ({ time }) => `mejor vuelta ${time}`,
  noValidLap: () => 'ninguna vuelta válida',

  driverJoined: ({ driver, carId, model }) => `${driver} entra con el coche ${carId}${model ? `, ${model}` : ''}`,
  driverLeft: ({ driver, carId }) => `${driver} deja el coche ${carId}`,
  driverKicked: ({ driver }) => `${driver}: expulsión del servidor.`,
  driverBanned: ({ driver }) => `${driver}: baneo del servidor.`,
  somebody: () => 'alguien',

  lapNumber: ({ lap }) => `vuelta ${lap}`,
  cutCount: ({ cuts, sectors }) =>
    `${count(cuts, { one: 'corte', other: 'cortes' })}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`,
  fastestLap: () => 'vuelta rápida',

  // Without "y", which becomes "e" before some names.
  carsTouched: ({ driver, other, kmh }) => `${driver} / ${other}: contacto, impacto a ${kmh} km/h`,
  hitWall: ({ driver, kmh }) => `${driver} contra el muro a ${kmh} km/h`,
  beforeSession: ({ kind }) => `antes de la ${sessionWithin(kind)}`,
  intoSession: ({ kind, time, laps }) =>
    [
      ...(kind === 'race' ? [] : [sessionWithin(kind)]),
      ...(laps.length === 0 ? [] : [laps.length > 1 ? `vueltas ${laps.join(' y ')}` : `vuelta ${laps.join()}`]),
      time,
    ].join(', '),
  afterTheFlag: () => 'tras la bandera a cuadros',
  hadFinished: ({ driver }) => `${driver} ya había pasado la bandera a cuadros`,

  announcedInGame: ({ words }) => `**Dirección de carrera:** ${words}`,

  penaltyHasBeenServed: ({ about, penalty }) => `${about}: sanción cumplida (${penalty})`,
  penaltyHasBeenWithdrawn: ({ about, penalty }) => `${about}: sanción anulada (${penalty})`,

  chatNotSaidInGame: ({ lines: left }) =>
    `${left === 1 ? 'Un mensaje del chat no reenviado' : lines(left)} al juego: había demasiados en espera.`,
  chatNeedsRole: ({ name }) => `Los mensajes de ${name} no se reenvían al juego: hace falta el rol de piloto.`,
  privateChannelIsClosed: () =>
    '⚠️ Pitwall no puede publicar en uno de sus canales privados. No se pierde nada; los admins ven cuál y por qué con `/doctor`.',
  channelWasClosed: ({ howLong, reason }) =>
    `⚠️ Pitwall no pudo publicar aquí durante ${howLong}: ${reason}. Siguen los mensajes atrasados.`,
  cardFromElsewhere: ({ channel }) => `⚠️ Publicado aquí porque Pitwall no puede publicar en <#${channel}>.`,
  cardsWait: () => '⏳ Hay mensajes para otro canal en espera: Pitwall no puede publicar allí.',
  newsToldLate: ({ session, laps: driven, joined, left }) =>
    `⏳ Con retraso, ${session}: ${[
      ...(driven > 0 ? [count(driven, { one: 'vuelta', other: 'vueltas' })] : []),
      ...(joined > 0 ? [count(joined, { one: 'entrada', other: 'entradas' })] : []),
      ...(left > 0 ? [count(left, { one: 'salida', other: 'salidas' })] : []),
    ].join(', ')}`,
  chatToldLate: ({ lines: late }) =>
    `⏳ ${count(late, { one: 'mensaje del chat', other: 'mensajes del chat' })}, con retraso:`,
  chatNotRelayed: ({ lines: left }) => `${lines(left)} mientras no había conexión con Discord.`,
} satisfies Partial<Translation>;

const called = ({ name, series }: { readonly name: string; readonly series?: string | undefined }): string =>
  series === undefined ? name : `${name} · ${series}`;

const SESSION_STATES = {
  running: 'en curso',
  ended: 'terminada',
  restarted: 'reiniciada',
  interrupted: 'interrumpida',
} as const;

export const calendarTexts = {
  eventTitle: ({ number, ...event }) => `${number} ${called(event)}`,
  eventRuns: () => 'En curso.',
  eventIsOver: () => 'Terminado.',
  eventIsDay: ({ hour }) => `Todas las sesiones del día, hasta ${hour === 1 ? 'la' : 'las'} ${hour}:00.`,
  eventIsEmpty: () => 'Aún no hay sesiones.',
  eventSession: ({ number, name, state, continuedBy, continues }) => {
    const said = SESSION_STATES[state];
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? said : `${said}, sigue como ${continuedBy}`]),
      ...(continues === undefined ? [] : [`continuación de ${continues}`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  },

  raceStartsOver: () => 'carrera reiniciada',
  raceGoesOnAgain: () => 'carrera interrumpida reanudada',
  notCarriedOver: () => 'no se mantiene tras el reinicio',

  eventHasBegun: (event) => `Empieza ${called(event)}`,
  eventHasEnded: (event) => `Evento terminado: ${called(event)}`,
  raceGoesOn: ({ name, number, continues }) =>
    `${number} (${name}) es la continuación de ${continues}: lo decidido allí cuenta en su resultado.`,
} satisfies Partial<Translation>;

const sessionLength: Translation['sessionLength'] = ({ laps, minutes }) =>
  laps > 0 ? count(laps, { one: 'vuelta', other: 'vueltas' }) : `${minutes} min`;

export const sessionTexts = {
  sessionLength,
  sessionNext: ({ next }) => {
    if (next === undefined) return '';
    if (next === 'on') return 'activada desde el próximo inicio';
    return `${next === 'off' ? 'desactivada' : sessionLength(next)} desde el próximo inicio`;
  },
} satisfies Partial<Translation>;
