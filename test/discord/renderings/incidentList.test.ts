import { expect, it } from 'vitest';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import { english } from '../../../src/texts/english/index.ts';
import { incident } from '../../fakes/incidents.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

function listOf(count: number, more: number | undefined, { isOfDriver = false, line = 'incident list' } = {}) {
  const incidents = Array.from({ length: count }, (_, index) => incident({ number: 5000 - index }));
  const answer = { kind: 'incidents', incidents, more, isOfDriver, line } as const;
  const { embeds, components = [], content } = discordRenderings(english, vocabulary).incidents(answer);
  const lines = (embeds?.[0]?.description ?? '').split('\n');
  return { content, lines, buttons: components.flatMap((row) => ('components' in row ? row.components : [])) };
}

it('shows all incidents without a button if they fit', () => {
  const { lines, buttons } = listOf(10, 0);
  expect([lines.length, buttons]).toEqual([10, []]);
  expect(listOf(0, 0).content).toBe('No incidents found.');
});

it.each([
  [50, 4950, {}, 'name a driver, or '],
  [50, 0, {}, 'name a driver, or '],
  [10, undefined, { line: 'incident list mine S-12' }, 'name a driver, or '],
  [10, undefined, { isOfDriver: true, line: 'incident list 76561198000000001' }, ''],
] as const)(
  'shows a part of %i and %s more, with a button for those after the last shown',
  (count, more, options, driver) => {
    const { lines, buttons } = listOf(count, more, options);
    const shown = lines.length - 1;
    const last = `INC-${5000 - shown + 1}`;
    const left = more === undefined ? 'maybe older ones' : `${count + more - shown} more`;
    expect(lines.at(-1)).toBe(`… and ${left}: ${driver}go on with \`before:${last}\``);
    expect(lines[shown - 1]).toContain(last);
    const line = `${'line' in options ? options.line : 'incident list'} ${last}`;
    expect(buttons).toMatchObject([{ label: 'Older', custom_id: expect.stringContaining(line) }]);
  },
);
