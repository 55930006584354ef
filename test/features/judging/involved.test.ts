import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { linkTables, openLinks } from '../../../src/features/links/links.ts';
import { openStore } from '../../../src/store/store.ts';
import { caller } from '../../command/world.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../incidents/rig.ts';
import { said, WHO, type Who, worldOn } from './world.ts';

let rig: IncidentRig;
beforeEach(() => {
  rig = incidentRig({ who: WHO });
  startRace(rig, 6);
  // INC-1: 1, 2 and 3. INC-2: 4 and 6.
  rig.tell(contact(1, 2), contact(2, 3, { x: 40 }));
  rig.clock.advance(60_000);
  rig.tell(contact(4, 6));
  rig.clock.advance(60_000);
});
afterEach(() => rig.remove());

const say = (line: string, who: Who): Promise<string> => said(rig, line, who);

const racer = { id: 'racer', name: 'Racer' };
const other = { id: 'other', name: 'Other' };
const inTheCar = {
  via: 'chat',
  proof: 'password',
  id: car(1).guid,
  guid: car(1).guid,
  name: 'Driver 1',
} as const;

const IN_IT = 'You are involved in INC-1, as Driver 1, so another steward has to judge it. Nothing was done.';

describe('a steward involved in an incident', () => {
  test.each([
    'incident decide 1 2 time 5',
    'incident decide 1 @0 2 time 5 late braking',
    'incident decide 1 no-further-action',
    'incident decide 1 1 reprimand',
    'incident take 1',
    'incident split 1 2',
    'incident merge 1 2',
    'incident merge 2 1',
  ])('cannot act on it: %s', async (line) => {
    const events = rig.feed.events.length;
    expect(await say(line, racer)).toBe(IN_IT);
    expect(rig.feed.events).toHaveLength(events);
  });

  test.each([
    ['a slash command', { ...racer, via: 'slash' }],
    ['a button or a form', { ...racer, via: 'component' }],
    ['game chat, with the admin password', { ...inTheCar, role: 'steward' }],
    ['their own token', { via: 'socket', proof: 'token', account: 'racer', name: 'tool' }],
    ['game chat, as a linked account', { ...inTheCar, proof: 'link' }],
  ] as const)('cannot judge it through %s', async (_, who) => {
    expect(await say('incident decide 1 @0 2 time 5', who)).toBe(IN_IT);
  });

  test('cannot replace its decisions, clear its penalties or mark them as served or not', async () => {
    await say('incident decide 1 2 drive-through', other);
    for (const line of [
      'incident replace P-1 withdrawn "we were all in it"',
      'penalty clear 1 sorry',
      'penalty served 1',
      'penalty not_served 1',
    ]) {
      expect(await say(line, racer)).toBe(IN_IT);
    }
    expect(rig.ledger.get(1).state).toBe('serving');
    expect(await say('penalty served 1', other)).toBe('penalty');
  });

  test('cannot kick a driver another steward disqualified in it', async () => {
    await say('incident decide 1 2 disqualification', other);
    expect(await say('penalty send_away 1', racer)).toBe(IN_IT);
  });

  test('can judge other incidents, and a steward or program not involved can judge this one', async () => {
    expect(await say('incident decide 2 4 time 5', racer)).toBe('decided');
    expect(await say('incident decide 1 2 time 5', other)).toBe('decided');
    expect(await say('incident decide 1 1 time 5', { via: 'socket', proof: 'token' })).toBe('decided');
  });

  test('is also recognised by the roster, and by both link and roster if they differ', async () => {
    expect(await say('incident decide 1 2 time 5', { id: 'entered' })).toContain(
      'You are involved in INC-1, as Driver 3',
    );
    expect(await say('incident decide 2 6 time 5', { id: 'both' })).toContain('You are involved in INC-2, as Driver 4');
    expect(await say('incident open S-1 10:00 5 6', { id: 'both' })).toBe(
      'That is about you, Driver 5, so another steward has to judge it. Nothing was done.',
    );
  });

  test('is still refused after unlinking or linking to another driver', async () => {
    const store = openStore(temporaryDirectory('links'), [linkTables]);
    onTestFinished(() => store.close());
    const links = openLinks(store, rig.clock);
    rig.remove();
    rig = incidentRig({ who: { links, roster: WHO.roster } });
    startRace(rig, 6);
    rig.tell(contact(1, 2));
    links.redeem(links.begin(car(1)), 'racer');
    links.unlink('racer');
    const in1 = 'You are involved in INC-1, as Driver 1, so another steward has to judge it. Nothing was done.';
    expect(await say('incident decide 1 2 time 5', racer)).toBe(in1);
    expect(await say('incident decide 1 2 time 5', { ...inTheCar, role: 'steward' })).toBe(in1);
    links.redeem(links.begin(car(5)), 'racer');
    expect(await say('incident decide 1 2 time 5', racer)).toBe(in1);
    expect(await say('incident decide 1 2 time 5', other)).toBe('decided');
  });

  test('is refused as soon as a merge makes them involved', async () => {
    expect(await say('incident decide 2 4 time 5', racer)).toBe('decided');
    expect(await say('incident merge 1 2', other)).toBe('incident');
    expect(await say('incident decide 2 6 time 5', racer)).toBe(IN_IT);
    expect(await say('penalty clear 1', racer)).toBe(IN_IT);
    expect(await say('penalty clear 1', other)).toBe('penalty');
  });
});

