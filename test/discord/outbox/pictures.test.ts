import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { chat, type Life, MINUTE_MS, outboxRig, pass, race, settle as settled } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
beforeEach(() => {
  rig = outboxRig();
});
afterEach(() => rig.remove());

/** What was sent a moment ago is not edited yet: that moment is over, too. */
async function settle(): Promise<void> {
  await settled();
  rig.channels.clock.advance(2500);
  await settled();
}

const still = { source: 'incident/12/still', name: 'inc-12.png', place: 'embed' } as const;
const moving = { source: 'incident/12/animation', name: 'inc-12.gif', place: 'beside' } as const;

const card = (title: string, pictures: Post['body']['pictures'] = [still]): Post => ({
  lane: 'incident',
  key: 'incident/12',
  body: { embeds: [{ title }], pictures },
});

interface Drawn {
  readonly bytes: Buffer;
  readonly alt: string;
}

/** Draws when it is let. */
function easel() {
  const asked: string[] = [];
  const waiting: ((drawn: Drawn | undefined) => void)[] = [];
  return {
    asked,
    draw: (source: string): Promise<Drawn | undefined> => {
      asked.push(source);
      return new Promise((resolve) => waiting.push(resolve));
    },
    async finish(bytes: Buffer | 'nothing' = Buffer.from('png'), alt = 'Map of T4.'): Promise<void> {
      for (const resolve of waiting.splice(0)) resolve(bytes === 'nothing' ? undefined : { bytes, alt });
      await settle();
    },
  };
}

const message = () => rig.channels.messages[0];
const files = () => (rig.channels.files.get(message()?.id ?? '') ?? []).map(({ name, data }) => `${name} ${data}`);
const image = () => message()?.body.embeds?.[0]?.image?.url;
const waiting = ({ store }: Life) =>
  store.all<{ lane: number }>(`SELECT lane FROM outbox WHERE state IN ('queued', 'sending')`).length;

describe('a card with a picture', () => {
  test('is there before its picture, which an edit brings', async () => {
    const { draw, finish, asked } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    expect(message()).toMatchObject({ title: 'open', body: { embeds: [{ title: 'open' }] } });
    expect(message()?.body).not.toHaveProperty('pictures');
    expect(image()).toBeUndefined();
    expect(asked).toEqual(['incident/12/still']);
    await finish();
    expect(rig.channels.requests).toEqual(['send', 'attach']);
    expect(image()).toBe('attachment://inc-12.png');
    expect(message()?.body.attachments).toEqual([{ id: '0', filename: 'inc-12.png', description: 'Map of T4.' }]);
    expect(files()).toEqual(['inc-12.png png']);
    expect(waiting(life)).toBe(0);
  });

  test('lists it again at each later edit, and is not drawn anew for that', async () => {
    const { draw, finish, asked } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    await finish();
    life.outbox.post('race', card('decided'));
    await settle();
    expect(rig.channels.requests).toEqual(['send', 'attach', 'edit']);
    expect(message()?.body.embeds).toEqual([{ title: 'decided', image: { url: 'attachment://inc-12.png' } }]);
    expect(files()).toEqual(['inc-12.png png']);
    expect(asked).toHaveLength(1);
    expect(waiting(life)).toBe(0);
  });

  test('shows the latest state with it, whatever came while it was drawn', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    life.outbox.post('race', card('decided'));
    life.outbox.post('race', race('lap 7'));
    await settle();
    expect(rig.channels.messages.map(({ title, content }) => title ?? content)).toEqual(['decided', 'lap 7']);
    expect(message()?.body.embeds?.[0]?.title).toBe('decided');
    await finish();
    await finish();
    expect(message()?.body.embeds).toEqual([{ title: 'decided', image: { url: 'attachment://inc-12.png' } }]);
    expect(rig.channels.requests.filter((each) => each === 'attach')).toHaveLength(1);
    expect(waiting(life)).toBe(0);
  });

  test('can have another beside the text, and gives one back that it does not name any more', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open', [still, moving]));
    await settle();
    await finish();
    expect(files()).toEqual(['inc-12.png png', 'inc-12.gif png']);
    expect(image()).toBe('attachment://inc-12.png');
    life.outbox.post('race', card('closed', [moving]));
    await settle();
    expect(files()).toEqual(['inc-12.gif png']);
    expect(image()).toBeUndefined();
  });

  test('has only those that the owner wants', async () => {
    const { draw, finish, asked } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open', [still, { ...moving, name: 'off-inc-12.gif' }]));
    await settle();
    await finish();
    expect(asked).toEqual(['incident/12/still']);
    expect(files()).toEqual(['inc-12.png png']);
  });

  test('gets another one under another name for it', async () => {
    const { draw, finish, asked } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    await finish();
    life.outbox.post('race', card('more is known', [{ ...still, source: 'incident/12/still/2' }]));
    await settle();
    expect(asked).toEqual(['incident/12/still', 'incident/12/still/2']);
    await finish(Buffer.from('new'));
    expect(files()).toEqual(['inc-12.png new']);
  });
});

