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

describe('a steward who is in an incident', () => {
  test.each([
    'incident decide 1 2 time 5',
    'incident decide 1 @0 2 time 5 late braking',
    'incident decide 1 no-further-action',
    'incident decide 1 1 reprimand',
    'incident take 1',
    'incident split 1 2',
    'incident merge 1 2',
    'incident merge 2 1',
  ])('cannot act in it: %s', async (line) => {
    const events = rig.feed.events.length;
    expect(await say(line, racer)).toBe(IN_IT);
    expect(rig.feed.events).toHaveLength(events);
  });

  test.each([
    ['slash', { ...racer, via: 'slash' }],
    ['a button or a form', { ...racer, via: 'component' }],
    ['the chat of the game, with the admin password of somebody else', { ...inTheCar, role: 'steward' }],
    ['a token of theirs', { via: 'socket', proof: 'token', account: 'racer', name: 'tool' }],
    ['the chat of the game, by a link', { ...inTheCar, proof: 'link' }],
  ] as const)('cannot by %s', async (_, who) => {
    expect(await say('incident decide 1 @0 2 time 5', who)).toBe(IN_IT);
  });

  test('cannot replace what was decided there, nor say what became of it', async () => {
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

  test('cannot send away whom somebody else has disqualified there', async () => {
    await say('incident decide 1 2 disqualification', other);
    expect(await say('penalty send_away 1', racer)).toBe(IN_IT);
  });

  test('may judge another one, and anybody may judge theirs who is not in it', async () => {
    expect(await say('incident decide 2 4 time 5', racer)).toBe('decided');
    expect(await say('incident decide 1 2 time 5', other)).toBe('decided');
    expect(await say('incident decide 1 1 time 5', { via: 'socket', proof: 'token' })).toBe('decided');
  });

  test('is known by the roster, too, and by both where they differ', async () => {
    expect(await say('incident decide 1 2 time 5', { id: 'entered' })).toContain(
      'You are involved in INC-1, as Driver 3',
    );
    expect(await say('incident decide 2 6 time 5', { id: 'both' })).toContain('You are involved in INC-2, as Driver 4');
    expect(await say('incident open S-1 10:00 5 6', { id: 'both' })).toBe(
      'That is about you, Driver 5, so another steward has to judge it. Nothing was done.',
    );
  });

  test('stays who they were when they unlink for the evening', async () => {
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

  test('becomes involved by a merge, and is refused as the decision is written', async () => {
    expect(await say('incident decide 2 4 time 5', racer)).toBe('decided');
    expect(await say('incident merge 1 2', other)).toBe('incident');
    expect(await say('incident decide 2 6 time 5', racer)).toBe(IN_IT);
    expect(await say('penalty clear 1', racer)).toBe(IN_IT);
    expect(await say('penalty clear 1', other)).toBe('penalty');
  });
});

describe('a penalty without an incident', () => {
  test('is not for somebody whom the steward met in that session, nor for the steward', async () => {
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

  test('a graze that is no incident counts, too', async () => {
    rig.tell(contact(1, 5, { kmh: 4, x: 900 }));
    expect(rig.actions.list()).toHaveLength(2);
    expect(await say('penalty give 5 time 5', racer)).toBe(
      'You and Driver 5 touched in that session, so another steward has to judge it. Nothing was done.',
    );
  });

  test("is nobody else's business in another race", async () => {
    rig.tell({ type: 'sessionEnded' });
    startRace(rig, 6);
    expect(await say('penalty give 2 time 5', racer)).toBe('penalty');
  });
});

describe('an admin who is in an incident', () => {
  const admin = { ...racer, role: 'admin' } as const;

  test('must say why, which the row keeps', async () => {
    const refused =
      'You are involved in INC-1, as Driver 1. As an admin you can still judge it, with a reason. Nothing was done.';
    expect(await say('incident decide 1 2 time 5', admin)).toBe(refused);
    expect(await say('incident take 1', admin)).toBe(refused);
    expect(await say('incident decide 1 2 time 5 nobody else is here', admin)).toBe('decided');
    expect(await say('incident take 1 nobody else is here', admin)).toBe('incident');
    expect(rig.actions.show(1).decisions).toMatchObject([{ by: 'Racer', despite: 'nobody else is here' }]);
    expect(rig.actions.show(1).history).toMatchObject([{ what: 'taken', despite: 'nobody else is here' }]);
  });

  test('keeps nothing of it where the admin is not in it', async () => {
    await say('incident decide 2 4 time 5 late braking', admin);
    expect(rig.actions.show(2).decisions[0]?.despite).toBeUndefined();
  });

  test('is asked for the reason where a form can be shown', async () => {
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

  test('says why behind names, where for a steward it would be a name', async () => {
    expect(await say('incident split 1 2 nobody else is here', admin)).toBe('incident');
    expect(await say('incident split 2 4 Bobb', other)).toMatch(
      /^"Bobb" is not one of the drivers to choose from\. Those who are: /,
    );
  });
});
