import { describe, expect, it } from 'vitest';
import { LeagueCalendar } from '../../../src/features/calendar/actions.ts';
import { LeagueEvents } from '../../../src/features/calendar/leagueEvents.ts';
import { openCarryOver } from '../../../src/features/carryover/open.ts';
import { Bench, type Official } from '../../../src/features/judging/bench.ts';
import { People } from '../../../src/features/judging/people.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const stig = { by: 'Stig', reason: 'contact' };
const sue = { by: 'Sue' };
type Rig = ReturnType<typeof penaltyRig>;

/** One lap of a race has been driven, and stewards have decided P-1 to P-4. */
async function decided() {
  const rig = penaltyRig();
  rig.session('race');
  for (const driver of [ADA, BOB]) rig.join(driver);
  lap(rig);
  await rig.actions.give(ADA, { type: 'disqualification' }, stig);
  await rig.actions.give(BOB, { type: 'time', amount: 5 }, stig);
  await rig.actions.give(BOB, { type: 'drive-through', laps: 3 }, stig);
  await rig.actions.give(BOB, { type: 'warning' }, stig);
  return rig;
}

const lap = (rig: Rig): void => {
  for (const driver of [ADA, BOB]) rig.lap(driver);
};
const asked = (rig: Rig) => rig.told('carryOverAsked').at(-1)?.carryOver;
const answers = (rig: Rig) => asked(rig)?.entries.map(({ penalty, answer, by }) => [penalty.number, answer, by]);
const states = (rig: Rig) => [1, 2, 3].map((number) => rig.ledger.get(number).state);
/** A restart ordered through Pitwall and carried out by the game server. */
const ordered = (rig: Rig, drop?: string, isAsked = true, by: Official = sue) =>
  rig.carryOver.restart({ by, drop, isAsked }, async () => {
    rig.session('race');
    return 'Restarted.';
  });

describe('a restart not ordered through Pitwall', () => {
  it('carries everything over, and asks about each penalty except warnings', async () => {
    const rig = await decided();
    rig.session('race');
    expect(asked(rig)).toMatchObject({ server: 'main', session: 2, before: 1, name: 'race' });
    expect(answers(rig)).toEqual([
      [1, undefined, undefined],
      [2, undefined, undefined],
      [3, undefined, undefined],
    ]);
    expect(states(rig)).toEqual(['issued', 'issued', 'serving']);
  });

  it('asks nothing without penalties, after the flag, or before the first lap', async () => {
    const rig = penaltyRig();
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    lap(rig);
    await rig.actions.give(BOB, { type: 'warning' }, stig);
    rig.session('race');
    await rig.actions.give(BOB, { type: 'time', amount: 5 }, stig);
    rig.session('race');
    for (let laps = 0; laps < 12; laps++) lap(rig);
    rig.session('race');
    expect(rig.told('carryOverAsked')).toEqual([]);
  });

  it('lets stewards keep one penalty and drop another, which is withdrawn', async () => {
    const rig = await decided();
    rig.session('race');
    rig.carryOver.keep(1, stig);
    rig.carryOver.drop(2, sue);
    expect(answers(rig)).toEqual([
      [1, 'kept', 'Stig'],
      [2, 'dropped', 'Sue'],
      [3, undefined, undefined],
    ]);
    expect(states(rig)).toEqual(['issued', 'withdrawn', 'serving']);
    expect(rig.ledger.history(2).at(-1)).toMatchObject({ state: 'withdrawn', by: 'Sue', reason: 'not carried over' });
    for (let laps = 0; laps < 12; laps++) lap(rig);
    rig.end();
    await rig.settled();
    expect(
      rig
        .told('classified')
        .at(-1)
        ?.classification.amendments.map(({ penalty }) => penalty),
    ).toEqual([
      'P-1',
      // Replaces the drive-through not marked as served: 5 and 6 are its withdrawal, and "not served".
      'P-7',
    ]);
  });

  it('lets a steward answer for all remaining penalties with "all"', async () => {
    const rig = await decided();
    rig.session('race');
    rig.carryOver.keep(3, stig);
    rig.carryOver.drop('all', sue);
    expect(states(rig)).toEqual(['withdrawn', 'withdrawn', 'serving']);
    expect(() => rig.carryOver.keep('all', stig)).toThrow('Nothing is left to answer after a restart on main.');
  });

  it('shows penalties withdrawn or served in the meantime', async () => {
    const rig = await decided();
    rig.session('race');
    rig.actions.clear(1, stig);
    expect(asked(rig)?.entries[0]).toMatchObject({ penalty: { state: 'withdrawn' } });
    rig.actions.served(3, stig);
    expect(asked(rig)?.entries[2]).toMatchObject({ penalty: { state: 'served' } });
  });

  it('asks again after another restart', async () => {
    const rig = await decided();
    rig.session('race');
    rig.carryOver.keep(1, stig);
    lap(rig);
    rig.session('race');
    expect(asked(rig)).toMatchObject({ session: 3, before: 2 });
    expect(answers(rig)?.[0]).toEqual([1, undefined, undefined]);
    rig.carryOver.drop(1, sue);
    expect(states(rig)[0]).toBe('withdrawn');
  });

  it('refuses an answer about a penalty it did not ask about, and a second answer', async () => {
    const rig = await decided();
    expect(() => rig.carryOver.drop(1, sue)).toThrow('No restart on main is waiting for an answer about P-1.');
    expect(() => rig.carryOver.keep('all', sue)).toThrow('Nothing is left to answer after a restart on main.');
    rig.session('race');
    rig.carryOver.drop(1, stig);
    expect(() => rig.carryOver.keep(1, sue)).toThrow('P-1 was already dropped, by Stig.');
    rig.carryOver.keep(2, stig);
    expect(() => rig.carryOver.drop(2, sue)).toThrow('P-2 was already kept, by Stig.');
    rig.actions.clear(3, stig);
    expect(() => rig.carryOver.keep(3, sue)).toThrow('P-3 is no longer in force: it is withdrawn.');
    for (const number of [4, 99])
      expect(() => rig.carryOver.drop(number, sue)).toThrow(`is waiting for an answer about P-${number}.`);
  });

  it('still accepts answers after Pitwall is killed', async () => {
    const rig = await decided();
    rig.session('race');
    rig.carryOver.keep(1, stig);
    const again = rig.reopen();
    again.carryOver.drop(2, sue);
    expect(asked(again)?.entries.map(({ answer }) => answer)).toEqual(['kept', 'dropped', undefined]);
  });
});

