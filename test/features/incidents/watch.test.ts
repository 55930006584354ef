import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/events.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { openIncidentTable } from '../../../src/features/incidents/table.ts';
import { recording } from '../../fakes/recordings.ts';
import { car, contact, type IncidentRig, incidentRig, startRace, update, wall } from './rig.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = incidentRig();
});
afterEach(() => rig.remove());

const later = (ms: number): void => rig.clock.advance(ms);
const cars = ({ drivers }: Incident): number[] => drivers.map(({ carId }) => carId);

/** Number, session, cars, top speed, laps, earlier incidents of the first driver, severity. */
const inShort = (incident: Incident) => [
  incident.number,
  incident.sessionName,
  cars(incident),
  Math.round(Math.max(...incident.contacts.map(({ speedKmh }) => speedKmh))),
  incident.drivers.map(({ lap }) => lap),
  incident.drivers[0]?.earlier,
  incident.severity,
];

describe('the recorded race event', () => {
  beforeEach(() => {
    let last = 0;
    for (const { tMs, packet } of recording('nurburgring_sprint_b')) {
      later(tMs - last);
      last = tMs;
      rig.packets(packet);
    }
  });

  test('has twelve incidents from 10 km/h, two of them chains of three cars', () => {
    expect([...rig.actions.list()].reverse().map(inShort)).toEqual([
      [1, 'Qualify', [13, 5], 29, [4, 4], [], 'medium'],
      [2, 'Qualify', [4, 12], 32, [4, 5], [], 'medium'],
      [3, 'Race', [13, 12], 40, [1, 1], [1], 'medium'],
      [4, 'Race', [4, 14], 12, [1, 1], [2], 'light'],
      [5, 'Race', [4, 13], 11, [1, 1], [2, 4], 'light'],
      [6, 'Race', [12, 13, 4], 27, [1, 1, 1], [2, 3], 'heavy'],
      [7, 'Race', [5, 2], 17, [7, 1], [1], 'light'],
      [8, 'Race', [14, 12], 33, [7, 7], [4], 'medium'],
      [9, 'Race', [13, 12], 187, [7, 7], [1, 3, 5, 6], 'heavy'],
      [10, 'Race', [5, 2], 32, [7, 1], [1, 7], 'medium'],
      [11, 'Race', [1, 5], 35, [4, 7], [], 'medium'],
      [12, 'Race', [4, 13, 5], 220, [7, 7, 7], [2, 4, 5, 6], 'heavy'],
    ]);
  });

  test('opens each incident once, and updates it only when more is known', () => {
    const told = rig.told();
    // The second client says which part of its car was hit, which is more than the first one said.
    expect(told.filter((line) => line.startsWith('incidentOpened'))).toHaveLength(12);
    expect(told.filter((line) => line.startsWith('incidentUpdated'))).toHaveLength(16);
  });

  test('has no positions, and the evidence invents none', () => {
    const contacts = rig.actions.list().flatMap((incident) => incident.contacts);
    expect(contacts.length).toBeGreaterThanOrEqual(12);
    for (const { evidence } of contacts) {
      expect([evidence?.at, evidence?.place, evidence?.gapM, evidence?.corner]).toEqual(Array(4).fill(undefined));
      expect(evidence?.cars.map(({ speeds }) => speeds)).toEqual([[], []]);
    }
  });

  test('gives the parts that met from the two reports alone', () => {
    const [third] = rig.actions.show(3).contacts;
    expect(third?.evidence?.touch?.parts).toEqual(['nose', 'tail']);
    expect(third?.evidence?.touch?.alongside).toMatchObject({ behindM: { value: 4.2 }, overlap: 'none' });
  });
});

