import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBody } from '../../../src/events/events.ts';
import { car, contact, startRace } from '../incidents/rig.ts';
import { type DocumentsRig, documentsRig, raceOn, STIG } from './rig.ts';

let opened: DocumentsRig;
beforeEach(() => {
  opened = documentsRig();
});
afterEach(() => opened.remove());

const { raced, flag, decide, give } = raceOn(() => opened);

const samInCar = (n: number) => ({ ...car(n), name: 'Sam Porter' });
const [sam, other] = [samInCar(5), samInCar(6)];
const joined = (driver: typeof sam): EventBody => ({ type: 'driverJoined', driver, model: 'bmw_z4_gt3', skin: '' });

/** A race with two drivers of the same name. */
function racedBySams(): void {
  startRace(opened.rig);
  opened.rig.tell(joined(sam), joined(other));
  opened.rig.tell({ ...contact(5, 1), driver: sam } as EventBody);
}
const penalise = (driver: typeof sam, amount = 5) => opened.rig.penalties.give(driver, { type: 'time', amount }, STIG);

describe('a document', () => {
  it('names the other driver with the same name', async () => {
    racedBySams();
    await penalise(sam);
    await penalise(other);
    await give(2, { type: 'time', amount: 5 });
    flag();
    expect(opened.issued().map(({ driver, namesakes }) => [driver.carId, namesakes])).toEqual([
      [5, [other]],
      [6, [sam]],
      [2, undefined],
    ]);
  });

  it('does so for other drivers it mentions, even after the namesake has left', async () => {
    racedBySams();
    opened.rig.tell({ type: 'driverLeft', driver: other });
    await decide('time', [1], 5);
    flag();
    expect(opened.issued()).toMatchObject([{ driver: car(1), fact: { is: 'contacts' }, namesakes: [other] }]);
  });

  it('that replaces another does so too, after a kill and later races', async () => {
    racedBySams();
    await penalise(sam);
    flag();
    opened.kill();
    startRace(opened.rig);
    flag();
    startRace(opened.rig);
    flag();
    opened.rig.penalties.clear(1, STIG);
    expect(opened.issued().map(({ replaces, namesakes }) => [replaces, namesakes])).toEqual([
      [undefined, [other]],
      [1, [other]],
    ]);
  });

  it('has no namesakes if all names differ', async () => {
    raced();
    await decide('time', [1], 5);
    flag();
    expect(JSON.stringify(opened.issued())).not.toContain('namesakes');
  });
});

describe('the list of a session', () => {
  it('names drivers of the same name as well, and is not issued again after a kill', async () => {
    racedBySams();
    await opened.rig.penalties.give(sam, { type: 'warning' }, STIG);
    flag();
    expect(opened.lists()).toMatchObject([{ entries: [{ driver: sam }], namesakes: [other] }]);
    opened.kill();
    startRace(opened.rig);
    flag();
    expect(opened.lists()).toHaveLength(1);
  });
});
