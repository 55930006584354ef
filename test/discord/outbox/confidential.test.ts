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

describe('in a channel of its own that everybody can read', () => {
  test('a card waits until that is over, and its latest state comes then', async () => {
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

  test('what everybody may read passes by it', async () => {
    rig.channels.open.add('stewards');
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    life.outbox.post('stewards', race('lap 1'));
    await settle();
    expect(rig.channels.texts('stewards')).toEqual(['lap 1']);
  });

  test('no older state of it is shown by an edit', async () => {
    life.outbox.post('stewards', card('noted', 'waits'));
    await settle();
    rig.channels.open.add('stewards');
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual(['noted']);
  });

  test('a message in doubt waits as well', async () => {
    rig.channels.fates.push({ executed: false, answer: 'error' });
    life.outbox.post('stewards', card('reported by Otto', 'waits'));
    await settle();
    rig.channels.open.add('stewards');
    life = rig.start();
    await pass(life, 10 * MINUTE_MS);
    expect(rig.channels.texts('stewards')).toEqual([]);
  });
});

describe('after a week in vain', () => {
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const skip = async (ms: number): Promise<void> => {
    life.clock.advance(ms);
    await settle();
  };

  test('a card is not posted any more, which the log channel hears once', async () => {
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

  test('what everybody may read goes on waiting for its channel', async () => {
    rig.channels.closed.add('stewards');
    life.outbox.post('stewards', race('lap 1'));
    await skip(8 * DAY_MS);
    rig.channels.closed.clear();
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.texts('stewards')[0]).toBe('lap 1');
  });
});

describe('in a channel that was never meant for it', () => {
  test('a card is not posted where everybody can read it, and does not come later', async () => {
    rig.channels.open.add('main');
    life.outbox.post('main', card('reported by Otto', 'dropped'));
    life.outbox.post('main', race('lap 1'));
    await settle();
    rig.channels.open.clear();
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.texts('main')).toEqual(['lap 1']);
  });

  test('a card is posted where only some can', async () => {
    life.outbox.post('main', card('reported by Otto', 'dropped'));
    await settle();
    expect(rig.channels.texts('main')).toEqual(['reported by Otto']);
  });
});

test.each(['waits', 'dropped'] as const)(
  'while nobody knows who reads the channel, it waits (%s)',
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

test('a line for few is never sent together with one for all', async () => {
  rig.channels.closed.add('main');
  const order = 'Stig kicked Otto: ramming';
  life.outbox.post('main', { lane: 'race', body: { content: order }, confidential: 'dropped' });
  life.outbox.post('main', race('lap 1'));
  await settle();
  rig.channels.closed.clear();
  await pass(life, MINUTE_MS);
  expect(rig.channels.texts('main')).toEqual([order, 'lap 1']);
});
