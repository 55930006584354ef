import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLaterCard, laterDecisions, tellOwnSetBack, tellSetBack } from '../../../src/app/hub/setBack.ts';
import { openOwnStore } from '../../../src/app/tables.ts';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import type { RaceEvent } from '../../../src/events/events.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { Hosts } from '../../../src/fleet/hosts.ts';
import { openJournal } from '../../../src/race/journal.ts';
import type { Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const AT = Date.UTC(2026, 10, 22, 18, 2);
const mara = { carId: 0, guid: '76561198000000001', name: 'Mara Quint' };
const stamp = { server: 'monza', run: 3, session: 2 };

const penalty = (number: number, changes: Partial<Penalty> = {}): Penalty => ({
  ...stamp,
  number,
  driver: mara,
  type: 'time',
  amount: 5,
  cause: 'given by an admin',
  reason: '',
  source: 'steward',
  by: 'Stig',
  at: AT,
  state: 'issued',
  counted: {},
  ...changes,
});
const given = (at: number, number: number): RaceEvent => ({
  ...stamp,
  at,
  type: 'penaltyGiven',
  penalty: penalty(number),
});

let store: Store;
beforeEach(() => {
  store = openOwnStore(temporaryDirectory('set-back'));
});
afterEach(() => store.close());

test('each later decision is listed once, in its final state', () => {
  const changed: RaceEvent = {
    ...stamp,
    at: AT,
    type: 'penaltyChanged',
    penalty: penalty(2_000_018, { state: 'withdrawn' }),
    before: { state: 'issued' },
    by: 'Stig',
  };
  const banned: RaceEvent = { ...stamp, at: AT, type: 'driverBanned', guid: mara.guid, name: 'Mara *', by: 'Stig' };
  expect(laterDecisions([given(AT, 2_000_018), given(AT, 2_000_019), changed, banned])).toEqual([
    '**P-B18** 5-second time penalty for **Mara Quint**, withdrawn',
    '**P-B19** 5-second time penalty for **Mara Quint**',
    'ban of Mara \\*',
  ]);
});

test('the decisions lost by a rolled-back host are posted, and its later cards are left alone', () => {
  const clock = new FakeClock();
  const hosts = new Hosts({ store, clock });
  hosts.greeted('b', { version: '1', protocol: 1, servers: [{ id: 'monza', dialect: 'kunos' }] });
  const journal = openJournal(store, 'monza');
  for (const event of [given(AT - 1, 2_000_017), given(AT, 2_000_018), given(AT + 1, 2_000_019)]) journal.append(event);
  for (const number of [2_000_018, 2_000_019]) {
    store.run(
      'INSERT INTO outbox_messages (channel, key, message_id, used_at) VALUES (?, ?, ?, 0)',
      '1',
      `penalty/${number}/monza`,
      `m${number}`,
    );
  }
  const outbox = new Outbox({ store, clock, log: { warn() {} }, words: english, hide: (text) => text });
  const discord = { channelId: '1', logChannelId: '2' };
  const counted = { last: { decisions: 2_000_018 }, runs: {} };
  tellSetBack({ config: { discord }, store, hosts, outbox }, 'b', { newest: AT, counted });
  const [post] = store.all<{ channel: string; body: string }>('SELECT channel, body FROM outbox');
  expect([post?.channel, (JSON.parse(post?.body ?? '{}') as { content: string }).content]).toEqual([
    '2',
    [
      '📡 The host **b** was rolled back to <t:1795370520:T>: anything it reported after that is only on Discord, and new numbers continue after those already used.',
      '**P-B19** 5-second time penalty for **Mara Quint**',
    ].join('\n'),
  ]);
  expect(store.all('SELECT key FROM outbox_messages')).toEqual([{ key: 'penalty/2000018/monza' }]);
});

test('the rollback of the hub itself is posted', () => {
  const clock = new FakeClock();
  const outbox = new Outbox({ store, clock, log: { warn() {} }, words: english, hide: (text) => text });
  const discord = { channelId: '1', logChannelId: undefined };
  openJournal(store, 'monza').append(given(AT, 2_000_018));
  tellOwnSetBack({ config: { discord }, store, outbox, log: { warn() {} } });
  const rows = store.all<{ body: string }>('SELECT body FROM outbox');
  expect(rows.map(({ body }) => body)).toEqual([
    expect.stringMatching(
      /This hub was rolled back to <t:1795370520:T>: it is re-reading what the hosts have reported since then/,
    ),
  ]);
});

test.each([
  ['incident/2000005/monza', true],
  ['incident/2000004/monza', false],
  ['incident/2000005/spa', false],
  ['document/2000002/1/monza', true],
  ['board/monza', false],
  ['contacts/monza/9/9/9', false],
])('the card %s is a later one: %s', (key, isLater) => {
  const counted = { last: { incidents: 2_000_004, league_events: 2_000_001 }, runs: {} };
  expect(isLaterCard(key, { servers: ['monza'], counted })).toBe(isLater);
});
