import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../../fakes/clock.ts';
import { type Fate, type Life, MINUTE_MS, outboxRig, pass, race, settle } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
let life: Life;
beforeEach(() => {
  rig = outboxRig();
  life = rig.start();
});
afterEach(() => rig.remove());

const embed = (description: string) => ({ embeds: [{ title: 'Friday GT3', description }] });

const show = (description: string, key = 'board/gt3'): void =>
  life.outbox.show('race', key, { now: embed(description), away: embed('Pitwall left') });

const boards = () => rig.channels.messages.map(({ channel, description }) => `${channel}: ${description}`);
const requests = () => rig.channels.requests.splice(0);

const SILENT: Fate = { executed: true, answer: 'silence' };
const HANGS: Fate = { executed: false, answer: 'silence' };
const TROUBLE: Fate = { executed: false, answer: 'error' };
const REFUSED: Fate = { executed: false, answer: 'refusal' };

describe('a board', () => {
  test('is one message, pinned once, and edited after that', async () => {
    for (const state of ['lap 1', 'lap 2', 'lap 3']) {
      show(state);
      await pass(life, 5000);
    }
    expect(requests()).toEqual(['send', 'pin', 'edit', 'edit']);
    expect(boards()).toEqual(['race: lap 3']);
    expect(rig.channels.pinned.size).toBe(1);
  });

  test('is the same message after a restart, and not pinned again', async () => {
    show('lap 1');
    await pass(life, 5000);
    requests();
    life = rig.start();
    show('lap 2');
    await pass(life, 5000);
    expect([requests(), boards()]).toEqual([['edit'], ['race: lap 2']]);
  });

  test.each([
    ['a moment later', 1000],
    ['much later, when Discord has forgotten its nonce', 10 * MINUTE_MS],
  ])('stays one message if Pitwall dies while posting it and restarts %s', async (_, ms) => {
    rig.channels.fates.push(SILENT);
    show('lap 1');
    await settle();
    life.kill();
    rig.channels.clock = new FakeClock(rig.channels.clock.now() + ms);
    life = rig.start();
    show('lap 9');
    await pass(life, 5000);
    expect(boards()).toEqual(['race: lap 9']);
    expect(rig.channels.pinned.size).toBe(1);
  });

  test('is posted and pinned again if somebody has deleted it', async () => {
    show('lap 1');
    await pass(life, 5000);
    rig.channels.messages.length = 0;
    show('lap 2');
    await pass(life, 5000);
    expect(boards()).toEqual(['race: lap 2']);
    expect(rig.channels.pinned.size).toBe(2);
  });

  test('shows only the latest state once Discord is reachable again', async () => {
    life = rig.start({ connected: false });
    for (const state of ['lap 1', 'lap 2', 'lap 3']) show(state);
    await settle();
    expect(life.store.all('SELECT * FROM outbox')).toEqual([]);
    life = rig.start();
    show('lap 4');
    await pass(life, 5000);
    expect(boards()).toEqual(['race: lap 4']);
  });

  test('shows its latest state after failed edits, and leaves nothing queued on disk', async () => {
    show('lap 1');
    await pass(life, 5000);
    rig.channels.fates.push(TROUBLE, TROUBLE);
    show('lap 2');
    await settle();
    show('lap 3');
    await pass(life, MINUTE_MS);
    expect(boards()).toEqual(['race: lap 3']);
    expect(life.store.all(`SELECT * FROM outbox WHERE state <> 'sent'`)).toEqual([]);
    expect(life.store.all('SELECT * FROM outbox')).toHaveLength(1);
  });

  test('does not retry a state that Discord refuses, but sends the next one', async () => {
    show('lap 1');
    await pass(life, 5000);
    rig.channels.fates.push(REFUSED);
    show('lap 2');
    await pass(life, MINUTE_MS);
    requests();
    show('lap 3');
    await pass(life, 5000);
    expect([requests(), boards()]).toEqual([['edit'], ['race: lap 3']]);
  });

  test('hides the passwords of the game servers', async () => {
    show('parc-ferme');
    await pass(life, 5000);
    expect(boards()).toEqual(['race: ***']);
  });

  test('says that Pitwall left when Pitwall closes', async () => {
    show('lap 1');
    await pass(life, 5000);
    const closed = life.outbox.close(2000);
    await pass(life, 2000);
    await closed;
    expect(boards()).toEqual(['race: Pitwall left']);
  });

  test('says without a pause that Pitwall left, if it closes while the board is posted', async () => {
    show('lap 1');
    while (!rig.channels.requests.includes('send')) await Promise.resolve();
    const closed = life.outbox.close(2000);
    await settle();
    expect(boards()).toEqual(['race: Pitwall left']);
    await closed;
  });

  test('says at once that Pitwall left, if it closes while the board is edited', async () => {
    show('lap 1');
    await pass(life, 5000);
    let isClosed = false;
    const close = (): void => void life.outbox.close(60_000).then(() => (isClosed = true));
    rig.channels.meanwhile.push({ after: close });
    show('lap 2');
    await settle();
    expect([boards(), isClosed]).toEqual([['race: Pitwall left'], true]);
  });

  test('does not block closing if Discord never answers', async () => {
    show('lap 1');
    await pass(life, 5000);
    rig.channels.fates.push(HANGS);
    const closed = life.outbox.close(2000);
    await pass(life, 2000);
    await expect(closed).resolves.toBeUndefined();
  });
});

