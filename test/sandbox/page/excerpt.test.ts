import { describe, expect, it } from 'vitest';
import { pageModule } from './pageModule.ts';

interface Quoted {
  readonly content?: string;
  readonly embeds?: readonly { readonly title?: string; readonly description?: string }[];
}

const { excerptOf } =
  await pageModule<Record<'excerptOf', (message: Quoted, state: object, now: number) => string>>('excerpt.js');

const NOW = Date.UTC(2026, 0, 1, 12);
const state = {
  members: [{ nick: 'Ada', user: { id: '12', username: 'ada' } }],
  roles: [{ id: '13', name: 'Steward' }],
  channels: [{ id: '14', name: 'stewards' }],
  threads: [],
};
const excerpt = (message: Quoted): string => excerptOf(message, state, NOW);

describe('the quote of a replied message, as one plain line:', () => {
  it.each([
    ['**Ada** gave __P-1__: *5 s* for ~~Bo~~ `INC-3`', 'Ada gave P-1: 5 s for Bo INC-3'],
    ['[INC-2](https://discord.com/channels/1/2/3): 5 s', 'INC-2: 5 s'],
    // A name with signs in it is theirs, and stays whole.
    ['\\*\\_Nitro\\_\\* and \\[KRT\\] Bo', '*_Nitro_* and [KRT] Bo'],
    ['snake_case_name', 'snake_case_name'],
    [
      '<@12>, <@99> and <@&13>: <#14> has </server info:15> <:flag:16> @everyone',
      '@Ada, @unknown-user and @Steward: #stewards has /server info :flag: @everyone',
    ],
    [`ends <t:${NOW / 1000 + 120}:R>`, 'ends in 2 minutes'],
    ['# Race\n> - **one**\n- two\n-# small', 'Race one two small'],
    ['```\n1 Ada\n2 Bo\n```', '1 Ada 2 Bo'],
    ['won by ||Ada||', 'won by ▇▇▇'],
  ])('%s', (content, line) => {
    expect(excerpt({ content })).toBe(line);
  });

  it('uses the title of a card, or else its description', () => {
    expect(excerpt({ content: '', embeds: [{ title: 'INC-2 · **Ada**', description: 'lap 1' }] })).toBe('INC-2 · Ada');
    expect(excerpt({ embeds: [{ description: '**P-1** stands' }] })).toBe('P-1 stands');
  });

  it('is empty if there is nothing to quote', () => {
    expect(excerpt({ content: '' })).toBe('');
  });
});
