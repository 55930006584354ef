import { expect, test } from 'vitest';
import { moment, phrase } from '../../../src/kit/sentence.ts';
import { AT, bea, elena, postsOfEach, type Told } from '../race.ts';

const GUID = '76561197900000001';
const UNTIL = Date.UTC(2026, 0, 1, 14);
const order = { by: 'Stig', reason: 'blocking *everyone*' };

const told = (event: Told): string[] =>
  (postsOfEach([event])[0] ?? []).map(({ kind, post }) => `${kind}: ${post.body.content}`);

test.each<[string, Told, string[]]>([
  [
    'a kick',
    { type: 'driverKicked', driver: elena, ...order },
    ['penalty: 🚪 **Elena** was kicked.', 'command: 📝 Stig kicked **Elena**: blocking \\*everyone\\*'],
  ],
  [
    'a kick of a driver with an invisible name, without a reason,',
    { type: 'driverKicked', driver: { ...elena, name: '\u200B' }, by: 'Stig' },
    ['penalty: 🚪 **car 3** was kicked.', 'command: 📝 Stig kicked **car 3**.'],
  ],
  [
    'a kick that hit the wrong driver',
    { type: 'kickMissed', meant: elena, hit: { ...bea, carId: 3 }, ...order },
    ['desk: ⚠️ Wrong driver kicked: Stig meant **Elena**, but **Bea** had just taken car 3.'],
  ],
  [
    'a kick because of a ban in force',
    { type: 'driverKicked', driver: elena, by: 'Pitwall', reason: phrase`banned until ${moment(UNTIL)}: ramming` },
    [
      'penalty: 🚪 **Elena** was kicked.',
      `command: 📝 Pitwall kicked **Elena**: banned until <t:${UNTIL / 1000}:f>: ramming`,
    ],
  ],
  [
    'a kick with a time that its reason was typed with',
    { type: 'driverKicked', driver: elena, by: 'Stig', reason: 'away until 2026-01-01 14:00 UTC, use "kick 5"' },
    [
      'penalty: 🚪 **Elena** was kicked.',
      'command: 📝 Stig kicked **Elena**: away until 2026-01-01 14:00 UTC, use "kick 5"',
    ],
  ],
  [
    'a temporary ban',
    { type: 'driverBanned', guid: GUID, name: 'Elena', until: AT, ...order },
    [
      'penalty: 🔨 **Elena** was banned.',
      'command: 📝 Stig banned **Elena** until <t:1767268800:f>: blocking \\*everyone\\*',
    ],
  ],
  [
    'a ban of a GUID without a name',
    { type: 'driverBanned', guid: GUID, by: 'Stig' },
    [`command: 📝 Stig banned ${GUID} permanently.`],
  ],
  [
    'a lifted ban',
    { type: 'banLifted', guid: GUID, name: 'Elena', by: 'Pitwall' },
    ['command: 📝 Pitwall lifted the ban on **Elena**.'],
  ],
  [
    'ballast',
    { type: 'ballastSet', driver: elena, ballastKg: 40, by: 'Stig' },
    ['command: 📝 Stig set the ballast of **Elena** to 40 kg.'],
  ],
  [
    'a restrictor',
    { type: 'restrictorSet', driver: elena, restrictorPercent: 20, by: '@everyone' },
    ['command: 📝 @\u200Beveryone set the restrictor of **Elena** to 20 %.'],
  ],
])('%s is posted', (_, event, posts) => {
  expect(told(event)).toEqual(posts);
});
