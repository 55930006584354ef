import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Caller, Role, Via } from '../../src/command/caller.ts';
import { fakeServer, worldOf } from '../command/world.ts';

const ask = async (line: string, via: Via, role: Role = 'admin') => {
  const { dispatcher } = worldOf(commands, [fakeServer('gt3').server]);
  const caller = { via, id: '1', name: 'Stig', role } as Caller;
  return dispatcher.dispatch({ line, caller, server: 'gt3' });
};

describe('help', () => {
  test.each(['slash', 'socket'] as const)('explains a command that only works in the game, even by %s', async (via) => {
    expect(await ask('help admin', via)).toMatchObject({
      kind: 'done',
      answer: {
        kind: 'help',
        commands: [{ usage: 'admin <password>', elsewhere: ['game'] }],
      },
    });
  });

  test.each(['slash', 'socket'] as const)('lists by %s only what works there', async (via) => {
    const outcome = await ask('help', via);
    const usages = outcome.kind === 'done' && outcome.answer.kind === 'help' ? outcome.answer.commands : [];
    expect(usages.length).toBeGreaterThan(20);
    expect(usages.map(({ usage }) => usage)).not.toContain('admin <password>');
  });

  test('explains no command above the caller’s role, and no unknown one', async () => {
    for (const line of ['help kick', 'help made up']) {
      expect(await ask(line, 'slash', 'driver')).toMatchObject({ kind: 'failed' });
    }
  });
});
