import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { type Life, MINUTE_MS, outboxRig, pass, race, settle } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
let life: Life;
beforeEach(() => {
  rig = outboxRig();
  life = rig.start();
});
afterEach(() => rig.remove());

const card = (title: string, state = 'open', key = 'incident/1'): Post => ({
  lane: 'incident',
  key,
  body: { embeds: [{ title, description: state }] },
});
const post = (...posts: Post[]): void => {
  for (const each of posts) life.outbox.post('stewards', each);
};
const shown = (channel: string) =>
  rig.channels.messages
    .filter((message) => message.channel === channel)
    .map(({ content, body }) =>
      [content, ...(body.embeds ?? []).flatMap(({ title, description }) => [title, description])].join(' | '),
    );

async function closedFor(ms: number): Promise<void> {
  rig.channels.closed.add('stewards');
  post(card('INC-1'), race('lap 1'));
  for (let left = ms; left > 0; left -= 1000) {
    life.clock.advance(1000);
    await settle();
  }
}

async function openAgain(): Promise<void> {
  rig.channels.closed.clear();
  await pass(life, 2 * MINUTE_MS);
}

describe('a channel that is closed for a few seconds', () => {
  test('loses no post, and shows afterwards how long it was closed', async () => {
    await closedFor(5000);
    expect(shown('stewards')).toEqual([]);
    await openAgain();
    expect(shown('stewards')).toEqual([
      ' | INC-1 | open',
      expect.stringMatching(/^⚠️ Pitwall could not post here for \d+ s: Missing Permissions \(50013\)/),
      'lap 1',
    ]);
  });

  test('is reported in the log channel when it closes and when it opens again', async () => {
    await closedFor(5000);
    expect(shown('log')).toEqual([
      '⚠️ Pitwall cannot post in <#stewards>: Missing Permissions (50013). Posts for that channel are kept and retried.',
    ]);
    await openAgain();
    expect(shown('log')[1]).toMatch(/^✅ Pitwall can post in <#stewards> again, after \d+ s\.$/);
    expect(shown('main')).toEqual([]);
  });

  test('is not reported if the next attempt succeeds', async () => {
    rig.channels.closed.add('stewards');
    post(race('lap 1'));
    await settle();
    rig.channels.closed.clear();
    await pass(life, MINUTE_MS);
    expect(shown('stewards')).toEqual(['lap 1']);
    expect(shown('log')).toEqual([]);
  });

  test('loses no post across a restart', async () => {
    await closedFor(5000);
    life = rig.start();
    await openAgain();
    expect(shown('stewards')).toEqual([' | INC-1 | open', 'lap 1']);
  });
});

describe('a channel that is closed for more than a minute', () => {
  const ABOVE = '⚠️ Posted here because Pitwall cannot post in <#stewards>.';

  test('has its cards posted in the main channel with a note, and keeps its lines', async () => {
    await closedFor(2 * MINUTE_MS);
    expect(shown('main')).toEqual([`${ABOVE} | INC-1 | open`]);
    await openAgain();
    expect(shown('stewards')).toContain('lap 1');
  });

  test('has a moved card edited in the main channel, even after a restart', async () => {
    await closedFor(2 * MINUTE_MS);
    await openAgain();
    life = rig.start();
    post(card('INC-1', 'decided'));
    await pass(life, MINUTE_MS);
    expect(shown('main')).toEqual([`${ABOVE} | INC-1 | decided`]);
    expect(shown('stewards').join()).not.toContain('INC-1');
  });

  test('keeps its cards if the main channel is public, which only shows that they wait', async () => {
    rig.channels.open.add('main');
    await closedFor(5 * MINUTE_MS);
    expect(shown('main')).toEqual(['⏳ Cards for another channel are waiting: Pitwall cannot post there.']);
    await openAgain();
    expect(shown('stewards')).toContain(' | INC-1 | open');
    expect(shown('main')).toHaveLength(1);
  });

  test('gets a moved card back if the main channel has become public', async () => {
    await closedFor(2 * MINUTE_MS);
    rig.channels.open.add('main');
    await openAgain();
    post(card('INC-1', 'decided'));
    await pass(life, MINUTE_MS);
    expect(shown('main')).toEqual([`${ABOVE} | INC-1 | open`]);
    expect(shown('stewards')).toContain(' | INC-1 | decided');
  });

  test('moves the latest state of a card even if an older one was being sent', async () => {
    await closedFor(30_000);
    post(card('INC-1', 'decided'));
    for (let second = 0; second < 120; second += 1) {
      life.clock.advance(1000);
      await settle();
    }
    expect(shown('main')).toEqual([`${ABOVE} | INC-1 | decided`]);
  });

  test('posts nothing in the main channel if only lines wait', async () => {
    rig.channels.closed.add('stewards');
    post(race('lap 1'));
    await pass(life, 5 * MINUTE_MS);
    expect(shown('main')).toEqual([]);
  });
});

describe('without a log channel', () => {
  const PRIVATELY =
    '⚠️ Pitwall cannot post in one of its private channels. Nothing is lost; admins can see which one and why with `/doctor`.';

  test('a private main channel gets the warning with the name of the closed channel', async () => {
    life = rig.start({ withoutLog: true });
    await closedFor(5000);
    expect(shown('main')).toEqual([
      expect.stringMatching(/^⚠️ Pitwall cannot post in <#stewards>: Missing Permissions/),
    ]);
    await openAgain();
    expect(shown('main')[1]).toMatch(/^✅ Pitwall can post in <#stewards> again/);
  });

  test('a public main channel gets one warning, without name or cards of the private channel', async () => {
    rig.channels.open.add('main');
    life = rig.start({ withoutLog: true });
    await closedFor(5 * MINUTE_MS);
    await openAgain();
    expect(shown('main')).toEqual([PRIVATELY]);
  });

  test('a public main channel gets the name of a closed public channel', async () => {
    rig.channels.open.add('main').add('stewards');
    life = rig.start({ withoutLog: true });
    await closedFor(5000);
    expect(shown('main')).toEqual([expect.stringContaining('<#stewards>')]);
  });

  test('the main channel gets no warning about itself', async () => {
    life = rig.start({ withoutLog: true });
    rig.channels.closed.add('main');
    life.outbox.post('main', race('lap 1'));
    await pass(life, 30_000);
    rig.channels.closed.clear();
    await pass(life, 2 * MINUTE_MS);
    expect(shown('main')).toEqual(['lap 1', expect.stringMatching(/Pitwall could not post here/)]);
  });
});
