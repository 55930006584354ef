import { describe, expect, it } from 'vitest';
import { appOf } from '../../fakes/app.ts';
import { fakeConfiguration } from '../../fakes/configuration.ts';
import { connected, fakeServer } from '../rig.ts';

const LOGON = 'logon: {"username": "", "password": "", "protocol": "1.0"}';

async function open({ newer }: { newer: boolean }) {
  const configuration = fakeConfiguration();
  const { client } = await connected({ app: appOf({ ...fakeServer(), configuration }) });
  if (newer) await client.ask(LOGON);
  return { client, edits: configuration.edits };
}

describe('setting sessions, in the README shape', () => {
  it('answers with a message that includes the changed lines', async () => {
    const { client, edits } = await open({ newer: false });
    expect(await client.ask('server set Race laps 12')).toEqual({
      data: {
        msg: 'RACE now has 12 laps. It applies from the next start of the game server.\n[RACE] LAPS=5 -> LAPS=12',
      },
    });
    expect(await client.ask('server time 20')).toMatchObject({
      data: { msg: expect.stringMatching(/^RACE now lasts/) },
    });
    expect(edits).toEqual([
      ['Race', { kind: 'laps', laps: 12 }],
      [20, undefined],
    ]);
  });

  it('does not know the commands of the newer clients', async () => {
    const { client, edits } = await open({ newer: false });
    for (const line of ['server session Race laps 12', 'server configuration write'])
      expect(await client.ask(line)).toMatchObject({ error: { msg: expect.stringContaining('There is no') } });
    expect(edits).toEqual([]);
  });
});

describe('setting sessions, in the newer shape', () => {
  it.each([
    ['server session RACE enable', 'Enabled RACE'],
    ['server session RACE disable', 'Disabled RACE'],
    ['server session RACE laps 12', 'Set RACE to 12 laps'],
    ['server session RACE time 30', 'Set RACE to 30 minutes'],
    ['server set Race laps 12', 'Set RACE to 12 laps'],
  ])('answers "%s" with the text its clients expect', async (line, msg) => {
    const { client } = await open({ newer: true });
    expect(await client.ask(line)).toEqual({ data: { msg } });
  });

  it('answers "server configuration write" with two frames: a confirmation and the server', async () => {
    const { client, edits } = await open({ newer: true });
    expect(await client.ask('@4 server configuration write')).toEqual({
      id: '4',
      data: { msg: 'Wrote cfg/server_cfg.ini' },
    });
    expect(await client.next()).toMatchObject({ id: '4', data: { server: { name: 'Sunday Cup' } } });
    expect(edits).toEqual([]);
  });

  it('answers "server configuration" with only the server, whatever follows', async () => {
    const { client } = await open({ newer: true });
    expect(await client.ask('server configuration reload')).toMatchObject({ data: { server: {} } });
    expect(await client.ask('server configuration')).toMatchObject({ data: { server: {} } });
  });

  it.each([
    'server session',
    'server session RACE',
    'server session RACE laps abc',
    'server session RACE laps -4',
    'server session RACE time',
    'server sessionRACE enable',
  ])('answers "%s" with an error, unlike the original', async (line) => {
    const { client, edits } = await open({ newer: true });
    expect(await client.ask(line)).toMatchObject({ error: { msg: expect.any(String) } });
    expect(edits).toEqual([]);
  });
});
