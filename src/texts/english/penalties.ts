/** Penalties and warnings: what drivers and the public read, and the reasons that Pitwall itself gives. */
import type { GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import { penaltyName } from '../names.ts';
import { counting } from '../plural.ts';
import { inSectors } from './sectors.ts';

const count = counting('en');
const laps = (amount: number): string => count(amount, { one: 'lap', other: 'laps' });

/** By the code of the rule; a rule without a name here does not compile. */
const INFRACTIONS = {
  cut: 'cut',
  'car contact': 'car contact',
  'wall contact': 'wall contact',
};
export type InfractionName = keyof typeof INFRACTIONS;

/** A rule of a later version is called by its code. */
const infractionName = (code: string): string => new Map(Object.entries(INFRACTIONS)).get(code) ?? code;

function infractionInLap({ infraction, lap, sectors }: InLap & { readonly infraction: string }): string {
  const place = sectors === undefined ? '' : `, ${inSectors(sectors)}`;
  return `${infractionName(infraction)} in lap ${lap}${place}`;
}

const TYPES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'reprimand',
  warning: 'warning',
  time: 'time',
  'drive-through': 'drive-through',
  'stop-and-go': 'stop-and-go',
  grid: 'grid places',
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

interface InLap {
  readonly lap: number;
  /** Of that lap, where they are known. */
  readonly sectors?: readonly number[] | undefined;
}

interface Counted {
  readonly infraction: string;
  readonly warnings: number;
  /** Undefined where nothing but warnings follows. */
  readonly warningsBeforePenalty?: number | undefined;
}

/** Somebody as a driver reads it; `hasNamesake`: somebody else there is called the same. */
interface Told {
  readonly name: string;
  readonly carId: number;
  readonly hasNamesake: boolean;
}

function told({ name, carId, hasNamesake }: Told): string {
  if (name === '') return `car ${carId}`;
  return hasNamesake ? `${name} (car ${carId})` : name;
}

const because = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

/** "drive-through, within 2 laps of the race"; undefined for what nobody has to drive. */
function toBeDriven({ type, amount, state, lapsLeft }: Described & Standing): string | undefined {
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = type === 'stop-and-go' ? `${TYPES[type]} of ${amount} s` : TYPES[type];
  if (lapsLeft === undefined) return what;
  return `${what}, within ${laps(lapsLeft)}${state === 'serving' ? '' : ' of the race'}`;
}

/** "in the next race", `in the next "Race 2"`, "at the next event" */
function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') return race === undefined ? 'at the next event' : `in "${race}" of the next event`;
  return race === undefined ? 'in the next race' : `in the next "${race}"`;
}

/** Why something cannot be driven before the flag. */
const UNSERVABLE = {
  'race over': 'the race is over',
  finished: 'the driver has taken the flag',
  'leader finished': 'the leader has taken the flag',
  'last lap': 'it is the last lap',
};
export type Unservable = keyof typeof UNSERVABLE;

