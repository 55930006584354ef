import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card, moving, picturesOn, still, waiting } from './easel.ts';
import { outboxRig, race } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
beforeEach(() => {
  rig = outboxRig();
});
afterEach(() => rig.remove());

const { settle, easel, message, files, image } = picturesOn(() => rig);

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
