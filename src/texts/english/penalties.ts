/** Penalties and warnings: texts for drivers and the public, and Pitwall's own reasons. */
import type { DrivenType, GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import { penaltyName } from '../names.ts';
import { counting } from '../plural.ts';
import { inSectors } from './sectors.ts';

const count = counting('en');
const laps = (amount: number): string => count(amount, { one: 'lap', other: 'laps' });

/** By the code of the rule; a rule without a name here does not compile. */
const INFRACTIONS = {
  cut: 'track limits',
  'car contact': 'car contact',
  'wall contact': 'wall contact',
};
export type InfractionName = keyof typeof INFRACTIONS;

/** A rule of a later version is shown by its code. */
export const infractionName = (code: string): string => new Map(Object.entries(INFRACTIONS)).get(code) ?? code;

/** "lap 7, sector 2" */
export const lapAndSectors = ({ lap, sectors }: InLap): string =>
  `lap ${lap}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const PENALTY_NAMES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'reprimand',
  warning: 'warning',
  time: 'time penalty',
  'drive-through': 'drive-through',
  'stop-and-go': 'stop-and-go',
  grid: 'grid drop',
  ballast: 'ballast',
  restrictor: 'restrictor',
  disqualification: 'disqualification',
  kick: 'kick',
};

const STATES: Readonly<Record<PenaltyState, string>> = {
  proposed: 'proposed',
  issued: 'issued',
  serving: 'serving',
  served: 'served',
  'not served': 'not served',
  converted: 'converted',
  withdrawn: 'withdrawn',
  applied: 'applied',
};

interface Numbered {
  readonly number: number;
}

/** A penalty to drive, which a time penalty replaces. */
interface Unserved extends Numbered {
  readonly type: DrivenType;
}

interface Described {
  readonly type: PenaltyType;
  /** Kilograms, percent, seconds or places. */
  readonly amount: number;
  readonly laps?: number | undefined;
  readonly grid?: GridTarget | undefined;
}

interface Standing {
  readonly state: PenaltyState;
  readonly lapsLeft?: number | undefined;
  readonly convertedInto?: number | undefined;
}

export interface InLap {
  readonly lap: number;
  /** The sectors of that lap, if known. */
  readonly sectors?: readonly number[] | undefined;
}

interface Counted {
  readonly infraction: string;
  readonly warnings: number;
  /** Undefined if only warnings follow. */
  readonly warningsBeforePenalty?: number | undefined;
}

/** A driver as shown to others; `hasNamesake`: another driver has the same name. */
interface Told {
  readonly name: string;
  readonly carId: number;
  readonly hasNamesake: boolean;
}

function told({ name, carId, hasNamesake }: Told): string {
  if (name === '') return `car ${carId}`;
  return hasNamesake ? `${name} (car ${carId})` : name;
}

/** "drive-through P-3" */
const unserved = ({ type, number }: Unserved): string => `${PENALTY_NAMES[type]} ${penaltyName({ number })}`;

/** In brackets, unless the reason ends in a bracket itself. */
const because = (reason: string): string => {
  if (reason === '') return '';
  return reason.endsWith(')') ? `, ${reason}` : ` (${reason})`;
};

/** "drive-through, serve within 2 laps of the race"; undefined for penalties that are not driven. */
function toBeDriven({ type, amount, state, lapsLeft }: Described & Standing): string | undefined {
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = penalty({ type, amount });
  if (lapsLeft === undefined) return what;
  return `${what}, serve within ${laps(lapsLeft)}${state === 'serving' ? '' : ' of the race'}`;
}

/** "in the next race", `in the next "Race 2"`, "at the next event" */
function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') return race === undefined ? 'at the next event' : `in "${race}" of the next event`;
  return race === undefined ? 'in the next race' : `in the next "${race}"`;
}

/** Why a penalty cannot be served before the flag. */
export const UNSERVABLE = {
  'race over': 'the race is over',
  finished: 'the driver has taken the flag',
  'leader finished': 'the leader has taken the flag',
  'last lap': 'it is the last lap',
};
export type Unservable = keyof typeof UNSERVABLE;

/** "5-second time penalty", "20 kg ballast for 3 laps", "drive-through within 2 laps": the penalty, within a sentence. */
function penalty({ type, amount, laps: during, grid }: Described): string {
  const lasting = during === undefined ? '' : ` for ${laps(during)}`;
  const within = during === undefined ? '' : ` within ${laps(during)}`;
  switch (type) {
    case 'reprimand':
      return 'reprimand';
    case 'warning':
      return 'warning';
    case 'ballast':
      return `${amount} kg ballast${lasting}`;
    case 'restrictor':
      return `${amount} % restrictor${lasting}`;
    case 'drive-through':
      return `drive-through${within}`;
    case 'stop-and-go':
      return `${amount}-second stop-and-go${within}`;
    case 'grid':
      return `${amount}-place grid drop${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    case 'time':
      return `${amount}-second time penalty`;
    case 'kick':
      return 'kick';
    case 'disqualification':
      return 'disqualification';
  }
}

