/** Penalties, warnings, incidents and decisions, in Spanish. */
import type { Decision } from '../../events/decision.ts';
import type { GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { penaltyName } from '../names.ts';

const { count, list } = conventionsOf('es');

const laps = (amount: number): string => count(amount, { one: 'vuelta', other: 'vueltas' });
const warnings = (amount: number): string => count(amount, { one: 'advertencia', other: 'advertencias' });

const INFRACTIONS: ReadonlyMap<string, string> = new Map([
  ['cut', 'límites de pista'],
  ['car contact', 'contacto entre coches'],
  ['wall contact', 'contacto con el muro'],
]);

const infractionName = (code: string): string => INFRACTIONS.get(code) ?? code;

/** "sector 2", "sectores 1 y 3" */
export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'sector' : 'sectores'} ${list(sectors.map(String))}`;

interface InLap {
  readonly lap: number;
  readonly sectors?: readonly number[] | undefined;
}

const lapAndSectors = ({ lap, sectors }: InLap): string =>
  `vuelta ${lap}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const PENALTY_NAMES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'reprimenda',
  warning: 'advertencia',
  time: 'sanción de tiempo',
  'drive-through': 'drive-through',
  'stop-and-go': 'stop-and-go',
  grid: 'pérdida de puestos en parrilla',
  ballast: 'lastre',
  restrictor: 'restrictor',
  disqualification: 'descalificación',
  kick: 'expulsión del servidor',
};

/** All agree with "sanción" and "decisión". */
const STATES: Readonly<Record<PenaltyState, string>> = {
  proposed: 'propuesta',
  issued: 'impuesta',
  serving: 'en curso',
  served: 'cumplida',
  'not served': 'no cumplida',
  converted: 'convertida',
  withdrawn: 'anulada',
  applied: 'aplicada',
};

/** Also used for a drive-through, whose name needs another ending, so it says "sanción". */
const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'sin más medidas',
  'racing incident': 'incidente de carrera',
  withdrawn: 'decisión anulada',
  served: 'sanción cumplida',
  'not served': 'sanción no cumplida',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

const UNSERVABLE = {
  'race over': 'la carrera ha terminado',
  finished: 'el piloto ya pasó la bandera a cuadros',
  'leader finished': 'el líder ya pasó la bandera a cuadros',
  'last lap': 'es la última vuelta',
} as const;

/** In brackets, unless the reason ends in a bracket itself. */
const because = (reason: string): string => {
  if (reason === '') return '';
  return reason.endsWith(')') ? `, ${reason}` : ` (${reason})`;
};

function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') return race === undefined ? 'en el próximo evento' : `en "${race}" del próximo evento`;
  return race === undefined ? 'en la próxima carrera' : `en la próxima "${race}"`;
}

