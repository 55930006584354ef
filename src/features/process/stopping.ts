import { UserError } from '../../kit/errors.ts';
import { runningSession, whatRuns } from '../sessions/running.ts';
import type { ServerParts } from './actions.ts';

/** What stops a game server that runs. */
export type StopOrder = 'stop' | 'restart';

type StoppingParts = Pick<ServerParts, 'id' | 'process' | 'state' | 'beyondReach'>;

/**
 * What it would cost, for a question.
 *
 * @throws UserError as carrying it out would: nobody is asked about what cannot be done
 */
export function lossOfStopping(parts: StoppingParts, order: StopOrder): string {
  mustBeStoppable(parts, order);
  const state = parts.state();
  const { up, heard } = state;
  if (!up && heard !== true) return 'Nothing is heard of it: whether anybody drives is not known.';
  return `${whatRuns(state)}${runningSession(state) ? ' Its results would be lost.' : ''}`;
}

/** @throws UserError when there is nothing that Pitwall could stop */
export function mustBeStoppable({ id, process, state, beyondReach }: StoppingParts, order: StopOrder): void {
  if (beyondReach) {
    const why = beyondReach[order];
    if (why !== undefined) throw new UserError(why);
    return;
  }
  const status = process.status().state;
  if (status === 'stopping') throw new UserError(`${id} is just being stopped.`);
  if (status !== 'stopped') return;
  if (state().heard !== true) throw new UserError(`${id} is not running.`);
  throw new UserError(`${id} is running, but Pitwall did not start it and cannot ${order} it.`);
}
