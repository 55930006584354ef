import { describe, expect, it, test } from 'vitest';
import type { EntrySlot } from '../../src/acserver/ini/entryList.ts';
import { UserError } from '../../src/kit/errors.ts';
import { appOf } from '../fakes/app.ts';
import { fakeExtraInfo } from '../fakes/extraInfo.ts';
import { connected, fakeServer, openRig } from './rig.ts';

const LINE = 'Penalty Applied,0,76561198000000007,Time,"Race ""Control"", night",0,6,5000';

/** A server that records what it hears, and answers as the test sets. */
function listening(id = 'main', entries: readonly EntrySlot[] = []) {
  const extraInfo = fakeExtraInfo();
  return { extraInfo, server: { ...fakeServer({ id, entries }), extraInfo } };
}

const failing = (msg: unknown) => ({ error: { msg } });
const saying = (msg: unknown) => ({ data: { msg } });

describe('a program in a car', () => {
  it('names its car and passes on the lines it receives unchanged', async () => {
    const { extraInfo, server } = listening();
    const { rig, client } = await connected({ app: appOf(server) });
    const driver = { carId: 7, guid: '76561198000000007', name: 'Mark' };
    expect(await client.ask('listen 7')).toEqual(saying('You listen in car 7 of main, where nobody sits yet.'));
    rig.publish({ type: 'driverJoined', driver, model: 'bmw_m3_e30', skin: '' });
    await client.next();
    expect(await client.ask('@1 LISTEN 7')).toEqual({
      id: '1',
      ...saying('You listen in car 7 of main, where Mark sits.'),
    });
    expect(await client.ask(`@2 heard  ${LINE}`)).toEqual({
      id: '2',
      ...saying('That is news, and has been passed on.'),
    });
    expect(extraInfo.asked).toEqual([['hear', LINE, { carId: 7, by: 'websocket client' }]]);
  });

  it('cannot be in a car that the entry list does not have', async () => {
    const slot = { model: 'bmw_m3_e30', skin: '', spectatorMode: false, driverName: '', team: '', guids: [] };
    const entries = [0, 7].map((carId) => ({ ...slot, carId, ballastKg: 0, restrictor: 0 }));
    const { client } = await connected({ app: appOf(listening('main', entries).server) });
    expect(await client.ask('listen 8')).toEqual(
      failing('There is no car 8 on main: the highest car id in its entry list is 7.'),
    );
    expect(await client.ask(`heard ${LINE}`)).toEqual(failing('Say first in which car you are: "listen 3".'));
    expect(await client.ask('listen 7')).toEqual(saying('You listen in car 7 of main, where nobody sits yet.'));
  });

  it('is known by its logon name and can move to another car', async () => {
    const { extraInfo, server } = listening();
    const { client } = await connected({ app: appOf(server) });
    await client.ask('listen 7');
    await client.ask('logon: {"username": "Elena’s app"}');
    await client.ask('listen 0');
    await client.ask(`heard ${LINE}`);
    expect(extraInfo.asked).toEqual([['hear', LINE, { carId: 0, by: 'Elena’s app' }]]);
  });

  test.each(['listen', 'listen x', 'listen -1', 'listen 255', 'listen 1 2', 'listen 1e2'])(
    'gets the correct usage after "%s"',
    async (line) => {
      const { client } = await connected({ app: appOf(listening().server) });
      expect(await client.ask(line)).toEqual(failing(expect.stringContaining('from 0 to 254')));
      expect(await client.ask(`heard ${LINE}`)).toEqual(failing('Say first in which car you are: "listen 3".'));
    },
  );

  it('is told why a line is refused', async () => {
    const { extraInfo, server } = listening();
    extraInfo.hear = () => {
      throw new UserError('That is not a line of extra information.');
    };
    const { client } = await connected({ app: appOf(server) });
    await client.ask('listen 7');
    expect(await client.ask('heard')).toEqual(failing('That is not a line of extra information.'));
  });

  it('names one of several servers, by prefix or by path', async () => {
    const [gt3, gt4] = [listening('gt3'), listening('gt4')];
    const { rig, client } = await connected({ app: appOf(gt3.server, gt4.server) });
    expect(await client.ask('listen 7')).toEqual(failing('Which server? There are gt3, gt4.'));
    expect(await client.ask('server=gt5 listen 7')).toEqual(failing('There is no server "gt5"; there are gt3, gt4.'));
    await client.ask('server=gt4 listen 7');
    await client.ask(`heard ${LINE}`);
    const onPath = rig.connect({ path: '/gt3' });
    await onPath.text();
    await onPath.ask('listen 8');
    await onPath.ask(`heard ${LINE}`);
    expect([gt3, gt4].map(({ extraInfo }) => extraInfo.asked[0]?.[2])).toMatchObject([{ carId: 8 }, { carId: 7 }]);
  });
});

describe('only stewards', () => {
  const tokens = { driver: 'driver-token', steward: 'steward-token' };

  test.each(['listen 7', `heard ${LINE}`])('may send "%s"', async (line) => {
    const { extraInfo, server } = listening();
    const rig = await openRig({ app: appOf(server), tokens });
    const stranger = rig.connect();
    await stranger.opened();
    expect(await stranger.ask(line)).toEqual(failing(expect.stringContaining('Authenticate first')));
    await stranger.ask('auth driver-token');
    expect(await stranger.ask(line)).toEqual(failing(expect.stringContaining('is for stewards')));
    expect(extraInfo.asked).toEqual([]);
    const steward = rig.connect();
    await steward.opened();
    await steward.ask('auth steward-token');
    expect(await steward.ask('listen 7')).toHaveProperty('data');
  });

  it('see GUIDs in the lines passed on', async () => {
    const rig = await openRig({ tokens });
    const fields = ['Pit Lane Closed', '7', '76561198000000007', 'x'];
    const driver = { carId: 7, guid: '76561198000000007', name: 'Mark' };
    const seen = async (token: string): Promise<string> => {
      const client = rig.connect();
      await client.opened();
      await client.ask(`auth ${token}`);
      await client.ask('subscribe');
      rig.publish({ type: 'extraInfo', info: { kind: 'unknown', fields }, driver, by: 'an app' });
      return client.text();
    };
    expect(await seen('driver-token')).not.toContain('76561198000000007');
    expect(JSON.parse(await seen('steward-token'))).toMatchObject({ data: { event: { info: { fields }, driver } } });
  });
});
