import { describe, expect, it } from 'vitest';
import { postsOf } from '../../../src/discord/cards/index.ts';
import type { EventBody, RaceEvent } from '../../../src/events/events.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';

const posts = (body: EventBody) =>
  postsOf({ at: 0, server: 'gt3', run: 7, session: 0, ...body } as RaceEvent, emptyState(7), english);
const said = (body: EventBody) => posts(body).map(({ kind, post }) => [kind, post.body.content]);

describe('the lobby', () => {
  it('has one message for each run of the server, with the state of the registration', () => {
    const failed = posts({ type: 'lobbyFailed', by: 'server', attempt: 3 });
    const registered = posts({ type: 'lobbyRegistered', by: 'server' });
    expect(failed[0]?.post.body.content).toBe('🌐 Lobby registration failed, attempt 3.');
    expect(registered[0]?.post.body.content).toBe('🌐 The server is listed in the lobby.');
    expect([failed, registered].map(([only]) => only?.post)).toMatchObject([
      { key: 'lobby/gt3/7' },
      { key: 'lobby/gt3/7' },
    ]);
  });

  it('is reported in public when it drops the server, with its answer escaped', () => {
    expect(said({ type: 'lobbyLost', answer: 'ERROR,*x* @everyone' })).toEqual([
      ['process', '🌐 The server is no longer listed in the lobby: ERROR,\\*x\\* @\u200beveryone.'],
    ]);
  });
});

describe('stracker', () => {
  it('stopping unexpectedly is reported in public, and with its last line to officials alone', () => {
    const stopped = { type: 'trackerStopped', lastLines: ['Traceback', 'RuntimeError: `port`'] } as const;
    expect(said({ ...stopped, expected: false, code: 1 })).toEqual([
      ['process', '📈 stracker stopped unexpectedly (exit code 1).'],
      ['crash', "📈 The last line of stracker's output: RuntimeError: \\`port\\`"],
    ]);
    expect(said({ ...stopped, expected: true })).toEqual([['tracker', '📈 stracker has stopped.']]);
    expect(said({ type: 'trackerStopped', expected: false, lastLines: [] })).toEqual([
      ['process', '📈 stracker stopped unexpectedly.'],
    ]);
  });

  it('reporting errors has the last one quoted', () => {
    expect(said({ type: 'trackerTroubled', lines: ['ERROR: a', 'ERROR: b'] })).toEqual([
      ['tracker', '📈 stracker error: ERROR: b'],
    ]);
  });
});
