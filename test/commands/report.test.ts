import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Caller } from '../../src/command/caller.ts';
import { caller, worldOf } from '../command/world.ts';

const GUID = '76561198000000001';

const formOf = (line: string, who: Partial<Caller>) =>
  worldOf(commands).dispatcher.formOf({ line, caller: caller('driver', who), server: 'gt3', canAsk: true });

describe('the report button', () => {
  it('asks what happened: one is pressed by mistake, too', () => {
    expect(formOf('report', { via: 'component', guid: GUID })?.fields.map(({ name }) => name)).toEqual([
      'words',
      'lap',
    ]);
  });

  it.each([
    ['whoever has said it', 'report he hit me', { via: 'component', guid: GUID }],
    ['whoever types the command', 'report', { via: 'slash', guid: GUID }],
    ['whoever sits in the car', 'report', { via: 'chat', guid: GUID }],
    ['whoever is no driver that Pitwall knows: the refusal says so', 'report', { via: 'component' }],
  ] as const)('asks nothing of %s', (_, line, who) => {
    expect(formOf(line, who)).toBeUndefined();
  });
});
