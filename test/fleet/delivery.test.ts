import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fault, faults, type Planted, World } from './world.ts';

function wrongAfter(happenings: readonly Fault[], planted?: Planted): string | undefined {
  const world = new World(planted);
  for (const each of happenings) world.meet(each);
  world.heal();
  return world.wrong();
}

describe('whatever is lost, repeated, put out of order, restarted or set back', () => {
  test('the hub has told all that has happened, each once and in order', () => {
    fc.assert(
      fc.property(faults, (happenings) => {
        expect(wrongAfter(happenings)).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what is planted is found', () => {
  test.each<[string, Planted]>([
    ['nobody asks where the hub stands', { neverAsks: true }],
    ['rows are deleted when NATS has acknowledged them', { deletesOnAcknowledgement: true }],
    ['the hub skips nothing', { neverSkips: true }],
    ['the hub takes any segment that it does not know', { takesAnySegment: true }],
  ])('%s', (_, planted) => {
    const found = fc.check(
      fc.property(faults, (happenings) => wrongAfter(happenings, planted) === undefined),
      // The rarest is found in one run of 1,300, and the search stops there.
      { numRuns: 20_000, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });

  // Too rare for a random run: one in 34,000.
  test('rows that are sent once more are no other message', () => {
    const restoredWhileTheHubIsAway: readonly Fault[] = [
      { do: 'send', how: 'well' },
      { do: 'send', how: 'well' },
      { do: 'read' },
      { do: 'confirm', lost: false, ms: 1000 },
      { do: 'edge is copied' },
      { do: 'make', rows: 2 },
      { do: 'send', how: 'well' },
      { do: 'read' },
      { do: 'edge is set back', to: 0 },
      { do: 'make', rows: 2 },
      { do: 'send', how: 'lost' },
      { do: 'send', how: 'well' },
      { do: 'send', how: 'well' },
    ];
    expect(wrongAfter(restoredWhileTheHubIsAway)).toBeUndefined();
    expect(wrongAfter(restoredWhileTheHubIsAway, { namesRowsAlone: true })).toMatch(/^never told: start s2/);
  });
});
