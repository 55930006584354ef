/** Confidential posts, in channels that everybody can read or may be able to read. */
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

const card = (content: string, publicly: Post['confidential']): Post => ({
  lane: 'incident',
  key: 'incident/1',
  body: { content },
  confidential: publicly,
});

describe('in its own channel while everybody can read that', () => {
  test('a card waits until the channel is private, then shows its latest state', async () => {
    rig.channels.open.add('stewards');
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    await pass(life, 10 * MINUTE_MS);
    life.outbox.post('stewards', card('decided', 'waits'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual([]);
    rig.channels.open.clear();
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual(['decided']);
  });

  test('a public line is posted past a waiting card', async () => {
    rig.channels.open.add('stewards');
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    life.outbox.post('stewards', race('lap 1'));
    await settle();
    expect(rig.channels.texts('stewards')).toEqual(['lap 1']);
  });

  test('a card posted earlier is not edited', async () => {
    life.outbox.post('stewards', card('noted', 'waits'));
    await settle();
    rig.channels.open.add('stewards');
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual(['noted']);
  });

  test('a card in doubt waits as well', async () => {
    rig.channels.fates.push({ executed: false, answer: 'error' });
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    await settle();
    rig.channels.open.add('stewards');
    life = rig.start();
    await pass(life, 10 * MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual([]);
  });
});

describe('after a week of waiting', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const skip = async (ms: number): Promise<void> => {
    life.clock.advance(ms);
    await settle();
  };

  test('a card is dropped, and the log channel says so once', async () => {
    rig.channels.open.add('stewards');
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    await skip(6 * DAY_MS);
    expect(rig.channels.texts('log')).toEqual([]);
    await skip(DAY_MS + 60 * MINUTE_MS);
    await skip(DAY_MS);
    expect(rig.channels.texts('log')).toEqual([
      expect.stringMatching(
        /^⚠️ Pitwall dropped a confidential post that waited a week for a channel only officials can/,
      ),
    ]);
    rig.channels.open.clear();
    await skip(10 * MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual([]);
  });

  test('a public line keeps waiting for its channel', async () => {
    rig.channels.closed.add('stewards');
    life.outbox.post('stewards', race('lap 1'));
    await skip(8 * DAY_MS);
    rig.channels.closed.clear();
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.texts('stewards')[0]).toBe('lap 1');
  });
});

describe('in a channel that is not its own', () => {
  test('a card is dropped for good if everybody can read the channel', async () => {
    rig.channels.open.add('main');
    life.outbox.post('main', card('reported by Otto', 'dropped'));
    life.outbox.post('main', race('lap 1'));
    await settle();
    rig.channels.open.clear();
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.texts('main')).toEqual(['lap 1']);
  });

  test('a card is posted if the channel is private', async () => {
    life.outbox.post('main', card('reported by Otto', 'dropped'));
    await settle();
    expect(rig.channels.texts('main')).toEqual(['reported by Otto']);
  });
});

test.each(['waits', 'dropped'] as const)(
  'a card waits while the readers of the channel are unknown (%s)',
  async (publicly) => {
    life = rig.start({ readersKnown: false });
    life.outbox.post('main', card('reported by Otto', publicly));
    life.outbox.post('main', race('lap 1'));
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.texts('main')).toEqual(['lap 1']);
    life = rig.start();
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts('main')).toEqual(['lap 1', 'reported by Otto']);
  },
);

test('a confidential line is never merged with a public one', async () => {
  rig.channels.closed.add('main');
  const order = 'Stig kicked Otto: ramming';
  life.outbox.post('main', { lane: 'race', body: { content: order }, confidential: 'dropped' });
  life.outbox.post('main', race('lap 1'));
  await settle();
  rig.channels.closed.clear();
  await pass(life, MINUTE_MS);
  expect(rig.channels.texts('main')).toEqual([order, 'lap 1']);
});
