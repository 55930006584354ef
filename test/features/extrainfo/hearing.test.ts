import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, test } from 'vitest';
import type { EventOf } from '../../../src/events/events.ts';
import { readPenaltySettings } from '../../../src/features/penalties/settings.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { driver, extraInfoRig, guid, penalty } from './rig.ts';

const [app, other] = [
  { carId: 2, by: 'Elena’s app' },
  { carId: 4, by: 'Bea’s app' },
];

let rig: ReturnType<typeof extraInfoRig>;
beforeEach(() => {
  rig = extraInfoRig();
  rig.session();
  rig.join(driver(1, 8));
});

const events = () => rig.feed.events.filter((event): event is EventOf<'extraInfo'> => event.type === 'extraInfo');

/** Cuts and contacts are watched by Pitwall's own rules. */
const WATCHED = readPenaltySettings(
  { cuts: {}, 'car-contacts': { PENALTY: 'none' }, 'wall-contacts': {} },
  { server: 'main', servers: ['main'], file: 'penalties.ini' },
).settings.rules;

const penaltyFor = (cause: number, carId = 2) => `Penalty Applied,${carId},${guid(8)},Time,Automatic,0,${cause},5000`;

describe('a line heard by a program in a car', () => {
  test.each([3, 4, 6, 7, 8, 11, 12, 13])('is news with cause %i', (cause) => {
    expect(rig.actions.hear(penaltyFor(cause), app)).toBe('news');
    expect(events()).toMatchObject([
      { info: { kind: 'penaltyApplied', carId: 1, guid: guid(8), extra: 5000 }, driver: driver(1, 8), by: app.by },
    ]);
  });

  test.each([0, 1, 2])('is news with cause %i if no rule of Pitwall watches it', (cause) => {
    expect(rig.actions.hear(penaltyFor(cause), app)).toBe('news');
  });

  test.each([0, 1, 2, 5, 9, 10])('is not news with cause %i, which Pitwall reports itself', (cause) => {
    rig = extraInfoRig({ rules: WATCHED });
    expect(rig.actions.hear(penaltyFor(cause), app)).toBe('own');
    expect(events()).toEqual([]);
  });

  test.each([
    [`Infraction,2,${guid(8)},3,0,1,5`, 'news'],
    [`Infraction,2,${guid(8)},7,0,1,5`, 'news'],
    [`Infraction,2,${guid(8)},0,1,3,5`, 'own'],
    [`Pit Lane Closed,2,${guid(8)},7`, 'news'],
    ['DRS Enabled', 'news'],
    [`Penalty Cleared,2,${guid(8)},Restrictor`, 'own'],
    [`Average Lap Time Update,2,${guid(8)},142000`, 'own'],
  ])('is sorted by its type, %s: %s', (line, worth) => {
    rig = extraInfoRig({ rules: WATCHED });
    expect(rig.actions.hear(line, app)).toBe(worth);
  });

  it('adds no penalty to the ledger', () => {
    rig.actions.hear(penaltyFor(6), app);
    expect(rig.ledger.newest(10)).toEqual([]);
  });

  it('is not news about DRS if Pitwall announces DRS itself', () => {
    rig = extraInfoRig({ drsFromLap: 3 });
    expect(rig.actions.hear('DRS Enabled', app)).toBe('own');
  });

  it('is news once within 10 s, whichever client hears it', () => {
    expect(rig.actions.hear(penaltyFor(6, 2), app)).toBe('news');
    // For the client in car 4, the server's car 1 is also car 2; for a client in car 0 it is car 1.
    expect(rig.actions.hear(penaltyFor(6, 2), other)).toBe('told before');
    expect(rig.actions.hear(penaltyFor(6, 1), { carId: 0, by: 'x' })).toBe('told before');
    expect(events()).toHaveLength(1);
    rig.clock.advance(10_001);
    expect(rig.actions.hear(penaltyFor(6, 2), other)).toBe('news');
  });

  it('is matched to the driver with the GUID, whatever the car id', () => {
    rig.actions.hear(penaltyFor(6, 9), app);
    rig.actions.hear(`Pit Lane Closed,9,${guid(8)},7`, app);
    expect(events()).toMatchObject([
      { info: { carId: 1 }, driver: driver(1, 8) },
      { info: { fields: ['Pit Lane Closed', '1', guid(8), '7'] }, driver: driver(1, 8) },
    ]);
  });

  it('keeps the car if nobody has the GUID', () => {
    rig.actions.hear(`Penalty Applied,0,${guid(3)},Time,Automatic,0,6,5000`, app);
    rig.actions.hear(`Pit Lane Closed,1,${guid(3)},7`, app);
    expect(events()).toMatchObject([
      { info: { carId: 2 } },
      { info: { fields: ['Pit Lane Closed', '0', guid(3), '7'] } },
    ]);
    expect(events().map((event) => event.driver)).toEqual([undefined, undefined]);
  });

  test.each(['', 'hello', 'Infraction', 'Penalty Applied,1,2', `Pit Lane Closed,2,${guid(8)},${'x'.repeat(255)}`])(
    'is refused if it is not extra information: "%s"',
    (line) => {
      expect(() => rig.actions.hear(line, app)).toThrow(UserError);
      expect(events()).toEqual([]);
    },
  );
});

