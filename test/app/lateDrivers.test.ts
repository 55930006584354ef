import { afterEach, beforeEach, expect, it } from 'vitest';
import { LateDrivers } from '../../src/app/lateDrivers.ts';
import { contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';

let rig: IncidentRig;
let late: LateDrivers;
let asked: number[];
beforeEach(() => {
  rig = incidentRig();
  asked = [];
  late = new LateDrivers({
    calendar: rig.calendar,
    incidents: {
      peopleIn(session) {
        asked.push(session);
        return rig.actions.peopleIn(session);
      },
    },
  });
});
afterEach(() => rig.remove());

const names = () => late.of(rig.feed.state()).map(({ name }) => name);

it('whoever drove in a race that broke off is still known after the game server starts again', () => {
  startRace(rig, 3);
  rig.tell(contact(1, 2));
  expect([names(), asked]).toEqual([['Driver 1', 'Driver 2', 'Driver 3'], []]);
  rig.tell({ type: 'serverStopped', expected: false, lastLines: [] });
  rig.feed.beginRun();
  expect(names()).toEqual(['Driver 1', 'Driver 2']);
  startRace(rig, 1);
  expect(names()).toEqual(['Driver 1', 'Driver 2']);
  expect(asked).toEqual([1]);
});

it('whoever drove in it is not known two sessions later', () => {
  startRace(rig, 2);
  rig.tell(contact(1, 2));
  startRace(rig, 1);
  const { session } = rig.feed.state();
  if (!session) throw new Error('a session runs');
  rig.tell({ type: 'sessionEnded' }, { type: 'sessionStarted', facts: session.facts, again: false });
  expect([names(), asked]).toEqual([['Driver 1'], []]);
});

it('nobody is known before the first session', () => {
  expect(names()).toEqual([]);
});
