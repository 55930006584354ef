import { withData, withServer, withSettings } from '../changes.ts';
import { fine } from '../fine.ts';
import type { Mistake } from './mistake.ts';

export const machineMistakes: readonly Mistake[] = [
  [
    38,
    {
      ...withServer({ isExternal: false }),
      machine: { node: '22.0.0', lifeWarning: 'the systemd unit pitwall.service has KillMode=control-group' },
    },
    'The systemd unit pitwall.service has KillMode=control-group.',
  ],
  [
    39,
    { ...fine, machine: { node: '22.0.0', startedThrough: 'npm' } },
    'Pitwall was started through npm, so a stop signal goes to npm and not to Pitwall.',
  ],
  [
    40,
    withData({ isLocked: true, lookedFrom: '/home/a/pitwall', holder: { pid: 812, startedIn: '/srv/pitwall' } }),
    '/var/lib/pitwall is used by a Pitwall that was started in /srv/pitwall (process 812), not here: a second one started here would refuse to run.',
  ],
  [42, withData({ damage: 'is damaged' }), 'pitwall.db is damaged.'],
  [
    43,
    withData({ isNewInOld: true }),
    '/var/lib/pitwall was used before, but pitwall.db is new: bans, links and penalties are not in it.',
  ],
  [44, withData({ freeBytes: 180_000_000 }), '180 MB left where DATA_DIR is; below 50 MB Pitwall takes no orders.'],
  [44, withData({ freeBytes: 20_000_000 }), '20 MB left where DATA_DIR is: Pitwall cannot keep what happens.'],
  [45, withData({ open: ['/var/lib/pitwall'] }), '/var/lib/pitwall is readable by every user here.'],
  [
    45,
    withSettings({ envFile: { path: '.env', hasByteOrderMark: false, hasNul: false, lines: [], mode: 0o644 } }),
    '.env is readable by every user here.',
  ],
  [46, withData({ eventsToRead: 1_000_000 }), 'The next start reads 1.0 million events, which takes about 17 s.'],
];
