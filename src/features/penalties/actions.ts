import type { Dialect } from '../../acserver/dialect.ts';
import { checkBallast, checkRestrictor, type Load } from '../../acserver/limits.ts';
import type { Driver, EventBody, Ordered } from '../../events/events.ts';
import type { Penalty, PenaltyChange, PenaltyType } from '../../events/penalty.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { hasNamesake, toldApart } from '../../kit/namesakes.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { AMOUNT_UNITS, nameOf, stateInWords } from '../../texts/penalties.ts';
import { type Decision, fail, give, serve, withdraw } from './decisions.ts';
import { executionOf } from './execution.ts';
import type { Ledger, NewPenalty } from './ledger.ts';
import { countedLaps, type Occasion, occasionFor } from './occasion.ts';
import { firstState, isServedInRace } from './penalty.ts';
import type { WarningCount } from './rules.ts';

export type { Penalty, PenaltyChange, PenaltyType, WarningCount };

/** Somebody by GUID; with car id and name when on the server. */
export type Accused = Driver | { readonly guid: string };

export interface PenaltyOrder {
  readonly type: PenaltyType;
  /** Kilograms, percent or seconds; for a drive-through the laps, where `laps` are not said. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  /** The number of the incident it is given for. */
  readonly incident?: number;
}

/** One penalty, and what else there is to say about it. */
export interface PenaltyAnswer {
  readonly penalty: Penalty;
  readonly history: readonly PenaltyChange[];
  readonly note?: string;
  /** Others who may be meant by the driver's name. */
  readonly namesakes?: readonly Driver[];
}

export interface DriverFile {
  readonly guid: string;
  readonly penalties: readonly Penalty[];
  readonly warnings: readonly WarningCount[];
}

/** What stewards can impose, and what came of it. Refusals are UserErrors. */
export interface PenaltyActions {
  give(accused: Accused, order: PenaltyOrder, by: Ordered): Promise<PenaltyAnswer>;
  /** What to ask before giving one that ends somebody's race; undefined for the others. */
  questionBefore(accused: Accused, type: PenaltyType): string | undefined;
  clear(number: number, by: Ordered): PenaltyAnswer;
  served(number: number, by: Ordered): PenaltyAnswer;
  notServed(number: number, by: Ordered): PenaltyAnswer;
  /** What stands, or everything against one driver, the newest first. */
  list(guid?: string): readonly Penalty[];
  /** One driver's own penalties and warnings. */
  fileOf(guid: string): DriverFile;
}

export interface PenaltyParts {
  readonly ledger: Ledger;
  readonly dialect: Dialect;
  readonly limits: () => Load;
  readonly state: () => RaceState;
  readonly now: () => number;
  /** Seconds that take the place of an unserved drive-through. */
  readonly driveThrough: { readonly laps: number; readonly seconds: number };
  readonly decide: (work: () => readonly EventBody[]) => void;
  readonly kick: (driver: Driver, order: Ordered) => Promise<string>;
  readonly warningsOf: (guid: string) => readonly WarningCount[];
  /** Whether no more can be decided about the result of a session. */
  readonly isFinal: (run: number, session: number) => boolean;
}

/** How much of everything there may be. */
export const LIMITS = { amount: 5000, laps: 200, seconds: 3600 } as const;

export function penaltyActions(parts: PenaltyParts): PenaltyActions {
  const { ledger, decide, now } = parts;

  /** Reads, checks and writes in one transaction: of two stewards who press at once, the second hears of the first. */
  function decided(number: number, by: Ordered, work: (penalty: Penalty, decision: Decision) => EventBody[]) {
    decide(() => {
      const penalty = ledger.get(number);
      refuseFinal(parts, penalty);
      return work(penalty, { at: now(), by: by.by, reason: by.reason ?? '' });
    });
    return answerAbout(parts, number);
  }

  return {
    async give(accused, order, by) {
      const facts = factsFor(parts, accused, order, by);
      const number = kept(decide, () => give(ledger, facts));
      const note = await executed(parts, ledger.get(number)).catch((error: unknown) => {
        const why = { at: now(), by: by.by, reason: `it could not be carried out: ${messageOf(error)}` };
        decide(() => withdraw(ledger, ledger.get(number), why));
        throw error;
      });
      return { ...answerAbout(parts, number), note };
    },
    questionBefore: (accused, type) => (type === 'disqualification' ? disqualifying(parts, accused) : undefined),
    clear: (number, by) => decided(number, by, (penalty, decision) => withdraw(ledger, penalty, decision)),
    served: (number, by) => decided(number, by, (penalty, decision) => serve(ledger, penalty, decision)),
    notServed: (number, by) =>
      decided(number, by, (penalty, decision) => {
        const { seconds } = parts.driveThrough;
        return fail(ledger, penalty, { seconds, cause: 'penalty not served' }, decision);
      }),
    list: (guid) => (guid === undefined ? ledger.active().reverse() : ledger.ofDriver(guid)),
    fileOf: (guid) => ({ guid, penalties: ledger.ofDriver(guid), warnings: parts.warningsOf(guid) }),
  };
}

function answerAbout({ ledger, state }: PenaltyParts, number: number): PenaltyAnswer {
  const penalty = ledger.get(number);
  const namesakes = peopleOf(state()).filter((other) => hasNamesake(other, [penalty.driver]));
  return { penalty, history: ledger.history(number), ...(namesakes.length === 0 ? {} : { namesakes }) };
}

