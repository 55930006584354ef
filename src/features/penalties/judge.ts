/**
 * Judges an event under the rules of one server: a pure step from one tally to the next. Only a driver's own packets
 * count against a driver; being named as the other car of a contact is not charged. Charges depend on what has been
 * reported, not on the order in which it arrived. A driver's laps do depend on it, because they are numbered as they
 * arrive.
 */
import { type Driver, type EventType, hear, type RaceEvent, type SessionKind } from '../../events/events.ts';
import type { InfractionKind } from '../../events/penalty.ts';
import { markCharges } from './charges.ts';
import { type PenaltyRule, type PenaltyRules, type RuleKind, type RulePenalty, ruleKinds } from './rules.ts';
import {
  type DriverTally,
  emptyDriverTally,
  isTallyOf,
  type Mark,
  type SessionTally,
  type Tally,
  toldOf,
} from './tally.ts';

/** One infraction, and its consequence. */
export interface BrokenRule {
  readonly infraction: InfractionKind;
  readonly lap: number;
  readonly cuts: number;
  /** The sectors of the cuts, if known. */
  readonly cutSectors?: readonly number[] | undefined;
  /** Since the last penalty, including this one. */
  readonly warnings: number;
  /** Undefined if no penalty ever follows. */
  readonly warningsBeforePenalty?: number | undefined;
  /** The penalty for this infraction; only the infraction after the last warning has one. */
  readonly penalty: RulePenalty | undefined;
}

export type WarningCount = Pick<BrokenRule, 'infraction' | 'warnings' | 'warningsBeforePenalty'>;

export interface RuleJudgement {
  readonly tally: Tally;
  readonly broken: readonly BrokenRule[];
}

/** Events from the last seconds of a session arrive in the next one. */
const KEPT_SESSIONS = 2;

/** Nobody reaches this many of one kind legitimately; a flood must not slow down each further event. */
const MOST_KEPT = 500;

/** The event types that have to be judged; all others leave a tally unchanged. */
export function judgedTypes(kinds: readonly RuleKind[] = ruleKinds): ReadonlySet<EventType> {
  const own = kinds.flatMap(({ judgedBy }) =>
    typeof judgedBy === 'string' ? [judgedBy] : (Object.keys(judgedBy) as EventType[]),
  );
  return new Set<EventType>(['sessionStarted', 'sessionEnded', 'lapCompleted', 'contact', ...own]);
}

export function judge(rules: PenaltyRules, tally: Tally, event: RaceEvent, kinds = ruleKinds): RuleJudgement {
  const { sessions } = tally;
  switch (event.type) {
    case 'sessionStarted': {
      const { run, session, facts } = event;
      const begun: SessionTally = { run, session, kind: facts.kind, over: false, drivers: {} };
      return { tally: { sessions: [...sessions, begun].slice(-KEPT_SESSIONS) }, broken: [] };
    }
    case 'sessionEnded': {
      const ended = sessions.map((each) => (isTallyOf(each, event) ? { ...each, over: true } : each));
      return { tally: { sessions: ended }, broken: [] };
    }
    default:
      return judgeDriver(rules, tally, event, kinds);
  }
}

/**
 * A driver's warnings of each kind since the last penalty, in the newest session. For a rule that leads to a penalty,
 * zero is reported too: it shows how many are left.
 */
export function warningsOf(rules: PenaltyRules, { sessions }: Tally, guid: string): readonly WarningCount[] {
  const session = sessions.at(-1);
  const driver = session?.drivers[guid] ?? emptyDriverTally;
  return ruleKinds.flatMap(({ code }) => {
    const [rule, told] = [rules[code], toldOf(driver, code)];
    if (!rule || (told === 0 && !isWatchedIn(rule, session))) return [];
    const { warnings, warningsBeforePenalty } = told === 0 ? unwarned(rule) : countOf(rule, told);
    const isSpent = rule.penalty !== undefined && warnings > rule.warnings;
    return [{ infraction: code, warnings: isSpent ? 0 : warnings, warningsBeforePenalty }];
  });
}

/** If there are only warnings, or no warnings before a penalty, there is nothing left to count. */
const isWatchedIn = ({ penalty, warnings, sessions }: PenaltyRule, session: SessionTally | undefined): boolean =>
  penalty !== undefined && warnings > 0 && session !== undefined && sessions.includes(session.kind);

const unwarned = ({ warnings }: PenaltyRule) => ({ warnings: 0, warningsBeforePenalty: warnings });

/** The count restarts after a penalty. */
function countOf(
  { warnings, penalty }: PenaltyRule,
  total: number,
): Pick<WarningCount, 'warnings' | 'warningsBeforePenalty'> {
  if (!penalty) return { warnings: total };
  return { warnings: ((total - 1) % (warnings + 1)) + 1, warningsBeforePenalty: warnings };
}

