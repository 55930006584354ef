import { afterEach, beforeEach, expect, test } from 'vitest';
import { OwnLaps } from '../../../src/features/evidence/ownLaps.ts';
import { Aftermath } from '../../../src/features/incidents/aftermath.ts';
import { contactEvidence } from '../../../src/features/incidents/evidence.ts';
import { contact, type IncidentRig, incidentRig, startRace, update } from './rig.ts';

let rig: IncidentRig;
let aftermath: Aftermath;
let faults: object[];
/** Input that has arrived but not been handled: `decide` handles it first. */
let waiting: (() => void) | undefined;
let free: Promise<void> | undefined;
/** Called when the evidence of a contact is worked out again. */
let onContact: () => void;
beforeEach(() => {
  waiting = undefined;
  free = undefined;
  onContact = () => {};
  rig = incidentRig();
  metres = [600, 590, 500];
  faults = [];
  aftermath = new Aftermath({
    bus: rig.feed.bus,
    table: rig.table,
    traces: rig.traces,
    usual: new OwnLaps(),
    known: {
      line() {
        onContact();
        return undefined;
      },
    },
    state: rig.feed.state,
    clock: rig.clock,
    decide(work) {
      waiting?.();
      waiting = undefined;
      rig.feed.decide(work);
    },
    free: () => free,
    log: { error: (fields) => faults.push(fields) },
    get: (number) => rig.actions.show(number),
  });
  startRace(rig, 3);
});
afterEach(() => {
  aftermath.close();
  rig.remove();
});

const STEP_MS = 250;
let metres: number[];

/** Cars 1, 2 and 3 drive for this long at these speeds in km/h; the lap is 5 km. */
function drive(ms: number, speeds: readonly (number | undefined)[]): void {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    rig.clock.advance(STEP_MS);
    speeds.forEach((kmh, index) => {
      if (kmh === undefined) return;
      metres[index] = (metres[index] ?? 0) + ((kmh / 3.6) * STEP_MS) / 1000;
      rig.packets(update(index + 1, [metres[index] ?? 0, 0, 0], kmh, (metres[index] ?? 0) / 5000));
    });
  }
}

const touch = (): void => rig.tell(contact(1, 2, { x: (metres[0] ?? 0) - 2 }));

const consequences = () => rig.actions.show(1).contacts[0]?.evidence?.cars.map(({ consequence }) => consequence);

test('ten seconds after a contact the incident is updated once with the consequences', () => {
  drive(6000, [180, 180, 180]);
  touch();
  const before = rig.told().length;
  drive(10_000, [36, 180, 180]);
  expect(consequences()).toEqual([undefined, undefined]);
  drive(3000, [36, 180, 180]);
  expect(consequences()).toMatchObject([
    { after: 'went on', placesLost: 2, placeBefore: 1, placeAfter: 3 },
    { after: 'went on', placesLost: -1, placeBefore: 2, placeAfter: 1 },
  ]);
  expect(rig.told().slice(before)).toEqual(['incidentUpdated 1']);
  drive(15_000, [180, 180, 180]);
  expect(rig.told().slice(before)).toEqual(['incidentUpdated 1']);
  expect(faults).toEqual([]);
});

test('a pile-up is worked on one contact per turn, and updated once, when all is known', () => {
  const CARS = 8;
  startRace(rig, CARS);
  metres = Array.from({ length: CARS }, (_, index) => 600 - 10 * index);
  const steady = Array.from({ length: CARS }, () => 180);
  drive(6000, steady);
  for (let car = 1; car < CARS; car += 1) rig.tell(contact(car, car + 1, { x: (metres[car - 1] ?? 0) - 2 }));
  const before = rig.told().length;
  drive(10_000, steady);
  const turns: number[] = [];
  let inThisTurn = 0;
  onContact = () => {
    inThisTurn += 1;
  };
  const { after } = rig.clock;
  rig.clock.after = (ms, task) =>
    after.call(rig.clock, ms, () => {
      inThisTurn = 0;
      task();
      if (inThisTurn > 0) turns.push(inThisTurn);
    });
  drive(3000, steady);
  expect(turns).toEqual(Array.from({ length: CARS - 1 }, () => 1));
  expect(rig.told().slice(before)).toEqual(['incidentUpdated 1']);
  expect(rig.actions.show(1).contacts.every(({ evidence }) => evidence?.cars.every((car) => car.consequence))).toBe(
    true,
  );
  expect(faults).toEqual([]);
});

