import { describe, expect, it } from 'vitest';
import { carryOverMessage } from '../../../src/discord/renderings/carryOver.ts';
import type { CarriedOver } from '../../../src/events/carryOver.ts';
import { carryOver } from '../../fakes/carryOver.ts';
import { penalty } from '../../fakes/penalties.ts';

const entry = (number: number, more: Partial<CarriedOver> = {}): CarriedOver => ({
  penalty: penalty({ number, type: 'time', amount: 5, laps: undefined, lapsLeft: undefined, state: 'issued' }),
  ...more,
});
const message = (...entries: readonly CarriedOver[]) => carryOverMessage(carryOver({ entries }));
const buttonsOf = (...entries: readonly CarriedOver[]) =>
  message(...entries).components.map(({ components }) =>
    components.map((part) => ('custom_id' in part && part.custom_id) || ''),
  );

describe('the message about penalties to carry over after a restart', () => {
  it('has two buttons for each open penalty, and two for all', () => {
    expect(message(entry(1)).embeds[0]?.title).toBe('Race restarted: what carries over from S-3 to S-4?');
    expect(buttonsOf(entry(1))).toEqual([['1@gt3:race keep P-1', '1@gt3:race drop P-1']]);
    expect(buttonsOf(entry(1), entry(2), entry(3))).toEqual([
      ['1@gt3:race keep P-1', '1@gt3:race drop P-1', '1@gt3:race keep P-2', '1@gt3:race drop P-2'],
      ['1@gt3:race keep P-3', '1@gt3:race drop P-3'],
      ['1@gt3:race keep all', '1@gt3:race drop all'],
    ]);
  });

  it('shows who kept or dropped each, and has no buttons once all are answered', () => {
    const kept = entry(1, { answer: 'kept', by: 'Stig' });
    const dropped = entry(2, { answer: 'dropped', by: 'Sue*' });
    const gone = { penalty: { ...entry(3).penalty, state: 'withdrawn' } } as const;
    expect(message(kept, dropped, gone)).toMatchObject({
      embeds: [
        {
          description: [
            '**P-1** · **Ada Quick**: 5-second time penalty · kept, Stig',
            '~~**P-2** · **Ada Quick**: 5-second time penalty~~ · dropped, Sue\\*',
            '**P-3** · **Ada Quick**: 5-second time penalty · withdrawn',
          ].join('\n'),
          footer: { text: 'All answered.' },
        },
      ],
      components: [],
    });
    expect(buttonsOf(kept, dropped, gone, entry(4))).toHaveLength(1);
  });

  it('fits into a message, however many penalties there are', () => {
    const many = Array.from({ length: 200 }, (_, index) => entry(index + 1));
    const { embeds, components } = message(...many);
    expect(components.map(({ components: row }) => row.length)).toEqual([4, 4, 4, 4, 2]);
    expect(embeds[0]?.description?.length).toBeLessThanOrEqual(4096);
  });
});
