import type { Clock } from '../kit/clock.ts';
import { atMost } from '../kit/wait.ts';
import type { Bus } from '../race/bus.ts';
import type { RaceState } from '../race/state.ts';
import type { PluginLink } from './plugin.ts';

/** How long writing the results may take. */
const RESULTS_MS = 5000;

/**
 * acServer writes no results of the running session when it is stopped, whatever the signal. So the session is ended
 * first, and its results are awaited.
 */
export async function endSession(server: {
  readonly bus: Pick<Bus, 'live'>;
  readonly plugin: Pick<PluginLink, 'send'>;
  readonly clock: Clock;
  readonly state: () => Pick<RaceState, 'heard' | 'session'>;
}): Promise<void> {
  const { bus, plugin, clock, state } = server;
  const { heard, session } = state();
  if (heard !== true || !session || session.over) return;
  let stopListening = () => {};
  const ended = new Promise<void>((resolve) => {
    stopListening = bus.live(({ type }) => {
      if (type === 'sessionEnded' || type === 'sessionStarted') resolve();
    });
  });
  plugin.send({ type: 'nextSession' });
  await atMost(clock, RESULTS_MS, ended);
  stopListening();
}
