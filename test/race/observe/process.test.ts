import { expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/events.ts';
import { processWatch } from '../../../src/race/observe/process.ts';
import { emptyState } from '../../../src/race/state.ts';

test('a server’s last lines are emitted without passwords, addresses, GUIDs, and what was typed or said to one driver', () => {
  const told: EventBody[] = [];
  const watch = processWatch({ state: () => emptyState(1), notice: (...bodies) => told.push(...bodies) });
  const lastLines = [
    'NEW PICKUP CONNECTION from  192.0.2.44:50834',
    'Making Elena admin with hunter2',
    'Looking for available slot by name for GUID 76561190000000001 bmw_m3_e30',
    'CHAT',
    'CHAT [Otto]: !report Bea pushed me off',
    'UDP_PLUGIN: Send chat to car 1 MESSAGE: Penalty P-1 withdrawn',
    '/CANJOIN|76561190000000001CHAT [Otto]: !appeal P-2 no',
    'panic: v1.15.0',
  ];
  const lastExit = { at: 0, code: 2, signal: null, expected: false, lastLines };
  watch.changed({ state: 'stopped', adopted: false, lastExit }, (line) => line.replace('hunter2', '[redacted]'));
  expect(told).toEqual([
    {
      type: 'serverStopped',
      expected: false,
      code: 2,
      lastLines: [
        'NEW PICKUP CONNECTION from  [address]',
        'Making Elena admin with [redacted]',
        'Looking for available slot by name for GUID [GUID] bmw_m3_e30',
        'CHAT',
        'panic: v1.15.0',
      ],
    },
  ]);
});
