import { describe, expect, test } from 'vitest';
import type { MessageContent } from '../../../src/discord/common/message.ts';
import { entriesMessage, gridChangeMessage, gridMessage } from '../../../src/discord/renderings/grid.ts';
import type { GridPlace, GridView } from '../../../src/features/grid/actions.ts';
import { english } from '../../../src/texts/english/index.ts';
import { slot } from '../../fakes/grid.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

const textOf = ({ embeds }: MessageContent): string => embeds?.[0]?.description ?? '';

const place = (facts: Partial<GridPlace>): GridPlace => ({
  carId: 0,
  from: 0,
  name: 'Ada',
  model: 'bmw_z4_gt3',
  guids: [],
  ...facts,
});

const staged: GridView = {
  places: [
    place({ carId: 0, from: 12, position: 1 }),
    place({ carId: 1, from: 0, position: 2, name: 'Bo', model: 'ks_mclaren_650_gt3' }),
    place({ carId: 2, from: 1, name: '' }),
    place({ carId: 3, from: 2, name: '', guids: ['76561198000000001'] }),
  ],
  staged: { rule: 'finish', results: 'results/2019_2_15_21_16_RACE.json', author: 'The *boss*', at: 1_800_000_000_000 },
  notes: ['The race at spa.', 'Beware of @everyone.'],
};

describe('a staged grid', () => {
  test('shows the new and old place of each driver, then the old and new car ids', () => {
    expect(gridMessage(staged, english, vocabulary)).toEqual({
      embeds: [
        {
          title: 'Grid by finishing order',
          description: [
            'Staged by The \\*boss\\* <t:1800000000:R>.',
            'The race at spa.',
            'Beware of @\u200beveryone.',
            '```',
            'place  was  race  name',
            '1      13   P1    Ada',
            '2      1    P2    Bo',
            '3      2    -     (open)',
            '4      3    -     (reserved)',
            '```',
            '```',
            'id    car',
            '12→0  bmw_z4_gt3',
            '0→1   ks_mclaren_650_gt3',
            '1→2   bmw_z4_gt3',
            '2→3   bmw_z4_gt3',
            '```',
          ].join('\n'),
          footer: { text: 'Not saved yet: use /grid save · results/2019_2_15_21_16_RACE.json' },
        },
      ],
    });
  });

  test('says that it is reversed', () => {
    const reversed = { ...staged, staged: { rule: 'reverse', results: '', author: 'A', at: 0 } } as const;
    const [embed] = gridMessage(reversed, english, vocabulary).embeds ?? [];
    expect(embed?.title).toBe('Grid by reversed finishing order');
  });
});

describe('the current grid', () => {
  test('has no old places', () => {
    const grid = { places: [place({})], notes: [] };
    expect(gridMessage(grid, english, vocabulary)).toEqual({
      embeds: [
        {
          title: 'Current grid',
          description: '```\nplace  id  name\n1      0   Ada\n```\n```\nid  car\n0   bmw_z4_gt3\n```',
        },
      ],
    });
  });
});

describe('a changed entry list', () => {
  const grid = { places: [place({})], notes: ['It will not count.'] };

  test('says from which start it applies', () => {
    const saved = gridChangeMessage({ change: 'saved', grid, fromNextStart: true }, english, vocabulary);
    expect(saved.embeds?.[0]?.title).toBe('Grid saved');
    expect(textOf(saved)).toMatch(
      /^The grid is saved in entry_list\.ini\. The running server keeps its current grid: this one applies from its next start\.\nIt will not count\.\n```/,
    );
    const undone = gridChangeMessage({ change: 'undone', grid, fromNextStart: false }, english, vocabulary);
    expect(undone.embeds?.[0]?.title).toBe('Grid save undone');
    expect(textOf(undone)).toMatch(
      /^entry_list\.ini is back to what it was before the save\. It applies from the next start\.\n/,
    );
  });
});

describe('the entries', () => {
  const entries = [
    slot({ driverName: 'Ada', guids: ['76561198000000001', '76561198000000002'], ballastKg: 25, restrictor: 10 }),
    slot({ carId: 1, guids: [] }),
  ];

  test('show GUIDs to stewards', () => {
    expect(textOf(entriesMessage({ kind: 'entries', entries, show: { guids: true, addresses: false } }, english))).toBe(
      [
        '```\nid  name\n0   Ada\n1   (open)\n```',
        '```\nid  kg  %   car\n0   25  10  dj_skipbarber_f2000\n1   0   0   dj_skipbarber_f2000\n```',
        '```\nid  GUID\n0   76561198000000001 +1\n1   -\n```',
      ].join('\n'),
    );
  });

  test('show no GUIDs to drivers', () => {
    const message = entriesMessage({ kind: 'entries', entries, show: { guids: false, addresses: false } }, english);
    expect(JSON.stringify(message)).not.toContain('7656119');
  });

  test('say so if the list is empty', () => {
    const show = { guids: false, addresses: false };
    expect(entriesMessage({ kind: 'entries', entries: [], show }, english)).toEqual({
      content: 'entry_list.ini has no slots.',
    });
  });
});

describe('the longest grid or entry list', () => {
  const wide = '`🏎'.repeat(120);

  test('fits into an embed, and no name ends the code block', () => {
    const places = Array.from({ length: 255 }, (_, carId) =>
      place({ carId, from: 254 - carId, name: wide, model: wide }),
    );
    const notes = Array.from({ length: 9 }, () => '*'.repeat(500));
    const grid = { ...staged, places, notes };
    const entries = places.map(({ carId }) => slot({ carId, driverName: wide, model: wide, guids: [wide, wide] }));
    for (const message of [
      gridMessage(grid, english, vocabulary),
      gridChangeMessage({ change: 'saved', grid, fromNextStart: true }, english, vocabulary),
      entriesMessage({ kind: 'entries', entries, show: { guids: true, addresses: true } }, english),
    ]) {
      expect(textOf(message).length).toBeLessThanOrEqual(4096);
      expect((textOf(message).match(/```/g) ?? []).length % 2).toBe(0);
      expect(textOf(message)).toContain('… and ');
    }
  });
});
