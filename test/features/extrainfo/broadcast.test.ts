import { describe, expect, it, test } from 'vitest';
import { type ExtraInfo, readExtraInfo } from '../../../src/acserver/extrainfo/lines.ts';
import { createSpeaker } from '../../../src/acserver/speaker.ts';
import { encode } from '../../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { asOnServer } from '../../../src/features/extrainfo/hearing.ts';
import { emptyState } from '../../../src/race/state.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { driver, extraInfoRig, penalty } from './rig.ts';

const listener = driver(2, 4);

/** A race in which the driver of car 2 has opted in. */
function told(settings: Parameters<typeof extraInfoRig>[0] = {}) {
  const rig = extraInfoRig(settings);
  rig.session();
  rig.join(listener);
  rig.actions.optIn(listener);
  return rig;
}

describe('the client in car 2 gets the line documented by the manager for', () => {
  it('a collision with the environment', () => {
    const rig = told({ clock: new FakeClock(Date.UTC(2006, 0, 2, 15, 4, 5)) });
    rig.wall(2);
    expect(rig.news()).toEqual([
      '2< Collision,0,44444444444444444,,0,11,40.16,"Vec3F(-196.215378, -4.763421, 25.719995)","Vec3F(1.006236, -0.302321, 1.974535)",2006-01-02 15:04:05,false',
    ]);
  });

  it('an infraction', () => {
    const rig = told();
    const counts = { cuts: 1, warnings: 3, warningsBeforePenalty: 5 };
    rig.feed.notice({ type: 'infraction', driver: driver(3, 5), infraction: 'cut', lap: 2, ...counts });
    expect(rig.news()).toEqual(['2< Infraction,3,55555555555555555,0,1,3,5']);
  });

  it('a penalty', () => {
    const rig = told();
    rig.feed.notice({ type: 'penaltyGiven', penalty: penalty() });
    expect(rig.news()).toEqual(['2< Penalty Applied,5,99999999999999999,Ballast,admin,5,9,20']);
  });

  it('a cleared penalty', () => {
    const rig = told();
    const cleared = penalty({ driver: driver(1, 8), type: 'restrictor', state: 'served' });
    rig.feed.notice({ type: 'penaltyChanged', penalty: cleared, before: { state: 'serving' }, by: 'Automatic' });
    expect(rig.news()).toEqual(['2< Penalty Cleared,2,88888888888888888,Restrictor']);
  });

  it('a cleared penalty of a driver who changed cars, with the current car', () => {
    const rig = told();
    rig.join(driver(4, 9));
    rig.join(driver(5, 6));
    const cleared = penalty({ driver: driver(5, 9), state: 'served' });
    rig.feed.notice({ type: 'penaltyChanged', penalty: cleared, before: { state: 'serving' }, by: 'Automatic' });
    expect(rig.news()).toEqual(['2< Penalty Cleared,4,99999999999999999,Ballast']);
  });

  it('DRS, once, when the leader begins the lap', () => {
    const rig = told({ drsFromLap: 3 });
    rig.join(driver(0, 7));
    for (const carId of [0, 2, 0, 2, 0, 2]) rig.lap(carId, 90_000, 1);
    expect(rig.news()).toEqual(['2< DRS Enabled']);
  });

  it('an average lap time', () => {
    const rig = told();
    rig.join({ ...driver(13), guid: '23232323232323232' });
    rig.lap(13, 142_000);
    expect(rig.news()).toEqual(['2< Average Lap Time Update,13,23232323232323232,142000']);
  });
});

