import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { chat, type Fate, type Life, MINUTE_MS, outboxRig, pass, race, settle } from './rig.ts';

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

describe('a message that failed to send', () => {
  test('is retried with growing pauses', async () => {
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

  test('is sent after a more urgent one', async () => {
    rig.channels.fates.push(LOST);
    post(chat('hello'));
    await settle();
    post({ lane: 'penalty', body: { content: 'P-1' } });
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['P-1', 'hello']);
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

  test('is looked up minutes later, and not sent again if it is there', async () => {
    rig.channels.fates.push({ executed: true, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(rig.channels.requests).toEqual(['send', 'since']);
  });

  test('is looked up minutes later, and sent again if it is not there', async () => {
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
    expect(rig.channels.requests).toEqual(['send', 'since', 'send']);
  });

  test('is not mistaken for an earlier one with the same text', async () => {
    post(race('Elena joined'));
    await settle();
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    post(race('Elena joined'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['Elena joined', 'Elena joined']);
  });

  test('is always looked up if it is chat, as a webhook has no nonce', async () => {
    rig.channels.fates.push(TIMED_OUT);
    post(chat('hello'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['hello']);
    expect(rig.channels.requests).toEqual(['send', 'since']);
  });

  test('may be posted twice if the channel cannot be read', async () => {
    rig.channels.isReadable = false;
    rig.channels.fates.push({ executed: true, answer: 'silence' });
    post(race('lap 1'));
    await settle();
    life.clock.advance(5 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1', 'lap 1']);
  });

  test('is dropped and counted if it is chat and the channel cannot be read', async () => {
    rig.channels.isReadable = false;
    disconnected(chat('hello'), chat('anyone?'));
    rig.channels.fates.push({ executed: false, answer: 'silence' });
    await reconnected();
    await reconnected();
    expect(rig.channels.texts()).toEqual(['2 chat lines were not relayed while Discord was unreachable.']);
  });
});

describe('chat after an outage', () => {
  const lines = (count: number): Post[] => Array.from({ length: count }, (_, index) => chat(`line ${index}`, 'Bea'));

  test('of more than fifty lines and five minutes is replaced by a count', async () => {
    disconnected(...lines(51), race('lap 1'));
    life.clock.advance(6 * MINUTE_MS);
    post(chat('still there?'));
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1', '52 chat lines were not relayed while Discord was unreachable.']);
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

  test('is the only kind of post that is ever summarised', async () => {
    disconnected(...Array.from({ length: 80 }, (_, index) => race(`lap ${index}`)));
    life.clock.advance(6 * MINUTE_MS);
    await reconnected();
    expect(rig.channels.texts().join('\n').split('\n')).toHaveLength(80);
  });
});

describe('closing', () => {
  test('waits for a pending answer, and sends nothing more', async () => {
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

  test('waits no longer than its limit, and never for a pause between retries', async () => {
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

  test('keeps later posts for the next start', async () => {
    await life.outbox.close(2000);
    post(race('the server was stopped'));
    await settle();
    await reconnected();
    expect(rig.channels.texts()).toEqual(['the server was stopped']);
  });

  test('leaves a message in doubt if its answer comes too late', async () => {
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
  ])('$step loses nothing and posts nothing twice', async ({ fate, at }) => {
    rig.channels.fates.push(fate);
    post(race('lap 1'));
    await settle();
    expect(life.store.all('SELECT state FROM outbox')).toEqual([{ state: at }]);
    await reconnected();
    await reconnected();
    expect(rig.channels.texts()).toEqual(['lap 1']);
  });
});
