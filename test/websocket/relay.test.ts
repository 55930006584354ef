import { describe, expect, it } from 'vitest';
import { moment, phrase } from '../../src/kit/sentence.ts';
import { openRig, sessionFacts } from './rig.ts';

const tokens = { admin: 'admin-token', steward: 'steward-token', driver: 'driver-token' };
const driver = { carId: 3, guid: '76561198000000003', name: 'Ada' };
const stopped = {
  type: 'serverStopped',
  expected: false,
  code: 1,
  lastLines: ['NEW PICKUP CONNECTION from  192.0.2.1:50834'],
} as const;
const stamp = { at: Date.UTC(2022, 6, 22, 10, 42, 32, 877), server: 'main', run: 1, session: 1 };

async function as(role: keyof typeof tokens) {
  const rig = await openRig({ tokens });
  const client = rig.connect({ headers: { authorization: `Bearer ${tokens[role]}` } });
  await client.text();
  return { rig, client };
}

describe('a subscriber', () => {
  it('gets the current state, then every event', async () => {
    const { rig, client } = await as('admin');
    rig.publish({ type: 'sessionStarted', facts: sessionFacts, again: false });
    rig.publish({ type: 'driverJoined', driver, model: 'bmw_m3_e30', skin: 'red' });
    await client.next();
    await client.next();
    const present = { ...driver, model: 'bmw_m3_e30', skin: 'red', joinedAt: stamp.at, loaded: false };
    expect(await client.ask('@5 subscribe')).toEqual({
      id: '5',
      data: {
        msg: 'You hear of everything that happens on main.',
        states: {
          main: {
            run: 1,
            heard: null,
            version: null,
            session: { ordinal: 1, over: false, facts: sessionFacts },
            drivers: [present],
          },
        },
      },
    });
    rig.publish({ type: 'chat', driver, text: 'hello' });
    expect(await client.next()).toEqual({ data: { event: { ...stamp, type: 'chat', driver, text: 'hello' } } });
    rig.publish(stopped);
    expect(await client.next()).toEqual({ data: { event: { ...stamp, ...stopped } } });
  });

  it('gets no log lines without admin rights, and no GUIDs as a driver', async () => {
    const { rig, client: steward } = await as('steward');
    await steward.ask('subscribe');
    const plain = rig.connect({ headers: { authorization: 'Bearer driver-token' } });
    await plain.text();
    await plain.ask('subscribe');
    rig.publish({ type: 'chat', driver, text: 'hello' });
    rig.publish(stopped);
    expect(await steward.next()).toMatchObject({ data: { event: { driver: { guid: driver.guid } } } });
    expect(await steward.next()).toMatchObject({ data: { event: { lastLines: [] } } });
    expect(await plain.next()).toMatchObject({ data: { event: { driver: { ...driver, guid: '' } } } });
    expect(await plain.next()).toMatchObject({ data: { event: { lastLines: [] } } });
  });

  it('gets the reason of a kick as text, with its times in UTC', async () => {
    const { rig, client } = await as('admin');
    await client.ask('subscribe');
    const kick = { type: 'driverKicked', driver, by: 'Pitwall' } as const;
    rig.publish({ ...kick, reason: phrase`banned until ${moment(Date.UTC(2026, 0, 1, 14))}: ramming` });
    const reason = 'banned until 2026-01-01 14:00 UTC: ramming';
    expect(await client.next()).toEqual({ data: { event: { ...stamp, ...kick, reason } } });
    rig.publish({ ...kick, type: 'kickMissed', meant: driver, hit: driver, reason: 'use "kick 5"' });
    expect(await client.next()).toMatchObject({ data: { event: { type: 'kickMissed', reason: 'use "kick 5"' } } });
  });

  it('also gets the pushes of its frame shape', async () => {
    const { rig, client } = await as('admin');
    await client.ask('subscribe');
    rig.publish({ type: 'driverLeft', driver });
    expect(await client.next()).toMatchObject({ data: { driver: { name: 'Ada', msg: 'leaving' } } });
    expect(await client.next()).toEqual({ data: { event: { ...stamp, type: 'driverLeft', driver } } });
  });
});

describe('a client that has not subscribed', () => {
  it('gets only joins, leaves, sessions and starts', async () => {
    const { rig, client } = await as('admin');
    rig.publish({ type: 'chat', driver, text: 'hello' });
    rig.publish(stopped);
    rig.publish({ type: 'serverStarted', adopted: true });
    rig.publish({ type: 'driverLeft', driver });
    expect(await client.next()).toMatchObject({ data: { driver: { msg: 'leaving' } } });
    expect(await client.ask('@then server sessions')).toEqual({ id: 'then' });
  });

  it('can vanish without affecting others', async () => {
    const { rig, client } = await as('admin');
    const other = rig.connect({ headers: { authorization: 'Bearer admin-token' } });
    await other.text();
    client.socket.terminate();
    rig.publish({ type: 'driverLeft', driver });
    expect(await other.next()).toMatchObject({ data: { driver: { msg: 'leaving' } } });
    expect(rig.faults).toEqual([]);
  });
});
