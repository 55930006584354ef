import { describe, expect, test } from 'vitest';
import { OPTIMIZE_LATER } from '../../src/kit/optimizing.ts';
import { unitText, unitUser } from '../../src/setup/unit.ts';

const facts = {
  directory: '/srv/pitwall',
  user: 'pitwall',
  command: ['/usr/bin/node', OPTIMIZE_LATER, '/opt/pitwall/bin/pitwall.cjs', 'start'],
  writes: ['/srv/acserver', '/srv/pitwall/server'],
};
const lines = (changes: Partial<typeof facts> = {}) => unitText({ ...facts, ...changes }).split('\n');

describe('the systemd unit', () => {
  test('stops only Pitwall and restarts it, except after a wrong setting', () => {
    expect(lines()).toEqual(
      expect.arrayContaining([
        'ExecStart=/usr/bin/node --concurrent-recompilation-delay=50 /opt/pitwall/bin/pitwall.cjs start',
        'KillMode=process',
        'Restart=on-failure',
        'RestartPreventExitStatus=2',
        'WorkingDirectory=/srv/pitwall',
        'Environment=MALLOC_ARENA_MAX=2',
        'ReadWritePaths=/srv/pitwall /srv/acserver',
        'ProtectHome=yes',
      ]),
    );
  });

  // V8 aborts under the first, a running server is not recognised under the second, and acServer lives on after a stop.
  test.each(['MemoryDenyWriteExecute', 'ProcSubset', 'DynamicUser', 'RemoveIPC'])('has no %s', (name) => {
    expect(lines().join('\n')).not.toContain(name);
  });

  test('allows reading /home if Pitwall or Node is there', () => {
    expect(lines({ directory: '/home/ada/pitwall' })).toContain('ProtectHome=read-only');
    expect(lines({ command: ['/root/.nvm/node', 'x.js'] })).toContain('ProtectHome=read-only');
  });

  test('quotes unusual paths and refuses line breaks', () => {
    const odd = lines({ directory: '/srv/my pitwall', writes: ['/srv/100%', '/srv/a"b', '/srv/$HOME'] });
    expect(odd).toContain('WorkingDirectory=/srv/my pitwall');
    expect(odd).toContain('ReadWritePaths="/srv/my pitwall" /srv/100%% "/srv/a\\"b" /srv/$$HOME');
    expect(() => lines({ directory: '/srv/a\nExecStart=/bin/sh' })).toThrow('A systemd unit cannot hold the path');
  });
});

test.each([
  ['ada', 'ada'],
  ['root', 'pitwall'],
  ['Ada Lovelace', 'pitwall'],
])('the user %s gets a unit that runs as %s', (own, user) => expect(unitUser(own)).toBe(user));
