import { describe, expect, it } from 'vitest';
import { NamedRace, withLeagueNames } from '../../../src/features/roster/naming.ts';
import { linksWith, Roster } from '../../../src/features/roster/roster.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { nextTurn } from '../../../src/kit/wait.ts';
import { fakeLinks } from '../../fakes/links.ts';
import { classification } from '../../fakes/results.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const ACCOUNT = '223456789012345678';
const OTHER = '323456789012345678';

function rosterOf(text = `guid,name,discord\n${ADA.guid},A. Quick-Smith,${ACCOUNT}`) {
  const file = { text, error: undefined as Error | undefined };
  const roster = new Roster(() => {
    if (file.error) throw file.error;
    return { name: 'roster.csv', text: file.text };
  });
  roster.load();
  return { file, roster };
}

const long = (name: string): string =>
  ['guid,name', ...Array.from({ length: 9000 }, (_, row) => `7656119${7_900_000_000 + row},${name} ${row}`)].join('\n');

describe('the roster', () => {
  it('takes over a changed file when it is reloaded', async () => {
    const { file, roster } = rosterOf();
    file.text = `guid,name\n${BOB.guid},Bob Brakespear\n1,x`;
    expect(roster.of(BOB.guid)).toBeUndefined();
    expect(await roster.reload()).toEqual({
      file: 'roster.csv',
      drivers: 1,
      problems: ['roster.csv, line 3: a GUID has 17 digits, not "1"; this row is left out.'],
    });
    expect([roster.of(ADA.guid), roster.of(BOB.guid)?.name]).toEqual([undefined, 'Bob Brakespear']);
  });

  it('stays as it was if the file cannot be read', async () => {
    const { file, roster } = rosterOf();
    file.error = new UserError('ROSTER_FILE /nowhere cannot be read.');
    await expect(roster.reload()).rejects.toThrow('cannot be read');
    expect(roster.of(ADA.guid)?.name).toBe('A. Quick-Smith');
  });

  it('is empty without a file', async () => {
    expect(await new Roster().reload()).toEqual({ file: undefined, drivers: 0, problems: [] });
  });

  it('stays as it was until a long file is fully read, without blocking other work', async () => {
    const { file, roster } = rosterOf();
    file.text = long('Driver');
    const read = roster.reload();
    let turns = 0;
    for (let isRead = false; !isRead; ) {
      expect(roster.of(ADA.guid)?.name).toBe('A. Quick-Smith');
      isRead = await Promise.race([read.then(() => true), nextTurn().then(() => false)]);
      turns += 1;
    }
    expect(turns).toBeGreaterThan(10);
    expect([roster.size, roster.of(ADA.guid)]).toEqual([9000, undefined]);
  });

  it('keeps the latest reload, even if an earlier one finishes after it', async () => {
    const { file, roster } = rosterOf();
    file.text = long('Early');
    const early = roster.reload();
    file.text = `guid,name\n${BOB.guid},Bob Brakespear`;
    expect(await roster.reload()).toMatchObject({ drivers: 1 });
    expect(await early).toMatchObject({ drivers: 9000 });
    expect([roster.size, roster.of(BOB.guid)?.name]).toEqual([1, 'Bob Brakespear']);
  });
});

describe('links', () => {
  it('come from the roster unless there is a proven link', () => {
    const { roster } = rosterOf();
    const links = linksWith(fakeLinks(), roster);
    expect([links.guidOf(ACCOUNT), links.userOf(ADA.guid)]).toEqual([ADA.guid, ACCOUNT]);
    expect([links.guidOf(OTHER), links.userOf(BOB.guid)]).toEqual([undefined, undefined]);
    const own = linksWith({ ...fakeLinks(), guidOf: () => BOB.guid, userOf: () => OTHER }, roster);
    expect([own.guidOf(ACCOUNT), own.userOf(ADA.guid)]).toEqual([BOB.guid, OTHER]);
  });
});

describe('the league’s names', () => {
  it('replace in-game names wherever a driver is given by GUID', () => {
    const { roster } = rosterOf();
    const { rows, amendments } = withLeagueNames(roster, classification());
    expect(rows.map(({ name }) => name)).toEqual(['Bob Brake', 'A. Quick-Smith']);
    expect(amendments).toMatchObject([{ guid: ADA.guid, name: 'A. Quick-Smith' }]);
    expect(
      withLeagueNames(roster, { deep: [{ driver: ADA }, { guid: ADA.guid, driverName: 'x', reason: 'Ada Quick' }] }),
    ).toEqual({
      deep: [
        { driver: { ...ADA, name: 'A. Quick-Smith' } },
        { guid: ADA.guid, driverName: 'A. Quick-Smith', reason: 'Ada Quick' },
      ],
    });
  });

  it('leave data unchanged if nobody in it is on the roster', () => {
    const data = { driver: BOB, at: 1, list: [1, null, undefined, 'x'] };
    expect(withLeagueNames(rosterOf().roster, data)).toBe(data);
    expect(withLeagueNames(new Roster(), classification)).toBe(classification);
  });

  it('apply everywhere in the race state', () => {
    const rig = penaltyRig();
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    rig.session('practice', 1);
    const state = new NamedRace(rosterOf().roster).state(rig.feed.state());
    expect([...state.drivers.values(), ...state.seats.values()].map(({ name }) => name)).toEqual([
      'A. Quick-Smith',
      'Bob Brake',
      'A. Quick-Smith',
      'Bob Brake',
    ]);
    for (const session of [state.session, state.previous]) {
      expect([...(session?.standings.values() ?? [])].map(({ driver }) => driver.name)).toContain('A. Quick-Smith');
    }
    expect(rig.feed.state().drivers.get(0)?.name).toBe('Ada Quick');
  });

  it('are computed once per driver, and again after the roster is reloaded', async () => {
    const rig = penaltyRig();
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    const { roster, file } = rosterOf();
    const names = new NamedRace(roster);
    const [before, named] = [rig.feed.state(), names.state(rig.feed.state())];
    expect(names.state(before)).toBe(named);
    rig.lap(BOB);
    const after = names.state(rig.feed.state());
    expect(after).not.toBe(named);
    expect(after.drivers.get(0)).toBe(named.drivers.get(0));
    expect(
      [...(after.session?.standings.values() ?? [])].map(({ driver, laps }) => [driver.name, laps.length]),
    ).toEqual([
      ['A. Quick-Smith', 0],
      ['Bob Brake', 1],
    ]);
    file.text = `guid,name\n${BOB.guid},B. Brake`;
    await roster.reload();
    expect([...names.state(rig.feed.state()).drivers.values()].map(({ name }) => name)).toEqual([
      'Ada Quick',
      'B. Brake',
    ]);
  });
});
