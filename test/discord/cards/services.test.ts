import { describe, expect, it } from 'vitest';
import { postsOf } from '../../../src/discord/cards/index.ts';
import type { EventBody, RaceEvent } from '../../../src/events/events.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';

const posts = (body: EventBody) =>
  postsOf({ at: 0, server: 'gt3', run: 7, session: 0, ...body } as RaceEvent, emptyState(7), english);
const said = (body: EventBody) => posts(body).map(({ kind, post }) => [kind, post.body.content]);

describe('the lobby', () => {
  it('is one message a life of the server, which says how it stands', () => {
    const failed = posts({ type: 'lobbyFailed', by: 'server', attempt: 3 });
    const registered = posts({ type: 'lobbyRegistered', by: 'server' });
    expect(failed[0]?.post.body.content).toBe('🌐 Lobby registration failed, attempt 3.');
    expect(registered[0]?.post.body.content).toBe('🌐 The server is listed in the lobby.');
    expect([failed, registered].map(([only]) => only?.post)).toMatchObject([
      { key: 'lobby/gt3/7' },
      { key: 'lobby/gt3/7' },
    ]);
  });

  it('is told to all when it loses the server, with what it said made harmless', () => {
    expect(said({ type: 'lobbyLost', answer: 'ERROR,*x* @everyone' })).toEqual([
      ['process', '🌐 The server is no longer listed in the lobby: ERROR,\\*x\\* @\u200beveryone.'],
    ]);
  });
});

describe('stracker', () => {
  it('that stops by itself is told to all with its last line', () => {
    const stopped = { type: 'trackerStopped', lastLines: ['Traceback', 'RuntimeError: `port`'] } as const;
    expect(said({ ...stopped, expected: false, code: 1 })).toEqual([
      ['process', '📈 stracker stopped unexpectedly (exit code 1): RuntimeError: \\`port\\`'],
    ]);
    expect(said({ ...stopped, expected: true })).toEqual([['tracker', '📈 stracker has stopped.']]);
    expect(said({ type: 'trackerStopped', expected: false, lastLines: [] })).toEqual([
      ['process', '📈 stracker stopped unexpectedly.'],
    ]);
  });

  it('that complains is quoted in the log', () => {
    expect(said({ type: 'trackerTroubled', lines: ['ERROR: a', 'ERROR: b'] })).toEqual([
      ['tracker', '📈 stracker error: ERROR: b'],
    ]);
  });
});
