import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channels } from '../../../src/config/channelSettings.ts';
import { routingOf } from '../../../src/config/routing.ts';
import { ofServer, relayToDiscord } from '../../../src/discord/cards/relay.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { english } from '../../../src/texts/english/index.ts';
import { feedInDirectory } from '../../fakes/feed.ts';
import { bea, elena, facts } from '../race.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
});
afterEach(() => opened.remove());

/** Every post and its channel, with these channels and wishes. */
function relayed(channels: Omit<Channels, 'channelId'> = {}, wishes: Parameters<typeof routingOf>[1] = {}) {
  const posted: string[] = [];
  const outbox = {
    post: (channel: string, { author, body, confidential }: Post) =>
      void posted.push(
        `${channel} ${author?.name ?? ''}: ${body.content ?? body.embeds?.[0]?.title}${confidential ? ` (${confidential})` : ''}`,
      ),
    keep: () => {},
    isPublic: () => undefined,
  };
  const { chatChannelId, stewardChannelId, logChannelId, documentsChannelId } = channels;
  const configured = { channelId: 'main', chatChannelId, stewardChannelId, logChannelId, documentsChannelId };
  relayToDiscord(opened.bus, outbox, routingOf(configured, wishes), english);
  return posted;
}

const PENALTY: Penalty = {
  number: 3,
  server: 'main',
  run: 1,
  session: 1,
  type: 'time',
  amount: 5,
  cause: 'given by an admin',
  driver: elena,
  reason: 'left no room',
  source: 'steward',
  by: 'Stig',
  at: 0,
  state: 'issued',
  counted: {},
};

const wall = {
  type: 'contact',
  driver: elena,
  against: 'wall',
  speedKmh: 50,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
} as const;

describe('a penalty and its withdrawal', () => {
  const said = (isOnPaper: boolean, notices: Parameters<typeof routingOf>[1] = {}): string[] => {
    const posted: string[] = [];
    const post = (channel: string, { body }: Post) => void posted.push(`${channel}: ${body.content}`);
    const routing = routingOf({ channelId: 'main', logChannelId: 'log' }, notices);
    const outbox = { post, keep: () => {}, isPublic: () => undefined };
    relayToDiscord(opened.bus, outbox, routing, english, {
      isOnPaper: ({ run, session }) => isOnPaper && run === PENALTY.run && session === PENALTY.session,
    });
    opened.feed.notice(
      { type: 'penaltyGiven', penalty: PENALTY },
      { type: 'penaltyChanged', penalty: { ...PENALTY, state: 'withdrawn' }, before: { state: 'issued' }, by: 'Stig' },
    );
    return posted.filter((each) => each.startsWith('main'));
  };

  test('are one public line each while there is no document', () => {
    expect(said(false)).toEqual([
      'main: 🚦 **P-3**: 5-second time penalty for **Elena** · left no room',
      'main: ↩️ **P-3** · **Elena**: 5-second time penalty withdrawn',
    ]);
  });

  test('post no public lines once there is a document', () => {
    expect(said(true)).toEqual([]);
  });

  test.each(['off', 'stewards'] as const)('are public lines again when documents are routed to %s', (document) => {
    expect(said(true, { notices: { document } })).toHaveLength(2);
  });
});

describe('an event', () => {
  test('goes to the channel of its kind', () => {
    const posted = relayed({ chatChannelId: 'chat', logChannelId: 'log' });
    opened.feed.notice(
      { type: 'sessionStarted', facts, again: false },
      { type: 'chat', driver: elena, text: 'hi' },
      wall,
    );
    expect(posted).toEqual(['main : Race · 5 laps', 'chat Elena: hi', expect.stringMatching(/^log : 💥/)]);
  });

  test('with a list of decisions goes to the documents channel, or else to the main one', () => {
    const session = { id: 1, server: 'main', run: 1, session: 1, name: 'Race', kind: 'race' } as const;
    const list = { event: { number: 1, name: 'Round 3' }, session, entries: [] };
    const own = relayed({ documentsChannelId: 'documents' });
    opened.feed.notice({ type: 'decisionsListed', list });
    expect(own).toEqual(['documents : Race (S-1): decisions without a penalty']);
    const common = relayed();
    opened.feed.notice({ type: 'decisionsListed', list });
    expect(common).toEqual(['main : Race (S-1): decisions without a penalty']);
  });

  test('goes to the main channel if there is no other', () => {
    const posted = relayed();
    opened.feed.notice({ type: 'chat', driver: elena, text: 'hi' });
    expect(posted.map((each) => each.split(' ')[0])).toEqual(['main']);
  });

  test('for the log is not posted without a log channel', () => {
    const posted = relayed();
    opened.feed.notice(wall, { type: 'driverLeft', driver: elena });
    expect(posted).toEqual([]);
  });

  test('goes where the settings of the owner route it', () => {
    const posted = relayed({ logChannelId: 'log' }, { notices: { join: 'race', bump: 'off' } });
    opened.feed.notice(wall, { type: 'driverLeft', driver: elena });
    expect(posted).toEqual(['main : ← **Elena** left car 3']);
  });

  test('of a contact between cars is left to the incident card in the same channel', () => {
    const [cars, posted] = [
      { ...wall, against: 'car', other: bea } as const,
      relayed({ stewardChannelId: 'stewards' }),
    ];
    opened.feed.notice(cars);
    expect(posted).toEqual([]);
    const elsewhere = relayed({ stewardChannelId: 'stewards' }, { notices: { contact: 'race' } });
    opened.feed.notice({ ...cars, driver: bea, other: elena, speedKmh: 90 });
    expect(elsewhere).toEqual([expect.stringMatching(/^main : 💥 .* .* 90 km\/h/)]);
  });

  test('names its server if several share a channel', () => {
    const posted = relayed({}, { servers: 2, notices: { join: 'race' } });
    opened.feed.notice({ type: 'driverLeft', driver: elena }, { type: 'chat', driver: elena, text: 'hi' });
    expect(posted).toEqual(['main : `main` ← **Elena** left car 3', 'main Elena · main: hi']);
  });

  test('is posted in the transaction that stores it: if posting fails, nothing is stored', () => {
    const outbox = {
      post: () => {
        throw new Error('disk full');
      },
      keep: () => {},
      isPublic: () => undefined,
    };
    relayToDiscord(opened.bus, outbox, routingOf({ channelId: 'main', logChannelId: 'log' }), english);
    opened.feed.notice({ type: 'driverJoined', driver: elena, model: 'abarth500', skin: '' });
    expect(opened.feed.state().drivers.size).toBe(0);
    expect(opened.feed.events).toEqual([]);
  });
});

