import type { TrackerActions, TrackerChange, TrackerInfo } from '../../src/features/tracker/actions.ts';

export const trackerInfo: TrackerInfo = {
  server: 'gt3',
  state: 'running',
  startedAt: Date.UTC(2026, 0, 1, 11, 30),
  complaints: [],
  isOutdated: false,
};

/** Immediately does what it is told, while a race is running. */
export function fakeTracker(): TrackerActions {
  const changed = (change: TrackerChange['change']) => async (): Promise<TrackerChange> => ({
    change,
    info: change === 'stopped' ? { ...trackerInfo, state: 'stopped' } : trackerInfo,
  });
  return {
    info: () => trackerInfo,
    start: changed('started'),
    stop: changed('stopped'),
    restart: changed('restarted'),
    lossOfStopping: () => 'Race is running.',
  };
}
