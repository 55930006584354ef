import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { nextTurn } from '../../../src/kit/wait.ts';
import { chat, type Fate, type Life, MINUTE_MS, outboxRig, pass, race, settle, state } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
let life: Life;
beforeEach(() => {
  rig = outboxRig();
  life = rig.start();
});
afterEach(() => rig.remove());

const UNANSWERED: Fate = { executed: true, answer: 'error' };
const REFUSED: Fate = { executed: false, answer: 'refusal' };

const post = (...posts: Post[]): void => {
  for (const each of posts) life.outbox.post('race', each);
};

/** Posts queue up as they do while Discord is unreachable. */
function disconnected(...posts: Post[]): void {
  life = rig.start({ connected: false });
  post(...posts);
}

const reconnected = async (): Promise<void> => {
  life = rig.start();
  await settle();
};

describe('a post', () => {
  test('is stored and sent without the passwords of the game servers', async () => {
    disconnected(race('parc-ferme'));
    expect(JSON.stringify(life.store.all('SELECT * FROM outbox'))).not.toContain('parc-ferme');
    await reconnected();
    expect(rig.channels.texts()).toEqual(['***']);
  });

  test('is sent only after its transaction has committed', async () => {
    life.store.transaction(() => {
      post(race('lap 1'));
      expect(rig.channels.requests).toEqual([]);
    });
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });

  test.each([
    { isSpent: false, sent: 1 },
    { isSpent: true, sent: 0 },
  ])('is sent in the same turn, or in the next one if that is spent: $isSpent', async ({ isSpent, sent }) => {
    Object.assign(rig.channels.clock, { isTurnSpent: () => isSpent });
    post(race('lap 1'));
    for (let microtask = 0; microtask < 20; microtask += 1) await Promise.resolve();
    expect(rig.channels.requests).toHaveLength(sent);
    await settle();
    await nextTurn();
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });

  test('is never sent if its transaction fails', async () => {
    const work = () => {
      post(race('lap 1'));
      throw new Error('disk full');
    };
    expect(() => life.store.transaction(work)).toThrow('disk full');
    await reconnected();
    expect(rig.channels.texts()).toEqual([]);
  });

  test('waits while Discord is unreachable, and survives a restart', async () => {
    disconnected(race('lap 1'));
    await settle();
    expect(rig.channels.texts()).toEqual([]);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });

  test('that Discord refuses for good is dropped and logged, and the next one is sent', async () => {
    rig.channels.fates.push(REFUSED);
    post(race('too much'));
    await settle();
    post(race('lap 1'));
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(life.logged).toEqual([{ message: 'a message cannot be posted and was dropped' }]);
  });

  test('is deleted about a day after it was sent', async () => {
    post(race('lap 1'));
    await pass(life, MINUTE_MS);
    expect(life.store.all('SELECT state FROM outbox')).toEqual([{ state: 'sent' }]);
    life.clock.advance(26 * 60 * MINUTE_MS);
    expect(life.store.all('SELECT state FROM outbox')).toEqual([]);
  });
});

describe('queued posts', () => {
  test('are sent by lane, and in order within a lane', async () => {
    disconnected(
      chat('hello'),
      { lane: 'race', body: { embeds: [{ title: 'Race' }] } },
      { lane: 'penalty', body: { embeds: [{ title: 'P-1' }] } },
      { lane: 'incident', body: { embeds: [{ title: 'INC-1' }] } },
      { lane: 'penalty', body: { embeds: [{ title: 'P-2' }] } },
    );
    await reconnected();
    expect(rig.channels.messages.map(({ title, content }) => title ?? content)).toEqual([
      'P-1',
      'P-2',
      'INC-1',
      'Race',
      'hello',
    ]);
  });

  test('are sent one at a time in a channel, while other channels go on', async () => {
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    post(race('lap 2'));
    life.outbox.post('log', race('wall'));
    await settle();
    expect(rig.channels.texts()).toEqual([]);
    expect(rig.channels.texts('log')).toEqual(['wall']);
  });

  test('share a message if they are plain lines of the same author and lane', async () => {
    disconnected(race('lap 1'), race('lap 2'), chat('hello'), chat('anyone?'), chat('yes', 'Bea'));
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1\nlap 2', 'hello\nanyone?', 'yes']);
  });

  test('of several drivers are one message each, up to four lines', async () => {
    const lines = ['Elena', 'Bea', 'Elena', 'Bea'].map((name, index) => chat(`line ${index}`, name));
    disconnected(...lines);
    await reconnected();
    expect(rig.channels.messages.map(({ authorName, content }) => `${authorName}: ${content}`)).toEqual([
      'Elena: line 0',
      'Bea: line 1',
      'Elena: line 2',
      'Bea: line 3',
    ]);
  });

  test('of several drivers are one message with names, from five lines on', async () => {
    const lines = ['Ele*na', 'Bea', 'Ele*na', 'Bea', 'Cy'].map((name, index) => chat(`line ${index}`, name));
    disconnected(...lines, race('lap 1'));
    await reconnected();
    expect(rig.channels.messages.map(({ authorName, content }) => `${authorName}: ${content}`)).toEqual([
      'pitwall: lap 1',
      'pitwall: **Ele\\*na**: line 0\n**Bea**: line 1\n**Ele\\*na**: line 2\n**Bea**: line 3\n**Cy**: line 4',
    ]);
  });

  test('of several drivers fit into a message, and are posted once if an answer is lost', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => chat('*'.repeat(400), index % 2 ? 'Elena' : 'Bea'));
    disconnected(...lines);
    rig.channels.fates.push(UNANSWERED);
    await reconnected();
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts().map((text) => text.split('\n').length)).toEqual([4, 4, 1, 1, 1, 1]);
    expect(Math.max(...rig.channels.texts().map((text) => text.length))).toBeLessThanOrEqual(2000);
  });

  test('do not share a message with a card, a keyed post or beyond 2000 characters', async () => {
    const card: Post = { lane: 'race', body: { embeds: [{ title: 'Race' }] } };
    disconnected(race('a'.repeat(1000)), race('b'.repeat(999)), race('c'), card, race('d'), state('e'), race('f'));
    await reconnected();
    expect(rig.channels.texts().map((text) => text.length)).toEqual([2000, 1, 0, 1, 1, 1]);
  });

  test('leave room for the name of the driver in a shared message', async () => {
    disconnected(chat('a'.repeat(1000)), chat('b'.repeat(900)));
    await reconnected();
    expect(rig.channels.texts().map((text) => text.length)).toEqual([1000, 900]);
  });
});

