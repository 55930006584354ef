/** Checks whether something that an earlier Pitwall began has taken effect. */
import { sha256Of } from '../acserver/files.ts';
import type { ProcessStatus } from '../acserver/process.ts';
import type { RaceEvent } from '../events/events.ts';
import type { ActProof } from '../kit/attempt.ts';
import type { RaceState } from '../race/state.ts';

export interface Witness {
  readonly state: () => RaceState;
  /** Departures since then, from the current run of the game server. */
  readonly departures: (since: number) => readonly RaceEvent[];
  readonly process: { status(): Pick<ProcessStatus, 'state' | 'startedAt'> };
}

/** @param at when the act began; UTC, milliseconds */
export async function isShown(proof: ActProof, at: number, { state, departures, process }: Witness): Promise<boolean> {
  switch (proof.by) {
    case 'leaving':
      return departures(at).some((event) => event.type === 'driverLeft' && event.driver.guid === proof.guid);
    case 'session': {
      const { run, session } = state();
      const isAnother = run !== proof.run || session?.ordinal !== proof.session;
      return isAnother || isStopped(process.status(), state());
    }
    case 'file':
      return (await sha256Of(proof.path)) === proof.sha256;
    case 'process':
      return proof.is === 'stopped' ? isStopped(process.status(), state()) : isStartedSince(process.status(), at);
  }
}

const isStopped = ({ state }: Pick<ProcessStatus, 'state'>, { heard }: RaceState): boolean =>
  state === 'stopped' && heard !== true;

const isStartedSince = ({ state, startedAt = 0 }: Pick<ProcessStatus, 'state' | 'startedAt'>, at: number): boolean =>
  state !== 'stopped' && startedAt >= at;