describe('a contact', () => {
  beforeEach(() => startRace(rig));

  test('reported by both cars is one incident with the higher speed', () => {
    rig.tell(contact(1, 2, { kmh: 30 }));
    later(800);
    rig.tell(contact(2, 1, { kmh: 42, x: 3 }));
    expect(rig.told()).toEqual(['incidentOpened 1', 'incidentUpdated 1']);
    expect(rig.actions.list()).toHaveLength(1);
    expect(rig.actions.show(1).contacts).toMatchObject([{ speedKmh: 42 }]);
  });

  test('shows drivers as finished if they finished before it, not before its report', () => {
    const finish = (by: number, done: readonly number[]) =>
      rig.tell({
        type: 'lapCompleted',
        driver: car(by),
        lapMs: 90_000,
        cuts: 0,
        lap: 1,
        board: [1, 2].map((carId) => ({ carId, timeMs: 90_000, laps: 1, finished: done.includes(carId) })),
      });
    later(10_000);
    finish(1, [1]);
    later(1000);
    rig.tell({ ...contact(2, 1, { kmh: 42 }), happenedAt: rig.clock.now() - 2000 } as EventBody);
    expect(rig.actions.show(1).drivers.map(({ finished }) => finished)).toEqual([undefined, undefined]);
    later(60_000);
    rig.tell(contact(2, 1, { kmh: 42 }));
    expect(rig.actions.show(2).drivers.map(({ carId, finished }) => [carId, finished])).toEqual([
      [2, undefined],
      [1, true],
    ]);
  });

  test('is not updated by a report that adds nothing', () => {
    rig.tell(contact(1, 2, { kmh: 42 }));
    later(800);
    rig.tell(contact(2, 1, { kmh: 30 }));
    later(800);
    rig.tell(contact(1, 2, { kmh: 30 }));
    expect(rig.told()).toEqual(['incidentOpened 1', 'incidentUpdated 1']);
  });

  test('stays one incident when Pitwall is killed between its two reports', () => {
    rig.tell(contact(1, 2, { kmh: 30 }));
    rig = rig.reopen();
    later(1500);
    rig.tell(contact(2, 1, { kmh: 42, x: 3 }));
    expect(rig.told()).toEqual(['incidentUpdated 1']);
    expect(rig.actions.list()).toHaveLength(1);
    expect(rig.actions.show(1).contacts).toMatchObject([{ speedKmh: 42 }]);
  });

  test('below the speed is no incident until it joins a chain with a faster contact', () => {
    rig.tell(contact(1, 2, { kmh: 9.9 }));
    expect([rig.told(), rig.actions.list()]).toEqual([[], []]);
    later(3000);
    rig.tell(contact(2, 3, { kmh: 10, x: 50 }));
    expect(rig.told()).toEqual(['incidentOpened 1']);
    expect(cars(rig.actions.show(1))).toEqual([1, 2, 3]);
  });

  test('with a wall is no incident', () => {
    rig.tell(wall(1, 180));
    expect([rig.told(), rig.actions.list()]).toEqual([[], []]);
  });

  test('in the next session is another incident', () => {
    rig.tell(contact(1, 2));
    rig.tell({ type: 'sessionStarted', facts: { ...factsOf(rig), name: 'Second race' }, again: false });
    rig.tell(contact(2, 1));
    expect(rig.actions.list().map(({ sessionName }) => sessionName)).toEqual(['Second race', 'Race']);
  });

  test('learnt late joins no chain and has no session time', () => {
    rig.tell(contact(1, 2));
    rig.tell({ ...contact(2, 3, { x: 400 }), late: true });
    rig.tell({ ...contact(3, 4, { x: 900 }), late: true });
    expect(rig.actions.list().map(cars)).toEqual([
      [3, 4],
      [2, 3],
      [1, 2],
    ]);
    expect(rig.actions.show(2)).toMatchObject({ late: true });
    expect(rig.actions.show(2).sessionMs).toBeUndefined();
  });

  test('is unknown on another server, but takes its number from a shared count', () => {
    rig.tell(contact(1, 2));
    const other = openIncidentTable(rig.store, 'gt4');
    expect([other.nextNumber(), other.newest(5), other.get(1)]).toEqual([2, [], undefined]);
    expect(() => rig.actions.show(2)).toThrow('There is no incident INC-2 on gt3');
  });
});