describe('a channel that is closed to the bot', () => {
  test('gets its board once it is open again, and no other channel gets it meanwhile', async () => {
    rig.channels.closed.add('race');
    show('lap 1');
    await pass(life, 5 * MINUTE_MS);
    expect(boards()).toEqual([]);
    rig.channels.closed.delete('race');
    show('lap 2');
    await pass(life, 2 * MINUTE_MS);
    expect(boards()).toEqual(['race: lap 2']);
  });

  test('keeps its board when the cards waiting for it are moved', async () => {
    rig.channels.closed.add('race');
    show('lap 1');
    life.outbox.post('race', { lane: 'incident', key: 'incident/1', body: embed('INC-1') });
    await pass(life, 5 * MINUTE_MS);
    show('lap 2');
    rig.channels.closed.delete('race');
    await pass(life, 5 * MINUTE_MS);
    expect(boards().filter((each) => each.includes('lap'))).toEqual(['race: lap 2']);
  });
});

describe('the right to pin', () => {
  const told = () => rig.channels.texts('log');

  test('is asked for once if it is missing, and the board goes on without it', async () => {
    rig.channels.canPin = false;
    for (const state of ['lap 1', 'lap 2', 'lap 3']) {
      show(state);
      await pass(life, 5000);
    }
    life = rig.start();
    show('lap 4');
    await pass(life, 5000);
    expect(boards()[0]).toBe('race: lap 4');
    expect(told()).toEqual([
      '⚠️ Pitwall could not pin the board in <#race> (Missing Permissions (50013)). The board works unpinned; to pin it, give the bot "Pin Messages" there.',
    ]);
  });

  test('is tried again within an hour', async () => {
    rig.channels.canPin = false;
    show('lap 1');
    await pass(life, 5000);
    rig.channels.canPin = true;
    await pass(life, 61 * MINUTE_MS);
    show('lap 2');
    await pass(life, 5000);
    expect(rig.channels.pinned.size).toBe(1);
  });

  test('is not used on a board that somebody has unpinned', async () => {
    show('lap 1');
    await pass(life, 5000);
    rig.channels.pinned.clear();
    show('lap 2');
    await pass(life, 2 * MINUTE_MS);
    expect(rig.channels.pinned.size).toBe(0);
  });
});

describe('in a channel with a board', () => {
  test.each(['penalty', 'incident', 'race'] as const)(
    'a %s post does not wait for a hanging edit of the board',
    async (lane) => {
      show('lap 1');
      await pass(life, 5000);
      rig.channels.fates.push(HANGS);
      show('lap 2');
      await settle();
      life.outbox.post('race', { lane, body: { content: 'P-1' } });
      await settle();
      expect(rig.channels.texts()).toContain('P-1');
    },
  );

  test('a post does not wait for the board to be posted', async () => {
    rig.channels.fates.push(HANGS);
    show('lap 1');
    await settle();
    life.outbox.post('race', race('P-1'));
    await settle();
    expect(rig.channels.texts()).toEqual(['P-1']);
  });

  test('boards of several servers share the edits fairly', async () => {
    const keys = Array.from({ length: 5 }, (_, index) => `board/${index}`);
    for (const key of keys) show('start', key);
    await pass(life, MINUTE_MS);
    requests();
    for (let second = 1; second <= 60; second += 1) {
      for (const key of keys) show(`${key} at ${second}`, key);
      life.clock.advance(1000);
      await settle();
    }
    // At most one edit in 2.5 s, shared evenly by the five.
    expect(requests().length).toBeLessThanOrEqual(25);
    const ages = boards().map((text) => 60 - Number(text.split(' at ')[1]));
    expect(Math.max(...ages)).toBeLessThanOrEqual(15);
  });
});
