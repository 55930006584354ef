/** Penalties, warnings, incidents and decisions, in French. */
import type { Decision } from '../../events/decision.ts';
import type { GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { penaltyName } from '../names.ts';

const { count, list } = conventionsOf('fr');

const laps = (amount: number): string => count(amount, { one: 'tour', other: 'tours' });
const warnings = (amount: number): string => count(amount, { one: 'avertissement', other: 'avertissements' });

const INFRACTIONS: ReadonlyMap<string, string> = new Map([
  ['cut', 'limites de piste'],
  ['car contact', 'contact entre voitures'],
  ['wall contact', 'contact avec le mur'],
]);

const infractionName = (code: string): string => INFRACTIONS.get(code) ?? code;

/** "secteur 2", "secteurs 1 et 3" */
export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'secteur' : 'secteurs'} ${list(sectors.map(String))}`;

interface InLap {
  readonly lap: number;
  readonly sectors?: readonly number[] | undefined;
}

const lapAndSectors = ({ lap, sectors }: InLap): string =>
  `tour ${lap}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const PENALTY_NAMES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'réprimande',
  warning: 'avertissement',
  time: 'pénalité en temps',
  'drive-through': 'drive-through',
  'stop-and-go': 'stop-and-go',
  grid: 'recul sur la grille',
  ballast: 'lest',
  restrictor: 'bride',
  disqualification: 'disqualification',
  kick: 'expulsion du serveur',
};

/** All agree with "pénalité" and "décision". */
const STATES: Readonly<Record<PenaltyState, string>> = {
  proposed: 'proposée',
  issued: 'infligée',
  serving: 'en cours',
  served: 'purgée',
  'not served': 'non purgée',
  converted: 'convertie',
  withdrawn: 'annulée',
  applied: 'appliquée',
};

/** Also used for a drive-through, whose name needs another ending, so it says "pénalité". */
const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'sans suite',
  'racing incident': 'fait de course',
  withdrawn: 'décision annulée',
  served: 'pénalité purgée',
  'not served': 'pénalité non purgée',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

const UNSERVABLE = {
  'race over': 'la course est finie',
  finished: 'le pilote a reçu le drapeau à damier',
  'leader finished': 'le leader a reçu le drapeau à damier',
  'last lap': "c'est le dernier tour",
} as const;

/** In brackets, unless the reason ends in a bracket itself. */
const because = (reason: string): string => {
  if (reason === '') return '';
  return reason.endsWith(')') ? `, ${reason}` : ` (${reason})`;
};

function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') {
    return race === undefined ? "à l'épreuve suivante" : `dans "${race}" de l'épreuve suivante`;
  }
  return race === undefined ? 'à la prochaine course' : `à la prochaine "${race}"`;
}

