import { describe, expect, it } from 'vitest';
import { appOf } from '../../fakes/app.ts';
import { fakeTracker, trackerInfo } from '../../fakes/tracker.ts';
import { connected, fakeServer } from '../rig.ts';

const process = { cmd: ['stracker'], cwd: null, timestamp: '20260101_113000', running: true };
const started = { data: { msg: 'Stracker started', stracker: process } };
const stopped = { data: { msg: 'Stracker server stopped' } };

async function open(tracker = fakeTracker()) {
  const { client } = await connected({ app: appOf({ ...fakeServer(), tracker }) });
  return client;
}

describe('stracker on the websocket', () => {
  it('answers with the texts that desktop clients expect', async () => {
    const client = await open();
    expect(await client.ask('tracker start')).toEqual(started);
    expect(await client.ask('tracker stop')).toEqual(stopped);
    expect(await client.ask('tracker status')).toEqual({
      data: { msg: 'stracker is running since 20260101_113000', stracker: process },
    });
  });

  it('restarts with two frames, stopped and started', async () => {
    const client = await open();
    expect(await client.ask('tracker restart')).toEqual(stopped);
    expect(await client.next()).toEqual(started);
  });

  it('reports without an error that it is not running', async () => {
    const client = await open({ ...fakeTracker(), info: () => ({ ...trackerInfo, state: 'stopped' }) });
    expect(await client.ask('tracker status')).toEqual({ data: { msg: 'stracker is NOT running' } });
  });

  it.each(['tracker', 'tracker x', 'tracker start now', 'tracker status \u0000'])('refuses %j', async (line) => {
    expect(await (await open()).ask(line)).toEqual({ error: { msg: expect.any(String) } });
  });
});
