import { describe, expect, test } from 'vitest';
import { classificationEmbed } from '../../../src/discord/renderings/classification.ts';
import { english } from '../../../src/texts/english/index.ts';
import { classification } from '../../fakes/results.ts';

describe('a result', () => {
  test('shows times, penalties and places moved', () => {
    expect(classificationEmbed(classification(), english)).toMatchObject({
      title: 'Race: provisional result',
      description: '1\\. **Bob Brake** · 20:31.123 ▲1\n2\\. **Ada Quick** · 20:35.000 · +5 s ▼1',
      fields: [{ name: 'Penalties', value: 'P-3 Ada Quick +5 s (P1 → P2): contact' }],
      footer: { text: 'S-3 · by the results file · follows decisions until it is final' },
    });
  });

  test('says when it is final, and who is out', () => {
    const [bob, ada] = classification().rows;
    if (!bob || !ada) throw new Error('two rows were expected');
    const { position: _, ...out } = { ...ada, disqualified: true, laps: 11 };
    const embed = classificationEmbed(classification({ rows: [bob, out], final: { by: 'Chief', at: 0 } }), english);
    expect(embed.title).toBe('Race: final result');
    expect(embed.description).toContain('DSQ **Ada Quick** · +1 lap · ');
    expect(embed.footer?.text).toMatch(/final, by Chief$/);
  });
});