describe('a penalty without an incident', () => {
  test('is refused if the steward was in an incident with the driver, or is the driver', async () => {
    const met =
      'You and Driver 2 were in INC-1 together in that session, so another steward has to judge it. Nothing was done.';
    expect(await say('penalty give 2 time 5', racer)).toBe(met);
    expect(await say('warn 2', racer)).toBe(met);
    expect(await say('penalty give 1 time 5', racer)).toBe(
      'That is about you, Driver 1, so another steward has to judge it. Nothing was done.',
    );
    expect(rig.ledger.newest(9)).toEqual([]);
    expect(await say('penalty give 4 time 5', racer)).toBe('penalty');
    expect(await say('penalty give 2 time 5', other)).toBe('penalty');
    expect(await say('penalty clear 2', racer)).toBe(met);
  });

  test('is also refused after a touch too light to be an incident', async () => {
    rig.tell(contact(1, 5, { kmh: 4, x: 900 }));
    expect(rig.actions.list()).toHaveLength(2);
    expect(await say('penalty give 5 time 5', racer)).toBe(
      'You and Driver 5 touched in that session, so another steward has to judge it. Nothing was done.',
    );
  });

  test('is allowed in the next race', async () => {
    rig.tell({ type: 'sessionEnded' });
    startRace(rig, 6);
    expect(await say('penalty give 2 time 5', racer)).toBe('penalty');
  });
});

describe('an admin involved in an incident', () => {
  const admin = { ...racer, role: 'admin' } as const;

  test('must give a reason, which is stored', async () => {
    const refused =
      'You are involved in INC-1, as Driver 1. As an admin you can still judge it, with a reason. Nothing was done.';
    expect(await say('incident decide 1 2 time 5', admin)).toBe(refused);
    expect(await say('incident take 1', admin)).toBe(refused);
    expect(await say('incident decide 1 2 time 5 nobody else is here', admin)).toBe('decided');
    expect(await say('incident take 1 nobody else is here', admin)).toBe('incident');
    expect(rig.actions.show(1).decisions).toMatchObject([{ by: 'Racer', despite: 'nobody else is here' }]);
    expect(rig.actions.show(1).history).toMatchObject([{ what: 'taken', despite: 'nobody else is here' }]);
  });

  test('stores no such reason for an incident without them', async () => {
    await say('incident decide 2 4 time 5 late braking', admin);
    expect(rig.actions.show(2).decisions[0]?.despite).toBeUndefined();
  });

  test('is asked for the reason in a form if one can be shown', async () => {
    const press = {
      line: 'incident decide 1 @0 no-further-action',
      caller: caller('admin', { ...racer, via: 'component', guid: car(1).guid }),
    } as const;
    expect(await worldOn(rig).dispatcher.dispatch(press)).toMatchObject({
      kind: 'input',
      form: { fields: [{ name: 'reason', required: true, label: 'Why you judge it although involved' }] },
    });
    expect(await worldOn(rig).dispatcher.dispatch({ ...press, named: { reason: 'alone' } })).toMatchObject({
      kind: 'done',
    });
  });

  test('can give the reason after driver names, where a steward can only name drivers', async () => {
    expect(await say('incident split 1 2 nobody else is here', admin)).toBe('incident');
    expect(await say('incident split 2 4 Bobb', other)).toMatch(
      /^"Bobb" is not one of the drivers to choose from\. Those who are: /,
    );
  });
});
