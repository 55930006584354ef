/** Who can appeal what, and if not, why not, in one sentence. */
import type { Appeal, AppealAnswer, AppealAnswerKind, AppealTerm, DecisionInAppeal } from '../../events/appeal.ts';

import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';
import type { Incident } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import { InputError } from '../../kit/errors.ts';
import { agoInWords } from '../../kit/words.ts';
import { decisionInWords } from '../../texts/decisions.ts';
import { decisionName, incidentName } from '../../texts/names.ts';
import type { RulingOrder } from '../incidents/actions.ts';

/** What is needed to judge whether a decision can be appealed. */
export interface Appealed {
  readonly decision: Decision;
  /** Undefined if the decision belongs to no incident. */
  readonly incident: Incident | undefined;
  /** The penalty it gave, in its current state. */
  readonly penalty: Penalty | undefined;
  /** The decision that replaced or withdrew it. */
  readonly replacedBy: Decision | undefined;
  readonly isFinal: boolean;
  readonly term: AppealTerm;
  /** This driver's earlier appeal against it. */
  readonly before: Appeal | undefined;
}

/** Undefined if the driver can appeal. */
export function whyNot(appealed: Appealed, guid: string, now: number): string | undefined {
  const { decision, incident, before, isFinal, term } = appealed;
  const name = decisionName(decision);
  if (personIn(appealed, guid) === undefined) {
    return incident
      ? `You are not in ${incidentName(incident)}: only drivers in it can appeal ${name}.`
      : `${name} is not about you: only ${decision.driver.name || 'its driver'} can appeal it.`;
  }
  if (before) return appealedBefore(before, now);
  if (isFinal) return `${name} is part of a final result: it can no longer be appealed.`;
  const gone = whyGone(appealed);
  if (gone !== undefined) return gone;
  if ('until' in term && now > term.until) {
    const late = Math.ceil((now - term.until) / 60_000);
    return `Too late: the deadline to appeal ${name} was ${late} min ago.`;
  }
  return undefined;
}

function appealedBefore({ decision, answer }: Appeal, now: number): string {
  const name = decisionName(decision);
  if (!answer) return `You have already appealed ${name}; the stewards have not ruled on it yet.`;
  return `You have already appealed ${name}, and only one appeal is allowed: ${rulingInWords(answer, now)}.`;
}

/** "Ada changed the decision to 3-second time penalty, 12 minutes ago": who answered an appeal, what, and when. */
export function rulingInWords({ by, says, instead, at }: AppealAnswer, now: number): string {
  const withdrew = `${by} withdrew the decision`;
  const became = instead && instead.says !== 'withdrawn' ? decisionInWords(instead) : undefined;
  const did: Readonly<Record<AppealAnswerKind, string>> = {
    upheld: `${by} upheld the decision`,
    changed: became === undefined ? withdrew : `${by} changed the decision to ${became}`,
    inadmissible: `${by} ruled the appeal inadmissible`,
  };
  return `${did[says]}, ${agoInWords(now - at)}`;
}

/** @throws UserError for a new decision, or a part of one, if the old one stays */
export function refuseNew(
  says: AppealAnswerKind,
  { outcome, amount, laps, points }: Partial<RulingOrder>,
  name: string,
): void {
  if (outcome !== undefined) throw new InputError(`If the appeal is ${says}, there is no new decision for ${name}.`);
  if (amount === undefined && laps === undefined && points === undefined) return;
  throw new InputError(`"${says}" takes no number and no points; put a reason that starts with a number in quotes.`);
}

/** A decision no longer in force cannot be appealed, nor can a penalty that was already served. */
function whyGone({ decision, replacedBy, penalty }: Appealed): string | undefined {
  const name = decisionName(decision);
  if (replacedBy && replacedBy.says !== 'withdrawn') {
    return `${name} was replaced by ${decisionName(replacedBy)} (${decisionInWords(replacedBy)}).`;
  }
  if (replacedBy || penalty?.state === 'withdrawn') return `${name} was withdrawn: there is nothing to appeal.`;
  if (penalty?.state === 'served') return `${name} has been served, so it can no longer be appealed.`;
  return undefined;
}

/** The driver as recorded in the incident or decision; undefined if they are in neither. */
export function personIn({ decision, incident }: Pick<Appealed, 'decision' | 'incident'>, guid: string) {
  const people: readonly Driver[] = [...(incident?.drivers ?? []), decision.driver];
  const found = people.find((driver) => driver.guid === guid);
  return found && { carId: found.carId, guid: found.guid, name: found.name };
}

/** The part of a decision that its appeal stores. */
export const inAppeal = ({ number, penalty, says, amount, laps, driver }: Decision): DecisionInAppeal => ({
  number,
  penalty,
  says,
  amount,
  laps,
  driver,
});
