import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';
import { stopServer } from './stopServer.ts';

/** The recorded race takes 420 s; its first chat line comes after 288 s. */
const SPEED = 300;

let rig: Rig;
let pitwall: Pitwall;
beforeAll(async () => {
  rig = await openRig({ speed: SPEED });
  pitwall = await rig.startPitwall();
});
afterAll(() => rig.close());

const slash = (person: string, ...path: string[]) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path });

describe('a race, from /server start to /server stop', () => {
  test('an admin starts the server and is told once it runs', async () => {
    expect(await answerOf(slash('Ada', 'server', 'start'))).toMatch(/sprint|started/i);
    await eventually('the event', () => rig.events().some(({ type }) => type === 'serverStarted'));
  });

  test('commands are answered while the race is on', async () => {
    await eventually('drivers', () => rig.events().filter(({ type }) => type === 'driverLoaded').length >= 5);
    expect(await answerOf(slash('Dora', 'server', 'info'))).toContain('Nurburgring');
    // Who is connected just then depends on how far the race is.
    const listed = await answerOf(slash('Dora', 'server', 'drivers'));
    const joined = rig.events().flatMap((event) => (event.type === 'driverJoined' ? [event.driver.name] : []));
    expect(joined.filter((name) => listed.includes(name))).not.toEqual([]);
    expect(await answerOf(slash('Dora', 'server', 'sessions'))).toMatch(/Qualify[\s\S]*Race/);
    expect(await answerOf(slash('Dora', 'help'))).toContain('server info');
  });

  test('a driver may not stop the server', async () => {
    expect(await answerOf(slash('Dora', 'server', 'stop'))).toMatch(/admin/);
    expect(rig.events().some(({ type }) => type === 'serverStopped')).toBe(false);
  });

  test('the websocket answers', async () => {
    const socket = new WebSocket(rig.websocket);
    await once(socket, 'open');
    const frames: string[] = [];
    socket.on('message', (frame) => frames.push(String(frame)));
    socket.send('server info');
    const answer = await eventually('the answer', () => frames.find((frame) => frame.includes('nurburgring')));
    socket.terminate();
    expect(JSON.parse(answer)).toHaveProperty('data');
  });

  test('events appear in their channels', async () => {
    await eventually('a joined driver', () => rig.said('race-log').some((line) => /^→ \*\*.+\*\* joined/.test(line)));
    await eventually('laps', () => rig.events().some(({ type }) => type === 'lapCompleted'));
    await eventually('the session', () => rig.said('race-control').some((line) => line.startsWith('Qualify')));
    await eventually('the race', () => rig.events().filter(({ type }) => type === 'sessionStarted').length > 1);
    await eventually('a bump', () => rig.said('race-log').some((line) => line.startsWith('💥')));
    await eventually('a word of a driver', () => rig.said('race-chat').length > 0);
  });

  test('an admin is asked before the server stops', async () => {
    await stopServer(rig, 'Ada', /Stop Big Whiskey v2\?/);
    const stopped = await eventually('the end', () => rig.events().find(({ type }) => type === 'serverStopped'));
    expect(stopped).toMatchObject({ expected: true, run: 1 });
    expect(await answerOf(slash('Dora', 'server', 'info'))).toContain('**Stopped**');
  });

  test('its session has ended too, and commands are refused without a question', async () => {
    const ends = rig.events().filter(({ type }) => type === 'sessionEnded' || type === 'serverStopped');
    expect(ends.slice(-2).map(({ type }) => type)).toEqual(['sessionEnded', 'serverStopped']);
    expect(await answerOf(slash('Ada', 'server', 'stop'))).toContain('⚠️ sprint is not running.');
    expect(await answerOf(slash('Ada', 'server', 'restart'))).toContain('⚠️ sprint is not running.');
    for (const name of ['next_session', 'restart_session']) {
      expect(await answerOf(slash('Ada', name))).toContain('sprint is not running, or');
    }
  });

  test('the log has no warnings or errors', () => {
    const wrong = pitwall
      .log()
      .split('\n')
      .filter((line) => /\] (?:WARN|ERROR|FATAL): /.test(line));
    expect(wrong.filter((line) => !line.includes('shares a container'))).toEqual([]);
  });
});
