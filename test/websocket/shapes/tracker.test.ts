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
  it('has the texts that desktop clients look for', async () => {
    const client = await open();
    expect(await client.ask('tracker start')).toEqual(started);
    expect(await client.ask('tracker stop')).toEqual(stopped);
    expect(await client.ask('tracker status')).toEqual({
      data: { msg: 'stracker is running since 20260101_113000', stracker: process },
    });
  });

  it('stops, then starts, in two frames', async () => {
    const client = await open();
    expect(await client.ask('tracker restart')).toEqual(stopped);
    expect(await client.next()).toEqual(started);
  });

  it('is not running: that is no error', async () => {
    const client = await open({ ...fakeTracker(), info: () => ({ ...trackerInfo, state: 'stopped' }) });
    expect(await client.ask('tracker status')).toEqual({ data: { msg: 'stracker is NOT running' } });
  });

  it.each(['tracker', 'tracker x', 'tracker start now', 'tracker status \u0000'])('refuses %j', async (line) => {
    expect(await (await open()).ask(line)).toEqual({ error: { msg: expect.any(String) } });
  });
});
