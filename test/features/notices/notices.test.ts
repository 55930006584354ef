/** What drivers hear of decisions, wherever they were when these were made. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { ADA, BOB, DRIVE_THROUGH, type NoticesRig, rigInRace } from './rig.ts';

/** Waits until the chat lines have been sent. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let rig: NoticesRig;
beforeEach(() => {
  rig = rigInRace();
});

test('a driver who was away reads what was decided before the greeting', async () => {
  rig.greet();
  rig.join(ADA);
  rig.leave(ADA);
  rig.give();
  rig.join(ADA);
  rig.load(ADA);
  await settled();
  expect(rig.said.map((line) => line.slice(0, 20))).toEqual(['0: Penalty P-1: 5 s.', '0: This server is st']);
});

describe('a driver who is there', () => {
  beforeEach(() => {
    rig.join(ADA);
    rig.load(ADA);
  });

  it('hears of it at once: what, for which contact, and what to do by when', () => {
    rig.give({ ...DRIVE_THROUGH, incident: 3, reason: 'left no room' });
    expect(rig.said).toEqual([
      'all: Race control: drive-through for Ada Quick.',
      '0: Penalty P-1: drive-through, serve within 2 laps (INC-3, contact with Bob Brake on lap 4: left no room). Drive through the pit lane without stopping.',
    ]);
  });

  it('hears with whom it was where the steward gave no reason', () => {
    rig.give({ incident: 3, reason: 'INC-3' });
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s (INC-3, contact with Bob Brake on lap 4).']);
  });

  it('hears the reason alone where the incident is not to be found', () => {
    rig.give({ incident: 4, reason: 'pushing' });
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s (pushing).']);
  });

  it('hears it once', async () => {
    rig.give();
    await settled();
    rig.end();
    rig.resume();
    rig = rig.reopen();
    rig.resume();
    rig.leave(ADA);
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual([]);
  });

  it('hears what becomes of it', async () => {
    const given = rig.give(DRIVE_THROUGH);
    await settled();
    rig.fail(given);
    expect(rig.said.slice(2)).toEqual([
      '0: Penalty P-3: 20 s (P-1 (drive-through within 2 laps) not served).',
      '0: Penalty P-1 not served: converted to P-3.',
    ]);
  });
});

describe('a driver who is away', () => {
  it('hears it first thing when the game has loaded, not before it can be read', () => {
    const given = rig.give(DRIVE_THROUGH);
    rig.give({ incident: 3 });
    expect(rig.said).toEqual(['all: Race control: drive-through for Ada Quick.']);
    rig.join(ADA);
    expect(rig.said).toHaveLength(1);
    rig.load(ADA);
    expect(rig.said.slice(1)).toEqual([
      `0: Penalty P-${given.number}: drive-through, serve within 2 laps. Drive through the pit lane without stopping.`,
      '0: Penalty P-2: 5 s (INC-3, contact with Bob Brake on lap 4).',
    ]);
  });

  it('hears it after a restart of Pitwall', () => {
    rig.give();
    rig = rig.reopen();
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });

  it('hears nothing of what was withdrawn meanwhile', () => {
    rig.withdraw(rig.give());
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual([]);
  });

  it('hears of the time alone that took the place of what was not served', () => {
    rig.fail(rig.give({ ...DRIVE_THROUGH, incident: 3 }));
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said.slice(1)).toEqual([
      '0: Penalty P-3: 20 s (INC-3, contact with Bob Brake on lap 4: P-1 (drive-through within 2 laps) not served).',
    ]);
  });

  it('hears it at the next join where the words did not leave the first time', async () => {
    rig.give();
    rig.muted.add(ADA.carId);
    rig.join(ADA);
    rig.load(ADA);
    await settled();
    expect(rig.said).toEqual([]);
    rig.muted.clear();
    rig.leave(ADA);
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });

  it('hears it at the start of Pitwall where the words did not leave before its end', async () => {
    rig.give();
    rig.muted.add(ADA.carId);
    rig.join(ADA);
    rig.load(ADA);
    await settled();
    rig = rig.reopen();
    rig.resume();
    expect(rig.said).toEqual(['0: Penalty P-1: 5 s.']);
  });
});

describe('a driver whose account is linked', () => {
  beforeEach(() => void rig.linked.add(ADA.guid));

  it('is called on Discord once the session is over, for all that stands', () => {
    rig.give();
    rig.withdraw(rig.give({ amount: 10 }));
    rig.give({ driver: BOB });
    expect(rig.notified()).toEqual([]);
    rig.end();
    expect(rig.notified()).toMatchObject([{ driver: ADA, penalties: [{ number: 1 }] }]);
  });

  it('is called at once for what is decided after the flag', () => {
    rig.end();
    rig.give();
    expect(rig.notified()).toMatchObject([{ penalties: [{ number: 1 }] }]);
  });

  it('is called once', () => {
    rig.give();
    rig.end();
    rig.begin('Race 2');
    rig.end();
    expect(rig.notified()).toHaveLength(1);
  });

  it('is not called when a race starts over', () => {
    rig.give();
    rig.feed.notice({ type: 'sessionEnded', restarted: true });
    expect(rig.notified()).toEqual([]);
  });

  test('one who links the account later is not called for what is past', () => {
    rig.give({ driver: BOB });
    rig.end();
    rig.linked.add(BOB.guid);
    rig.begin('Race 2');
    rig.end();
    expect(rig.notified()).toEqual([]);
  });
});
