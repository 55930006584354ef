import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Role, Via } from '../../src/command/caller.ts';
import type { Sentence } from '../../src/kit/sentence.ts';
import { caller, WARNING, worldOf } from '../command/world.ts';

async function warningsFor(role: Role, via: Via = 'slash'): Promise<readonly Sentence[] | undefined> {
  const outcome = await worldOf(commands).dispatcher.dispatch({ line: 'server info', caller: caller(role, { via }) });
  if (outcome.kind !== 'done' || outcome.answer.kind !== 'info') throw new Error('there is no answer');
  return outcome.answer.warnings;
}

test('an admin sees the warning about a channel that everybody can read', async () => {
  expect(await warningsFor('admin')).toEqual([WARNING]);
});

test.each(['steward', 'driver'] as const)('a %s does not see the warning', async (role) => {
  expect(await warningsFor(role)).toBeUndefined();
});

test('the warning is left out for a program', async () => {
  expect(await warningsFor('admin', 'socket')).toBeUndefined();
});
