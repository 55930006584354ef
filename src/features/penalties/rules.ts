import { type EventOf, hear, type Listeners, type RaceEvent, type SessionKind } from '../../events/events.ts';
import { INFRACTION_KINDS, type InfractionKind, type PenaltyType } from '../../events/penalty.ts';
import { charges } from './charges.ts';

/** What is watched for one kind of infraction, and what follows. */
export interface Rule {
  /** How many are forgiven with a warning before each penalty. */
  readonly warnings: number;
  readonly sessions: readonly SessionKind[];
  /** What something in a driver's first lap counts: that is where everybody meets. */
  readonly firstLap: 'full' | 'half' | 'none';
  /** Undefined: never more than warnings. */
  readonly penalty: RulePenalty | undefined;
  /** Contacts below this are none. */
  readonly fromKmh: number;
  /** Each cut of a lap counts, not the lap. */
  readonly eachCut: boolean;
  /** A lap with cuts is forgiven when it was slower than the driver's average by as many percent; 0 forgives none. */
  readonly forgiveSlowerPercent: number;
}

export interface RulePenalty {
  readonly type: PenaltyType;
  /** Kilograms, percent or seconds; 0 for a type without an amount. */
  readonly amount: number;
  readonly laps?: number;
}

/** The rules of one server; a kind left out is not watched. */
export type Rules = Readonly<Partial<Record<InfractionKind, Rule>>>;

/** What is known against everybody in the last sessions. Plain data; the fold of the events of one run. */
export interface Tally {
  readonly sessions: readonly SessionTally[];
}

export interface SessionTally {
  readonly run: number;
  readonly session: number;
  readonly kind: SessionKind;
  readonly over: boolean;
  /** By GUID. */
  readonly drivers: Readonly<Record<string, DriverTally>>;
}

/** What one driver's own packets say, and how many infractions of each kind have been told. */
export interface DriverTally {
  readonly laps: readonly TalliedLap[];
  readonly contacts: readonly TalliedContact[];
  readonly told: Readonly<Record<InfractionKind, number>>;
}

export type TalliedLap = Pick<EventOf<'lapCompleted'>, 'lap' | 'lapMs' | 'cuts' | 'at'>;
export type TalliedContact = Pick<EventOf<'contact'>, 'at' | 'speedKmh' | 'against'>;

export interface Verdict {
  readonly infraction: InfractionKind;
  readonly lap: number;
  readonly cuts: number;
  /** Since the last penalty, this one included. */
  readonly warnings: number;
  /** Absent where no penalty follows, however many there are. */
  readonly warningsBeforePenalty?: number;
  /** What this infraction brings: the one behind the last warning does. */
  readonly penalty: RulePenalty | undefined;
}

export const emptyTally: Tally = { sessions: [] };

/** The last seconds of a session are told in the next one. */
const KEPT_SESSIONS = 2;

/** Nobody has as many in good faith; a flood must not make each further one slower. */
const MOST_CONTACTS = 500;

const NONE_TOLD = Object.fromEntries(INFRACTION_KINDS.map((kind) => [kind, 0])) as Record<InfractionKind, number>;
const NOBODY: DriverTally = { laps: [], contacts: [], told: NONE_TOLD };

/**
 * What an event means under these rules. Only a driver's own packets count against a driver: who is named as the other
 * car of a contact is not charged for that. What has been charged depends on what has been reported, not on the order
 * in which it arrived; a driver's laps keep theirs, for they are numbered as they arrive.
 */
export function judge(rules: Rules, tally: Tally, event: RaceEvent): { tally: Tally; verdicts: readonly Verdict[] } {
  return hear(steps, event, rules, tally) ?? { tally, verdicts: [] };
}

/** How many warnings a driver has of each kind, since the last penalty, in the newest session. */
export function warningsOf(rules: Rules, { sessions }: Tally, guid: string): readonly WarningCount[] {
  const told = sessions.at(-1)?.drivers[guid]?.told ?? NONE_TOLD;
  return INFRACTION_KINDS.flatMap((infraction) => {
    const rule = rules[infraction];
    if (!rule || told[infraction] === 0) return [];
    const count = countOf(rule, told[infraction]);
    return rule.penalty && count.warnings > rule.warnings ? [] : [{ infraction, ...count }];
  });
}

