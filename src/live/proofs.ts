/** Checks whether something that an earlier Pitwall began has taken effect. */
import { sha256Of } from '../acserver/files.ts';
import type { ProcessStatus } from '../acserver/process.ts';
import type { EventType, RaceEvent } from '../events/events.ts';
import type { ActProof } from '../kit/attempt.ts';
import type { RaceState } from '../race/state.ts';

export interface Witness {
  readonly state: () => RaceState;
  /** Events of this type since then, from the current run of the game server. */
  readonly events: (type: EventType, since: number) => readonly RaceEvent[];
  readonly process: { status(): Status };
}

type Status = Pick<ProcessStatus, 'state' | 'startedAt' | 'isAssumed'>;

/** @param at when the act began; UTC, milliseconds */
export async function isShown(proof: ActProof, at: number, witness: Witness): Promise<boolean> {
  const { state, events } = witness;
  switch (proof.by) {
    case 'leaving':
      return events('driverLeft', at).some((event) => event.type === 'driverLeft' && event.driver.guid === proof.guid);
    case 'session': {
      const { run, session } = state();
      const isAnother = run !== proof.run || session?.ordinal !== proof.session;
      return isAnother || isStopped(at, witness);
    }
    case 'file':
      return (await sha256Of(proof.path)) === proof.sha256;
    case 'process':
      return proof.is === 'stopped' ? isStopped(at, witness) : isStartedSince(proof, at, witness);
  }
}

/** That somebody else's server is silent does not prove that it has stopped. */
function isStopped(at: number, { process, state, events }: Witness): boolean {
  const { state: phase, isAssumed = false } = process.status();
  if (phase !== 'stopped' || state().heard === true) return false;
  return !isAssumed || events('serverStopped', at).length > 0;
}

/**
 * When somebody else's server was started is not known. Its log may tell that it was, or the first packet of the new
 * process, with which another run begins. In run 0 nothing was known of it yet.
 */
function isStartedSince({ run = 0 }: { readonly run?: number | undefined }, at: number, witness: Witness): boolean {
  const { process, state, events } = witness;
  const { state: phase, startedAt } = process.status();
  if (phase === 'stopped') return false;
  if (startedAt !== undefined) return startedAt >= at;
  return (run > 0 && state().run !== run) || events('serverStarted', at).length > 0;
}
