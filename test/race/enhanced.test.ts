import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventOf } from '../../src/events/events.ts';
import { cutSectors, lapOfSector, withSector } from '../../src/race/sectors.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { join, lapDone, sessionBegins } from './packets.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
  opened.feed.packets([sessionBegins(), join(3, '76561197900000003', 'Elena')]);
  opened.feed.events.splice(0);
});
afterEach(() => opened.remove());

const elena = { carId: 3, guid: '76561197900000003', name: 'Elena' };
const sector = (index: number, cuts = 0, carId = 3): void =>
  opened.feed.packets([{ type: 'sectorCompleted', carId, sector: index, sectorMs: 30_000 + index, cuts }]);
const lap = (cuts = 0): void => opened.feed.packets([lapDone(3, 90_000, cuts)]);
const told = <T extends 'lapCompleted' | 'sectorCompleted'>(type: T) =>
  opened.feed.events.filter((event): event is EventOf<T> => event.type === type);

describe('a sector', () => {
  it('is emitted as soon as it is completed, with its cuts, before its lap', () => {
    sector(0);
    sector(1, 2);
    expect(opened.feed.events).toMatchObject([
      { type: 'sectorCompleted', driver: elena, lap: 1, sector: 1, sectorMs: 30_000, cuts: 0 },
      { type: 'sectorCompleted', driver: elena, lap: 1, sector: 2, sectorMs: 30_001, cuts: 2 },
    ]);
  });

  it('names the sectors with cuts in the lap, and only the lap counts the cuts', () => {
    for (const [index, cuts] of [1, 0, 2].entries()) sector(index, cuts);
    lap(3);
    expect(told('lapCompleted')).toMatchObject([{ lap: 1, cuts: 3, cutSectors: [1, 3] }]);
    const [standing] = opened.feed.state().session?.standings.values() ?? [];
    expect(standing?.laps.map(({ cuts }) => cuts)).toEqual([3]);
  });

  it('belongs to the lap under way, and each lap starts with no sectors', () => {
    for (const cuts of [1, 0]) {
      for (const index of [0, 1, 2]) sector(index, index === 1 ? cuts : 0);
      lap(cuts);
      opened.feed.clock.advance(5000);
    }
    expect(told('sectorCompleted').map((event) => event.lap)).toEqual([1, 1, 1, 2, 2, 2]);
    expect(told('lapCompleted').map((event) => event.cutSectors)).toEqual([[2], undefined]);
  });

  it('may arrive after its lap: cuts missing from the other sectors were made in it', () => {
    for (const index of [0, 1, 2]) sector(index);
    lap();
    opened.feed.clock.advance(60_000);
    sector(0, 1);
    sector(1);
    lap(2);
    opened.feed.clock.advance(20);
    sector(2, 1);
    expect(told('lapCompleted')[1]?.cutSectors).toEqual([1, 3]);
    expect(told('sectorCompleted').at(-1)).toMatchObject({ lap: 2, sector: 3, cuts: 1 });
    opened.feed.clock.advance(30_000);
    sector(0);
    expect(told('sectorCompleted').at(-1)).toMatchObject({ lap: 3, sector: 1 });
  });

  it('gives a lap no cut sectors if another sector of it is missing', () => {
    sector(0);
    lap(1);
    lap(1);
    for (const event of told('lapCompleted')) expect(event).not.toHaveProperty('cutSectors', expect.anything());
  });

  it('is remembered across a restart of Pitwall', () => {
    sector(0);
    sector(1, 1);
    opened = opened.reopen();
    sector(2);
    lap(1);
    expect(told('lapCompleted')).toMatchObject([{ cutSectors: [2] }]);
  });
});

describe('the sector functions', () => {
  it('start a new lap when a sector does not follow the last one', () => {
    const first = withSector([], { sector: 1, cuts: 1 });
    expect(withSector(first, { sector: 2, cuts: 0 })).toHaveLength(2);
    expect(withSector(first, { sector: 1, cuts: 0 })).toEqual([{ sector: 1, cuts: 0 }]);
  });

  it('put a sector before any lap into lap 1, and a late last sector into the lap just done', () => {
    expect(lapOfSector(undefined, 3, 0)).toBe(1);
    expect(lapOfSector({ laps: [{ at: 0 }] }, 3, 5000)).toBe(2);
    expect(lapOfSector({ laps: [{ at: 0 }] }, 3, 20)).toBe(1);
    expect(lapOfSector({ laps: [{ at: 0 }] }, 1, 20)).toBe(2);
  });

  it('name no cut sectors if the sectors have more cuts than their lap', () => {
    expect(cutSectors([{ sector: 1, cuts: 2 }], 1, 3)).toBeUndefined();
    expect(cutSectors([{ sector: 1, cuts: 2 }], 0, 3)).toBeUndefined();
  });
});

describe('other packets of the manager’s own server', () => {
  it('report tyres by their short name', () => {
    opened.feed.packets([{ type: 'tyres', carId: 3, tyre: 'SM' }]);
    expect(opened.feed.events).toMatchObject([{ type: 'tyresReported', driver: elena, tyre: 'SM' }]);
  });

  it('for an unknown car make Pitwall ask who is in it', () => {
    sector(0, 0, 9);
    expect(opened.feed.asked).toEqual([9]);
  });

  it('give the round trip and how far the server’s clock is ahead', () => {
    const pluginTime = opened.feed.clock.now();
    opened.feed.clock.advance(40);
    opened.feed.packets([{ type: 'pong', pluginTime, serverTime: pluginTime + 1020 }]);
    expect(opened.feed.events).toMatchObject([{ type: 'serverPinged', roundTripMs: 40, clockAheadMs: 1000 }]);
  });

  it.each([-1, 10_001])('give no round trip for an answer that took %i ms', (tookMs) => {
    const pluginTime = opened.feed.clock.now() - tookMs;
    opened.feed.packets([{ type: 'pong', pluginTime, serverTime: pluginTime }]);
    expect(opened.feed.events).toEqual([]);
  });
});