describe('a picture of which more is known later', () => {
  const after = { ...still, source: 'incident/12/still@after' } as const;

  test('stands as it was until it is drawn anew', async () => {
    const { draw, finish, asked } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    await finish();
    life.outbox.post('race', card('ten seconds later', [after]));
    await settle();
    expect([asked.at(-1), files(), image()]).toEqual([after.source, ['inc-12.png png'], 'attachment://inc-12.png']);
    await finish(Buffer.from('new'));
    expect([files(), image()]).toEqual([['inc-12.png new'], 'attachment://inc-12.png']);
    life.outbox.post('race', card('decided', [after]));
    await settle();
    expect([asked.length, files()]).toEqual([2, ['inc-12.png new']]);
  });

  test('stays as it was where that could not be drawn', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    await finish();
    life.outbox.post('race', card('ten seconds later', [after]));
    await settle();
    await finish('nothing');
    life.outbox.post('race', card('decided', [after]));
    await settle();
    await finish('nothing');
    expect([files(), image()]).toEqual([['inc-12.png png'], 'attachment://inc-12.png']);
    expect(waiting(life)).toBe(0);
  });
});

test('a card that was deleted while its picture went up has it again when somebody wants it back', async () => {
  const { draw, finish } = easel();
  const life = rig.start({ draw });
  life.outbox.post('race', card('open'));
  await settle();
  rig.channels.meanwhile.push({
    after() {
      rig.channels.remove(message()?.id ?? '');
      life.outbox.links.postAnew('incident/12');
    },
  });
  await finish();
  expect(rig.channels.requests).toEqual(['send', 'attach', 'send']);
  expect([message()?.title, files()]).toEqual(['open', []]);
  await finish();
  expect([files(), image()]).toEqual([['inc-12.png png'], 'attachment://inc-12.png']);
});