describe('a confidential post', () => {
  const kicked = { type: 'driverKicked', driver: elena, by: 'Stig', reason: 'ramming' } as const;
  const missed = { type: 'kickMissed', meant: elena, hit: elena, by: 'Stig' } as const;
  const told = (channels: Parameters<typeof relayed>[0]): string[] => {
    const posted = relayed(channels);
    opened.feed.notice(kicked, missed);
    return posted;
  };

  test('is marked to wait in a channel of its own', () => {
    expect(told({ stewardChannelId: 'stewards', logChannelId: 'log' })).toEqual([
      'main : 🚪 **Elena** was kicked.',
      'log : 📝 Stig kicked **Elena**: ramming (waits)',
      expect.stringMatching(/^stewards : ⚠️ Wrong driver kicked: Stig meant .* \(waits\)$/),
    ]);
  });

  test.each([
    ['without a channel of its own', {}],
    ['if its channel is the main one', { stewardChannelId: 'main', logChannelId: 'main' }],
  ])('is marked to be dropped %s', (_, channels) => {
    expect(told(channels)).toEqual([
      'main : 🚪 **Elena** was kicked.',
      'main : 📝 Stig kicked **Elena**: ramming (dropped)',
      expect.stringMatching(/^main : ⚠️ Wrong driver kicked: Stig meant .* \(dropped\)$/),
    ]);
  });
});

describe('a notice to a driver about a penalty', () => {
  const notified = { type: 'driverNotified', driver: elena, penalties: [PENALTY] } as const;
  const postsFor = (account: string | undefined): Post[] => {
    const posts: Post[] = [];
    const outbox = {
      post: (_: string, post: Post) => void posts.push(post),
      keep: () => {},
      isPublic: () => undefined,
    };
    const routing = routingOf({ channelId: 'main' }, { servers: 2 });
    const accountOf = (guid: string) => (guid === elena.guid ? account : undefined);
    relayToDiscord(opened.bus, outbox, routing, english, { accountOf });
    opened.feed.notice(notified);
    return posts;
  };

  test('pings the account linked to that driver', () => {
    expect(postsFor('123')).toMatchObject([
      {
        lane: 'penalty',
        mentions: ['123'],
        body: { content: '`main` <@123> 📣 **Elena**\n**P-3**: 5-second time penalty · left no room' },
      },
    ]);
  });

  test('is not posted if no account is linked', () => {
    expect(postsFor(undefined)).toEqual([]);
  });
});

describe('the name of a server', () => {
  test('is added above the first embed, and the rest of the post stays the same', () => {
    const post: Post = { lane: 'race', key: 'board', body: { embeds: [{ title: 'Race' }, { title: 'Grid' }] } };
    expect(ofServer('gt3', post)).toEqual({
      lane: 'race',
      key: 'board',
      body: { embeds: [{ title: 'Race', author: { name: 'gt3' } }, { title: 'Grid' }] },
    });
  });

  test("shortens a driver's long name, and never splits a character", () => {
    const post: Post = { lane: 'chat', author: { name: `${'a'.repeat(36)}😀😀` }, body: { content: 'hi' } };
    expect(ofServer('gt3', post).author).toEqual({ name: `${'a'.repeat(36)} · gt3` });
  });
});
