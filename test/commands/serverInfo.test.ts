import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Role, Via } from '../../src/command/caller.ts';
import { caller, WARNING, worldOf } from '../command/world.ts';

async function warningsFor(role: Role, via: Via = 'slash'): Promise<readonly string[] | undefined> {
  const outcome = await worldOf(commands).dispatcher.dispatch({ line: 'server info', caller: caller(role, { via }) });
  if (outcome.kind !== 'done' || outcome.answer.kind !== 'info') throw new Error('there is no answer');
  return outcome.answer.warnings;
}

test('admins are told what is not posted because everybody could read it', async () => {
  expect(await warningsFor('admin')).toEqual([WARNING]);
});

test.each(['steward', 'driver'] as const)('that is nothing to a %s', async (role) => {
  expect(await warningsFor(role)).toBeUndefined();
});

test('nor is it looked up for a program, which has no place for it', async () => {
  expect(await warningsFor('admin', 'socket')).toBeUndefined();
});
