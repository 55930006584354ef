/** Penalties, warnings, incidents and decisions, in Italian. */
import type { Decision } from '../../events/decision.ts';
import type { GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { penaltyName } from '../names.ts';

const { count, list } = conventionsOf('it');

const laps = (amount: number): string => count(amount, { one: 'giro', other: 'giri' });
const warnings = (amount: number): string => count(amount, { one: 'avvertimento', other: 'avvertimenti' });

const INFRACTIONS: ReadonlyMap<string, string> = new Map([
  ['cut', 'limiti della pista'],
  ['car contact', 'contatto tra auto'],
  ['wall contact', 'contatto con il muro'],
]);

const infractionName = (code: string): string => INFRACTIONS.get(code) ?? code;

/** "settore 2", "settori 1 e 3" */
export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'settore' : 'settori'} ${list(sectors.map(String))}`;

interface InLap {
  readonly lap: number;
  readonly sectors?: readonly number[] | undefined;
}

const lapAndSectors = ({ lap, sectors }: InLap): string =>
  `giro ${lap}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const PENALTY_NAMES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'reprimenda',
  warning: 'avvertimento',
  time: 'penalità di tempo',
  'drive-through': 'drive-through',
  'stop-and-go': 'stop-and-go',
  grid: 'arretramento in griglia',
  ballast: 'zavorra',
  restrictor: 'restrittore',
  disqualification: 'squalifica',
  kick: 'espulsione dal server',
};

/** All agree with "penalità" and "decisione". */
const STATES: Readonly<Record<PenaltyState, string>> = {
  proposed: 'proposta',
  issued: 'inflitta',
  serving: 'in corso',
  served: 'scontata',
  'not served': 'non scontata',
  converted: 'convertita',
  withdrawn: 'annullata',
  applied: 'applicata',
};

/** Also used for a drive-through, whose name needs another ending, so it says "penalità". */
const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'nessuna ulteriore azione',
  'racing incident': 'incidente di gara',
  withdrawn: 'decisione annullata',
  served: 'penalità scontata',
  'not served': 'penalità non scontata',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

const UNSERVABLE = {
  'race over': 'la gara è finita',
  finished: 'il pilota ha preso la bandiera a scacchi',
  'leader finished': 'il leader ha preso la bandiera a scacchi',
  'last lap': "è l'ultimo giro",
} as const;

/** In brackets, unless the reason ends in a bracket itself. */
const because = (reason: string): string => {
  if (reason === '') return '';
  return reason.endsWith(')') ? `, ${reason}` : ` (${reason})`;
};

function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') return race === undefined ? 'al prossimo evento' : `in "${race}" del prossimo evento`;
  return race === undefined ? 'nella prossima gara' : `nella prossima "${race}"`;
}

