/** What the server manager gives and clears on its own server: heard by a program in a car, then in the ledger. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { readPenaltySettings } from '../../../src/features/penalties/settings.ts';
import { judgeCalled } from '../../fakes/bench.ts';
import { driver, extraInfoRig, guid } from './rig.ts';

const nine = driver(5, 9);
const heard = { carId: 0, by: 'x' };

let rig: ReturnType<typeof extraInfoRig>;
function begin(settings: Parameters<typeof extraInfoRig>[0] = {}): void {
  rig = extraInfoRig({ dialect: 'acsm', ...settings });
  rig.session();
  rig.join(nine);
  rig.join(driver(2, 4));
}
beforeEach(() => begin());

/** Takes client-side car ids: for a client in car 0, its own is 0, and the others are as on the server. */
const hear = (...lines: readonly string[]) => lines.map((line) => rig.actions.hear(line, heard));
const rows = () => rig.ledger.newest(10).reverse();
const standing = () => rig.ledger.active().map(({ type }) => type);

const BALLAST = `Penalty Applied,5,${guid(9)},Ballast,admin,5,9,20`;
const DRIVE_THROUGH = `Penalty Applied,5,${guid(9)},Drive Through,Automatic,3,0,3`;

describe('a penalty given by the manager', () => {
  // The documentation's example.
  it('is added to the ledger as the manager’s: ballast from an account', () => {
    expect(hear(BALLAST)).toEqual(['news']);
    expect(rows()).toMatchObject([
      {
        number: 1,
        driver: nine,
        type: 'ballast',
        amount: 20,
        laps: 5,
        lapsLeft: 5,
        state: 'serving',
        source: 'manager',
        by: 'admin (server manager)',
        cause: 'given by an admin',
        reason: '',
      },
    ]);
  });

  test.each([
    [DRIVE_THROUGH, { type: 'drive-through', amount: 0, laps: 3, by: 'The server manager', reason: 'track limits' }],
    [`Penalty Applied,5,${guid(9)},Time,Automatic,0,6,5000`, { type: 'time', amount: 5, state: 'issued' }],
    [`Penalty Applied,5,${guid(9)},Time,Automatic,0,4,1500`, { type: 'time', amount: 1.5 }],
    [`Penalty Applied,5,${guid(9)},Restrictor,Stig,0,9,30`, { type: 'restrictor', amount: 30 }],
    [`Penalty Applied,5,${guid(9)},Time,Automatic,0,13,5000`, { cause: 'cause 13', reason: 'cause 13' }],
  ])('is read into the ledger: %s', (line, facts) => {
    hear(line);
    expect(rows()).toMatchObject([{ source: 'manager', ...facts }]);
  });

  it('makes one penalty event, and marks the extra information as kept', () => {
    hear(BALLAST);
    expect(rig.feed.events.filter(({ type }) => type === 'extraInfo')).toMatchObject([{ isKept: true }]);
    expect(rig.feed.events.filter(({ type }) => type === 'penaltyGiven')).toHaveLength(1);
  });

  it('is not repeated to programs in the cars', () => {
    rig.actions.optIn(driver(2, 4));
    hear(BALLAST, `Penalty Cleared,5,${guid(9)},Ballast`);
    expect(rig.news()).toEqual([]);
  });

  it('is kept for an unknown driver, by car id and GUID', () => {
    hear(`Penalty Applied,7,${guid(3)},Drive Through,admin,0,9,3`);
    expect(rows()).toMatchObject([{ driver: { carId: 7, guid: guid(3), name: '' } }]);
  });

  it('is kept once, whichever client hears it', () => {
    hear(BALLAST, BALLAST);
    rig.actions.hear(`Penalty Applied,5,${guid(9)},Ballast,admin,5,9,20`, { carId: 2, by: 'y' });
    expect(rows()).toHaveLength(1);
  });

  test.each([
    `Penalty Applied,5,${guid(9)},Exile,admin,0,9,1`,
    `Penalty Applied,5,${guid(9)},Ballast,admin,0,9,0`,
    `Penalty Applied,5,${guid(9)},Ballast,admin,0,9,-20`,
    `Penalty Applied,5,${guid(9)},Drive Through,admin,0,9,1.5`,
    `Penalty Applied,999,${guid(9).slice(1)},Ballast,admin,0,9,20`,
    `Infraction,5,${guid(9)},0,1,3,5`,
  ])('is passed on without a ledger row if it is no valid penalty: %s', (line) => {
    expect(hear(line)).toEqual(['news']);
    expect(rows()).toEqual([]);
    expect(rig.feed.events.filter(({ type }) => type === 'extraInfo')).toMatchObject([{ isKept: undefined }]);
  });
});