/** "20 kg of ballast for 3 laps", "a drive-through within 2 laps": what it is, within a sentence. */
function penalty({ type, amount, laps: during, grid }: Described): string {
  const lasting = during === undefined ? '' : ` for ${laps(during)}`;
  const within = during === undefined ? '' : ` within ${laps(during)}`;
  switch (type) {
    case 'reprimand':
      return 'a reprimand';
    case 'warning':
      return 'a warning';
    case 'ballast':
      return `${amount} kg of ballast${lasting}`;
    case 'restrictor':
      return `a restrictor of ${amount} %${lasting}`;
    case 'drive-through':
      return `a drive-through${within}`;
    case 'stop-and-go':
      return `a stop-and-go of ${amount} s${within}`;
    case 'grid':
      return `${count(amount, { one: 'grid place', other: 'grid places' })}${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    case 'time':
      return `${amount} s`;
    case 'kick':
      return 'a kick';
    case 'disqualification':
      return 'disqualification';
  }
}

export const penaltyTexts = {
  penalty,
  /** "serving, 2 laps left" */
  penaltyState: ({ state, lapsLeft, convertedInto }: Standing) => {
    if (state === 'serving' && lapsLeft !== undefined) return `serving, ${laps(lapsLeft)} left`;
    if (state === 'converted' && convertedInto !== undefined) {
      return `converted into ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  /** "P-17 Mark Hannon: drive-through": one of several to choose from. */
  penaltyLabel: ({ number, driver, type }: Numbered & { readonly driver: string; readonly type: PenaltyType }) =>
    `${penaltyName({ number })} ${driver}: ${TYPES[type]}`,
  /** "the race is over" */
  unservable: ({ why }: { readonly why: Unservable }) => UNSERVABLE[why],
  /** "cut in lap 7, sector 2" */
  infractionPlace: (place: InLap & { readonly infraction: string }) => infractionInLap(place),
  /** "cut: warning 2 of 4, 2 left", "cut: 4 warnings left" */
  warningCount: ({ infraction, warnings, warningsBeforePenalty }: Counted) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name}: warning ${warnings}`;
    const left = warningsBeforePenalty - warnings;
    if (warnings === 0) return `${name}: ${count(left, { one: 'warning', other: 'warnings' })} left`;
    return `${name}: warning ${warnings} of ${warningsBeforePenalty}, ${left === 0 ? 'none' : left} left`;
  },

  // In the car, to one driver.
  /** "Warning 2 of 4: cut in lap 7." */
  infractionCounted: ({ warnings, warningsBeforePenalty, ...where }: Counted & InLap) => {
    const what = infractionInLap(where);
    if (warningsBeforePenalty === undefined) return `Warning ${warnings}: ${what}.`;
    if (warningsBeforePenalty === 0) return `Not allowed: ${what}.`;
    if (warnings > warningsBeforePenalty) return `That was one too many: ${what}.`;
    return `Warning ${warnings} of ${warningsBeforePenalty}: ${what}.`;
  },
  driverWarned: ({ reason }: { readonly reason: string }) => `You are warned by race control${because(reason)}.`,
  driverReprimanded: ({ reason }: { readonly reason: string }) =>
    `You are reprimanded by race control${because(reason)}.`,
  driverPenalised: ({ reason, ...given }: Numbered & Described & Standing & { readonly reason: string }) => {
    const what = toBeDriven(given) ?? penalty(given);
    return `Penalty ${penaltyName(given)}: ${what}${because(reason)}.`;
  },
  penaltyServed: (served: Numbered) => `Penalty ${penaltyName(served)} is served.`,
  penaltyWithdrawn: (withdrawn: Numbered) => `Penalty ${penaltyName(withdrawn)} was withdrawn.`,
  penaltyConverted: ({ number, convertedInto }: Numbered & { readonly convertedInto: number }) =>
    `Penalty ${penaltyName({ number })} was not served and becomes ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }: Numbered & { readonly type: PenaltyType; readonly lapsLeft: number }) => {
    const [name, what] = [penaltyName({ number }), TYPES[type]];
    if (lapsLeft === 0) return `${name}: ${what} overdue, race control decides.`;
    if (lapsLeft === 1) return `${name}: ${what}, this is your last lap to serve it.`;
    return `${name}: ${what}, ${laps(lapsLeft)} left to serve it.`;
  },
  // In the car, to everyone.
  penaltyAnnounced: ({ type, driver }: { readonly type: PenaltyType; readonly driver: Told }) =>
    `Race control: ${TYPES[type]} for ${told(driver)}.`,

  // Why, where nobody has said it.
  /** "cut in lap 3 after 2 warnings" */
  infractionInLap: ({ warnings, ...where }: InLap & { readonly infraction: string; readonly warnings: number }) => {
    const after = warnings > 0 ? ` after ${count(warnings, { one: 'warning', other: 'warnings' })}` : '';
    return `${infractionInLap(where)}${after}`;
  },
  raceBegan: () => 'the race begins',
  carried: () => 'the server has it',
  lapDriven: ({ lap }: { readonly lap: number }) => `lap ${lap}`,
  neverCalledServed: () => 'the race is over, and nobody has called it served',
  raceStarted: ({ race }: { readonly race: string }) => `started ${race || 'the race'}`,
  resultFinal: () => 'the result is final',
  leftServer: () => 'left the server',
  /** "P-3, a drive-through within 2 laps, was not served" */
  managersCause: ({ cause }: { readonly cause: string | number }) =>
    typeof cause === 'number' ? `cause ${cause}` : infractionName(cause),
  otherNotServed: (other: Numbered & Described) => `${penaltyName(other)}, ${penalty(other)}, was not served`,
  /** "P-3, a drive-through within 2 laps, cannot be served: it is the last lap" */
  otherUnservable: ({ why, ...other }: Numbered & Described & { readonly why: Unservable }) =>
    `${penaltyName(other)}, ${penalty(other)}, cannot be served: ${UNSERVABLE[why]}`,
  otherServed: (other: Numbered) => `${penaltyName(other)} was served`,
  otherWithdrawn: (other: Numbered) => `${penaltyName(other)} was withdrawn`,
  notCarriedOut: ({ why }: { readonly why: string }) => `it could not be carried out: ${why}`,
};
