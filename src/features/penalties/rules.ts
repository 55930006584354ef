/**
 * What Pitwall can watch by itself: one entry per rule. The sections of penalties.ini, the tally, the judgement and the
 * extra information are derived from it. What drivers read about a rule is in texts/english/penalties.ts.
 */
import { z } from 'zod';
import { CAUSES, type Cause, type Infraction } from '../../acserver/extrainfo/codes.ts';
import type { Listeners, SessionKind } from '../../events/events.ts';
import { type InfractionKind, PENALTY_TYPES, type PenaltyCause, type PenaltyType } from '../../events/penalty.ts';
import type { InfractionName } from '../../texts/english/penalties.ts';
import { type ContactSettings, type CutSettings, contactCharges, cutCharges, type FirstLap } from './charges.ts';
import type { DriverTally } from './tally.ts';

/** How one server watches one rule, and what follows. */
export interface PenaltyRule extends CutSettings, ContactSettings {
  /** How many are forgiven with a warning before each penalty. */
  readonly warnings: number;
  readonly sessions: readonly SessionKind[];
  readonly firstLap: FirstLap;
  /** Undefined: only warnings. */
  readonly penalty: RulePenalty | undefined;
}

export interface RulePenalty {
  readonly type: PenaltyType;
  /** Kilograms, percent or seconds; 0 for a type without an amount. */
  readonly amount: number;
  readonly laps?: number | undefined;
}

/** The rules of one server, by code; absent rules are not watched. */
export type PenaltyRules = Readonly<Record<InfractionKind, PenaltyRule | undefined>>;

export interface RuleKind {
  /** Its name in events and stored rows; must never change. */
  readonly code: InfractionKind;
  /** Its section in penalties.ini. */
  readonly section: string;
  /** The settings allowed in that section, and their defaults. */
  readonly schema: z.ZodType<RuleSettings>;
  /** Every tally has laps and contacts. For other events: the weight of one such event of the driver. */
  readonly judgedBy: 'lapCompleted' | 'contact' | Listeners<number>;
  /** How often a driver has broken it. If absent: the sum of the weights of its own events. */
  readonly charges?: (driver: DriverTally, rule: PenaltyRule) => number;
  /** Its number in extra information. If undefined, it has none, and programs in the cars do not hear of it. */
  readonly extraInfo: Infraction | undefined;
}

/** A section as read from the file. */
export interface RuleSettings {
  readonly common: CommonSettings;
  /** Settings that only some rules have. */
  readonly own: Partial<Pick<PenaltyRule, 'eachCut' | 'forgiveSlowerPercent' | 'fromKmh'>>;
}

/** No warnings and no counting: stewards look at it. */
export const INCIDENT = 'incident';

export interface CommonSettings {
  readonly WARNINGS: number;
  readonly SESSIONS: readonly SessionKind[];
  readonly FIRST_LAP: FirstLap;
  readonly PENALTY: PenaltyType | 'none' | typeof INCIDENT;
  readonly AMOUNT?: number | undefined;
  readonly LAPS?: number | undefined;
}

const SESSIONS = ['practice', 'qualify', 'race'] as const satisfies readonly SessionKind[];

/** A whole number, given as text in the file. */
export const within = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `a whole number from ${min} to ${max}`,
    })
    .transform(Number);
const oneOf = <const T extends string>(words: readonly T[]) => z.enum(words, `one of ${words.join(', ')}`);

const common = (defaults: Pick<CommonSettings, 'FIRST_LAP'>) => ({
  WARNINGS: within(0, 99).default(3),
  SESSIONS: z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .pipe(z.array(oneOf(SESSIONS), `one or more of ${SESSIONS.join(', ')}`).min(1))
    .default(['race']),
  FIRST_LAP: oneOf(['full', 'half', 'none']).default(defaults.FIRST_LAP),
  AMOUNT: within(1, 5000).optional(),
  LAPS: within(1, 200).optional(),
});

const penalty = oneOf(['none', ...PENALTY_TYPES]);

const contactSettings = { ...common({ FIRST_LAP: 'half' }), FROM_KMH: within(0, 500).default(20) };

const ofContacts = ({ FROM_KMH, ...set }: CommonSettings & { readonly FROM_KMH: number }): RuleSettings => ({
  common: set,
  own: { fromKmh: FROM_KMH },
});

export const RULES = {
  cut: {
    code: 'cut',
    section: 'cuts',
    schema: z
      .strictObject({
        ...common({ FIRST_LAP: 'full' }),
        PENALTY: penalty.default('drive-through'),
        COUNT: oneOf(['laps', 'cuts']).default('laps'),
        FORGIVE_SLOWER_PERCENT: within(0, 100).default(0),
      })
      .transform(({ COUNT, FORGIVE_SLOWER_PERCENT, ...set }) => ({
        common: set,
        own: { eachCut: COUNT === 'cuts', forgiveSlowerPercent: FORGIVE_SLOWER_PERCENT },
      })),
    judgedBy: 'lapCompleted',
    charges: cutCharges,
    extraInfo: 'cut',
  },
  carContact: {
    code: 'car contact',
    section: 'car-contacts',
    // A report does not say who caused the contact, so counting contacts charges both drivers.
    schema: z
      .strictObject({ ...contactSettings, PENALTY: oneOf([INCIDENT, ...penalty.options]).default(INCIDENT) })
      .transform(ofContacts),
    judgedBy: 'contact',
    charges: (driver, rule) => contactCharges(driver, rule, 'car'),
    extraInfo: 'car contact',
  },
  wallContact: {
    code: 'wall contact',
    section: 'wall-contacts',
    schema: z.strictObject({ ...contactSettings, PENALTY: penalty.default('none') }).transform(ofContacts),
    judgedBy: 'contact',
    charges: (driver, rule) => contactCharges(driver, rule, 'wall'),
    extraInfo: 'wall contact',
  },
} as const satisfies Readonly<Record<string, RuleKind & { readonly code: InfractionName }>>;

export const ruleKinds: readonly RuleKind[] = Object.values(RULES);

/** Undefined if extra information has no number for it. */
export const infractionInExtraInfo = (infraction: InfractionKind): Infraction | undefined =>
  ruleKinds.find(({ code }) => code === infraction)?.extraInfo;

/** The cause of a penalty, as extra information numbers it; undefined if it has no number for it. */
export function causeInExtraInfo(cause: PenaltyCause): Cause | undefined {
  const kind = ruleKinds.find(({ code }) => code === cause);
  return kind ? kind.extraInfo : CAUSES.find((each) => each === cause);
}