const penalty: Translation['penalty'] = ({ type, amount, laps: during, grid }) => {
  const lasting = during === undefined ? '' : ` durante ${laps(during)}`;
  const within = during === undefined ? '' : ` a cumplir en ${laps(during)}`;
  switch (type) {
    case 'ballast':
      return `lastre de ${amount} kg${lasting}`;
    case 'restrictor':
      return `restrictor del ${amount} %${lasting}`;
    case 'drive-through':
      return `drive-through${within}`;
    case 'stop-and-go':
      return `stop-and-go de ${amount} s${within}`;
    case 'grid': {
      const places = count(amount, { one: 'puesto', other: 'puestos' });
      return `pérdida de ${places} en parrilla${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    }
    case 'time':
      return `sanción de ${amount} s`;
    default:
      return PENALTY_NAMES[type];
  }
};

/** Also used in appeals, documents and licences. */
export const decision: Translation['decision'] = ({ says, amount = 0, laps: during }) =>
  isSaid(says) ? SAID[says] : penalty({ type: says, amount, laps: during });

/** "drive-through, a cumplir en 2 vueltas de carrera"; undefined for penalties that are not driven. */
function toBeDriven(given: Parameters<Translation['driverPenalised']>[0]): string | undefined {
  const { type, amount, state, lapsLeft } = given;
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = penalty({ type, amount });
  if (lapsLeft === undefined) return what;
  return `${what}, a cumplir en ${laps(lapsLeft)}${state === 'serving' ? '' : ' de carrera'}`;
}

export const penaltyTexts = {
  penalty,
  penaltyFor: ({ name, ...given }) => {
    const { type, amount, laps: during } = given;
    const what = `${penalty({ type, amount })} para ${name}`;
    if (during !== undefined && (type === 'drive-through' || type === 'stop-and-go')) {
      return `${what}, a cumplir en ${laps(during)}`;
    }
    if (during !== undefined && (type === 'ballast' || type === 'restrictor')) {
      return `${what}, durante ${laps(during)}`;
    }
    return `${penalty(given)} para ${name}`;
  },
  penaltyState: ({ state, lapsLeft, convertedInto }) => {
    if (state === 'serving' && lapsLeft === 0) return 'fuera de plazo';
    if (state === 'serving' && lapsLeft !== undefined) {
      return `en curso, ${count(lapsLeft, { one: 'vuelta restante', other: 'vueltas restantes' })}`;
    }
    if (state === 'converted' && convertedInto !== undefined) {
      return `no cumplida: convertida en ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  warningCount: ({ infraction, warnings: counted, warningsBeforePenalty }) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name}: advertencia ${counted}`;
    const left = warningsBeforePenalty - counted;
    if (counted === 0) return `${name}: ${warnings(left)} sin usar`;
    const rest = left === 0 ? 'ninguna más' : count(left, { one: 'restante', other: 'restantes' });
    return `${name}: advertencia ${counted} de ${warningsBeforePenalty}, ${rest}`;
  },

  infractionCounted: ({ warnings: counted, warningsBeforePenalty, ...where }) => {
    const [name, place] = [capital(infractionName(where.infraction)), lapAndSectors(where)];
    if (warningsBeforePenalty === undefined) return `${name}: advertencia ${counted} (${place}).`;
    if (counted > warningsBeforePenalty) return `${name}, ${place}: límite superado.`;
    return `${name}: advertencia ${counted} de ${warningsBeforePenalty} (${place}).`;
  },
  driverWarned: ({ reason }) => `Advertencia de dirección de carrera${because(reason)}.`,
  driverReprimanded: ({ reason }) => `Reprimenda de dirección de carrera${because(reason)}.`,
  driverPenalised: ({ reason, ...given }) => {
    const what = toBeDriven({ ...given, reason }) ?? penalty(given);
    return `${penaltyName(given)}: ${what}${because(reason)}.`;
  },
  penaltyServed: (served) => `Sanción ${penaltyName(served)} cumplida.`,
  penaltyWithdrawn: (withdrawn) => `Sanción ${penaltyName(withdrawn)} anulada.`,
  penaltyConverted: ({ number, convertedInto }) =>
    `Sanción ${penaltyName({ number })} no cumplida: convertida en ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }) => {
    const about = `${penaltyName({ number })}: ${PENALTY_NAMES[type]}`;
    if (lapsLeft === 0) return `${about} fuera de plazo, decide dirección.`;
    if (lapsLeft === 1) return `${about}, última vuelta para cumplir.`;
    return `${about}, ${laps(lapsLeft)} para cumplir.`;
  },
  penaltyAnnounced: ({ type, driver: { name, carId, hasNamesake } }) => {
    const who = name === '' ? `el coche ${carId}` : hasNamesake ? `${name} (coche ${carId})` : name;
    return `Dirección de carrera: ${PENALTY_NAMES[type]} para ${who}.`;
  },

  infractionInLap: ({ warnings: counted, ...where }) => {
    const used = counted > 0 ? ` (${count(counted, { one: 'advertencia usada', other: 'advertencias usadas' })})` : '';
    return `${infractionName(where.infraction)} en la ${lapAndSectors(where)}${used}`;
  },
  raceBegan: () => 'salida de la carrera',
  carried: () => 'confirmación del servidor',
  lapDriven: ({ lap }) => `vuelta ${lap}`,
  neverCalledServed: () => 'carrera terminada, nunca marcada como cumplida',
  raceStarted: ({ race }) => (race === '' ? 'salida en la carrera' : `salida en ${race}`),
  resultFinal: () => 'resultado definitivo',
  leftServer: () => 'salida del servidor',
  managersCause: ({ cause }) => (typeof cause === 'number' ? `causa ${cause}` : infractionName(cause)),
  otherNotServed: ({ type, number }) => `${type} ${penaltyName({ number })} no cumplido`,
  otherUnservable: ({ type, number, why }) =>
    `${type} ${penaltyName({ number })} no se puede cumplir: ${UNSERVABLE[why]}`,
  otherServed: (other) => `${penaltyName(other)} cumplida`,
  otherWithdrawn: (other) => `${penaltyName(other)} anulada`,
  notCarriedOut: ({ why }) => `no ejecutada: ${why}`,

  decision,
  otherDecided: () => 'sustituida por otra decisión',
} satisfies Partial<Translation>;
