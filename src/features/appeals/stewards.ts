/** Whether a steward other than the one who decided can answer. */
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';
import type { Ordered } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Proposal } from '../../events/proposal.ts';
import { UserError } from '../../kit/errors.ts';
import { decisionName } from '../../texts/names.ts';
import type { People } from '../judging/people.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { AppealTable } from './table.ts';

/** A steward who decided something within this time counts as available. */
export const STEWARD_MS = 30 * 24 * 60 * 60_000;

/**
 * Finds another steward: somebody who decided something within the last 30 days and is not in the incident.
 *
 * @param taken ids that do not count: who decided, and anyone else who already had a say
 * @param lately the decisions of that time, oldest first
 * @returns that steward's newest decision
 */
export function anotherSteward(
  taken: readonly string[],
  lately: readonly Decision[],
  involved: readonly Pick<Driver, 'guid'>[],
  people: Pick<People, 'isSame' | 'isPerson' | 'guidsOf'>,
): Decision | undefined {
  return lately.findLast(({ byId }) => {
    if (!people.isPerson(byId) || taken.some((each) => people.isSame(byId, each))) return false;
    const own = people.guidsOf(byId);
    return !involved.some(({ guid }) => own.has(guid));
  });
}

interface SecondParts {
  readonly table: Pick<AppealTable, 'against'>;
  readonly ledger: Pick<Ledger, 'decisions'>;
  readonly incidents: { show(number: number): Pick<Incident, 'drivers'> };
  readonly people: Pick<People, 'isSame' | 'isPerson' | 'guidsOf'>;
  readonly now: () => number;
}

/** @throws UserError if the official made the appealed decision and somebody else can confirm its replacement */
export function refuseSecond(
  { table, ledger, incidents, people, now }: SecondParts,
  { replaces, penalty, by, byId: proposer }: Proposal,
  { byId = '' }: Pick<Ordered, 'byId'>,
): void {
  const number = replaces ?? penalty;
  const appeal = number === undefined ? undefined : table.against(number).at(-1);
  if (number === undefined || !appeal) return;
  const decision = ledger.decisions.get(number);
  if (!people.isSame(byId, decision.byId)) return;
  const { drivers } = incidents.show(appeal.incident);
  const other = anotherSteward([byId, proposer], ledger.decisions.since(now() - STEWARD_MS), drivers, people);
  if (!other) return;
  throw new UserError(
    `You decided ${decisionName(decision)}, so another steward has to confirm what ${by} proposes after the appeal: ${other.by} has made decisions here recently. Nothing was done.`,
  );
}
