import type { Proposal } from '../../events/proposal.ts';
import type { Docket } from './docket.ts';

/** Whether another decision has replaced or withdrawn this one. */
export type IsReplaced = (decision: number) => boolean;

/** Whether there is anything left to settle: it is only proposed, or one of its decisions is not replaced. */
export const isLeft = ({ state, numbers }: Proposal, isReplaced: IsReplaced): boolean =>
  state === 'proposed' || numbers.some((number) => !isReplaced(number));

/** What waits for a second steward, oldest first. */
export const awaitingConfirmation = (docket: Pick<Docket, 'unsettled'>, isReplaced: IsReplaced): readonly Proposal[] =>
  docket.unsettled().filter((proposal) => isLeft(proposal, isReplaced));