test('the seconds after a contact are kept for its picture', () => {
  drive(6000, [180, 180, 180]);
  touch();
  const at = rig.actions.show(1).contacts[0]?.evidence?.at ?? Number.NaN;
  const latest = (carId: number) => (rig.table.get(1)?.seconds[carId]?.at(-1)?.at ?? Number.NaN) - at;
  expect(latest(1)).toBeLessThanOrEqual(500);
  drive(13_000, [36, 180, 180]);
  for (const carId of [1, 2]) {
    expect(latest(carId)).toBeGreaterThan(3000);
    expect(latest(carId)).toBeLessThanOrEqual(3500);
    const times = rig.table.get(1)?.seconds[carId]?.map((sample) => sample.at) ?? [];
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  }
});

test('the card is renewed with its picture: braking that only later positions show is on both', () => {
  drive(6000, [180, 180, 180]);
  drive(250, [168, 180, 180]);
  // Further on than its latest position.
  rig.tell(contact(1, 2, { x: (metres[0] ?? 0) + 18 }));
  const car1 = () => rig.actions.show(1).contacts[0]?.evidence?.cars[0];
  expect(car1()?.braking).toEqual({ notDecided: 'broken positions' });
  drive(250, [156, 180, 180]);
  drive(13_000, [156, 180, 180]);
  expect(car1()?.braking).toMatchObject({ secondsBefore: { plusMinus: 0.2 } });
  const file = rig.table.get(1);
  const [first] = file?.contacts ?? [];
  const evidence = first && contactEvidence(first, file?.seconds ?? {});
  const shown = rig.actions.show(1).contacts[0]?.evidence;
  expect(evidence?.at).toBe(shown?.at);
  expect(evidence?.cars.map(({ speeds }) => speeds)).toEqual(shown?.cars.map(({ speeds }) => speeds));
});

test('a car that left is only shown as left', () => {
  drive(6000, [180, 180, 180]);
  touch();
  drive(3000, [36, 180, 180]);
  drive(10_000, [undefined, 180, 180]);
  expect(consequences()).toMatchObject([{ after: 'left' }, { after: 'went on', placesLost: 0 }]);
});

test('without positions there are no consequences', () => {
  rig.tell(contact(1, 2));
  const before = rig.told().length;
  rig.clock.advance(30_000);
  expect(consequences()).toEqual([undefined, undefined]);
  expect(rig.told()).toHaveLength(before);
});

test('a failed write is retried a second later', () => {
  drive(6000, [180, 180, 180]);
  touch();
  drive(10_000, [36, 180, 180]);
  rig.store.run("CREATE TRIGGER full BEFORE UPDATE ON incidents BEGIN SELECT RAISE(ABORT, 'full'); END");
  drive(2000, [36, 180, 180]);
  expect(faults.length).toBeGreaterThan(0);
  expect(consequences()).toEqual([undefined, undefined]);
  rig.store.run('DROP TRIGGER full');
  drive(1500, [36, 180, 180]);
  expect(consequences()?.every((each) => each !== undefined)).toBe(true);
});

test('a change made by input handled first is not overwritten', () => {
  drive(6000, [180, 180, 180]);
  touch();
  waiting = () => {
    const file = rig.table.get(1);
    if (file) rig.table.put({ ...file, facts: { ...file.facts, severity: 'heavy' } });
  };
  drive(13_000, [36, 180, 180]);
  expect(waiting).toBeUndefined();
  expect(rig.actions.show(1).severity).toBe('heavy');
  expect(consequences()?.every((each) => each !== undefined)).toBe(true);
});

test('consequences wait until other work is done', async () => {
  drive(6000, [180, 180, 180]);
  touch();
  let goOn = (): void => {};
  free = new Promise((resolve) => {
    goOn = resolve;
  });
  drive(13_000, [36, 180, 180]);
  expect(consequences()).toEqual([undefined, undefined]);
  const others = free;
  free = undefined;
  goOn();
  await others;
  await Promise.resolve();
  expect(consequences()?.every((each) => each !== undefined)).toBe(true);
});
