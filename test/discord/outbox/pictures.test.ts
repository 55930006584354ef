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
  test('is posted without its picture, which an edit adds', async () => {
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

  test('keeps its picture on later edits without drawing it again', async () => {
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

  test('shows its latest state with the picture, even if it changed meanwhile', async () => {
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

  test('can have a second picture attached, and drops one it no longer lists', async () => {
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

  test('has only the pictures that the owner wants', async () => {
    const { draw, finish, asked } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open', [still, { ...moving, name: 'off-inc-12.gif' }]));
    await settle();
    await finish();
    expect(asked).toEqual(['incident/12/still']);
    expect(files()).toEqual(['inc-12.png png']);
  });

  test('gets a new picture when the source changes', async () => {
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

describe('a picture with a newer version', () => {
  const after = { ...still, source: 'incident/12/still@after' } as const;

  test('stays until the newer version is drawn', async () => {
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

  test('stays if the newer version cannot be drawn', async () => {
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

test('a card deleted while its picture is uploaded gets it again when it is reposted', async () => {
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

test('a confidential card gets no picture if its channel has become public meanwhile', async () => {
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

test('passwords are hidden in alt texts as well', async () => {
  const { draw, finish } = easel();
  const life = rig.start({ draw });
  life.outbox.post('race', card('open'));
  await settle();
  await finish(undefined, 'Car parc-ferme');
  expect(message()?.body.attachments).toEqual([{ id: '0', filename: 'inc-12.png', description: 'Car ***' }]);
});
