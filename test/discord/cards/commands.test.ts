import { describe, expect, test } from 'vitest';
import type { AuditRow } from '../../../src/command/audit.ts';
import { commandPosts } from '../../../src/discord/cards/commands.ts';
import { english } from '../../../src/texts/english/index.ts';

const row = (changes: Partial<AuditRow> = {}): AuditRow => ({
  act: '1',
  at: 0,
  server: 'gt3',
  caller: { via: 'slash', role: 'admin', id: '1', name: 'Ada' },
  command: 'server set',
  args: { session: 'Race', setting: 'laps', value: 12 },
  is: 'act',
  outcome: 'done',
  steps: [],
  ...changes,
});
const posts = (changes: Partial<AuditRow>) => commandPosts(row(changes), english);
const said = (changes: Partial<AuditRow>) => posts(changes).find(({ kind }) => kind === 'command')?.post.body.content;

describe('the log channel reads', () => {
  test('who had what done', () => {
    expect(said({})).toBe('📝 **Ada** used `/server set` (session Race, setting laps, value 12)');
  });

  test('by which way, and whom it was about', () => {
    const caller = { via: 'socket', role: 'steward', proof: 'token', id: '2', name: 'Stig' } as const;
    const args = { driver: { guid: '76561197900000001', carId: 3, name: 'Elena' }, message: 'Slow down' };
    expect(said({ command: 'pm', caller, args })).toBe(
      '📝 **Stig** used `/pm` over the websocket (driver Elena, message Slow down)',
    );
  });

  test('nothing that pings, formats or grows', () => {
    const content = said({ command: 'say', args: { message: `@everyone **${'x'.repeat(4000)}**` } }) ?? '';
    expect(content).not.toContain('@everyone');
    expect(content.length).toBeLessThanOrEqual(2000);
  });

  test.each([
    { outcome: 'denied' as const },
    { outcome: 'failed' as const },
    { command: 'server info' },
    { command: 'kick' },
  ])('nothing of %j: it was not done, changes nothing, or is an event of its own', (changes) => {
    expect(posts(changes)).toEqual([]);
  });
});

describe('what race control says to everyone in the game', () => {
  const announced = (message: string) =>
    posts({ command: 'say', args: { message } }).map(({ kind, post }) => `${kind}: ${post.body.content}`);

  test('can be read by everyone on Discord, without who said it', () => {
    expect(announced('Track is green')).toEqual([
      'announcement: 📣 **Race control:** Track is green',
      'command: 📝 **Ada** used `/say` (message Track is green)',
    ]);
  });

  test('pings and formats nothing, and nothing is said of what cannot be seen', () => {
    expect(announced('@everyone **now**')[0]).toBe(
      'announcement: 📣 **Race control:** @\u200beveryone \\*\\*now\\*\\*',
    );
    expect(announced('\u200b')).toHaveLength(1);
  });
});