export type WarningCount = Pick<Verdict, 'infraction' | 'warnings' | 'warningsBeforePenalty'>;

/** After a penalty the count starts anew. */
function countOf({ warnings, penalty }: Rule, total: number): Pick<Verdict, 'warnings' | 'warningsBeforePenalty'> {
  if (!penalty) return { warnings: total };
  return { warnings: ((total - 1) % (warnings + 1)) + 1, warningsBeforePenalty: warnings };
}

type Judgement = { tally: Tally; verdicts: readonly Verdict[] };

const steps: Listeners<Judgement, [Rules, Tally]> = {
  sessionStarted: ({ run, session, facts }, _, { sessions }) => {
    const begun: SessionTally = { run, session, kind: facts.kind, over: false, drivers: {} };
    return { tally: { sessions: [...sessions, begun].slice(-KEPT_SESSIONS) }, verdicts: [] };
  },
  sessionEnded: ({ run, session }, _, { sessions }) => {
    const ended = sessions.map((each) => (isOf(each, { run, session }) ? { ...each, over: true } : each));
    return { tally: { sessions: ended }, verdicts: [] };
  },
  lapCompleted: (event, rules, tally) => {
    const { lap, lapMs, cuts, at } = event;
    return noted(rules, tally, event, (known) => ({ ...known, laps: [...known.laps, { lap, lapMs, cuts, at }] }));
  },
  contact: (event, rules, tally) => {
    const { at, speedKmh, against, sessionMs = 0 } = event;
    const session = tally.sessions.find((each) => isOf(each, event));
    // Before the start and after the finish nothing is won by it.
    if (sessionMs < 0 || session?.over) return { tally, verdicts: [] };
    return noted(rules, tally, event, (known) =>
      known.contacts.length >= MOST_CONTACTS
        ? known
        : { ...known, contacts: [...known.contacts, { at, speedKmh, against }] },
    );
  },
};

type About = EventOf<'lapCompleted'> | EventOf<'contact'>;

function noted(rules: Rules, tally: Tally, event: About, note: (known: DriverTally) => DriverTally): Judgement {
  const session = tally.sessions.find((each) => isOf(each, event));
  if (!session) return { tally, verdicts: [] };
  const { guid } = event.driver;
  const known = note(session.drivers[guid] ?? NOBODY);
  const now = chargesOf(rules, session.kind, known);
  const verdicts = INFRACTION_KINDS.flatMap((kind) => verdictsOf(rules[kind], kind, { event, known, now: now[kind] }));
  // What was told stays told, also where the rules have been changed since.
  const told = Object.fromEntries(
    INFRACTION_KINDS.map((kind) => [kind, Math.max(known.told[kind], now[kind])]),
  ) as DriverTally['told'];
  const drivers = { ...session.drivers, [guid]: { ...known, told } };
  const sessions = tally.sessions.map((each) => (each === session ? { ...session, drivers } : each));
  return { tally: { sessions }, verdicts };
}

function chargesOf(rules: Rules, kind: SessionKind, known: DriverTally): Record<InfractionKind, number> {
  const of = (infraction: InfractionKind): number => {
    const rule = rules[infraction];
    return rule?.sessions.includes(kind) ? Math.floor(charges(infraction, rule, known)) : 0;
  };
  return { cut: of('cut'), 'car contact': of('car contact'), 'wall contact': of('wall contact') };
}

function verdictsOf(
  rule: Rule | undefined,
  infraction: InfractionKind,
  { event, known, now }: { event: About; known: DriverTally; now: number },
): readonly Verdict[] {
  if (!rule) return [];
  const told = known.told[infraction];
  return Array.from({ length: Math.max(0, now - told) }, (_, index) => {
    const count = countOf(rule, told + index + 1);
    return {
      infraction,
      lap: event.type === 'lapCompleted' ? event.lap : known.laps.filter(({ at }) => at < event.at).length + 1,
      cuts: infraction === 'cut' && event.type === 'lapCompleted' ? event.cuts : 0,
      ...count,
      penalty: count.warnings > rule.warnings ? rule.penalty : undefined,
    };
  });
}

const isOf = ({ run, session }: SessionTally, event: { run: number; session: number }): boolean =>
  run === event.run && session === event.session;