function judgeDriver(rules: PenaltyRules, tally: Tally, event: RaceEvent, kinds: readonly RuleKind[]): RuleJudgement {
  const session = tally.sessions.find((each) => isTallyOf(each, event));
  const guid = driverOf(event)?.guid;
  if (!session || guid === undefined) return { tally, broken: [] };
  const before = session.drivers[guid] ?? emptyDriverTally;
  const known = noted(before, event, session, kinds);
  if (known === before) return { tally, broken: [] };
  const counts = kinds.map((kind) => ({ kind, now: countNow(kind, rules[kind.code], session.kind, known) }));
  const broken = counts.flatMap(({ kind, now }) => brokenBy(kind, rules[kind.code], { event, known, now }));
  // What was reported stays reported, even if the rules have changed since.
  const told = counts.map(({ kind: { code }, now }) => [code, Math.max(toldOf(known, code), now)] as const);
  const after: DriverTally = { ...known, told: { ...known.told, ...Object.fromEntries(told) } };
  const drivers = { ...session.drivers, [guid]: after };
  return {
    tally: { sessions: tally.sessions.map((each) => (each === session ? { ...each, drivers } : each)) },
    broken,
  };
}

const driverOf = (event: RaceEvent): Driver | undefined => ('driver' in event ? event.driver : undefined);

/** The tally after an event; the same object if nothing changed. */
function noted(known: DriverTally, event: RaceEvent, { over }: SessionTally, kinds: readonly RuleKind[]): DriverTally {
  if (event.type === 'lapCompleted') {
    const { lap, lapMs, cuts, at, late } = event;
    return marked({ ...known, laps: [...known.laps, { lap, lapMs, cuts, at, late }] }, event, kinds);
  }
  const { at, sessionMs = 0 } = event;
  // Before the start and after the finish there is nothing to gain from it.
  if (sessionMs < 0 || over) return known;
  if (event.type !== 'contact' || known.contacts.length >= MOST_KEPT) return marked(known, event, kinds);
  // Only the log reports it, and drivers can type such lines in chat, which the log also contains.
  if (event.late) return known;
  const { speedKmh, against, happenedAt = at } = event;
  return marked({ ...known, contacts: [...known.contacts, { at: happenedAt, speedKmh, against }] }, event, kinds);
}

function marked(known: DriverTally, event: RaceEvent, kinds: readonly RuleKind[]): DriverTally {
  const more = kinds.flatMap(({ code, judgedBy }): [InfractionKind, readonly Mark[]][] => {
    const weight = typeof judgedBy === 'string' ? 0 : (hear(judgedBy, event) ?? 0);
    const marks = known.marks?.[code] ?? [];
    return weight === 0 || marks.length >= MOST_KEPT ? [] : [[code, [...marks, { at: event.at, weight }]]];
  });
  return more.length === 0 ? known : { ...known, marks: { ...known.marks, ...Object.fromEntries(more) } };
}

function countNow(kind: RuleKind, rule: PenaltyRule | undefined, session: SessionKind, driver: DriverTally): number {
  if (!rule?.sessions.includes(session)) return 0;
  const charges = kind.charges?.(driver, rule) ?? markCharges(driver, driver.marks?.[kind.code] ?? [], rule);
  return Math.floor(charges);
}

/** A contact is reported some seconds after it happened. */
const momentOf = (event: RaceEvent): number => (event.type === 'contact' ? (event.happenedAt ?? event.at) : event.at);

interface Occurrence {
  readonly event: RaceEvent;
  readonly known: DriverTally;
  readonly now: number;
}

function brokenBy(
  kind: RuleKind,
  rule: PenaltyRule | undefined,
  { event, known, now }: Occurrence,
): readonly BrokenRule[] {
  if (!rule) return [];
  const told = toldOf(known, kind.code);
  const lap =
    event.type === 'lapCompleted' ? event.lap : known.laps.filter(({ at }) => at <= momentOf(event)).length + 1;
  const judgedLap = kind.judgedBy === 'lapCompleted' && event.type === 'lapCompleted' ? event : undefined;
  const { cuts = 0, cutSectors } = judgedLap ?? {};
  return Array.from({ length: Math.max(0, now - told) }, (_, index) => {
    const { warnings, warningsBeforePenalty } = countOf(rule, told + index + 1);
    const penalty = warnings > rule.warnings ? rule.penalty : undefined;
    return { infraction: kind.code, lap, cuts, cutSectors, warnings, warningsBeforePenalty, penalty };
  });
}
