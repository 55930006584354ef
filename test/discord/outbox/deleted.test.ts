import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { incidentKey, queueKey } from '../../../src/discord/common/cardLinks.ts';
import { type Life, MINUTE_MS, outboxRig, pass, settle, state } from './rig.ts';

/** Somebody deletes a message while a request about it is under way, and Discord reports that sooner or later. */

const QUEUE = queueKey('gt3');

let rig: ReturnType<typeof outboxRig>;
let life: Life;
beforeEach(() => {
  rig = outboxRig();
  life = rig.start();
});
afterEach(() => rig.remove());

const says = (content: string, key = QUEUE): void => life.outbox.post('race', state(content, key));
const idOf = (content: string): string =>
  rig.channels.messages.find((each) => each.content === content)?.id ?? expect.unreachable(`nothing says ${content}`);

/** Somebody deletes the message with this text. */
function remove(content: string): string {
  const id = idOf(content);
  rig.channels.remove(id);
  return id;
}
const told = (id: string): void => life.outbox.deleted('race', id);
const deleted = (content: string): void => told(remove(content));

describe('the queue is posted again at once', () => {
  test('if deleted while idle', async () => {
    says('1 open');
    await settle();
    deleted('1 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['1 open']);
  });

  test('if deleted before its post is answered', async () => {
    rig.channels.meanwhile.push({ after: () => deleted('1 open') });
    says('1 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['1 open']);
    // And again.
    deleted('1 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['1 open']);
  });

  test('if deleted before an edit arrives', async () => {
    says('1 open');
    await settle();
    rig.channels.meanwhile.push({ before: () => deleted('1 open') });
    says('2 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['2 open']);
  });

  test('if deleted between an edit and its answer', async () => {
    says('1 open');
    await settle();
    rig.channels.meanwhile.push({ after: () => deleted('2 open') });
    says('2 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['2 open']);
  });

  test('if deleted between an edit and its answer, with a newer state queued', async () => {
    says('1 open');
    await settle();
    rig.channels.meanwhile.push({
      after() {
        says('3 open');
        deleted('2 open');
      },
    });
    says('2 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['3 open']);
  });

  test('if the deletion is reported after an edit has already found it', async () => {
    says('1 open');
    await settle();
    const id = remove('1 open');
    says('2 open');
    await settle();
    told(id);
    await settle();
    expect(rig.channels.texts()).toEqual(['2 open']);
  });

  test.each(['error', 'timeOut'] as const)('if deleted while an edit is in doubt: %s', async (answer) => {
    says('1 open');
    await settle();
    rig.channels.fates.push({ executed: true, answer });
    rig.channels.meanwhile.push({ after: () => deleted('2 open') });
    says('2 open');
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['2 open']);
  });

  test.each(['error', 'timeOut'] as const)('if deleted while its post is in doubt: %s', async (answer) => {
    rig.channels.fates.push({ executed: true, answer });
    rig.channels.meanwhile.push({ after: () => deleted('1 open') });
    says('1 open');
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['1 open']);
  });

  test('with its old text if Discord has refused the newer one', async () => {
    says('1 open');
    await settle();
    rig.channels.fates.push({ executed: false, answer: 'refusal' });
    says('too much');
    await settle();
    deleted('1 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['1 open']);
  });

  test('if deleted days after its last change', async () => {
    says('1 open');
    await settle();
    life.clock.advance(3 * 24 * 60 * MINUTE_MS);
    await settle();
    deleted('1 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['1 open']);
  });

  test('if deleted in an earlier run with an edit under way', async () => {
    says('1 open');
    await settle();
    rig.channels.fates.push({ executed: true, answer: 'silence' });
    rig.channels.meanwhile.push({ after: () => deleted('2 open') });
    says('2 open');
    await settle();
    life = rig.start();
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['2 open']);
  });
});

describe('a board is posted again at once', () => {
  const show = (lap: string): void =>
    life.outbox.show('race', 'board/gt3', { now: { content: lap }, away: { content: 'Pitwall left' } });

  test.each([
    ['if deleted while idle', 0, undefined],
    ['if deleted before its post is answered', 0, 'after'],
    ['if deleted before its pin arrives', 1, 'before'],
    ['if deleted before its pin is answered', 1, 'after'],
  ] as const)('%s', async (_, requests, when) => {
    const meanwhile = { [when ?? 'after']: () => deleted('lap 1') };
    if (when) rig.channels.meanwhile.push(...Array(requests).fill({}), meanwhile);
    show('lap 1');
    await pass(life, 5000);
    if (!when) deleted('lap 1');
    await pass(life, 5000);
    expect([rig.channels.texts(), rig.channels.texts('log'), life.logged]).toEqual([['lap 1'], [], []]);
    expect(rig.channels.pinned).toContain(idOf('lap 1'));
  });

  test.each(['before', 'after'] as const)('if deleted %s an edit', async (when) => {
    show('lap 1');
    await pass(life, 5000);
    rig.channels.meanwhile.push({ [when]: () => deleted(when === 'before' ? 'lap 1' : 'lap 2') });
    show('lap 2');
    await pass(life, 10_000);
    expect(rig.channels.texts()).toEqual(['lap 2']);
    expect(rig.channels.pinned).toContain(idOf('lap 2'));
  });

  test('but not after a restart, until it is shown again', async () => {
    show('lap 1');
    await pass(life, 5000);
    life = rig.start();
    deleted('lap 1');
    await pass(life, 5000);
    expect(rig.channels.texts()).toEqual([]);
    show('lap 2');
    await pass(life, 5000);
    expect(rig.channels.texts()).toEqual(['lap 2']);
  });
});

describe('another deleted message', () => {
  const CARD = incidentKey({ number: 1, server: 'gt3' });

  test.each([
    ['a card', CARD],
    ['a shared card of contacts', 'contacts/gt3/1/2/light'],
    ['a document', 'document/7'],
    ['a penalty', 'penalty/7'],
    ['a result', 'results/gt3/1/2'],
  ])('is posted again only with its next change: %s', async (_, key) => {
    for (const when of ['before', 'after'] as const) {
      says('noted', key);
      await settle();
      rig.channels.meanwhile.push({ [when]: () => deleted(when === 'before' ? 'noted' : 'taken') });
      says('taken', key);
      await settle();
      // An edit that finds the message gone counts as a change.
      expect(rig.channels.texts()).toEqual(when === 'before' ? ['taken'] : []);
      says('decided', key);
      await settle();
      expect(rig.channels.texts()).toEqual(['decided']);
    }
  });

  test.each(['before', 'after'] as const)('is posted again on request, if deleted %s an edit', async (when) => {
    says('noted', CARD);
    await settle();
    rig.channels.meanwhile.push({
      [when]() {
        remove(when === 'before' ? 'noted' : 'taken');
        life.outbox.links.postAnew(CARD);
      },
    });
    says('taken', CARD);
    await settle();
    expect(rig.channels.texts()).toEqual(['taken']);
    expect(life.outbox.links.placeOf(CARD)?.messageId).toBe(idOf('taken'));
  });

  test('is posted again on request days later', async () => {
    says('decided', CARD);
    await settle();
    life.clock.advance(3 * 24 * 60 * MINUTE_MS);
    await settle();
    remove('decided');
    life.outbox.links.postAnew(CARD);
    await settle();
    expect(rig.channels.texts()).toEqual(['decided']);
  });

  test('is ignored if somebody else wrote it', async () => {
    rig.channels.say('hello');
    deleted('hello');
    says('1 open');
    await settle();
    expect(rig.channels.texts()).toEqual(['1 open']);
  });
});