const penalty: Translation['penalty'] = ({ type, amount, laps: during, grid }) => {
  const lasting = during === undefined ? '' : ` pendant ${laps(during)}`;
  const within = during === undefined ? '' : ` sous ${laps(during)}`;
  switch (type) {
    case 'ballast':
      return `lest de ${amount} kg${lasting}`;
    case 'restrictor':
      return `bride de ${amount} %${lasting}`;
    case 'drive-through':
      return `drive-through${within}`;
    case 'stop-and-go':
      return `stop-and-go de ${amount} s${within}`;
    case 'grid': {
      const places = count(amount, { one: 'place', other: 'places' });
      return `recul de ${places} sur la grille${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    }
    case 'time':
      return `pénalité de ${amount} s`;
    default:
      return PENALTY_NAMES[type];
  }
};

/** Also used in appeals, documents and licences. */
export const decision: Translation['decision'] = ({ says, amount = 0, laps: during }) =>
  isSaid(says) ? SAID[says] : penalty({ type: says, amount, laps: during });

/** "drive-through, à purger sous 2 tours de course"; undefined for penalties that are not driven. */
function toBeDriven(given: Parameters<Translation['driverPenalised']>[0]): string | undefined {
  const { type, amount, state, lapsLeft } = given;
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = penalty({ type, amount });
  if (lapsLeft === undefined) return what;
  return `${what}, à purger sous ${laps(lapsLeft)}${state === 'serving' ? '' : ' de course'}`;
}

export const penaltyTexts = {
  penalty,
  penaltyFor: ({ name, ...given }) => {
    const { type, amount, laps: during } = given;
    const what = `${penalty({ type, amount })} pour ${name}`;
    if (during !== undefined && (type === 'drive-through' || type === 'stop-and-go')) {
      return `${what}, à purger sous ${laps(during)}`;
    }
    if (during !== undefined && (type === 'ballast' || type === 'restrictor')) {
      return `${what}, pendant ${laps(during)}`;
    }
    return `${penalty(given)} pour ${name}`;
  },
  penaltyState: ({ state, lapsLeft, convertedInto }) => {
    if (state === 'serving' && lapsLeft === 0) return 'hors délai';
    if (state === 'serving' && lapsLeft !== undefined) return `en cours, encore ${laps(lapsLeft)}`;
    if (state === 'converted' && convertedInto !== undefined) {
      return `non purgée : convertie en ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  warningCount: ({ infraction, warnings: counted, warningsBeforePenalty }) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name} : avertissement ${counted}`;
    const left = warningsBeforePenalty - counted;
    if (counted === 0) return `${name} : encore ${warnings(left)}`;
    const rest = left === 0 ? 'aucun restant' : count(left, { one: 'restant', other: 'restants' });
    return `${name} : avertissement ${counted} sur ${warningsBeforePenalty}, ${rest}`;
  },

  infractionCounted: ({ warnings: counted, warningsBeforePenalty, ...where }) => {
    const [name, place] = [capital(infractionName(where.infraction)), lapAndSectors(where)];
    if (warningsBeforePenalty === undefined) return `${name} : avertissement ${counted} (${place}).`;
    if (counted > warningsBeforePenalty) return `${name}, ${place} : limite dépassée.`;
    return `${name} : avertissement ${counted} sur ${warningsBeforePenalty} (${place}).`;
  },
  driverWarned: ({ reason }) => `Avertissement de la direction de course${because(reason)}.`,
  driverReprimanded: ({ reason }) => `Réprimande de la direction de course${because(reason)}.`,
  driverPenalised: ({ reason, ...given }) => {
    const what = toBeDriven({ ...given, reason }) ?? penalty(given);
    return `${penaltyName(given)} : ${what}${because(reason)}.`;
  },
  penaltyServed: (served) => `Pénalité ${penaltyName(served)} purgée.`,
  penaltyWithdrawn: (withdrawn) => `Pénalité ${penaltyName(withdrawn)} annulée.`,
  penaltyConverted: ({ number, convertedInto }) =>
    `Pénalité ${penaltyName({ number })} non purgée : convertie en ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }) => {
    const about = `${penaltyName({ number })} : ${PENALTY_NAMES[type]}`;
    if (lapsLeft === 0) return `${about} hors délai, la direction de course décidera.`;
    if (lapsLeft === 1) return `${about}, dernier tour pour purger.`;
    return `${about}, encore ${laps(lapsLeft)} pour purger.`;
  },
  penaltyAnnounced: ({ type, driver: { name, carId, hasNamesake } }) => {
    const who = name === '' ? `la voiture ${carId}` : hasNamesake ? `${name} (voiture ${carId})` : name;
    return `Direction de course : ${PENALTY_NAMES[type]} pour ${who}.`;
  },

  infractionInLap: ({ warnings: counted, ...where }) => {
    const used =
      counted > 0 ? ` (${count(counted, { one: 'avertissement utilisé', other: 'avertissements utilisés' })})` : '';
    return `${infractionName(where.infraction)} au ${lapAndSectors(where)}${used}`;
  },
  raceBegan: () => 'départ de la course',
  carried: () => 'confirmation du serveur',
  lapDriven: ({ lap }) => `tour ${lap}`,
  neverCalledServed: () => 'course finie, jamais marquée comme purgée',
  raceStarted: ({ race }) => (race === '' ? 'au départ de la course' : `au départ de ${race}`),
  resultFinal: () => 'résultat définitif',
  leftServer: () => 'départ du serveur',
  managersCause: ({ cause }) => (typeof cause === 'number' ? `cause ${cause}` : infractionName(cause)),
  otherNotServed: ({ type, number }) => `${type} ${penaltyName({ number })} non purgé`,
  otherUnservable: ({ type, number, why }) =>
    `${type} ${penaltyName({ number })} ne peut plus être purgé : ${UNSERVABLE[why]}`,
  otherServed: (other) => `${penaltyName(other)} purgée`,
  otherWithdrawn: (other) => `${penaltyName(other)} annulée`,
  notCarriedOut: ({ why }) => `non exécutée : ${why}`,

  decision,
  otherDecided: () => 'remplacée par une autre décision',
} satisfies Partial<Translation>;