const penalty: Translation['penalty'] = ({ type, amount, laps: during, grid }) => {
  const lasting = during === undefined ? '' : ` per ${laps(during)}`;
  const within = during === undefined ? '' : ` entro ${laps(during)}`;
  switch (type) {
    case 'ballast':
      return `zavorra di ${amount} kg${lasting}`;
    case 'restrictor':
      return `restrittore al ${amount} %${lasting}`;
    case 'drive-through':
      return `drive-through${within}`;
    case 'stop-and-go':
      return `stop-and-go di ${amount} s${within}`;
    case 'grid': {
      const places = count(amount, { one: 'posizione', other: 'posizioni' });
      return `arretramento di ${places} in griglia${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    }
    case 'time':
      return `penalità di ${amount} s`;
    default:
      return PENALTY_NAMES[type];
  }
};

/** Also used in appeals, documents and licences. */
export const decision: Translation['decision'] = ({ says, amount = 0, laps: during }) =>
  isSaid(says) ? SAID[says] : penalty({ type: says, amount, laps: during });

/** "drive-through, da scontare entro 2 giri di gara"; undefined for penalties that are not driven. */
function toBeDriven(given: Parameters<Translation['driverPenalised']>[0]): string | undefined {
  const { type, amount, state, lapsLeft } = given;
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = penalty({ type, amount });
  if (lapsLeft === undefined) return what;
  return `${what}, da scontare entro ${laps(lapsLeft)}${state === 'serving' ? '' : ' di gara'}`;
}

export const penaltyTexts = {
  penalty,
  penaltyFor: ({ name, ...given }) => {
    const { type, amount, laps: during } = given;
    const what = `${penalty({ type, amount })} per ${name}`;
    if (during !== undefined && (type === 'drive-through' || type === 'stop-and-go')) {
      return `${what}, da scontare entro ${laps(during)}`;
    }
    if (during !== undefined && (type === 'ballast' || type === 'restrictor')) return `${what}, per ${laps(during)}`;
    return `${penalty(given)} per ${name}`;
  },
  penaltyState: ({ state, lapsLeft, convertedInto }) => {
    if (state === 'serving' && lapsLeft === 0) return 'fuori tempo';
    if (state === 'serving' && lapsLeft !== undefined) return `in corso, ancora ${laps(lapsLeft)}`;
    if (state === 'converted' && convertedInto !== undefined) {
      return `non scontata: convertita in ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  warningCount: ({ infraction, warnings: counted, warningsBeforePenalty }) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name}: avvertimento ${counted}`;
    const left = warningsBeforePenalty - counted;
    if (counted === 0) return `${name}: ancora ${warnings(left)}`;
    const rest = left === 0 ? 'nessuno rimasto' : count(left, { one: 'rimasto', other: 'rimasti' });
    return `${name}: avvertimento ${counted} di ${warningsBeforePenalty}, ${rest}`;
  },

  infractionCounted: ({ warnings: counted, warningsBeforePenalty, ...where }) => {
    const [name, place] = [capital(infractionName(where.infraction)), lapAndSectors(where)];
    if (warningsBeforePenalty === undefined) return `${name}: avvertimento ${counted} (${place}).`;
    if (counted > warningsBeforePenalty) return `${name}, ${place}: limite superato.`;
    return `${name}: avvertimento ${counted} di ${warningsBeforePenalty} (${place}).`;
  },
  driverWarned: ({ reason }) => `Avvertimento della direzione gara${because(reason)}.`,
  driverReprimanded: ({ reason }) => `Reprimenda della direzione gara${because(reason)}.`,
  driverPenalised: ({ reason, ...given }) => {
    const what = toBeDriven({ ...given, reason }) ?? penalty(given);
    return `${penaltyName(given)}: ${what}${because(reason)}.`;
  },
  penaltyServed: (served) => `Penalità ${penaltyName(served)} scontata.`,
  penaltyWithdrawn: (withdrawn) => `Penalità ${penaltyName(withdrawn)} annullata.`,
  penaltyConverted: ({ number, convertedInto }) =>
    `Penalità ${penaltyName({ number })} non scontata: convertita in ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }) => {
    const about = `${penaltyName({ number })}: ${PENALTY_NAMES[type]}`;
    if (lapsLeft === 0) return `${about} fuori tempo, decide la direzione gara.`;
    if (lapsLeft === 1) return `${about}, ultimo giro per scontarla.`;
    return `${about}, ancora ${laps(lapsLeft)} per scontarla.`;
  },
  penaltyAnnounced: ({ type, driver: { name, carId, hasNamesake } }) => {
    const who = name === '' ? `l'auto ${carId}` : hasNamesake ? `${name} (auto ${carId})` : name;
    return `Direzione gara: ${PENALTY_NAMES[type]} per ${who}.`;
  },

  infractionInLap: ({ warnings: counted, ...where }) => {
    const used = counted > 0 ? ` (${count(counted, { one: 'avvertimento usato', other: 'avvertimenti usati' })})` : '';
    return `${infractionName(where.infraction)} al ${lapAndSectors(where)}${used}`;
  },
  raceBegan: () => 'partenza della gara',
  carried: () => 'conferma del server',
  lapDriven: ({ lap }) => `giro ${lap}`,
  neverCalledServed: () => 'gara finita, mai segnata come scontata',
  raceStarted: ({ race }) => (race === '' ? 'al via della gara' : `al via di ${race}`),
  resultFinal: () => 'risultato definitivo',
  leftServer: () => 'uscita dal server',
  managersCause: ({ cause }) => (typeof cause === 'number' ? `causa ${cause}` : infractionName(cause)),
  otherNotServed: ({ type, number }) => `${type} ${penaltyName({ number })} non scontato`,
  otherUnservable: ({ type, number, why }) =>
    `${type} ${penaltyName({ number })} non si può scontare: ${UNSERVABLE[why]}`,
  otherServed: (other) => `${penaltyName(other)} scontata`,
  otherWithdrawn: (other) => `${penaltyName(other)} annullata`,
  notCarriedOut: ({ why }) => `non eseguita: ${why}`,

  decision,
  otherDecided: () => "sostituita da un'altra decisione",
} satisfies Partial<Translation>;