describe('a penalty cleared by the manager', () => {
  it('is served if it is a drive-through', () => {
    hear(DRIVE_THROUGH, `Penalty Cleared,5,${guid(9)},Drive Through`);
    expect(rows()).toMatchObject([{ state: 'served' }]);
  });

  it('is withdrawn if laps are left', () => {
    hear(BALLAST);
    rig.lap(5);
    hear(`Penalty Cleared,5,${guid(9)},Ballast`);
    expect(rows()).toMatchObject([{ state: 'withdrawn', lapsLeft: 4 }]);
  });

  it('is served with its last lap, whether the line or the lap comes first', () => {
    hear(`Penalty Applied,5,${guid(9)},Ballast,admin,2,9,20`, `Penalty Applied,5,${guid(9)},Restrictor,admin,2,9,30`);
    rig.lap(5);
    hear(`Penalty Cleared,5,${guid(9)},Ballast`);
    rig.lap(5);
    expect(hear(`Penalty Cleared,5,${guid(9)},Restrictor`)).toEqual(['news']);
    expect(rows()).toMatchObject([
      { state: 'served', lapsLeft: 0 },
      { state: 'served', lapsLeft: 0 },
    ]);
  });

  it('stays in force if Pitwall gave it', () => {
    rig.feed.decide(() => {
      rig.ledger.add(
        {
          run: 1,
          session: 1,
          driver: nine,
          type: 'ballast',
          amount: 10,
          cause: 'given by an admin',
          reason: '',
          source: 'steward',
          by: 'Stig',
          at: 0,
          state: 'serving',
          counted: {},
        },
        { judge: judgeCalled('Stig') },
      );
      return [];
    });
    hear(`Penalty Cleared,5,${guid(9)},Ballast`);
    expect(standing()).toEqual(['ballast']);
  });
});

describe('an unserved drive-through from the manager', () => {
  it('is converted into the time penalty the manager gives for it', () => {
    hear(DRIVE_THROUGH, `Penalty Applied,5,${guid(9)},Time,Automatic,0,10,20000`);
    expect(rows()).toMatchObject([
      { type: 'drive-through', state: 'converted', convertedInto: 3 },
      { type: 'time', amount: 20, source: 'manager', cause: 'penalty not served', convertedFrom: 1 },
    ]);
  });

  it('is not converted by Pitwall at the end of the race', () => {
    hear(DRIVE_THROUGH);
    rig.lap(5);
    rig.end();
    expect(rows()).toMatchObject([{ type: 'drive-through', state: 'serving' }]);
  });
});

describe('a penalty of Pitwall itself', () => {
  it('is not taken for the manager’s after Pitwall ordered the ballast', () => {
    begin({ ordered: { ballastKg: 20, restrictorPercent: 0 } });
    expect(hear(BALLAST)).toEqual(['own']);
    expect(hear(`Penalty Applied,5,${guid(9)},Ballast,admin,5,9,30`)).toEqual(['news']);
    expect(rows()).toMatchObject([{ amount: 30 }]);
  });

  it('is not taken for the manager’s right after an automatic penalty', () => {
    const { rules } = readPenaltySettings(
      { cuts: { WARNINGS: '0' } },
      { server: 'main', servers: ['main'], file: 'penalties.ini' },
    ).settings;
    begin({ rules });
    rig.lap(5, 90_000, 1);
    rig.lap(5, 90_000, 1);
    expect(rows()[0]).toMatchObject({ source: 'automatic', type: 'drive-through' });
    const given = rows().length;
    expect(hear(DRIVE_THROUGH)).toEqual(['own']);
    // A minute later it can only be from the manager, whose own rules are on as well.
    rig.clock.advance(60_001);
    expect(hear(DRIVE_THROUGH)).toEqual(['news']);
    expect(rows()).toHaveLength(given + 1);
  });
});