describe('a restart ordered through Pitwall', () => {
  it('says beforehand what carries over', async () => {
    const rig = await decided();
    const all = 'P-1 Ada Quick: disqualification, P-2 Bob Brake: time penalty, P-3 Bob Brake: drive-through';
    expect(rig.carryOver.question()).toBe(
      ` Carries over: ${all}. Use "drop" to name penalties that should not carry over.`,
    );
    expect(rig.carryOver.question('p2, 3')).toBe(
      ' Carries over: P-1 Ada Quick: disqualification. Dropped: P-2 Bob Brake: time penalty, P-3 Bob Brake: drive-through.',
    );
    expect(rig.carryOver.question('ALL')).toBe(` Dropped: ${all}.`);
  });

  it('says nothing without penalties or laps, and after the flag that nothing carries over', async () => {
    const rig = penaltyRig();
    expect(rig.carryOver.question()).toBe('');
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    await rig.actions.give(ADA, { type: 'time', amount: 5 }, stig);
    expect(rig.carryOver.question()).toBe('');
    for (let laps = 0; laps < 12; laps++) lap(rig);
    expect(rig.carryOver.question()).toBe(
      ' The leader has finished, so it will be a new race and nothing carries over.',
    );
  });

  it('drops the named penalties, keeps the others, and asks nobody afterwards', async () => {
    const rig = await decided();
    expect(await ordered(rig, 'P-2')).toBe('Restarted. Dropped: P-2 Bob Brake: time penalty.');
    expect(states(rig)).toEqual(['issued', 'withdrawn', 'serving']);
    expect(rig.ledger.history(2).at(-1)).toMatchObject({ by: 'Sue', reason: 'not carried over' });
    expect(rig.told('carryOverAsked')).toEqual([]);
  });

  it('records the steward’s reason for a dropped penalty', async () => {
    const rig = await decided();
    const why = { ...sue, reason: 'the pace car was to blame' };
    expect(await ordered(rig, 'P-2', true, why)).toBe('Restarted. Dropped: P-2 Bob Brake: time penalty.');
    expect(rig.ledger.history(2).at(-1)).toMatchObject({ by: 'Sue', reason: why.reason });
    expect(rig.ledger.decisions.since(0).at(-1)).toMatchObject({ says: 'withdrawn', replaces: 2, reason: why.reason });
    await expect(ordered(rig, undefined, true, why)).rejects.toThrow(
      'A reason is for penalties that are dropped: name them in "drop". Nothing was done.',
    );
    lap(rig);
    await ordered(rig, undefined, false);
    rig.carryOver.drop(3, why);
    expect(rig.ledger.history(3).at(-1)).toMatchObject({ state: 'withdrawn', reason: why.reason });
  });

  it('carries everything over if nothing is named', async () => {
    const rig = await decided();
    expect(await ordered(rig)).toBe('Restarted.');
    expect(states(rig)).toEqual(['issued', 'issued', 'serving']);
    expect(rig.told('carryOverAsked')).toEqual([]);
  });

  it('asks the stewards if the caller could not be asked', async () => {
    const rig = await decided();
    await ordered(rig, undefined, false);
    expect(answers(rig)).toHaveLength(3);
  });

  it('drops penalties even if nobody had driven a lap', async () => {
    const rig = penaltyRig();
    rig.session('race');
    rig.join(ADA);
    await rig.actions.give(ADA, { type: 'time', amount: 5 }, stig);
    expect(await ordered(rig, 'all')).toBe('Restarted. Dropped: P-1 Ada Quick: time penalty.');
    expect(rig.calendar.newest(9)).toHaveLength(1);
  });

  it('drops nothing if no restart follows, and asks about a later restart', async () => {
    const rig = await decided();
    const told = await rig.carryOver.restart({ by: sue, drop: 'all', isAsked: true }, async () => 'Sent.');
    expect(told).toBe('Sent. Nothing was dropped.');
    expect(states(rig)).toEqual(['issued', 'issued', 'serving']);
    rig.session('race');
    expect(answers(rig)).toHaveLength(3);
  });

  it('is refused to a driver dropping their own penalty, and tells an admin how to do it anyway', async () => {
    const rig = await decided();
    const links = { guidOf: (user: string) => (user === '9' ? BOB.guid : undefined), userOf: () => undefined };
    const roster = { of: () => undefined, ofAccount: () => undefined };
    const encounters = { incident: (number: number) => ({ number, drivers: [] }), together: () => undefined };
    const bench = new Bench({ people: new People({ links, roster }), encounters });
    const { store, feed, clock, ledger, calendar } = rig;
    const live = { id: 'main', store, clock, bus: feed.bus, state: feed.state, decide: feed.decide };
    const carryOver = openCarryOver(live, { ledger, calendar, judging: { bench } });
    const restart = async () => expect.unreachable('restarted');
    const bob = { by: 'Bob', byId: 'discord:9' };
    await expect(carryOver.restart({ by: bob, drop: 'P-2', isAsked: true }, restart)).rejects.toThrow(
      'That is about you, Bob Brake, so another steward has to judge it. Nothing was done.',
    );
    const admin = { by: { ...bob, isAdmin: true as const }, drop: 'P-2', isAsked: true };
    await expect(carryOver.restart(admin, restart)).rejects.toThrow(
      /with a reason\. Nothing was done\. Give one with "drop", or restart without dropping it, and then say "penalty clear P-2 <reason>"\.$/,
    );
  });

  it('is refused if a named penalty is not one the race could carry over', async () => {
    const rig = await decided();
    for (const drop of ['P-4', 'P-99', 'x', 'P-1 x'])
      await expect(ordered(rig, drop)).rejects.toThrow(
        /^".+" is not a penalty this race could carry over: there are P-1 Ada Quick: disqualification, /,
      );
    expect(rig.calendar.newest(9)).toHaveLength(1);
  });
});

