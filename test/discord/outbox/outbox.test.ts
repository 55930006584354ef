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
  test('is kept and sent without the passwords of the game servers', async () => {
    disconnected(race('parc-ferme'));
    expect(JSON.stringify(life.store.all('SELECT * FROM outbox'))).not.toContain('parc-ferme');
    await reconnected();
    expect(rig.channels.texts()).toEqual(['***']);
  });

  test('goes out once what it tells about is on disk', async () => {
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
  ])(
    'leaves in the turn that it tells about, and in the next where that is spent: $isSpent',
    async ({ isSpent, sent }) => {
      Object.assign(rig.channels.clock, { isTurnSpent: () => isSpent });
      post(race('lap 1'));
      for (let microtask = 0; microtask < 20; microtask += 1) await Promise.resolve();
      expect(rig.channels.requests).toHaveLength(sent);
      await settle();
      await nextTurn();
      await settle();
      expect(rig.channels.texts()).toEqual(['lap 1']);
    },
  );

  test('is never sent when that did not happen', async () => {
    const work = () => {
      post(race('lap 1'));
      throw new Error('disk full');
    };
    expect(() => life.store.transaction(work)).toThrow('disk full');
    await reconnected();
    expect(rig.channels.texts()).toEqual([]);
  });

  test('waits while Discord is out of reach, and survives a restart', async () => {
    disconnected(race('lap 1'));
    await settle();
    expect(rig.channels.texts()).toEqual([]);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });

  test('that Discord refuses for good is dropped with a line in the log, and the next one goes', async () => {
    rig.channels.fates.push(REFUSED);
    post(race('too much'));
    await settle();
    post(race('lap 1'));
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(life.logged).toEqual([{ message: 'a message cannot be posted and was dropped' }]);
  });

  test('is not kept for longer than a day once it is out', async () => {
    post(race('lap 1'));
    await pass(life, MINUTE_MS);
    expect(life.store.all('SELECT state FROM outbox')).toEqual([{ state: 'sent' }]);
    life.clock.advance(26 * 60 * MINUTE_MS);
    expect(life.store.all('SELECT state FROM outbox')).toEqual([]);
  });
});

describe('what waits', () => {
  test('goes by lane, and in order within a lane', async () => {
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

  test('goes out one at a time in a channel, while other channels go on', async () => {
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    post(race('lap 2'));
    life.outbox.post('log', race('wall'));
    await settle();
    expect(rig.channels.texts()).toEqual([]);
    expect(rig.channels.texts('log')).toEqual(['wall']);
  });

  test('shares a message where it is plain lines of one author and lane', async () => {
    disconnected(race('lap 1'), race('lap 2'), chat('hello'), chat('anyone?'), chat('yes', 'Bea'));
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1\nlap 2', 'hello\nanyone?', 'yes']);
  });

  test('of several drivers is told by each, until they are more than four lines', async () => {
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

  test('of several drivers in more than four lines is one message, which names who said what', async () => {
    const lines = ['Ele*na', 'Bea', 'Ele*na', 'Bea', 'Cy'].map((name, index) => chat(`line ${index}`, name));
    disconnected(...lines, race('lap 1'));
    await reconnected();
    expect(rig.channels.messages.map(({ authorName, content }) => `${authorName}: ${content}`)).toEqual([
      'pitwall: lap 1',
      'pitwall: **Ele\\*na**: line 0\n**Bea**: line 1\n**Ele\\*na**: line 2\n**Bea**: line 3\n**Cy**: line 4',
    ]);
  });

  test('of several drivers is never longer than a message may be, and stands once when its answer is lost', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => chat('*'.repeat(400), index % 2 ? 'Elena' : 'Bea'));
    disconnected(...lines);
    rig.channels.fates.push(UNANSWERED);
    await reconnected();
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts().map((text) => text.split('\n').length)).toEqual([4, 4, 1, 1, 1, 1]);
    expect(Math.max(...rig.channels.texts().map((text) => text.length))).toBeLessThanOrEqual(2000);
  });

  test('shares no message with a card, with a message that is edited, or beyond 2000 characters', async () => {
    const card: Post = { lane: 'race', body: { embeds: [{ title: 'Race' }] } };
    disconnected(race('a'.repeat(1000)), race('b'.repeat(999)), race('c'), card, race('d'), state('e'), race('f'));
    await reconnected();
    expect(rig.channels.texts().map((text) => text.length)).toEqual([2000, 1, 0, 1, 1, 1]);
  });

  test('leaves room for the name where a driver has to be named in the text', async () => {
    disconnected(chat('a'.repeat(1000)), chat('b'.repeat(900)));
    await reconnected();
    expect(rig.channels.texts().map((text) => text.length)).toEqual([1000, 900]);
  });
});

describe('posts with one key', () => {
  test('are one message, which shows the latest', async () => {
    post(state('lap 1'));
    await settle();
    post(state('lap 2'), state('other', 'other board'));
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 2', 'other']);
    expect(rig.channels.requests).toEqual(['send', 'edit', 'send']);
  });

  test('skip what a newer one has overtaken', async () => {
    disconnected(state('lap 1'), race('Elena joined'), state('lap 2'), state('lap 3'));
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 3', 'Elena joined']);
    expect(rig.channels.requests).toEqual(['send', 'send']);
  });

  test('begin a new message where somebody deleted theirs, also after a restart', async () => {
    post(state('lap 1'));
    await settle();
    rig.channels.messages.length = 0;
    life = rig.start();
    post(state('lap 2'));
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 2']);
  });

  test('do not mix up one that is on its way with a newer one', async () => {
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

  test('that changes again and again is posted at once, and edited once for all that came within a moment', async () => {
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

  test('that has stood for a moment is edited at once', async () => {
    post(card('1 contact'));
    await settle();
    life.clock.advance(2500);
    await settle();
    post(card('decided'));
    await settle();
    expect(rig.channels.texts()).toEqual(['decided']);
  });

  test('that was about to be edited is when Pitwall comes back', async () => {
    post(card('1 contact'));
    await settle();
    post(card('decided'));
    await settle();
    expect(rig.channels.texts()).toEqual(['1 contact']);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['decided']);
  });
});

test('what a channel sends next is marked with what it tells about, and is not where that did not happen', async () => {
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
