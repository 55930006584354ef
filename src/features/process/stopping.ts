import { isManaged } from '../../config/server.ts';
import { UserError } from '../../kit/errors.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { LiveProcess } from '../../live/process.ts';
import { runningSession, whatRuns } from '../sessions/running.ts';

/** The orders that stop a running game server. */
export type StopKind = 'stop' | 'restart';

export type StoppingLive = Pick<LiveServer, 'id' | 'config' | 'state' | 'refusals'> & {
  readonly process: Pick<LiveProcess, 'status'>;
};

/**
 * What stopping would cost, for a confirmation question.
 *
 * @throws UserError as the order itself would, so that nobody is asked about something that cannot be done
 */
export function lossOfStopping(live: StoppingLive, order: StopKind): string {
  mustBeStoppable(live, order);
  const state = live.state();
  const { up, heard } = state;
  if (!up && heard !== true) return 'No UDP data from the server, so Pitwall cannot tell whether anybody is driving.';
  return `${whatRuns(state)}${runningSession(state) ? endOf(live.config) : ''}`;
}

/** On a server that Pitwall manages, the session is ended first. */
const endOf = (config: StoppingLive['config']): string =>
  isManaged(config) && config.dialect !== 'assettoserver'
    ? ' It will end here, with the results so far.'
    : ' Its results will be lost.';

/** @throws UserError when there is nothing that Pitwall can stop */
export function mustBeStoppable({ id, config, process, state, refusals }: StoppingLive, order: StopKind): void {
  if (!isManaged(config)) {
    const why = refusals[order];
    if (why !== undefined) throw new UserError(why);
    return;
  }
  const status = process.status().state;
  if (status === 'stopping') throw new UserError(`${id} is already stopping.`);
  if (status !== 'stopped') return;
  if (state().heard !== true) throw new UserError(`${id} is not running.`);
  throw new UserError(`${id} is running, but Pitwall did not start it and cannot ${order} it.`);
}
