import { type Clock, everyAwake } from '../../kit/clock.ts';

interface LivenessOptions {
  readonly clock: Clock;
  /** Asks something that a living server answers. */
  readonly poll: () => void;
  /** The server was heard for the first time or again, or has been silent for 15 s. */
  readonly onHeard: (heard: boolean) => void;
}

interface Liveness {
  /** A datagram has arrived, now or at the given monotonic time; true if it ends a silence. */
  heard(at?: number): boolean;
  close(): void;
}

const pollMs = 2_000;
export const silenceMs = 15_000;
const stepMs = 1_000;

/** Tells a silent server from one with nothing to report: an empty one between sessions is quiet for minutes. */
export function watchLiveness({ clock, poll, onHeard }: LivenessOptions): Liveness {
  let state: 'unknown' | 'heard' | 'silent' = 'unknown';
  let lastHeard = clock.monotonic();
  let lastPoll = lastHeard;

  const close = everyAwake(clock, stepMs, () => {
    const now = clock.monotonic();
    if (now - lastHeard >= silenceMs && state !== 'silent') {
      state = 'silent';
      onHeard(false);
    }
    if (now - Math.max(lastHeard, lastPoll) >= pollMs) {
      lastPoll = now;
      poll();
    }
  });

  return {
    heard(at = clock.monotonic()) {
      const before = state;
      lastHeard = at;
      state = 'heard';
      if (before !== 'heard') onHeard(true);
      return before === 'silent';
    },
    close,
  };
}