/** "drive-through for Ada, to be served within 2 laps": the penalty and its driver. */
function penaltyFor({ name, ...given }: Described & { readonly name: string }): string {
  const { type, amount, laps: during } = given;
  if (during !== undefined && (type === 'drive-through' || type === 'stop-and-go')) {
    return `${penalty({ type, amount })} for ${name}, to be served within ${laps(during)}`;
  }
  if (during !== undefined && (type === 'ballast' || type === 'restrictor')) {
    return `${penalty({ type, amount })} for ${name}, for ${laps(during)}`;
  }
  return `${penalty(given)} for ${name}`;
}

export const penaltyTexts = {
  penalty,
  penaltyFor,
  /** "serving, 2 laps left", "overdue" */
  penaltyState: ({ state, lapsLeft, convertedInto }: Standing) => {
    // Only a drive-through or stop-and-go: ballast and restrictor are served by then.
    if (state === 'serving' && lapsLeft === 0) return 'overdue';
    if (state === 'serving' && lapsLeft !== undefined) return `serving, ${laps(lapsLeft)} left`;
    if (state === 'converted' && convertedInto !== undefined) {
      return `not served: converted to ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  /** "track limits: warning 2 of 4, 2 left", "track limits: 4 warnings left" */
  warningCount: ({ infraction, warnings, warningsBeforePenalty }: Counted) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name}: warning ${warnings}`;
    const left = warningsBeforePenalty - warnings;
    if (warnings === 0) return `${name}: ${count(left, { one: 'warning', other: 'warnings' })} left`;
    return `${name}: warning ${warnings} of ${warningsBeforePenalty}, ${left === 0 ? 'none' : left} left`;
  },

  // In the car, for one driver.
  /** "Track limits warning 2 of 4 (lap 7)." */
  infractionCounted: ({ warnings, warningsBeforePenalty, ...where }: Counted & InLap) => {
    const [name, place] = [capital(infractionName(where.infraction)), lapAndSectors(where)];
    if (warningsBeforePenalty === undefined) return `${name} warning ${warnings} (${place}).`;
    if (warnings > warningsBeforePenalty) return `${name}, ${place}: limit exceeded.`;
    return `${name} warning ${warnings} of ${warningsBeforePenalty} (${place}).`;
  },
  driverWarned: ({ reason }: { readonly reason: string }) => `Warning from race control${because(reason)}.`,
  driverReprimanded: ({ reason }: { readonly reason: string }) => `Reprimand from race control${because(reason)}.`,
  driverPenalised: ({ reason, ...given }: Numbered & Described & Standing & { readonly reason: string }) => {
    const what = toBeDriven(given) ?? penalty(given);
    return `${penaltyName(given)}: ${what}${because(reason)}.`;
  },
  penaltyServed: (served: Numbered) => `Penalty ${penaltyName(served)} served.`,
  penaltyWithdrawn: (withdrawn: Numbered) => `Penalty ${penaltyName(withdrawn)} withdrawn.`,
  penaltyConverted: ({ number, convertedInto }: Numbered & { readonly convertedInto: number }) =>
    `Penalty ${penaltyName({ number })} not served: converted to ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }: Numbered & { readonly type: PenaltyType; readonly lapsLeft: number }) => {
    const [name, what] = [penaltyName({ number }), PENALTY_NAMES[type]];
    if (lapsLeft === 0) return `${name}: ${what} overdue, race control will decide.`;
    if (lapsLeft === 1) return `${name}: ${what}, last lap to serve it.`;
    return `${name}: ${what}, ${laps(lapsLeft)} left to serve it.`;
  },
  // In the car, for everyone.
  penaltyAnnounced: ({ type, driver }: { readonly type: PenaltyType; readonly driver: Told }) =>
    `Race control: ${PENALTY_NAMES[type]} for ${told(driver)}.`,

  // Default reasons, if nobody has given one.
  /** "track limits on lap 3 (2 warnings used)" */
  infractionInLap: ({ warnings, ...where }: InLap & { readonly infraction: string; readonly warnings: number }) => {
    const used = warnings > 0 ? ` (${count(warnings, { one: 'warning', other: 'warnings' })} used)` : '';
    return `${infractionName(where.infraction)} on ${lapAndSectors(where)}${used}`;
  },
  raceBegan: () => 'race start',
  carried: () => 'confirmed by the server',
  lapDriven: ({ lap }: { readonly lap: number }) => `lap ${lap}`,
  neverCalledServed: () => 'race over, never marked as served',
  raceStarted: ({ race }: { readonly race: string }) => `started ${race || 'the race'}`,
  resultFinal: () => 'result finalised',
  leftServer: () => 'left the server',
  managersCause: ({ cause }: { readonly cause: string | number }) =>
    typeof cause === 'number' ? `cause ${cause}` : infractionName(cause),
  /** "drive-through P-3 not served" */
  otherNotServed: (other: Unserved) => `${unserved(other)} not served`,
  /** "drive-through P-3 cannot be served: it is the last lap" */
  otherUnservable: ({ why, ...other }: Unserved & { readonly why: Unservable }) =>
    `${unserved(other)} cannot be served: ${UNSERVABLE[why]}`,
  otherServed: (other: Numbered) => `${penaltyName(other)} served`,
  otherWithdrawn: (other: Numbered) => `${penaltyName(other)} withdrawn`,
  notCarriedOut: ({ why }: { readonly why: string }) => `not carried out: ${why}`,
};
