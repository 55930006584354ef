import { afterEach, beforeEach, expect, test } from 'vitest';
import { drive } from '../../sandbox/acserver/driving/drive.ts';
import { type IncidentRig, incidentRig } from './rig.ts';

/** Simulated cars on a made-up track, with positions sent as a real server sends them. */

let driven: ReturnType<typeof drive>;
let rig: IncidentRig;
let told = 0;
beforeEach(() => {
  driven = drive();
  rig = incidentRig({}, undefined, driven.clock);
  told = 0;
});
afterEach(() => {
  driven.server.close();
  rig.remove();
});

/** Lets the cars drive, and passes their packets to Pitwall as they come. */
function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += 50) {
    driven.clock.advance(50);
    rig.packets(...driven.packets().slice(told));
    told = driven.packets().length;
  }
}

/** One car runs into the back of another; returns when. */
function collide(): number {
  pass(90_000);
  driven.control('collide 0 1');
  const at = driven.clock.now();
  pass(5500);
  return at;
}

test('the evidence of a contact comes from what the cars did before it', () => {
  driven.server.receive({ type: 'realtimePosInterval', intervalMs: 250 });
  const at = collide();
  const incident = rig.actions.list().find(
    ({ drivers }) =>
      drivers
        .map(({ carId }) => carId)
        .sort()
        .join() === '0,1',
  );
  const [contact] = incident?.contacts ?? [];
  // The car that was placed behind the other has no path before that.
  expect(contact?.evidence?.cars.map(({ speeds }) => speeds.length).sort()).toEqual([1, 4]);
  expect(Math.abs((contact?.evidence?.at ?? 0) - at)).toBeLessThanOrEqual(500);
  expect(contact?.evidence?.place).toBeGreaterThanOrEqual(0);
  expect(contact?.evidence?.place).toBeLessThan(1);
  expect(rig.feed.faults).toEqual([]);
  // The sandbox places the car behind the other, so earlier positions say nothing about how they came together.
  expect(contact?.evidence).not.toHaveProperty('closingKmh');
});

test('contacts of racing cars get full evidence and plausible delays', () => {
  driven.server.receive({ type: 'realtimePosInterval', intervalMs: 250 });
  pass(6 * 60_000);
  const files = rig.table.recent(1, 0);
  const contacts = files.flatMap(({ contacts, facts }) =>
    contacts.map(({ reports }, index) => ({ reports, evidence: facts.contacts[index]?.evidence })),
  );
  expect(contacts.length).toBeGreaterThanOrEqual(3);
  for (const { reports, evidence } of contacts) {
    const [first] = reports;
    // Each client reports every five seconds, and positions come every quarter of a second.
    const lateMs = (first?.at ?? 0) - (evidence?.at ?? 0);
    expect(lateMs).toBeGreaterThanOrEqual(-300);
    expect(lateMs).toBeLessThanOrEqual(5000 + 150 + 300);
    expect(evidence?.cars.map(({ speeds }) => speeds.length)).toEqual([4, 4]);
    expect(evidence?.gapM).toBeLessThan(40);
  }
});

test('without positions a contact still has the parts that met', () => {
  collide();
  const contacts = rig.actions.list().flatMap((incident) => incident.contacts);
  expect(contacts.length).toBeGreaterThan(0);
  expect(contacts.map(({ evidence }) => [evidence?.at, evidence?.touch?.parts])).toEqual(
    contacts.map(() => [undefined, ['nose', 'tail']]),
  );
});