describe('posts with the same key', () => {
  test('are one message that shows the latest', async () => {
    post(state('lap 1'));
    await settle();
    post(state('lap 2'), state('other', 'other board'));
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 2', 'other']);
    expect(rig.channels.requests).toEqual(['send', 'edit', 'send']);
  });

  test('skip queued states that a newer one replaces', async () => {
    disconnected(state('lap 1'), race('Elena joined'), state('lap 2'), state('lap 3'));
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 3', 'Elena joined']);
    expect(rig.channels.requests).toEqual(['send', 'send']);
  });

  test('start a new message if somebody deleted the old one, even after a restart', async () => {
    post(state('lap 1'));
    await settle();
    rig.channels.messages.length = 0;
    life = rig.start();
    post(state('lap 2'));
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 2']);
  });

  test('show the newer state when the answer to an older one was lost', async () => {
    rig.channels.fates.push(UNANSWERED);
    post(state('lap 1'));
    await settle();
    post(state('lap 2'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['lap 2']);
  });
});

describe('a card', () => {
  const card = (content: string, key = 'incident/1'): Post => ({ lane: 'incident', key, body: { content } });

  test('is posted at once, and edited once for all changes of a few seconds', async () => {
    post(card('1 contact'));
    await settle();
    expect(rig.channels.texts()).toEqual(['1 contact']);
    for (let contacts = 2; contacts <= 10; contacts += 1) {
      post(card(`${contacts} contacts`));
      await settle();
      life.clock.advance(200);
      await settle();
    }
    // Other posts do not wait for it.
    post(race('lap 2'), card('another', 'incident/2'));
    await settle();
    expect(rig.channels.texts()).toEqual(['1 contact', 'lap 2', 'another']);
    life.clock.advance(2500);
    await settle();
    expect(rig.channels.texts()).toEqual(['10 contacts', 'lap 2', 'another']);
    expect(rig.channels.requests).toEqual(['send', 'send', 'send', 'edit']);
  });

  test('is edited at once if its last post was 2.5 s ago', async () => {
    post(card('1 contact'));
    await settle();
    life.clock.advance(2500);
    await settle();
    post(card('decided'));
    await settle();
    expect(rig.channels.texts()).toEqual(['decided']);
  });

  test('with a pending edit is edited after a restart', async () => {
    post(card('1 contact'));
    await settle();
    post(card('decided'));
    await settle();
    expect(rig.channels.texts()).toEqual(['1 contact']);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['decided']);
  });
});

test('posts are marked as sending in their own transaction, and not if that fails', async () => {
  const states = () => life.store.all<{ state: string }>('SELECT state FROM outbox').map(({ state }) => state);
  let within: readonly string[] = [];
  life.store.transaction(() => {
    post(race('lap 1'), race('lap 2'));
    life.store.beforeCommit(() => {
      within = states();
    });
  });
  expect(within).toEqual(['sending', 'sending']);
  await settle();
  expect(rig.channels.texts()).toEqual(['lap 1\nlap 2']);
  const failing = () => {
    post(race('lap 3'));
    life.store.beforeCommit(() => expect.unreachable('the end of it'));
  };
  expect(() => life.store.transaction(failing)).toThrow();
  post(race('lap 4'));
  await settle();
  post(race('lap 5'));
  await settle();
  expect(rig.channels.texts()).toEqual(['lap 1\nlap 2', 'lap 4', 'lap 5']);
  expect(states()).toEqual(['sent', 'sent', 'sent', 'sent']);
});