describe('a picture that fails', () => {
  test('costs no card where nothing could be drawn', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    await finish('nothing');
    expect(rig.channels.requests).toEqual(['send']);
    expect(waiting(life)).toBe(0);
    life.outbox.post('race', card('decided'));
    await settle();
    expect(message()?.body.embeds).toEqual([{ title: 'decided' }]);
  });

  test.each(['refusal', 'closed'])('costs no card, and closes no channel, by a %s', async (how) => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    if (how === 'closed') rig.channels.closed.add('race');
    else rig.channels.fates.push({ executed: false, answer: 'refusal' });
    await finish();
    rig.channels.closed.delete('race');
    expect(waiting(life)).toBe(0);
    expect(life.logged.map(({ message: text }) => text)).toEqual(['a picture could not be put by its card']);
    life.outbox.post('race', race('lap 8'));
    await pass(life, MINUTE_MS);
    expect(rig.channels.texts()).toEqual(['', 'lap 8']);
  });

  test('is tried again three times where that may pass', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    rig.channels.fates.push({ executed: false, answer: 'error' }, { executed: true, answer: 'error' });
    await finish();
    await pass(life, MINUTE_MS);
    expect(rig.channels.requests).toEqual(['send', 'attach', 'attach', 'attach']);
    expect(image()).toBe('attachment://inc-12.png');
    life.outbox.post('race', card('again', [{ ...still, source: 'other' }]));
    await settle();
    for (let time = 0; time < 3; time++) rig.channels.fates.push({ executed: false, answer: 'error' });
    await finish();
    await pass(life, MINUTE_MS);
    expect(waiting(life)).toBe(0);
    expect(rig.channels.requests.filter((each) => each === 'attach')).toHaveLength(6);
  });

  test('costs no card where the disk is full as it is put there', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.store.run("CREATE TRIGGER full BEFORE INSERT ON outbox_files BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    life.outbox.post('race', card('open'));
    await settle();
    await finish();
    await pass(life, 5 * MINUTE_MS);
    expect([message()?.title, waiting(life)]).toEqual(['open', 0]);
    life.store.run('DROP TRIGGER full');
    life.outbox.post('race', card('decided'));
    await settle();
    await finish();
    expect(message()?.body.embeds?.[0]).toEqual({ title: 'decided', image: { url: 'attachment://inc-12.png' } });
    expect(files()).toEqual(['inc-12.png png']);
  });

  test('is forgotten with its message', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    rig.channels.messages.splice(0);
    await finish();
    expect(waiting(life)).toBe(0);
    expect(rig.channels.messages).toEqual([]);
    // The next state of the card stands anew, and gets its picture.
    life.outbox.post('race', card('decided'));
    await settle();
    await finish();
    expect(files()).toEqual(['inc-12.png png']);
  });
});

describe('what waits for a picture', () => {
  test('is nothing: no card, no line, no chat', async () => {
    const { draw } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    life.outbox.post('race', race('lap 1'));
    life.outbox.post('race', chat('hello'));
    await settle();
    expect(rig.channels.texts()).toEqual(['', 'lap 1', 'hello']);
  });

  test('outlives a crash', async () => {
    const before = easel();
    const first = rig.start({ draw: before.draw });
    first.outbox.post('race', card('open'));
    await settle();
    const after = easel();
    const second = rig.start({ draw: after.draw });
    await settle();
    await after.finish();
    expect(files()).toEqual(['inc-12.png png']);
    expect(waiting(second)).toBe(0);
    // And an edit of a later life lists it.
    rig.start().outbox.post('race', card('decided'));
    await settle();
    expect(files()).toEqual(['inc-12.png png']);
    expect(image()).toBe('attachment://inc-12.png');
  });

  test('is dropped by an outbox that cannot draw', async () => {
    const { draw } = easel();
    rig.start({ draw }).outbox.post('race', card('open'));
    await settle();
    const life = rig.start();
    await settle();
    expect(waiting(life)).toBe(0);
    life.outbox.post('race', card('decided'));
    await settle();
    expect(message()?.body).toEqual({ embeds: [{ title: 'decided' }] });
  });

  test('does not go to another channel with the cards of a closed one', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    rig.channels.open.add('race');
    life.outbox.post('race', card('open'));
    await settle();
    rig.channels.closed.add('race');
    life.outbox.post('race', race('lap 2'));
    await pass(life, 2 * MINUTE_MS);
    await finish();
    expect(rig.channels.texts('main')).toEqual([]);
  });
});

test('what everybody came to be able to read meanwhile gets no picture of what was confidential', async () => {
  const { draw, finish } = easel();
  const life = rig.start({ draw });
  life.outbox.post('race', { ...card('open'), confidential: 'waits' });
  await settle();
  expect(rig.channels.requests).toEqual(['send']);
  rig.channels.open.add('race');
  await finish();
  expect(rig.channels.requests).toEqual(['send']);
  expect(waiting(life)).toBe(0);
});

test('passwords are taken out of alt texts as well', async () => {
  const { draw, finish } = easel();
  const life = rig.start({ draw });
  life.outbox.post('race', card('open'));
  await settle();
  await finish(undefined, 'Car parc-ferme');
  expect(message()?.body.attachments).toEqual([{ id: '0', filename: 'inc-12.png', description: 'Car ***' }]);
});