describe('a line heard on the manager’s own server', () => {
  beforeEach(() => {
    rig = extraInfoRig({ dialect: 'acsm' });
    rig.session();
    rig.join(driver(1, 8));
    rig.join(driver(2, 4));
    rig.feed.notice({ type: 'serverHeard' });
  });

  // Lines from the manager's documentation, by its accounts and its automatic system.
  test.each([
    `Penalty Applied,4,${guid(9)},Ballast,admin,5,9,20`,
    `Penalty Applied,2,${guid(8)},Drive Through,Automatic,3,0,3`,
    `Infraction,3,${guid(5)},0,1,3,5`,
    `Penalty Cleared,2,${guid(8)},Restrictor`,
    `Average Lap Time Update,2,${guid(8)},142000`,
    'DRS Enabled',
  ])('is news from the manager, once: %s', (line) => {
    expect(rig.actions.hear(line, { carId: 0, by: 'x' })).toBe('news');
    expect(events()).toHaveLength(1);
    expect(rig.actions.hear(line, { carId: 0, by: 'x' })).toBe('told before');
  });

  it('about a contact is not news while the plugin reports it too', () => {
    const contact = `Collision,2,${guid(8)},,0,11,40.16,"Vec3F(1, 2, 3)","Vec3F(0, 0, 0)",2006-01-02 15:04:05,false`;
    expect(rig.actions.hear(contact, app)).toBe('own');
    rig.feed.notice({ type: 'serverSilent', silentMs: 15_000 });
    expect(rig.actions.hear(contact, app)).toBe('news');
  });

  describe('sent by Pitwall itself', () => {
    const given = { type: 'penaltyGiven', penalty: penalty({ driver: driver(1, 8) }) } as const;
    let line = '';
    beforeEach(() => {
      rig.actions.optIn(driver(2, 4));
      rig.feed.notice(given);
      line = rig.news()[0]?.replace('2< ', '') ?? '';
    });

    it('is recognised and makes no event', () => {
      expect(line).toBe(`Penalty Applied,2,${guid(8)},Ballast,admin,5,9,20`);
      expect(rig.actions.hear(line, app)).toBe('said by Pitwall');
      expect(rig.actions.hear(line, { carId: 2, by: 'another in that car' })).toBe('said by Pitwall');
      expect(events()).toEqual([]);
    });

    it('is recognised once, and the same line again is news', () => {
      rig.actions.hear(line, app);
      expect(rig.actions.hear(line, app)).toBe('news');
    });

    it('is not recognised from another car', () => {
      expect(rig.actions.hear(line, other)).toBe('news');
    });

    it('is not recognised after a minute', () => {
      rig.clock.advance(60_001);
      expect(rig.actions.hear(line, app)).toBe('news');
    });
  });
});

it('a heard line becomes the event shown in PROTOCOL.md', () => {
  const document = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');
  const [, carId = '', line = '', shown = ''] =
    /\n {4}listen (\d+)\n {4}heard ([^\n]+)\n[\s\S]*?```json\n([\s\S]*?)```/.exec(document) ?? [];
  rig.join({ carId: 7, guid: '76561198000000007', name: 'Mark Hannon' });
  rig.actions.hear(line, { carId: Number(carId), by: 'Race Control' });
  expect(events()).toEqual([expect.objectContaining(JSON.parse(shown))]);
});
