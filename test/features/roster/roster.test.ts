import { describe, expect, it } from 'vitest';
import { stateWithLeagueNames, withLeagueNames } from '../../../src/features/roster/naming.ts';
import { linksWith, Roster } from '../../../src/features/roster/roster.ts';
import { UserError } from '../../../src/kit/errors.ts';
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
  roster.reload();
  return { file, roster };
}

describe('the roster', () => {
  it('is read anew when it is told to', () => {
    const { file, roster } = rosterOf();
    file.text = `guid,name\n${BOB.guid},Bob Brakespear\n1,x`;
    expect(roster.of(BOB.guid)).toBeUndefined();
    expect(roster.reload()).toEqual({
      file: 'roster.csv',
      drivers: 1,
      problems: ['roster.csv, line 3: a GUID has 17 digits, not "1"; this row is left out.'],
    });
    expect([roster.of(ADA.guid), roster.of(BOB.guid)?.name]).toEqual([undefined, 'Bob Brakespear']);
  });

  it('stays as it was where the file cannot be read', () => {
    const { file, roster } = rosterOf();
    file.error = new UserError('ROSTER_FILE /nowhere cannot be read.');
    expect(() => roster.reload()).toThrow('cannot be read');
    expect(roster.of(ADA.guid)?.name).toBe('A. Quick-Smith');
  });

  it('is empty without a file', () => {
    expect(new Roster().reload()).toEqual({ file: undefined, drivers: 0, problems: [] });
  });
});

describe('links', () => {
  it('are those of the roster, where nobody has proved another one', () => {
    const { roster } = rosterOf();
    const links = linksWith(fakeLinks(), roster);
    expect([links.guidOf(ACCOUNT), links.userOf(ADA.guid)]).toEqual([ADA.guid, ACCOUNT]);
    expect([links.guidOf(OTHER), links.userOf(BOB.guid)]).toEqual([undefined, undefined]);
    const own = linksWith({ ...fakeLinks(), guidOf: () => BOB.guid, userOf: () => OTHER }, roster);
    expect([own.guidOf(ACCOUNT), own.userOf(ADA.guid)]).toEqual([BOB.guid, OTHER]);
  });
});

describe('the league’s names', () => {
  it('take the place of the game’s, wherever somebody is meant by GUID', () => {
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

  it('leave data alone that nobody of the roster is in', () => {
    const data = { driver: BOB, at: 1, list: [1, null, undefined, 'x'] };
    expect(withLeagueNames(rosterOf().roster, data)).toBe(data);
    expect(withLeagueNames(new Roster(), classification)).toBe(classification);
  });

  it('are those of everybody who is known in a race', () => {
    const rig = penaltyRig();
    rig.session('race');
    for (const driver of [ADA, BOB]) rig.join(driver);
    rig.session('practice', 1);
    const state = stateWithLeagueNames(rosterOf().roster, rig.feed.state());
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
});
