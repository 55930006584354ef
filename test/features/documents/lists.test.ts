import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { car, startRace } from '../incidents/rig.ts';
import { type DocumentsRig, documentsRig, raceOn, STIG } from './rig.ts';

let opened: DocumentsRig;
beforeEach(() => {
  opened = documentsRig();
});
afterEach(() => opened.remove());

const { raced, flag, decide, give, says } = raceOn(() => opened);

describe('the list of decisions without a penalty', () => {
  it('is issued with the flag, and again after each change', async () => {
    raced();
    await decide('no further action', [2]);
    await give(3, { type: 'warning' });
    expect(opened.lists()).toEqual([]);
    flag();
    expect(opened.lists()).toMatchObject([
      {
        session: { id: 1 },
        entries: [
          { number: 1, incident: 1, driver: car(2), raceNumber: undefined, lap: 1, says: 'no further action' },
          { number: 2, driver: car(3), says: 'warning', reason: 'late braking' },
        ],
      },
    ]);
    await decide('racing incident', [1]);
    expect(
      opened
        .lists()
        .at(-1)
        ?.entries.map((entry) => entry.says),
    ).toEqual(['no further action', 'warning', 'racing incident']);
    opened.rig.penalties.clear(2, STIG);
    expect(opened.lists().at(-1)?.entries).toHaveLength(2);
    expect(opened.issued()).toEqual([]);
  });

  it('loses a driver who is penalised later, who gets a document instead', async () => {
    raced();
    await decide('no further action', [1, 2]);
    flag();
    await opened.rig.actions.replace(1, { outcome: 'time', amount: 5 }, { ...STIG, reason: 'the replay' });
    expect(says()).toEqual([[1, 'time', undefined]]);
    expect(
      opened
        .lists()
        .at(-1)
        ?.entries.map(({ driver }) => driver.name),
    ).toEqual(['Driver 2']);
  });

  it('does not name a driver who only reported the incident', async () => {
    startRace(opened.rig);
    opened.rig.actions.report({ guid: car(2).guid, against: car(1), words: 'pushed me off' });
    await decide('no further action', []);
    flag();
    expect(opened.rig.ledger.decisions.ofIncidents([1]).map(({ driver }) => driver.name)).toEqual([
      'Driver 2',
      'Driver 1',
    ]);
    expect(opened.lists()[0]?.entries.map(({ driver }) => driver.name)).toEqual(['Driver 1']);
  });

  it('is not issued if there are no such decisions', () => {
    raced();
    flag();
    expect(opened.lists()).toEqual([]);
  });

  it('is not issued again if it has not changed', async () => {
    raced();
    await decide('no further action', [1, 2]);
    flag();
    opened.kill();
    await give(3, { type: 'time', amount: 5 });
    expect(opened.lists()).toHaveLength(1);
  });
});
