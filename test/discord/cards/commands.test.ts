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

describe('the log channel', () => {
  test('shows who used which command', () => {
    expect(said({})).toBe('📝 **Ada** used `/server set` (session Race, setting laps, value 12)');
  });

  test('shows how the command came in, and the driver by name', () => {
    const caller = { via: 'socket', role: 'steward', proof: 'token', id: '2', name: 'Stig' } as const;
    const args = { driver: { guid: '76561197900000001', carId: 3, name: 'Elena' }, message: 'Slow down' };
    expect(said({ command: 'pm', caller, args })).toBe(
      '📝 **Stig** used `/pm` over the websocket (driver Elena, message Slow down)',
    );
  });

  test('shows no mention, and stays within the message limit', () => {
    const content = said({ command: 'say', args: { message: `@everyone **${'x'.repeat(4000)}**` } }) ?? '';
    expect(content).not.toContain('@everyone');
    expect(content.length).toBeLessThanOrEqual(2000);
  });

  test.each([
    { outcome: 'denied' as const },
    { outcome: 'failed' as const },
    { command: 'server info' },
    { command: 'kick' },
  ])('shows nothing for %j: not done, only a question, or posted as an event of its own', (changes) => {
    expect(posts(changes)).toEqual([]);
  });
});

describe('an announcement with /say', () => {
  const announced = (message: string) =>
    posts({ command: 'say', args: { message } }).map(({ kind, post }) => `${kind}: ${post.body.content}`);

  test('is posted for everyone on Discord, without the name of the sender', () => {
    expect(announced('Track is green')).toEqual([
      'announcement: 📣 **Race control:** Track is green',
      'command: 📝 **Ada** used `/say` (message Track is green)',
    ]);
  });

  test('is escaped, and is not posted if its text is invisible', () => {
    expect(announced('@everyone **now**')[0]).toBe(
      'announcement: 📣 **Race control:** @\u200beveryone \\*\\*now\\*\\*',
    );
    expect(announced('\u200b')).toHaveLength(1);
  });
});
