/** What drivers hear of decisions, wherever they were when these were made. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { ADA, BOB, DRIVE_THROUGH, type NoticesRig, rigInRace } from './rig.ts';

/** Waits until the chat lines have been sent. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let rig: NoticesRig;
beforeEach(() => {
  rig = rigInRace();
});

test('a driver who was away hears of missed penalties before the greeting', async () => {
  rig.greet();
  rig.join(ADA);
  rig.leave(ADA);
  rig.give();
  rig.join(ADA);
  rig.load(ADA);
  await settled();
  expect(rig.said.map((line) => line.slice(0, 20))).toEqual(['0: P-1: 5-second tim', '0: This server is st']);
});

describe('a driver on the server', () => {
  beforeEach(() => {
    rig.join(ADA);
    rig.load(ADA);
  });

  it('hears of a penalty at once: for which contact, what to do and by when', () => {
    rig.give({ ...DRIVE_THROUGH, incident: 3, reason: 'left no room' });
    expect(rig.said).toEqual([
      'all: Race control: drive-through for Ada Quick.',
      '0: P-1: drive-through, serve within 2 laps (INC-3, contact with Bob Brake on lap 4: left no room). Drive through the pit lane without stopping.',
    ]);
  });

  it('hears whom the contact was with if the steward gave no reason', () => {
    rig.give({ incident: 3, reason: 'INC-3' });
    expect(rig.said).toEqual(['0: P-1: 5-second time penalty (INC-3, contact with Bob Brake on lap 4).']);
  });

  it('hears only the reason if the incident cannot be found', () => {
    rig.give({ incident: 4, reason: 'pushing' });
    expect(rig.said).toEqual(['0: P-1: 5-second time penalty (pushing).']);
  });

  it('hears of a penalty only once', async () => {
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

  it('hears when a penalty is not served and converted', async () => {
    const given = rig.give(DRIVE_THROUGH);
    await settled();
    rig.fail(given);
    expect(rig.said.slice(2)).toEqual([
      '0: P-3: 20-second time penalty (drive-through P-1 not served).',
      '0: Penalty P-1 not served: converted to P-3.',
    ]);
  });
});

describe('a driver who is away', () => {
  it('hears of penalties once the game has loaded, not on joining', () => {
    const given = rig.give(DRIVE_THROUGH);
    rig.give({ incident: 3 });
    expect(rig.said).toEqual(['all: Race control: drive-through for Ada Quick.']);
    rig.join(ADA);
    expect(rig.said).toHaveLength(1);
    rig.load(ADA);
    expect(rig.said.slice(1)).toEqual([
      `0: P-${given.number}: drive-through, serve within 2 laps. Drive through the pit lane without stopping.`,
      '0: P-2: 5-second time penalty (INC-3, contact with Bob Brake on lap 4).',
    ]);
  });

  it('hears of a penalty even after a restart of Pitwall', () => {
    rig.give();
    rig = rig.reopen();
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual(['0: P-1: 5-second time penalty.']);
  });

  it('hears nothing of a penalty withdrawn meanwhile', () => {
    rig.withdraw(rig.give());
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said).toEqual([]);
  });

  it('hears only of the time penalty that replaced one not served', () => {
    rig.fail(rig.give({ ...DRIVE_THROUGH, incident: 3 }));
    rig.join(ADA);
    rig.load(ADA);
    expect(rig.said.slice(1)).toEqual([
      '0: P-3: 20-second time penalty (INC-3, contact with Bob Brake on lap 4: drive-through P-1 not served).',
    ]);
  });

  it('hears of a penalty at the next join if the first message was not sent', async () => {
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
    expect(rig.said).toEqual(['0: P-1: 5-second time penalty.']);
  });

  it('hears of a penalty when Pitwall starts if the message was not sent before', async () => {
    rig.give();
    rig.muted.add(ADA.carId);
    rig.join(ADA);
    rig.load(ADA);
    await settled();
    rig = rig.reopen();
    rig.resume();
    expect(rig.said).toEqual(['0: P-1: 5-second time penalty.']);
  });
});

describe('a driver with a linked account', () => {
  beforeEach(() => void rig.linked.add(ADA.guid));

  it('is notified on Discord after the session of penalties still in force', () => {
    rig.give();
    rig.withdraw(rig.give({ amount: 10 }));
    rig.give({ driver: BOB });
    expect(rig.notified()).toEqual([]);
    rig.end();
    expect(rig.notified()).toMatchObject([{ driver: ADA, penalties: [{ number: 1 }] }]);
  });

  it('is notified at once of a penalty given after the flag', () => {
    rig.end();
    rig.give();
    expect(rig.notified()).toMatchObject([{ penalties: [{ number: 1 }] }]);
  });

  it('is notified only once', () => {
    rig.give();
    rig.end();
    rig.begin('Race 2');
    rig.end();
    expect(rig.notified()).toHaveLength(1);
  });

  it('is not notified when the race is restarted', () => {
    rig.give();
    rig.feed.notice({ type: 'sessionEnded', restarted: true });
    expect(rig.notified()).toEqual([]);
  });

  test('is not notified of penalties given before the account was linked', () => {
    rig.give({ driver: BOB });
    rig.end();
    rig.linked.add(BOB.guid);
    rig.begin('Race 2');
    rig.end();
    expect(rig.notified()).toEqual([]);
  });
});
