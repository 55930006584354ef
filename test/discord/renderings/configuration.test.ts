import { describe, expect, test } from 'vitest';
import { configurationMessage } from '../../../src/discord/renderings/configuration.ts';
import { english } from '../../../src/texts/english/index.ts';

const laps = {
  section: 'RACE',
  edit: { kind: 'laps', laps: 12 },
  changes: [
    { section: 'RACE', key: 'LAPS', before: '5', after: '12' },
    { section: 'RACE', key: 'TIME', before: undefined, after: '0' },
  ],
  fromNextStart: true,
} as const;

describe('a changed configuration', () => {
  test('shows the old and new values as a diff', () => {
    expect(configurationMessage(laps, english)).toEqual({
      embeds: [
        {
          description: [
            'RACE now has 12 laps. It applies from the next start of the game server.',
            '```diff',
            '  [RACE]',
            '- LAPS=5',
            '+ LAPS=12',
            '+ TIME=0',
            '```',
          ].join('\n'),
          footer: { text: 'server_cfg.ini' },
        },
      ],
    });
  });

  test('shows a renamed section', () => {
    const off = [{ section: 'RACE', key: undefined, before: '[RACE]', after: '[__CM_RACE_OFF]' }];
    const [embed] =
      configurationMessage({ ...laps, edit: { kind: 'disable' }, changes: off, fromNextStart: false }, english)
        .embeds ?? [];
    expect(embed?.description).toBe('RACE is now off.\n```diff\n- [RACE]\n+ [__CM_RACE_OFF]\n```');
  });

  test('says when there was nothing to change', () => {
    expect(configurationMessage({ ...laps, changes: [] }, english)).toEqual({
      embeds: [{ description: 'RACE already has 12 laps; nothing was written.' }],
    });
  });

  test('keeps values inside the code block and within the limit', () => {
    const hostile = [{ section: 'RACE', key: 'LAPS', before: '``` @everyone\n+ x', after: 'y'.repeat(9000) }];
    const [embed] = configurationMessage({ ...laps, changes: hostile }, english).embeds ?? [];
    expect(embed?.description?.match(/```/g)).toHaveLength(2);
    expect(embed?.description?.length).toBeLessThan(4096);
  });
});
