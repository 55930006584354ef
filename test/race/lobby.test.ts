import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReader } from '../../src/acserver/stdout/reader.ts';
import { linesOf } from '../acserver/stdout/transcripts.ts';
import { feedInDirectory } from '../fakes/feed.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
});
afterEach(() => opened.remove());

/** What the lines say about the lobby, as events. */
function read(lines: readonly string[], absent = false): unknown[] {
  const reader = createReader();
  opened.feed.log({ facts: lines.flatMap((line) => reader.read(line)), position: {}, absent });
  return opened.feed.events
    .splice(0)
    .filter(({ type }) => type.startsWith('lobby'))
    .map(({ at: _at, server: _server, run: _run, session: _session, sessionMs: _ms, ...body }) => body);
}

const PING = 'SENDING http://93.57.10.21/lobby.ashx/ping?session=1&timeleft=600&port=9600&clients=0&track=spa&pickup=1';
const LOST = 'ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART';

describe('the lobby, as the log reports it,', () => {
  it('is reached at a real server’s sixth attempt', () => {
    const told = read(linesOf('v1.15_2024_lobby_fail_then_ok_and_join.log'));
    expect(told).toEqual([
      ...[1, 2, 3, 4, 5].map((attempt) => ({ type: 'lobbyFailed', by: 'server', attempt })),
      { type: 'lobbyRegistered', by: 'server' },
    ]);
    expect(opened.feed.state().lobby?.standing).toBe('registered');
  });

  it('is reached once by a real server with all heartbeats accepted', () => {
    expect(read(linesOf('v1.15_2024_empty_server_session_loop.log'))).toEqual([
      { type: 'lobbyRegistered', by: 'server' },
    ]);
  });

  it('is lost once, however many heartbeats are refused, until one is accepted', () => {
    expect(read([PING, 'OK', PING, LOST, PING, LOST, PING, 'OK'])).toEqual([
      { type: 'lobbyRegistered', by: 'server' },
      { type: 'lobbyLost', answer: LOST },
      { type: 'lobbyRegistered', by: 'server' },
    ]);
  });

  it('is lost late if the line was written in Pitwall’s absence', () => {
    expect(read([PING, LOST], true)).toEqual([{ type: 'lobbyLost', answer: LOST, late: true }]);
  });

  it('is not lost by an error line or a chat line without a heartbeat', () => {
    expect(read([LOST, 'CHAT [Ada]: ERROR,SERVER NOT REGISTERED WITH LOBBY'])).toEqual([]);
  });

  it('is forgotten when the server’s next run begins', () => {
    read([PING, LOST]);
    opened.feed.beginRun();
    expect(opened.feed.state().lobby).toBeUndefined();
  });
});
