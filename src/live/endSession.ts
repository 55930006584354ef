import type { Clock } from '../kit/clock.ts';
import { atMost } from '../kit/wait.ts';
import type { Bus } from '../race/bus.ts';
import type { PluginLink } from './plugin.ts';

/** How long results may take to be written. */
const RESULTS_MS = 5000;

/** Where a signal kills at once, as on Windows, the session is ended first and its results are waited for. */
export async function endSession(server: {
  readonly bus: Pick<Bus, 'live'>;
  readonly plugin: Pick<PluginLink, 'send'>;
  readonly clock: Clock;
}): Promise<void> {
  const { bus, plugin, clock } = server;
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
