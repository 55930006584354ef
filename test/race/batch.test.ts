import { describe, expect, test } from 'vitest';
import { Batch } from '../../src/race/batch.ts';
import { nothingToMatch } from '../../src/race/matching.ts';
import { emptyState } from '../../src/race/state.ts';

const batch = (): Batch => new Batch({ server: 'main', at: 0, state: emptyState(1), matching: nothingToMatch });

describe('a finding that only the log reports', () => {
  test('is emitted at once', () => {
    const events = batch();
    events.addLine({ type: 'lobbyLost', answer: 'ERROR' }, false);
    expect(events.told.map(({ event }) => event)).toMatchObject([
      { type: 'lobbyLost', answer: 'ERROR', server: 'main' },
    ]);
    expect(events.told[0]?.event.late).toBeUndefined();
  });

  test('is marked late if it was written in Pitwall’s absence', () => {
    const events = batch();
    events.addLine({ type: 'lobbyLost', answer: 'ERROR' }, true);
    expect(events.told.map(({ event }) => event)).toMatchObject([{ type: 'lobbyLost', late: true }]);
  });

  test('does not compile without an entry in the table of keys, and is still emitted', () => {
    const events = batch();
    // @ts-expect-error no entry says whether UDP tells it as well
    events.addLine({ type: 'trackerTroubled', lines: ['made up'] }, false);
    expect(events.told.map(({ event }) => event)).toMatchObject([{ type: 'trackerTroubled', lines: ['made up'] }]);
  });

  test('does not wait for a datagram, unlike a finding that UDP reports too', () => {
    const driver = { carId: 3, guid: '76561197900000001', name: 'Elena' };
    const events = batch();
    events.addLine({ type: 'driverLeft', driver }, false);
    expect(events.told).toEqual([]);
    expect(events.matching.read).toHaveLength(1);
  });
});
