import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { car, type IncidentRig } from '../incidents/rig.ts';
import { commandsOn, MINUTE, rigWithContact } from './world.ts';

const HALF_AN_HOUR = 30 * MINUTE;

let rig: IncidentRig;
beforeEach(() => {
  rig = rigWithContact();
});
afterEach(() => rig.remove());

const { drive, steward } = commandsOn(() => rig);

const flag = (...who: number[]) =>
  rig.tell({
    type: 'lapCompleted',
    driver: car(who[0] ?? 1),
    lapMs: 90_000,
    cuts: 0,
    lap: 1,
    board: who.map((n) => ({ carId: n, laps: 1, timeMs: 90_000, finished: true })),
  });

describe('the appeal deadline', () => {
  const decide = () => steward('Ada', 'incident decide 1 "Driver 1" time 5');

  test('is half an hour after the driver takes the flag, if the decision came before it', async () => {
    await decide();
    expect(rig.appeals.termOf(1)).toEqual({ minutesAfterFlag: 30 });
    rig.clock.advance(2 * HALF_AN_HOUR);
    expect(await drive(2, 'appeal P-1 unfair')).toBe('text');
    flag(1, 2);
    expect(rig.appeals.termOf(1)).toEqual({ until: rig.clock.now() + HALF_AN_HOUR });
    rig.clock.advance(HALF_AN_HOUR);
    expect(await drive(1, 'appeal P-1 unfair')).toBe('text');
  });

  test('is separate for each driver', async () => {
    await decide();
    flag(1);
    rig.clock.advance(HALF_AN_HOUR + MINUTE);
    expect(await drive(1, 'appeal P-1 unfair')).toBe('Too late: the deadline to appeal P-1 was 1 min ago.');
    expect(await drive(2, 'appeal P-1 unfair')).toBe('text');
  });

  test('is half an hour after the decision, if that came after the flag', async () => {
    flag(1, 2);
    rig.clock.advance(HALF_AN_HOUR);
    await decide();
    expect(rig.appeals.termOf(1)).toEqual({ until: rig.clock.now() + HALF_AN_HOUR });
    rig.clock.advance(HALF_AN_HOUR + MINUTE);
    expect(await drive(1, 'appeal P-1 unfair')).toMatch(/^Too late/);
  });

  test('starts again with the flag of a later session in the same event', async () => {
    await decide();
    flag(1, 2);
    rig.tell({ type: 'sessionEnded' });
    rig.clock.advance(HALF_AN_HOUR + MINUTE);
    expect(rig.appeals.termOf(1)).toBeUndefined();
    const { session } = rig.feed.state();
    if (session)
      rig.tell({ type: 'sessionStarted', facts: { ...session.facts, index: 2, name: 'Race 2' }, again: false });
    expect(rig.appeals.termOf(1)).toEqual({ minutesAfterFlag: 30 });
    flag(1, 2);
    rig.clock.advance(MINUTE);
    expect(rig.appeals.termOf(1)).toEqual({ until: rig.clock.now() + HALF_AN_HOUR - MINUTE });
  });

  test('counts from the end of the session if there was no flag, and survives a restart', async () => {
    await decide();
    rig.clock.advance(MINUTE);
    rig.tell({ type: 'sessionEnded' });
    const until = rig.clock.now() + HALF_AN_HOUR;
    expect(rig.appeals.termOf(1)).toEqual({ until });
    rig = rig.reopen();
    expect(rig.appeals.termOf(1)).toEqual({ until });
  });

  test('is not extended by a session of a later event', async () => {
    await decide();
    flag(1, 2);
    rig.tell({ type: 'sessionEnded' });
    rig.clock.advance(24 * 60 * MINUTE);
    const { session } = rig.feed.state();
    if (session) rig.tell({ type: 'sessionStarted', facts: { ...session.facts, index: 2 }, again: false });
    expect(await drive(1, 'appeal P-1 unfair')).toMatch(/^Too late/);
  });
});
