import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card, picturesOn, still, waiting } from './easel.ts';
import { chat, MINUTE_MS, outboxRig, pass, race } from './rig.ts';

let rig: ReturnType<typeof outboxRig>;
beforeEach(() => {
  rig = outboxRig();
});
afterEach(() => rig.remove());

const { settle, easel, message, files, image } = picturesOn(() => rig);

describe('a picture that fails', () => {
  test('leaves the card in place if nothing could be drawn', async () => {
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

  test.each(['refusal', 'closed'])('is dropped and logged without closing the channel: %s', async (how) => {
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

  test('is tried up to three times after temporary errors', async () => {
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

  test('leaves the card in place if the disk is full when it is attached', async () => {
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

  test('is dropped if its message was deleted', async () => {
    const { draw, finish } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    rig.channels.messages.splice(0);
    await finish();
    expect(waiting(life)).toBe(0);
    expect(rig.channels.messages).toEqual([]);
    // The next state of the card is posted as a new message, and gets its picture.
    life.outbox.post('race', card('decided'));
    await settle();
    await finish();
    expect(files()).toEqual(['inc-12.png png']);
  });
});

describe('a picture that is still to be drawn', () => {
  test('holds up no card, no line and no chat', async () => {
    const { draw } = easel();
    const life = rig.start({ draw });
    life.outbox.post('race', card('open'));
    await settle();
    life.outbox.post('race', race('lap 1'));
    life.outbox.post('race', chat('hello'));
    await settle();
    expect(rig.channels.texts()).toEqual(['', 'lap 1', 'hello']);
  });

  test('is drawn and attached after a crash', async () => {
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
    // And an edit after a restart keeps it.
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
