import type { Proposal } from '../../events/proposal.ts';
import type { Docket } from './docket.ts';

/** Whether another decision has taken the place of one, or withdrawn it. */
export type IsReplaced = (decision: number) => boolean;

/** What of it is in force is left as long as one of its decisions stands. */
export const isLeft = ({ state, numbers }: Proposal, isReplaced: IsReplaced): boolean =>
  state === 'proposed' || numbers.some((number) => !isReplaced(number));

/** What waits for a second steward, the oldest first. */
export const awaitingConfirmation = (docket: Pick<Docket, 'unsettled'>, isReplaced: IsReplaced): readonly Proposal[] =>
  docket.unsettled().filter((proposal) => isLeft(proposal, isReplaced));
