import { describe, expect, test } from 'vitest';
import { isForOfficials } from '../../../src/config/notices.ts';
import { cardOfLast, postsOfLast, toldOfLast } from '../posts.ts';
import type { Told } from '../race.ts';

const told = (stopped: Told) => postsOfLast(stopped).map(({ kind, post }) => [kind, post.body]);

describe('the server', () => {
  test('is announced when it starts, but not when it was found running', () => {
    expect(toldOfLast({ type: 'serverStarted', version: 'v1.15', adopted: false })).toBe(
      'process: 🟢 The server is up (v1.15).',
    );
    expect(toldOfLast({ type: 'serverStarted', adopted: false })).toBe('process: 🟢 The server is up.');
    expect(toldOfLast({ type: 'serverStarted', adopted: true })).toBe('nothing');
  });

  test('stopped on purpose has a plain card without its output', () => {
    expect(cardOfLast({ type: 'serverStopped', expected: true, code: 0, lastLines: ['bye'] })).toEqual({
      color: 0x5865f2,
      title: 'The server was stopped',
    });
  });

  test('stopped unexpectedly shows everybody its exit code or signal, and officials alone its last output', () => {
    const lastLines = ['Track not found', '```ping @everyone```'];
    expect(told({ type: 'serverStopped', expected: false, code: 1, lastLines })).toEqual([
      ['process', { embeds: [{ color: 0xed4245, title: 'The server stopped unexpectedly (exit code 1)' }] }],
      [
        'crash',
        {
          content:
            '🔴 The server stopped unexpectedly. Its last output:\n```\nTrack not found\nˋˋˋping @everyoneˋˋˋ\n```',
        },
      ],
    ]);
    expect(told({ type: 'serverStopped', expected: false, signal: 'SIGSEGV', lastLines: [] })).toEqual([
      ['process', { embeds: [{ color: 0xed4245, title: 'The server stopped unexpectedly (SIGSEGV)' }] }],
    ]);
    expect(isForOfficials('crash')).toBe(true);
  });

  test('with too much output shows only the end of it', () => {
    const lastLines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    const [, output] = postsOfLast({ type: 'serverStopped', expected: false, lastLines });
    const said = output?.post.body.content ?? '';
    expect(said).toContain('line 199\n```');
    expect(said).not.toContain('line 0\n');
    expect(said.length).toBeLessThan(1600);
  });
});
