import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { TokenRefused, type Transport } from '../../../src/discord/outbox/transport.ts';
import { type Fate, type Life, outboxRig, pass, settle } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
let life: Life;
beforeEach(() => {
  rig = outboxRig();
  life = rig.start();
});
afterEach(() => rig.remove());

const LOST: Fate = { executed: false, answer: 'error' };
const UNANSWERED: Fate = { executed: true, answer: 'error' };
const TIMED_OUT: Fate = { executed: true, answer: 'timeOut' };
const REFUSED: Fate = { executed: false, answer: 'refusal' };

const MINUTE_MS = 60_000;

const race = (content: string): Post => ({ lane: 'race', body: { content } });
const chat = (content: string, name = 'Elena'): Post => ({ lane: 'chat', author: { name }, body: { content } });
const state = (content: string, key = 'board'): Post => ({ lane: 'race', key, body: { content } });
const post = (...posts: Post[]): void => {
  for (const each of posts) life.outbox.post('race', each);
};

/** Everything waits as it does while Discord is out of reach. */
function disconnected(...posts: Post[]): void {
  life = rig.start({ connected: false });
  post(...posts);
}

const reconnected = async (): Promise<void> => {
  life = rig.start();
  await settle();
};

describe('a post', () => {
  test('goes out once what it tells about is on disk', async () => {
    life.store.transaction(() => {
      post(race('lap 1'));
      expect(rig.channels.requests).toEqual([]);
    });
    await settle();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });

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

describe('a message that did not get through', () => {
  test('is tried again ever more slowly', async () => {
    const at: number[] = [];
    rig.channels.fates.push(...Array<Fate>(8).fill(LOST));
    post(race('lap 1'));
    for (let second = 0; second < 200; second += 1) {
      const before = rig.channels.requests.length;
      await settle();
      if (rig.channels.requests.length > before) at.push(second);
      life.clock.advance(1000);
    }
    expect(at.slice(0, 7)).toEqual([0, 1, 3, 7, 15, 31, 63]);
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });

  test('is overtaken by what is more urgent', async () => {
    rig.channels.fates.push(LOST);
    post(chat('hello'));
    await settle();
    post({ lane: 'penalty', body: { content: 'P-1' } });
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['P-1', 'hello']);
  });

  test('waits for the next start once Discord does not accept the token', async () => {
    const refusing = async () => {
      throw new TokenRefused('401: Unauthorized');
    };
    const transport: Transport = { send: refusing, edit: refusing, since: refusing };
    life = rig.start({ connected: false });
    life.outbox.open(transport);
    post(race('lap 1'));
    await pass(life, 10 * MINUTE_MS);
    expect(life.logged).toEqual([]);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });
});

describe('a message in doubt', () => {
  test('is sent again with its nonce while Discord remembers that', async () => {
    rig.channels.fates.push(UNANSWERED);
    post(race('lap 1'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(rig.channels.requests).toEqual(['send', 'send']);
  });

  test('is looked for later, and not sent again when it is there', async () => {
    rig.channels.fates.push({ executed: true, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(rig.channels.requests).toEqual(['send', 'since']);
  });

  test('is looked for later, and sent when it is not there', async () => {
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(rig.channels.requests).toEqual(['send', 'since', 'send']);
  });

  test('is not taken for an earlier one with the same words', async () => {
    post(race('Elena joined'));
    await settle();
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    post(race('Elena joined'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['Elena joined', 'Elena joined']);
  });

  test('is always looked for when a driver said it, for a webhook knows no nonce', async () => {
    rig.channels.fates.push(TIMED_OUT);
    post(chat('hello'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['hello']);
    expect(rig.channels.requests).toEqual(['send', 'since']);
  });

  test('may be said twice where the channel cannot be read', async () => {
    rig.channels.isReadable = false;
    rig.channels.fates.push({ executed: true, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1', 'lap 1']);
  });

  test('is rather lost than said twice when it is chat, and counted', async () => {
    rig.channels.isReadable = false;
    disconnected(chat('hello'), chat('anyone?'));
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    await reconnected();
    await reconnected();
    expect(rig.channels.texts()).toEqual(['2 chat lines were not relayed while Discord was out of reach.']);
  });
});

describe('chat after an outage', () => {
  const lines = (count: number): Post[] => Array.from({ length: count }, (_, index) => chat(`line ${index}`, 'Bea'));

  test('of more than fifty lines and five minutes is told as a number', async () => {
    disconnected(...lines(51), race('lap 1'));
    life.clock.advance(6 * MINUTE_MS);
    post(chat('still there?'));
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1', '52 chat lines were not relayed while Discord was out of reach.']);
    post(chat('hello again'));
    await settle();
    expect(rig.channels.texts().at(-1)).toBe('hello again');
  });

  test.each([
    { what: 'fifty lines', count: 50, ms: 6 * MINUTE_MS },
    { what: 'four minutes', count: 60, ms: 4 * MINUTE_MS },
  ])('of $what is relayed', async ({ count, ms }) => {
    disconnected(...lines(count));
    life.clock.advance(ms);
    await reconnected();
    expect(rig.channels.texts().join('\n').split('\n')).toHaveLength(count);
  });

  test('is the only thing that is ever summarised', async () => {
    disconnected(...Array.from({ length: 80 }, (_, index) => race(`lap ${index}`)));
    life.clock.advance(6 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts().join('\n').split('\n')).toHaveLength(80);
  });
});

describe('closing', () => {
  test('waits for the answer that is due, and sends nothing more', async () => {
    rig.channels.fates.push(TIMED_OUT);
    post(race('lap 1'));
    await settle();
    post(race('lap 2'));
    let isClosed = false;
    const closing = life.outbox.close(20_000).then(() => {
      isClosed = true;
    });
    await settle();
    expect(isClosed).toBe(false);
    life.clock.advance(15_000);
    await closing;
    await pass(life, 10 * MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['lap 1']);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1', 'lap 2']);
  });

  test('waits no longer than it may, and never for a pause between attempts', async () => {
    rig.channels.fates.push(LOST, { executed: true, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    await life.outbox.close(2000);

    life = rig.start();
    await settle();
    const closing = life.outbox.close(2000);
    life.clock.advance(2000);
    await closing;
  });

  test('keeps what is posted afterwards for the next start', async () => {
    await life.outbox.close(2000);
    post(race('the server was stopped'));
    await settle();
    await reconnected();
    expect(rig.channels.texts()).toEqual(['the server was stopped']);
  });

  test('leaves what is answered too late in doubt, for the store may be gone', async () => {
    rig.channels.fates.push(TIMED_OUT);
    post(race('lap 1'));
    await settle();
    const closing = life.outbox.close(1000);
    life.clock.advance(1000);
    await closing;
    life.clock.advance(MINUTE_MS);
    await settle();
    expect(life.logged).toEqual([]);
    expect(life.store.all('SELECT state FROM outbox')).toEqual([{ state: 'sending' }]);
  });
});

describe('a kill', () => {
  test.each<{ step: string; fate?: Fate; at: string }>([
    { step: 'before the request leaves', fate: { executed: false, answer: 'silence' }, at: 'sending' },
    { step: 'after Discord took it', fate: { executed: true, answer: 'silence' }, at: 'sending' },
    { step: 'after Discord answered', at: 'sent' },
  ])('$step loses nothing and says nothing twice', async ({ fate, at }) => {
    rig.channels.fates.push(fate);
    post(race('lap 1'));
    await settle();
    expect(life.store.all('SELECT state FROM outbox')).toEqual([{ state: at }]);
    await reconnected();
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });
});