describe('contacts', () => {
  it('name the other car by the client’s own car id, and both GUIDs', () => {
    const rig = told();
    rig.join(driver(0, 7));
    rig.join(driver(9, 8));
    const felt = { impactSpeed: 12, worldPos: [1, 2, 3], relPos: [0, 0, 0] } as const;
    rig.hear({ type: 'clientEvent', subtype: 'car', carId: 9, otherCarId: 0, ...felt });
    expect(rig.news()[0]).toMatch(/^2< Collision,9,88888888888888888,77777777777777777,1,10,12,"Vec3F\(1\.000000, /);
  });

  it('are marked once the session is over', () => {
    const rig = told();
    rig.end();
    rig.wall(2);
    expect(rig.news()[0]).toMatch(/,true$/);
  });

  it('use GUID 0 on a server without Steam', () => {
    const rig = extraInfoRig();
    rig.session();
    rig.join({ carId: 3, guid: '0', name: 'Nobody' });
    rig.actions.optIn({ carId: 3, guid: 'car:3' });
    rig.wall(3);
    expect(rig.news()[0]).toMatch(/^3< Collision,0,0,,0,11,/);
  });
});

describe('penalties', () => {
  const lineOf = (facts: Partial<Penalty>): string | undefined => {
    const rig = told();
    rig.feed.notice({ type: 'penaltyGiven', penalty: penalty(facts) });
    return rig.news()[0]?.replace('2< Penalty Applied,5,99999999999999999,', '');
  };

  test.each<[Partial<Penalty>, string | undefined]>([
    [{ type: 'drive-through', amount: 0, laps: 2, by: 'Automatic', cause: 'cut' }, 'Drive Through,Automatic,0,0,2'],
    [{ type: 'restrictor', amount: 30, laps: 3, cause: 'car contact' }, 'Restrictor,admin,3,1,30'],
    [{ type: 'time', amount: 5, cause: 'penalty not served' }, 'Time,admin,0,10,5000'],
    [{ cause: 'wall contact' }, 'Ballast,admin,5,2,20'],
    [{ cause: 'finished with an unserved penalty' }, 'Ballast,admin,5,5,20'],
    [{ by: 'Control, Race “1”' }, 'Ballast,"Control, Race ""1""",5,9,20'],
    // A full-width comma becomes an ASCII one.
    [{ by: 'x，9' }, 'Ballast,"x,9",5,9,20'],
    [{ state: 'proposed' }, undefined],
    [{ type: 'warning' }, undefined],
    [{ type: 'kick' }, undefined],
    [{ type: 'disqualification' }, undefined],
  ])('are sent as documented: %o', (facts, line) => expect(lineOf(facts)).toBe(line));

  test.each<[before: Penalty['state'], after: Penalty['state'], Penalty['type'], word: string | undefined]>([
    ['proposed', 'issued', 'ballast', 'Penalty Applied'],
    ['proposed', 'withdrawn', 'ballast', undefined],
    ['issued', 'serving', 'ballast', undefined],
    ['serving', 'serving', 'ballast', undefined],
    ['serving', 'withdrawn', 'ballast', 'Penalty Cleared'],
    ['serving', 'served', 'drive-through', 'Penalty Cleared'],
    ['serving', 'not served', 'drive-through', undefined],
    ['not served', 'converted', 'drive-through', undefined],
    ['issued', 'withdrawn', 'time', undefined],
    ['issued', 'served', 'kick', undefined],
  ])('from %s to %s, a %s: %s', (before, after, type, word) => {
    const rig = told();
    const changed = penalty({ type, state: after });
    rig.feed.notice({ type: 'penaltyChanged', penalty: changed, before: { state: before }, by: 'admin' });
    expect(rig.news().map((line) => line.replace(/^2< |,.*/g, ''))).toEqual(word ? [word] : []);
  });
});

describe('DRS', () => {
  const rounds = (kind: 'race' | 'qualify', drsFromLap?: number): string[] => {
    const rig = extraInfoRig(drsFromLap === undefined ? {} : { drsFromLap });
    rig.session(kind);
    rig.join(listener);
    rig.actions.optIn(listener);
    for (let lap = 0; lap < 4; lap += 1) rig.lap(2, 90_000, 1);
    return rig.news();
  };

  it('is announced in a race if it is configured', () => {
    expect([rounds('race', 2), rounds('qualify', 2), rounds('race')]).toEqual([['2< DRS Enabled'], [], []]);
  });
});

it('late events are not sent', () => {
  const rig = told({ drsFromLap: 2 });
  const at = { driver: listener, late: true } as const;
  rig.feed.notice(
    { type: 'lapCompleted', lapMs: 90_000, cuts: 0, lap: 1, board: [], ...at },
    { type: 'contact', against: 'wall', speedKmh: 9, position: [0, 0, 0], relativePosition: [0, 0, 0], ...at },
  );
  expect(rig.news()).toEqual([]);
});

it('car ids are translated for every client, and back again', async () => {
  const rig = extraInfoRig();
  const cars = Array.from({ length: 255 }, (_, carId) => ({
    carId,
    guid: `7656119800000${String(carId).padStart(4, '0')}`,
  }));
  rig.session();
  rig.hear(...cars.map(({ carId, guid }) => joining(carId, guid)));
  for (const seat of cars) rig.actions.optIn(seat);
  for (const about of cars.filter(({ carId }) => carId % 16 === 0 || carId === 254)) {
    rig.feed.notice({ type: 'penaltyGiven', penalty: penalty({ driver: { ...about, name: '' } }) });
    const lines = rig.news().map((line) => /^(\d+)< (Penalty Applied,(\d+),.*)$/.exec(line) ?? []);
    expect(lines).toHaveLength(255);
    // For every client exactly one car is car 0: its own.
    expect(lines.filter(([, own, , seen]) => (seen === '0') !== (Number(own) === about.carId))).toEqual([]);
    const back = lines.map(
      ([, own, line = '']) => asOnServer(readExtraInfo(line) as ExtraInfo, Number(own), NOBODY).info,
    );
    expect(back.filter((info) => !('carId' in info) || info.carId !== about.carId)).toEqual([]);
    await Promise.resolve();
  }
});

const NOBODY = emptyState(1);

const joining = (carId: number, guid: string): FromServer => ({
  type: 'newConnection',
  carId,
  driverGuid: guid,
  driverName: '',
  carModel: 'abarth500',
  carSkin: 'red',
});

describe('the game’s chat', () => {
  const collision =
    'Collision,0,44444444444444444,,0,11,40.16,"Vec3F(-196.215378, -4.763421, 25.719995)","Vec3F(1.006236, -0.302321, 1.974535)",2006-01-02 15:04:05,false';

  it('gets a line of 149 characters unbroken, in one datagram', async () => {
    const clock = new FakeClock(Date.UTC(2006, 0, 2, 15, 4, 5));
    const lines: string[] = [];
    const speaker = createSpeaker({ clock, send: (_, line) => lines.push(line), holds: () => true });
    const rig = told({ clock, sayUnwrapped: speaker.sayUnwrapped.bind(speaker) as never });
    rig.wall(2);
    expect(lines).toEqual([collision]);
    expect(collision).toHaveLength(149);
    const bytes = Buffer.from(encode({ type: 'sendChat', carId: 2, message: collision }));
    expect(bytes.subarray(3).toString('utf16le').replaceAll('\0', '')).toBe(collision);
  });

  it('gets only ten lines in a pile-up, leaving room for race control', () => {
    const lines: string[] = [];
    const sayUnwrapped = async (_: unknown, line: string): Promise<number> => {
      lines.push(line);
      return new Promise(() => {});
    };
    const rig = told({ sayUnwrapped });
    for (let count = 0; count < 40; count += 1) rig.wall(2);
    expect(lines).toHaveLength(10);
  });
});
