import { describe, expect, it } from 'vitest';
import { appOf } from '../../fakes/app.ts';
import { board, boardSession, fakeBoard, orderRow } from '../../fakes/board.ts';
import { connected, fakeServer } from '../rig.ts';

const open = async (state = board()) => {
  const { client } = await connected({ app: appOf({ ...fakeServer(), board: fakeBoard(state) }) });
  return client;
};

describe('the running order on the websocket', () => {
  it('tells namesakes apart in the message', async () => {
    const rows = [
      orderRow({ carId: 5, guid: '76561197900000005', name: 'Sam Porter' }),
      orderRow({ carId: 6, guid: '76561197900000006', name: 'Sam Porter' }),
    ];
    const answer = await (await open(board({ rows }))).ask('server order');
    expect(answer).toMatchObject({ data: { msg: '1. Sam Porter (car 5)\n2. Sam Porter (car 6)' } });
  });

  it('has a message and fields without GUIDs', async () => {
    const rows = [orderRow(), orderRow({ carId: 3, name: 'Bob Brake', number: '07', gap: { laps: 1, ms: 2300 } })];
    const answer = await (await open(board({ rows }))).ask('server order');
    expect(answer).toEqual({
      data: {
        msg: '1. Ada Quick\n2. Bob Brake +1 lap 2.3',
        order: {
          server: 'gt3',
          name: 'Friday GT3',
          state: 'running',
          openIncidents: 0,
          earlierIncidents: 0,
          session: boardSession(),
          rows: [
            {
              position: 1,
              carId: 0,
              name: 'Ada Quick',
              model: 'bmw_z4_gt3',
              laps: 6,
              lastLapMs: 101_500,
              bestLapMs: 100_301,
              toServe: [],
            },
            {
              position: 2,
              carId: 3,
              name: 'Bob Brake',
              number: '07',
              model: 'bmw_z4_gt3',
              laps: 6,
              gap: { laps: 1, ms: 2300 },
              lastLapMs: 101_500,
              bestLapMs: 100_301,
              toServe: [],
            },
          ],
        },
      },
    });
    expect(JSON.stringify(answer)).not.toContain('765611');
  });

  it.each([
    ['nobody is driving', board({ rows: [] }), 'Nobody is on track.'],
    ['the server is stopped', board({ rows: [], session: undefined, state: 'stopped' }), 'Stopped'],
  ] as const)('says so if %s', async (_, state, msg) => {
    expect(await (await open(state)).ask('server order')).toMatchObject({ data: { msg } });
  });

  it('refuses extra words', async () => {
    expect(await (await open()).ask('server order now')).toEqual({ error: { msg: expect.any(String) } });
  });
});