describe('the laps left for a penalty after a restart', () => {
  it('start over for a drive-through', async () => {
    const rig = await decided();
    lap(rig);
    lap(rig);
    expect(rig.ledger.get(3).lapsLeft).toBe(1);
    rig.session('race');
    expect(rig.ledger.get(3)).toMatchObject({ state: 'serving', lapsLeft: 3 });
    expect(rig.ledger.history(3).at(-1)).toMatchObject({ by: 'Automatic', reason: 'race restarted' });
    lap(rig);
    expect(rig.ledger.get(3).lapsLeft).toBe(2);
  });

  it('keep counting down for ballast', async () => {
    const rig = penaltyRig();
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    lap(rig);
    await rig.actions.give(BOB, { type: 'ballast', amount: 20, laps: 3 }, stig);
    lap(rig);
    rig.session('race');
    expect(rig.ledger.get(1).lapsLeft).toBe(2);
    lap(rig);
    expect(rig.ledger.get(1).lapsLeft).toBe(1);
  });

  it('start over when an interrupted race continues, and the converted time penalty is withdrawn', async () => {
    const rig = await decided();
    const calendar = new LeagueCalendar({
      server: 'main',
      store: rig.store,
      calendar: rig.calendar,
      events: new LeagueEvents(rig.store, 'main'),
      now: () => rig.clock.now(),
      decide: (work) => rig.feed.decide(work),
      ledger: rig.ledger,
    });
    rig.feed.notice({ type: 'serverStopped', expected: false, lastLines: [] });
    const { state, convertedInto: time = 0 } = rig.ledger.get(3);
    expect(state).toBe('converted');
    rig.feed.beginRun();
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    lap(rig);
    calendar.continueRace(1, sue);
    expect(rig.ledger.get(3)).toMatchObject({ state: 'serving', lapsLeft: 3 });
    expect(rig.ledger.get(3).convertedInto).toBeUndefined();
    expect(rig.ledger.get(time).state).toBe('withdrawn');
    lap(rig);
    expect(rig.ledger.get(3).lapsLeft).toBe(2);
  });
});
