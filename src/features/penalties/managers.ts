/**
 * Penalties that the server manager gives and clears itself, on its own server. The ledger keeps them as the manager's,
 * which carries them out. Only it knows whether a drive-through was served, so none of them is converted here.
 */
import type { PenaltyName } from '../../acserver/extrainfo/codes.ts';
import type { ExtraInfo, PenaltyApplied, PenaltyCleared } from '../../acserver/extrainfo/lines.ts';
import type { Driver, EventBody, EventOf } from '../../events/events.ts';
import type { ConversionCause, Penalty, PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import { ownReason } from '../../texts/reasons.ts';
import { byRule } from '../judging/bench.ts';
import { change, type Decision, fail, give, serve, withdraw } from './decisions.ts';
import type { Ledger, NewPenalty } from './ledger.ts';
import { countedLaps, type Occasion, type OccasionParts, occasionFor, occasionOf } from './occasion.ts';
import { firstState } from './penalty.ts';
import { type PenaltyRules, ruleKinds } from './rules.ts';

const MANAGER = 'The server manager';

/** The manager's word for its own rules, in place of an account. */
export const AUTOMATICALLY = 'Automatic';

/** The manager's types that match ours. Its documentation has no others, and another one could have no effect here. */
const TYPES: Readonly<Record<PenaltyName, PenaltyType>> = {
  'Drive Through': 'drive-through',
  Ballast: 'ballast',
  Restrictor: 'restrictor',
  Time: 'time',
};

const typeOf = (name: string): PenaltyType | undefined => new Map(Object.entries(TYPES)).get(name);

export interface ManagersOptions {
  readonly bus: Pick<Bus, 'durable'>;
  readonly ledger: Ledger;
  readonly calendar: OccasionParts['calendar'];
}

/** Stores them in the transaction of their event. */
export function keepManagers({ bus, ledger, calendar }: ManagersOptions): void {
  bus.durable((event, state) => {
    if (event.type !== 'extraInfo') return undefined;
    const { info } = event;
    if (info.kind === 'penaltyApplied') return given({ ledger, calendar }, { ...event, info }, state);
    return info.kind === 'penaltyCleared' ? cleared(ledger, { ...event, info }, state) : undefined;
  });
}

/** Whether the line is about something that gets a row in the ledger. */
export const isKeepable = (info: ExtraInfo): boolean => {
  if (info.kind !== 'penaltyApplied' || info.carId > LAST_CAR) return false;
  const type = typeOf(info.penalty);
  return type !== undefined && isAmount(type, info.extra);
};

/**
 * Whether Pitwall's own rules have just given the same penalty. Both may watch the same rule; only Pitwall's most
 * recent penalties can be told from the manager's.
 */
export function isOwnJudgement(
  { penalty, triggeredBy, cause, guid }: PenaltyApplied,
  { ledger, rules, now }: { readonly ledger: Ledger; readonly rules: PenaltyRules; readonly now: number },
): boolean {
  if (triggeredBy !== AUTOMATICALLY || !isWatched(cause, rules)) return false;
  const type = typeOf(penalty);
  return ledger
    .ofDriver(guid, 10)
    .some((each) => each.source === 'automatic' && each.type === type && now - each.at < LATELY_MS);
}

/** Whether Pitwall itself watches the rule with this code in extra information. */
export const isWatched = (code: string | number, rules: PenaltyRules): boolean =>
  ruleKinds.some((kind) => kind.extraInfo === code && rules[kind.code] !== undefined);

/** A program in a car passes a line on at once; the chat lines before it may take a while. */
const LATELY_MS = 60_000;

const LAST_CAR = 254;

type Heard<Info> = Omit<EventOf<'extraInfo'>, 'info'> & { readonly info: Info };

type Parts = Omit<ManagersOptions, 'bus'>;

function given(parts: Parts, event: Heard<PenaltyApplied>, state: RaceState): readonly EventBody[] {
  const { ledger } = parts;
  const { info, at } = event;
  const [type, driver] = [typeOf(info.penalty), driverOf(event, state)];
  if (!type || !driver || !isKeepable(info)) return [];
  const judge = byRule(giverOf(info));
  const decision: Decision = { at, judge, ...reasonOf(info) };
  const occasion = occasionIn(state, parts, type);
  const { run, session } = occasion;
  const unserved = type === 'time' && isConversion(info.cause) ? unservedOf(ledger, driver) : undefined;
  if (unserved && isConversion(info.cause)) {
    return fail(ledger, unserved, { run, session, seconds: info.extra / 1000, cause: info.cause }, decision);
  }
  return give(ledger, factsOf({ info, type, driver, occasion, decision, state }), { judge }).bodies;
}

interface Facts {
  readonly info: PenaltyApplied;
  readonly type: PenaltyType;
  readonly driver: Driver;
  readonly occasion: Occasion;
  readonly decision: Decision;
  readonly state: RaceState;
}

function factsOf({ info, type, driver, occasion, decision, state }: Facts): NewPenalty {
  const { run, session, race } = occasion;
  const laps = lapsOf(type, info);
  return {
    run,
    session,
    driver,
    type,
    amount: amountOf(type, info.extra),
    laps,
    lapsLeft: laps,
    cause: typeof info.cause === 'number' ? `cause ${info.cause}` : info.cause,
    source: 'manager',
    by: decision.judge.by,
    at: decision.at,
    reason: decision.reason,
    reasonText: decision.reasonText,
    state: firstState(type, race?.kind, false),
    counted: countedLaps(state, occasion, driver.guid),
  };
}

/** The same line may mean that it was served, or that somebody withdrew it; only for ballast do the laps tell which. */
function cleared(ledger: Ledger, event: Heard<PenaltyCleared>, state: RaceState): readonly EventBody[] {
  const driver = driverOf(event, state);
  const type = typeOf(event.info.penalty);
  const [oldest] = driver ? managersOf(ledger, driver).filter((each) => each.type === type) : [];
  if (!oldest) return [];
  const decision: Decision = { at: event.at, judge: byRule(MANAGER), reason: '' };
  if (type === 'drive-through') return serve(ledger, oldest, decision);
  if (oldest.lapsLeft !== undefined && oldest.lapsLeft <= 1) {
    const why = { at: event.at, by: MANAGER, reason: '' };
    return [change(ledger, oldest, { ...oldest, lapsLeft: 0, state: 'served' }, why)];
  }
  return withdraw(ledger, oldest, decision);
}

const managersOf = (ledger: Ledger, { guid }: Driver): readonly Penalty[] =>
  ledger.active(guid).filter(({ source }) => source === 'manager');

/** A time penalty of the manager's replaces the manager's newest drive-through. */
const unservedOf = (ledger: Ledger, driver: Driver): Penalty | undefined =>
  managersOf(ledger, driver).findLast(({ type }) => type === 'drive-through');

const isConversion = (cause: PenaltyApplied['cause']): cause is ConversionCause =>
  cause === 'penalty not served' || cause === 'finished with an unserved penalty';

/** Without Steam, only the car identifies the driver. A driver who left without a trace is shown as the car. */
function driverOf(
  { info, driver }: Heard<PenaltyApplied | PenaltyCleared>,
  { drivers }: RaceState,
): Driver | undefined {
  if (driver) return driver;
  if (/^\d{17}$/.test(info.guid)) return { carId: info.carId, guid: info.guid, name: '' };
  const seated = drivers.get(info.carId);
  return seated && { carId: seated.carId, guid: seated.guid, name: seated.name };
}

/** If the result is final or does not exist, the penalty is kept with the running session. */
function occasionIn(state: RaceState, parts: Parts, type: PenaltyType): Occasion {
  try {
    return occasionFor(state, parts, { type });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return occasionOf(state, parts.calendar, state.session);
  }
}

const isAmount = (type: PenaltyType, extra: number): boolean =>
  extra > 0 && (type === 'time' || Number.isInteger(extra));

/** Times come in milliseconds; for a drive-through the number means laps. */
function amountOf(type: PenaltyType, extra: number): number {
  if (type === 'time') return extra / 1000;
  return type === 'drive-through' ? 0 : extra;
}

/** Without laps it stays until it is cleared. */
function lapsOf(type: PenaltyType, { clearIn, extra }: PenaltyApplied): number | undefined {
  if (type === 'drive-through') return extra;
  return type !== 'time' && clearIn > 0 ? clearIn : undefined;
}

const giverOf = ({ triggeredBy }: PenaltyApplied): string =>
  triggeredBy === AUTOMATICALLY || triggeredBy === '' ? MANAGER : `${triggeredBy} (server manager)`;

const reasonOf = ({ cause }: PenaltyApplied) =>
  cause === 'given by an admin' ? { reason: '' } : ownReason({ key: 'managersCause', params: { cause } });
