import { describe, expect, it, test } from 'vitest';
import { lobby } from '../../commands/lobby.ts';
import { tracker } from '../../commands/tracker.ts';
import type { Server } from '../../src/command/app.ts';
import type { Role } from '../../src/command/caller.ts';
import { caller, fakeServer, worldOf } from '../command/world.ts';
import { fakeTracker } from '../fakes/tracker.ts';

function open(overrides: Partial<Server> = {}) {
  const { dispatcher } = worldOf([...lobby, ...tracker], [fakeServer('gt3', overrides).server]);
  return (line: string, role: Role = 'admin', ask = false) =>
    dispatcher.dispatch({ line, caller: caller(role), canAsk: ask });
}

test.each([
  ['lobby info', 'driver'],
  ['lobby restart', 'admin'],
  ['tracker start', 'admin'],
  ['tracker stop', 'admin'],
  ['tracker restart', 'admin'],
  ['tracker status', 'admin'],
] as const)('"%s" needs the role %s', async (line, role) => {
  const say = open();
  expect(await say(line, role)).toMatchObject({ kind: 'done' });
  if (role === 'admin') expect(await say(line, 'steward')).toMatchObject({ kind: 'failed' });
});

describe('a malformed lobby or tracker line', () => {
  test.each([
    'lobby',
    'lobby infos',
    'lobby info http://192.0.2.1/lobby.ashx/register',
    'lobby restart 192.0.2.1',
    'tracker start --stracker_ini /etc/passwd',
    'tracker stop ; rm -rf /',
    `tracker ${'x'.repeat(5000)}`,
    'tracker status \u0000\u0001',
  ])('is refused: %j', async (line) => {
    const outcome = await open()(line);
    expect(outcome).toMatchObject({ kind: 'failed', sentence: expect.any(String) });
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
  });
});

describe('stopping stracker', () => {
  it.each(['tracker stop', 'tracker restart'])('asks first during a session: %s', async (line) => {
    const outcome = await open()(line, 'admin', true);
    expect(outcome).toMatchObject({ kind: 'confirm', text: expect.stringContaining('Race is running.') });
  });

  it.each(['tracker stop', 'tracker restart'])('asks nothing between sessions: %s', async (line) => {
    const say = open({ tracker: { ...fakeTracker(), lossOfStopping: () => undefined } });
    expect(await say(line, 'admin', true)).toMatchObject({ kind: 'done' });
  });
});
