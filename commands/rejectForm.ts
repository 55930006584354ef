/** The form that Discord shows for the button that rejects what another steward has proposed. */
import type { Context, Form } from '../src/command/command.ts';

interface Given {
  readonly number: number;
  readonly reason: string | undefined;
}

export function rejectForm(
  { number, reason }: Given,
  { caller, server }: Pick<Context, 'caller' | 'server'>,
): Form | undefined {
  if (reason !== undefined || caller.via !== 'component') return undefined;
  // A proposal that was settled meanwhile is no longer in the view; then the answer says so.
  const proposal = server.view().nameable.proposals.find((each) => each.number === number);
  return {
    title: proposal === undefined ? 'Reject' : `Reject ${proposal.name}`,
    fields: [{ name: 'reason', label: 'Reason (optional for your own)', required: false, long: true }],
  };
}