describe('the positions before a contact', () => {
  /** Car 1 closes on car 2 at 20 m/s, four times a second, and they touch at x = 0 after 5.5 s. */
  function drive(): void {
    for (let ms = -5500; ms <= 2000; ms += 250) {
      rig.packets(update(1, [(50 * ms) / 1000, 0, 0], 180, 0.5 + ms / 100_000));
      rig.packets(update(2, [4 + (30 * ms) / 1000, 0, 0], 108, 0.5008 + (ms * 0.6) / 100_000));
      if (ms < 2000) later(250);
    }
  }

  beforeEach(() => {
    startRace(rig);
    drive();
    rig.tell(contact(1, 2));
  });

  test('give its evidence, its time and its place', () => {
    const incident = rig.actions.show(1);
    const { at, sessionMs, contacts } = incident;
    expect(at).toBe(rig.clock.now() - 2000);
    expect(sessionMs).toBe(5500);
    expect(contacts[0]?.evidence).toMatchObject({ place: 0.5, aheadCarId: 2 });
    expect(contacts[0]?.evidence?.closingKmh).toBeCloseTo(72, 6);
  });

  test('are stored with the incident for its own cars only, and in no event', () => {
    const seconds = rig.table.get(1)?.seconds ?? {};
    expect(Object.keys(seconds)).toEqual(['1', '2']);
    expect(seconds[1]?.length).toBeGreaterThanOrEqual(28);
    expect(
      rig.store.get<{ count: number }>("SELECT count(*) AS count FROM events WHERE type = 'carUpdate'")?.count,
    ).toBe(0);
    expect(JSON.stringify(rig.feed.events.at(-1))).not.toContain('"position":[-250');
  });

  test('survive a restart', () => {
    const before = rig.actions.show(1);
    rig = rig.reopen();
    expect(rig.actions.show(1)).toEqual(before);
    later(500);
    rig.tell(contact(2, 1, { kmh: 50 }));
    expect(rig.actions.show(1).contacts[0]).toMatchObject({ speedKmh: 50 });
    const { at, place, aheadCarId } = before.contacts[0]?.evidence ?? {};
    expect(rig.actions.show(1).contacts[0]?.evidence).toMatchObject({ at, place, aheadCarId });
  });
});

describe('a report', () => {
  beforeEach(() => startRace(rig));

  const report = (by: number, words = '', against?: number) =>
    rig.actions.report({ guid: car(by).guid, words, against: against === undefined ? undefined : car(against) });

  test('joins the incident its driver was just in', () => {
    rig.tell(contact(1, 2), contact(3, 4));
    later(60_000);
    expect(report(2, 'he turned in').number).toBe(1);
    expect(rig.actions.show(1).reports).toMatchObject([{ by: car(2), words: 'he turned in' }]);
    expect(rig.told().at(-1)).toBe('incidentUpdated 1');
  });

  test('makes an incident of a contact that was too slow for one', () => {
    rig.tell(contact(1, 2, { kmh: 4 }));
    later(5000);
    expect(report(1)).toMatchObject({ number: 1, contacts: [{ speedKmh: 4 }] });
    expect(rig.told()).toEqual(['incidentOpened 1']);
  });

  test('opens an incident if there was none, none with that driver, or none recently', () => {
    expect(report(1, 'blocked me', 2)).toMatchObject({ number: 1, contacts: [], drivers: [car(1), car(2)] });
    rig.tell(contact(1, 3));
    expect(report(1, '', 4).number).toBe(3);
    later(60_001);
    expect(report(3).number).toBe(4);
  });

  test('does not extend the time for reports on an incident', () => {
    rig.tell(contact(1, 2));
    later(50_000);
    expect(report(1).number).toBe(1);
    later(50_000);
    expect(report(1).number).toBe(2);
  });

  test('from the same driver is added to the earlier report', () => {
    rig.tell(contact(1, 2));
    for (const words of ['first', 'second', '', 'second']) report(1, words);
    report(2, 'third');
    expect(rig.actions.show(1).reports.map(({ words }) => words)).toEqual(['first; second', 'third']);
  });

  test('from the same driver keeps the other driver of the earlier report', () => {
    rig.tell(contact(1, 2));
    report(1, 'pushed me off', 2);
    report(1, 'in T1');
    expect(rig.actions.show(1).reports).toMatchObject([{ words: 'pushed me off; in T1', against: car(2) }]);
  });

  test('is cut at 600 characters after several additions', () => {
    rig.tell(contact(1, 2));
    for (const letter of ['a', 'b', 'c']) report(1, letter.repeat(300));
    expect(rig.actions.show(1).reports[0]?.words).toHaveLength(600);
  });

  test('is refused from an unknown driver, or against oneself', () => {
    expect(() => rig.actions.report({ guid: undefined, words: '', against: undefined })).toThrow(
      /Not linked to a driver yet/,
    );
    expect(() => report(9)).toThrow(/not been on this server/);
    expect(() => report(1, '', 1)).toThrow('That is you');
    expect(rig.actions.list()).toEqual([]);
  });

  test('is cut at 300 characters', () => {
    report(1, 'x'.repeat(100_000), 2);
    expect(rig.actions.show(1).reports[0]?.words).toHaveLength(300);
  });
});

const factsOf = ({ feed }: IncidentRig) => {
  const facts = feed.state().session?.facts;
  if (!facts) throw new Error('no session is running');
  return facts;
};
