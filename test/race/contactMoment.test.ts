/** A contact has the same time, speed and lap in the line, on the card, and in a league's warning for it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postsOf } from '../../src/discord/cards/index.ts';
import type { EventBody, EventOf, RaceEvent } from '../../src/events/events.ts';
import { readPenaltySettings } from '../../src/features/penalties/settings.ts';
import type { Tally } from '../../src/features/penalties/tally.ts';
import { watchPenalties } from '../../src/features/penalties/watch.ts';
import { english } from '../../src/texts/english/index.ts';
import { car, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = incidentRig();
  const { settings } = readPenaltySettings(
    { 'car-contacts': { PENALTY: 'none', FROM_KMH: '20', FIRST_LAP: 'full' } },
    { server: 'gt3', servers: ['gt3'], file: 'penalties.ini' },
  );
  const memory: { kept?: Tally } = {};
  watchPenalties({
    bus: rig.feed.bus,
    ledger: rig.ledger,
    calendar: rig.calendar,
    settings,
    memory: {
      load: () => memory.kept,
      save(tally) {
        memory.kept = tally;
      },
    },
  });
});
afterEach(() => rig.remove());

const lap = (n: number): EventBody => ({
  type: 'lapCompleted',
  driver: car(n),
  lapMs: 100_000,
  cuts: 0,
  lap: 1,
  board: [],
});

const report = (by: number, other: number, kmh: number, happenedAt: number): EventBody => ({
  type: 'contact',
  against: 'car',
  driver: car(by),
  other: car(other),
  speedKmh: kmh,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
  happenedAt,
});

const lineOf = (event: RaceEvent): string => postsOf(event, rig.feed.state(), english).at(-1)?.post.body.content ?? '';

test('a contact at the line has one time, speed and lap, although its two reports differ', () => {
  startRace(rig);
  rig.clock.advance(100_000);
  // Both cross the line, then they touch. Each client reports it seconds later, with its own time.
  const before = rig.clock.now();
  rig.clock.advance(1000);
  rig.tell(lap(1), lap(2));
  rig.clock.advance(3000);
  rig.tell(report(1, 2, 30, before + 1500));
  rig.clock.advance(2000);
  // By its own clock, the other car was still on its first lap.
  rig.tell(report(2, 1, 46, before + 900));

  const contacts = rig.feed.events.filter((event): event is EventOf<'contact'> => event.type === 'contact');
  const incident = rig.actions.show(1);
  expect(incident.at).toBe(before + 1500);
  expect(incident.sessionMs).toBe(101_500);
  expect(incident.contacts[0]).toMatchObject({ at: before + 1500, speedKmh: 46 });
  expect(incident.drivers.map((driver) => driver.lap)).toEqual([2, 2]);
  expect(contacts.slice(-1).map(lineOf).join()).toContain('46 km/h impact · lap 2, 1:41');
  const warned = rig.feed.events.filter((event): event is EventOf<'infraction'> => event.type === 'infraction');
  expect(warned.map(({ driver, lap: inLap }) => [driver.carId, inLap])).toEqual([
    [1, 2],
    [2, 2],
  ]);
});
