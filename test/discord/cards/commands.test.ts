import { describe, expect, test } from 'vitest';
import type { AuditRow } from '../../../src/command/audit.ts';
import { commandPost } from '../../../src/discord/cards/commands.ts';

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
const said = (changes: Partial<AuditRow>) => commandPost(row(changes))?.post.body.content;

describe('the log channel reads', () => {
  test('who had what done', () => {
    expect(said({})).toBe('📝 **Ada** had `server set` done (session Race, setting laps, value 12)');
  });

  test('by which way, and whom it was about', () => {
    const caller = { via: 'socket', role: 'steward', proof: 'token', id: '2', name: 'Stig' } as const;
    const args = { driver: { guid: '76561197900000001', carId: 3, name: 'Elena' }, message: 'Slow down' };
    expect(said({ command: 'pm', caller, args })).toBe(
      '📝 **Stig** had `pm` done by the websocket (driver Elena, message Slow down)',
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
    expect(commandPost(row(changes))).toBeUndefined();
  });
});
