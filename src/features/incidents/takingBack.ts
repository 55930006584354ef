/** What happens to decisions in force that a second steward rejects. */
import type { Decision } from '../../events/decision.ts';
import type { Proposal } from '../../events/proposal.ts';
import { UserError } from '../../kit/errors.ts';
import { inLines } from '../../kit/sentence.ts';
import { decisionName, penaltyName } from '../../texts/names.ts';
import { proposalName } from '../../texts/proposals.ts';
import type { Judge } from '../judging/bench.ts';
import type { TakenBack } from '../judging/confirming.ts';
import { withdraw } from '../penalties/decisions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { canMove } from '../penalties/penalty.ts';
import type { Incidents } from './watch.ts';

interface TakingBackParts {
  readonly incidents: Pick<Incidents, 'told'>;
  readonly ledger: Ledger;
  readonly now: () => number;
}

/**
 * Afterwards the driver has no decision: what it had replaced does not come back by itself. Call it inside a
 * transaction.
 */
export function takeBack(parts: TakingBackParts, proposal: Proposal, judge: Judge, reason: string): TakenBack {
  const { ledger } = parts;
  if (ledger.isFinal(proposal.run, proposal.session)) {
    throw new UserError(`${proposalName(proposal)} is part of a final result; nothing was changed.`);
  }
  const standing = proposal.numbers.filter((number) => !ledger.decisions.isReplaced(number));
  const taken = standing.map((number) => takenBack(parts, ledger.decisions.get(number), judge, reason));
  return {
    bodies: taken.flatMap(({ bodies }) => bodies),
    note: inLines(taken.map(({ note }) => note)),
  };
}

function takenBack(
  { ledger, incidents, now }: TakingBackParts,
  old: Decision,
  judge: Judge,
  reason: string,
): TakenBack {
  const { number, run, session, driver, incident, penalty } = old;
  if (old.says === 'withdrawn') {
    const what = old.replaces === undefined ? '' : decisionName({ number: old.replaces, penalty: old.replaces });
    return {
      bodies: [],
      note: `${what} stays withdrawn: decide again if you need to.`,
    };
  }
  const given = penalty === number ? ledger.get(number) : undefined;
  if (given && canMove(given, 'withdraw')) {
    return { bodies: withdraw(ledger, given, { at: now(), judge, reason }) };
  }
  const about = { run, session, incident, driver, penalty, replaces: number };
  const row = ledger.decisions.add({ ...about, says: 'withdrawn', reason, at: now() }, judge);
  return {
    bodies: incident === undefined ? [] : [incidents.told({ ...row, incident })],
    note: given && `${penaltyName(given)} has been served, which cannot be undone.`,
  };
}
