import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { commandTable, withTable, withTables } from '../scripts/commandTable.ts';
import { command } from '../src/command/command.ts';
import { choice, integer, optional } from '../src/command/param.ts';
import { INVITATIONS, PERMISSIONS } from '../src/doctor/permissions.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const [page, owners] = [read('docs/commands.md'), read('docs/owners.md')];

/** What people will look for who know the game's own admin commands, or those of the websocket server. */
const LOOKED_FOR = [
  ...['start', 'stop', 'restart', 'info', 'drivers', 'entries', 'sessions', 'set', 'time'].map(
    (word) => `server ${word}`,
  ),
  ...['finish', 'reverse', 'order', 'entries', 'save', 'write'].map((word) => `grid ${word}`),
  ...['info', 'restart'].map((word) => `lobby ${word}`),
  ...['start', 'stop', 'restart', 'status'].map((word) => `tracker ${word}`),
  'shutdown now',
  'help',
  'pm',
  'direct',
  'kick',
  'force_kick',
  'ban',
  'unban',
  'ksns',
  'ksrs',
  'next_session',
  'restart_session',
  'client_list',
  'ballast',
  'restrictor',
  'next_weather',
  'spectate',
  'spectate_class',
  'admin',
  'spectator',
  'server-extra-info-opt-in',
  'server-extra-info-opt-out',
];
const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

describe('docs/commands.md and docs/owners.md', () => {
  it('list the commands as they are defined ("npm run readme" updates them)', () => {
    expect(withTables(page, commands)).toBe(page);
  });

  it('ask for the same permissions as the setup', () => {
    const [running, setup] = [String(INVITATIONS.running), String(INVITATIONS.setup)];
    expect(owners.match(/permissions=(\d+)/g)).toEqual([`permissions=${running}`]);
    expect(owners).toContain(`\`${setup}\`, with Manage Channels and Manage Roles`);
    for (const name of Object.keys(PERMISSIONS)) expect(owners.replace(/\s+/g, ' ')).toContain(name);
  });

  test.each(LOOKED_FOR.filter((name) => names.includes(name)))('name %s', (name) => {
    expect(page).toMatch(new RegExp(`^\\|.*\`${name}[ \`].*\\|$`, 'm'));
  });
});

describe('the table of commands', () => {
  const run = () => ({ kind: 'note' as const, text: '' });
  const about = 'Put this | that';
  const grid = command({
    name: 'grid save',
    aliases: ['grid write'],
    about,
    role: 'steward',
    is: 'question',
    params: {},
    run,
  });
  const set = command({
    name: 'set',
    about: 'Set it',
    role: 'admin',
    is: 'question',
    via: ['slash', 'socket'],
    params: { what: choice('What', ['a', 'b']), value: optional(integer('How much')) },
    run,
  });

  it('shows usage, role and front ends of each command', () => {
    expect(commandTable([grid, set]).split('\n').slice(2)).toEqual([
      '| `grid save` (or `grid write`) | Put this \\| that | steward | everywhere |',
      '| `set <what> [value]` | Set it | admin | Discord, websocket |',
    ]);
  });

  it('replaces an older table between the markers', () => {
    const page = 'a\n<!-- commands -->\nold\n<!-- /commands -->\nb $1';
    expect(withTable(page, 'commands', 'new $&')).toBe('a\n<!-- commands -->\nnew $&\n<!-- /commands -->\nb $1');
    expect(withTable('<!-- commands -->\n<!-- /commands -->', 'commands', 'new')).toBe(
      '<!-- commands -->\nnew\n<!-- /commands -->',
    );
    expect(() => withTable('no markers', 'commands', 'new')).toThrow('<!-- commands -->');
  });
});
