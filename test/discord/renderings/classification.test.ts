import { describe, expect, test } from 'vitest';
import { classificationEmbed } from '../../../src/discord/renderings/classification.ts';
import { english } from '../../../src/texts/english/index.ts';
import { classification } from '../../fakes/results.ts';

describe('a result', () => {
  test('shows times, penalties and places moved', () => {
    expect(classificationEmbed(classification(), english)).toMatchObject({
      title: 'Race: provisional classification',
      description:
        '1\\. **Bob Brake** · 12 laps · 20:31.123 (P2 → P1)\n2\\. **Ada Quick** · 12 laps · +3.877 · +5 s (P1 → P2)',
      fields: [{ name: 'Penalties', value: 'Ada Quick · P-3 +5 s: contact' }],
      footer: { text: "S-3 · from acServer's results file · updates with stewards' decisions until finalised" },
    });
  });

  test('says that it is final, and who was disqualified', () => {
    const [bob, ada] = classification().rows;
    if (!bob || !ada) throw new Error('two rows were expected');
    const { position: _, ...out } = { ...ada, disqualified: true, laps: 11 };
    const embed = classificationEmbed(classification({ rows: [bob, out], final: { by: 'Chief', at: 0 } }), english);
    expect(embed.title).toBe('Race: final classification');
    expect(embed.description).toContain('\nDSQ **Ada Quick** · 11 laps · 20:35.000 · +5 s (P1 → out)');
    expect(embed.footer?.text).toMatch(/finalised by Chief$/);
  });

  test('shows number, car, gap and best lap, and who retired or did not start', () => {
    const [bob, ada] = classification().rows;
    if (!bob || !ada) throw new Error('two rows were expected');
    const clean = { ...ada, before: 2, penaltyMs: 0, guid: '', car: 'abarth500', bestLapMs: 100_301 };
    const rows = [
      { ...bob, before: 1, number: '12', car: 'ks_mazda', bestLapMs: 99_000 },
      { ...clean, name: 'Cid', carId: 2, position: 2, before: 2, laps: 11 },
      { ...clean, name: 'Dan', carId: 3, position: 3, before: 3, laps: 4, status: 'DNF' as const },
      {
        ...clean,
        name: 'Eva',
        carId: 4,
        position: undefined,
        before: undefined,
        laps: 0,
        timeMs: undefined,
        bestLapMs: undefined,
        status: 'DNF' as const,
      },
      ...['Flo', 'Gus'].map((name) => ({
        ...clean,
        name,
        position: undefined,
        before: undefined,
        laps: 0,
        status: 'DNS' as const,
      })),
    ];
    const { description } = classificationEmbed(classification({ rows, amendments: [] }), english);
    expect(description?.split('\n')).toEqual([
      '1\\. **Bob Brake** · #12 · ks\\_mazda · 12 laps · 20:31.123 · best 1:39.000',
      '2\\. **Cid** · abarth500 · 11 laps · +1 lap · best 1:40.301',
      '3\\. **Dan** · abarth500 · DNF · 4 laps · +8 laps · best 1:40.301',
      'DNF **Eva** · abarth500 · 0 laps · no time',
      'DNS Flo, Gus',
    ]);
  });

  test('shows the places lost to two penalties of one driver only once', () => {
    const [amendment] = classification().amendments;
    if (!amendment) throw new Error('an amendment was expected');
    const amendments = [amendment, { ...amendment, penalty: 'P-6', seconds: 10, reason: '' }];
    const { fields, description } = classificationEmbed(classification({ amendments }), english);
    expect(fields?.[0]?.value).toBe('Ada Quick · P-3 +5 s: contact · P-6 +10 s');
    expect(description?.match(/P1 → P2/g)).toHaveLength(1);
  });
});
