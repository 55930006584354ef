import { beforeEach, describe, expect, it } from 'vitest';
import { ADA, DRIVE_THROUGH, FACTS, type NoticesRig, rigInRace } from './rig.ts';

let rig: NoticesRig;
beforeEach(() => {
  rig = rigInRace();
});

describe('the notice of a penalty from an earlier race', () => {
  beforeEach(() => {
    rig.join(ADA);
    rig.load(ADA);
  });
  const inFirst = { run: 1, session: 1 };

  it('names that race, and waits for the end of the current one', () => {
    rig.end();
    rig.begin('Race 2');
    rig.give(inFirst);
    expect(rig.said).toEqual([]);
    rig.end();
    expect(rig.said).toEqual(['0: Race (S-1): P-1: 5-second time penalty.']);
  });

  it("waits no longer than the driver's own flag", () => {
    rig.end();
    rig.begin('Race 2');
    rig.give(inFirst);
    const board = [{ carId: 0, bestLapMs: 90_000, laps: 12, finished: true, totalMs: 1_000_000 }];
    rig.feed.notice({ type: 'lapCompleted', driver: ADA, lapMs: 90_000, cuts: 0, lap: 12, board } as never);
    expect(rig.said).toEqual(['0: Race (S-1): P-1: 5-second time penalty.']);
  });

  it('is sent at once if the penalty is to be served in the current race', () => {
    rig.end();
    rig.begin('Race 2');
    const given = rig.give({ ...inFirst, ...DRIVE_THROUGH });
    rig.serve(given);
    expect(rig.said.slice(1)).toEqual([
      '0: Race (S-1): P-1: drive-through, serve within 2 laps. Drive through the pit lane without stopping.',
      '0: Penalty P-1 served.',
    ]);
  });

  it('is sent at once in practice', () => {
    rig.end();
    rig.begin('Practice', 'practice');
    rig.give(inFirst);
    expect(rig.said).toEqual(['0: Race (S-1): P-1: 5-second time penalty.']);
  });

  it('names the date if the race was on another day', () => {
    rig.end();
    rig.clock.advance(7 * 24 * 60 * 60_000);
    rig.begin('Practice', 'practice');
    rig.give({ ...inFirst, type: 'warning', amount: 0 });
    // A league's day ends at six in the morning.
    const day = new Date(rig.clock.now() - (7 * 24 + 6) * 60 * 60_000);
    const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.getMonth()];
    expect(rig.said).toEqual([`0: Race (S-1, ${day.getDate()} ${month}): warning from race control.`]);
  });

  it('does not name the race if it is the current one, restarted', () => {
    rig.feed.notice({ type: 'sessionEnded', restarted: true });
    rig.feed.notice({
      type: 'sessionStarted',
      again: true,
      facts: { ...FACTS, kind: 'race', name: 'Race', zeroAt: 0 },
    });
    rig.give(inFirst);
    expect(rig.said).toEqual(['0: P-1: 5-second time penalty.']);
  });
});
