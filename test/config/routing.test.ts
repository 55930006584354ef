/** A post's kind and channel alone decide who may read it. */
import { expect, test } from 'vitest';
import type { Channels } from '../../src/config/channelSettings.ts';
import { isForOfficials, NOTICES, type NoticeTable, QUIET } from '../../src/config/notices.ts';
import { routingOf } from '../../src/config/routing.ts';

const ALL: Channels = {
  channelId: 'main',
  chatChannelId: 'talk',
  stewardChannelId: 'desk',
  logChannelId: 'record',
  boardChannelId: 'wall',
  documentsChannelId: 'files',
};

test('each kind goes to its channel', () => {
  const { placeOf } = routingOf(ALL);
  const where = (...kinds: (typeof NOTICES)[number][]) => kinds.map((kind) => placeOf(kind)?.channel ?? 'nowhere');
  expect(where('session', 'result', 'decision', 'penalty', 'announcement', 'process')).toEqual(Array(6).fill('main'));
  expect(where('contact', 'incident', 'desk')).toEqual(Array(3).fill('desk'));
  expect(where('bump', 'join', 'lobby', 'warning', 'command', 'manager', 'tracker')).toEqual(Array(7).fill('record'));
  expect(where('chat', 'board', 'document')).toEqual(['talk', 'wall', 'files']);
  expect(where('lap', 'fastest lap')).toEqual(['nowhere', 'nowhere']);
});

test('with one channel only, log posts are dropped and official ones marked as confidential', () => {
  const { placeOf } = routingOf({ channelId: 'main' });
  expect(placeOf('join')).toBeUndefined();
  expect(placeOf('chat')).toEqual({ channel: 'main' });
  expect(placeOf('board')).toEqual({ channel: 'main' });
  expect(placeOf('incident')).toEqual({ channel: 'main', confidential: 'dropped' });
  expect(placeOf('command')).toEqual({ channel: 'main', confidential: 'dropped' });
  // Contacts are for the stewards alone.
  expect(placeOf('contact')).toEqual({ channel: 'main', confidential: 'dropped' });
});

/** Anything that the types let an owner write. */
const WISHES: readonly Partial<NoticeTable>[] = [
  {},
  { incident: 'log', command: 'stewards', warning: 'stewards' },
  { join: 'stewards', lap: 'stewards', contact: 'race', bump: 'race' },
];

test.each(WISHES)('every official post, and every post for the stewards, is confidential: %j', (wishes) => {
  for (const channels of [ALL, { channelId: 'main' }, { ...ALL, stewardChannelId: 'main', logChannelId: 'main' }]) {
    const { placeOf } = routingOf(channels, { notices: wishes });
    for (const kind of NOTICES) {
      const place = placeOf(kind);
      const name = { ...QUIET, ...wishes }[kind];
      if (place && (isForOfficials(kind) || name === 'stewards')) {
        expect(place.confidential, kind).toBe(place.channel === 'main' ? 'dropped' : 'waits');
      } else expect(place?.confidential, kind).toBeUndefined();
    }
  }
});

test('routing an official post to a public channel does not compile', () => {
  // @ts-expect-error a card of an incident in the main channel
  const wrong: Partial<NoticeTable> = { incident: 'race' };
  expect(isForOfficials('incident')).toBe(true);
  expect(wrong).toBeDefined();
});