/** "Disqualify Sam Porter from Race (session 3)?" */
function disqualifying(parts: PenaltyParts, accused: Accused): string {
  const { session, facts } = occasionFor(parts, 'disqualification');
  const who = toldApart(known(parts, accused), peopleOf(parts.state()));
  return `Disqualify ${who} from ${facts?.facts.name || 'the session'} (session ${session})? ${LOSS}`;
}

const LOSS = 'It counts in the result until it is withdrawn, and everyone on the server is told.';

function kept(decide: PenaltyParts['decide'], work: () => { penalty: Penalty; bodies: EventBody[] }): number {
  let number = 0;
  decide(() => {
    const { penalty, bodies } = work();
    number = penalty.number;
    return bodies;
  });
  return number;
}

function refuseFinal({ isFinal }: PenaltyParts, penalty: Penalty): void {
  if (!isFinal(penalty.run, penalty.session)) return;
  throw new UserError(
    `The result ${nameOf(penalty)} (${stateInWords(penalty)}) belongs to is final; nothing was changed.`,
  );
}

function factsFor(parts: PenaltyParts, accused: Accused, order: PenaltyOrder, by: Ordered): NewPenalty {
  const { type } = order;
  const sizes = sizesOf(parts, order);
  const occasion = occasionFor(parts, type);
  const driver = known(parts, accused);
  return {
    ...{ run: occasion.run, session: occasion.session, driver, type, ...sizes },
    ...(sizes.laps === undefined ? {} : { lapsLeft: sizes.laps }),
    ...{ cause: 'given by an admin', source: 'steward', by: by.by, reason: by.reason ?? '', at: parts.now() },
    state: firstState(type, occasion.isOver ? undefined : occasion.kind),
    counted: countedLaps(occasion, driver.guid),
    ...(order.incident === undefined ? {} : { incident: order.incident }),
  };
}

function sizesOf(parts: PenaltyParts, { type, amount, laps }: PenaltyOrder): { amount: number; laps?: number } {
  const unit = AMOUNT_UNITS[type];
  if (unit === undefined) return { amount: 0, ...lapsWithoutAmount(parts, { type, amount, laps }) };
  const most = unit === 's' ? LIMITS.seconds : LIMITS.amount;
  if (amount === undefined || amount < 1 || amount > most) {
    throw new UserError(`${type} needs an amount: ${UNIT_NAMES[unit]} from 1 to ${most}, such as "${type} 10".`);
  }
  if (type === 'ballast') checkBallast(amount, parts.limits());
  if (type === 'restrictor') checkRestrictor(amount, parts.limits());
  if (laps !== undefined && !isServedInRace({ type })) throw new UserError(`${type} takes no laps.`);
  return { amount, ...(laps === undefined ? {} : { laps: checkedLaps(laps) }) };
}

const UNIT_NAMES = { kg: 'kg', '%': 'percent', s: 'seconds' } as const;

/** "drive-through 2" means two laps. */
function lapsWithoutAmount({ driveThrough }: PenaltyParts, { type, amount, laps }: PenaltyOrder): { laps?: number } {
  if (type !== 'drive-through') {
    if (amount === undefined && laps === undefined) return {};
    throw new UserError(`A ${type} takes no number; a reason that begins with one needs quotes.`);
  }
  if (amount !== undefined && laps !== undefined) {
    throw new UserError('A drive-through has no amount: only the laps in which it must be served can be said.');
  }
  return { laps: checkedLaps(laps ?? amount ?? driveThrough.laps) };
}

function checkedLaps(laps: number): number {
  if (laps >= 1 && laps <= LIMITS.laps) return laps;
  throw new UserError(`laps must be a whole number from 1 to ${LIMITS.laps}, not ${laps}.`);
}

/** Who has left already is known by the last races, or by an earlier penalty. */
function known({ state, ledger }: PenaltyParts, accused: Accused): Driver {
  if ('carId' in accused) return { carId: accused.carId, guid: accused.guid, name: accused.name };
  const { session, previous, seats } = state();
  const seen = [session, previous].flatMap((each) => [...(each?.standings.values() ?? [])].map(({ driver }) => driver));
  const found = [...seen, ...seats.values(), ...ledger.ofDriver(accused.guid, 1).map(({ driver }) => driver)].find(
    ({ guid }) => guid === accused.guid,
  );
  if (found) return { carId: found.carId, guid: found.guid, name: found.name };
  throw new UserError(`Nobody with the GUID ${accused.guid} has been seen on this server lately.`);
}

const isForResult = (type: PenaltyType): boolean => type === 'time' || type === 'disqualification';

/** What the server does about it by itself, or what it cannot. */
async function executed({ dialect, kick }: PenaltyParts, penalty: Penalty): Promise<string> {
  const { type, driver, by, reason, session } = penalty;
  if (type === 'kick') return kick(driver, { by, ...(reason === '' ? {} : { reason }) });
  const execution = executionOf(type, dialect);
  if (isForResult(type)) return `It goes to the result of session ${session}. ${execution.how}`;
  if (execution.by === 'pitwall') return execution.how;
  return execution.isProven ? 'The car carries it as soon as the server has it.' : 'This server does not confirm it.';
}

export type { Occasion };
