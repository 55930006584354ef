import { describe, expect, test } from 'vitest';
import { cardOfLast, toldOfLast } from '../posts.ts';

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

  test('stopped unexpectedly shows its exit code or signal, and its last output', () => {
    const lastLines = ['Track not found', '```ping @everyone```'];
    expect(cardOfLast({ type: 'serverStopped', expected: false, code: 1, lastLines })).toMatchObject({
      title: 'The server stopped unexpectedly (exit code 1)',
      description: 'Last output:\n```\nTrack not found\nˋˋˋping @everyoneˋˋˋ\n```',
    });
    expect(cardOfLast({ type: 'serverStopped', expected: false, signal: 'SIGSEGV', lastLines: [] })).toEqual({
      color: 0xed4245,
      title: 'The server stopped unexpectedly (SIGSEGV)',
    });
  });

  test('with too much output shows only the end of it', () => {
    const lastLines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    const said = cardOfLast({ type: 'serverStopped', expected: false, lastLines })?.description ?? '';
    expect(said).toContain('line 199\n```');
    expect(said).not.toContain('line 0\n');
    expect(said.length).toBeLessThan(1600);
  });
});
