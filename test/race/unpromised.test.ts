// The log position is stored with the events from the log. Without new events, nothing waits for the disk.
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StdoutFact } from '../../src/acserver/stdout/facts.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { chat, elena, line, practice } from './witnesses.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
  opened.feed.packets([practice, elena]);
});
afterEach(() => opened.remove());

const read = ({ feed }: typeof opened, fact: StdoutFact, position: number): void =>
  feed.log({ facts: [fact], position, absent: false });
const chats = ({ feed }: typeof opened): number => feed.events.filter(({ type }) => type === 'chat').length;

describe('a log line', () => {
  test.each([
    ['already reported by UDP', () => opened.feed.packets([chat('hello')]), 1],
    ['with its datagram still to come', () => {}, 0],
  ])('%s does not wait for the disk', (_, before, told) => {
    before();
    const [waited, unpromised] = [vi.spyOn(opened.feed.store, 'transaction'), vi.spyOn(opened.feed.store, 'unflushed')];
    read(opened, line.chat('hello'), 1);
    expect([waited.mock.calls.length, unpromised.mock.calls.length]).toEqual([0, 1]);
    expect(chats(opened)).toBe(told);
    expect(opened.feed.journal.cursor('log')).toBe(1);
  });

  test.each([
    ['reported by nothing else', true, { fact: 'lobbyFailed', attempt: 1 } as const, 'lobbyFailed'],
    ['replacing silent UDP', false, line.chat('hello'), 'chat'],
  ])('%s is on disk before it is emitted', (_, isHeard, fact, type) => {
    opened.feed.heard.udp = isHeard;
    const [waited, unpromised] = [vi.spyOn(opened.feed.store, 'transaction'), vi.spyOn(opened.feed.store, 'unflushed')];
    read(opened, fact, 1);
    expect([waited.mock.calls.length, unpromised.mock.calls.length]).toEqual([1, 0]);
    expect(opened.feed.events.at(-1)).toMatchObject({ type });
  });

  test('lost in a power cut is read again, and emitted once', () => {
    opened.feed.packets([chat('hello')]);
    const after = mkdtempSync(join(tmpdir(), 'pitwall-cut-'));
    for (const name of ['pitwall.db', 'pitwall.db-wal']) cpSync(join(opened.directory, name), join(after, name));
    read(opened, line.chat('hello'), 1);
    const again = feedInDirectory(after);
    expect(again.feed.journal.cursor('log')).toBeUndefined();
    read(again, line.chat('hello'), 1);
    expect(again.feed.journal.events('chat')).toHaveLength(1);
    expect(again.feed.journal.cursor('log')).toBe(1);
    again.remove();
  });
});
