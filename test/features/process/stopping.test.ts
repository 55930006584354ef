import { describe, expect, it } from 'vitest';
import type { ProcessState } from '../../../src/acserver/process.ts';
import type { RaceEvent, SessionFacts } from '../../../src/events/events.ts';
import { lossOfStopping, type StopKind } from '../../../src/features/process/stopping.ts';
import { emptyState, fold } from '../../../src/race/state.ts';

const facts: SessionFacts = {
  index: 0,
  kind: 'practice',
  name: 'Practice',
  minutes: 20,
  laps: 0,
  track: 'magione',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
};
const stamp = { at: 0, server: 'gt3', run: 1, session: 1 };
const STARTED: readonly RaceEvent[] = [
  { ...stamp, type: 'serverStarted', adopted: false },
  { ...stamp, type: 'serverHeard' },
  { ...stamp, type: 'sessionStarted', facts, again: false },
];
const STOPPED: RaceEvent = { ...stamp, type: 'serverStopped', expected: true, lastLines: [] };

const loss =
  (process: ProcessState, events: readonly RaceEvent[], refusals?: Partial<Record<StopKind, string>>) =>
  (order: StopKind): string =>
    lossOfStopping(
      {
        id: 'gt3',
        config: { id: 'gt3', directory: '/srv/gt3', external: refusals && {} },
        refusals: refusals ?? {},
        state: () => events.reduce(fold, emptyState(1)),
        process: { status: () => ({ state: process, adopted: false }) },
      },
      order,
    );

describe('what stopping would cost', () => {
  it('is the current session', () => {
    expect(loss('running', STARTED)('stop')).toBe(
      'Practice is live with 0 drivers connected. It will end here, with the results so far.',
    );
  });

  it('is unknown for an external server that sends nothing', () => {
    expect(loss('stopped', [...STARTED, STOPPED], {})('stop')).toBe(
      'No UDP data from the server, so Pitwall cannot tell whether anybody is driving.',
    );
  });

  it.each([
    ['after a stop', loss('stopped', [...STARTED, STOPPED]), 'stop', 'gt3 is not running.'],
    ['after a stop', loss('stopped', [...STARTED, STOPPED]), 'restart', 'gt3 is not running.'],
    ['before the first start', loss('stopped', []), 'stop', 'gt3 is not running.'],
    ['while it is stopping', loss('stopping', STARTED), 'stop', 'gt3 is already stopping.'],
    [
      'after somebody else started it',
      loss('stopped', STARTED),
      'restart',
      'gt3 is running, but Pitwall did not start it and cannot restart it.',
    ],
    ['without a command for it', loss('running', STARTED, { stop: 'Nobody said how.' }), 'stop', 'Nobody said how.'],
  ] as const)('is not worked out if stopping is impossible: %s (%#)', (_, of, order, sentence) => {
    expect(() => of(order)).toThrow(sentence);
  });
});
