import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { car, contact } from '../features/incidents/rig.ts';
import { type Message, pressableOn } from './openPitwall.ts';
import { StewardsRoom } from './stewards.ts';

/** The stewards' desk as it stands in their channel, and what they do there. */

let room: StewardsRoom;
afterEach(() => room.close());

const description = (message: Message): string => message.embeds[0]?.description ?? '';
const linkIn = (text: string, label: string): string =>
  new RegExp(`\\[${label}\\]\\((https://[^)]+)\\)`).exec(text)?.[1] ?? '';

const labelsOn = (message: Message): string[] => pressableOn(message).map(({ label = '' }) => label);

/** Two cars touch, long after whatever touched before. */
function touch(one: number, other: number, kmh: number): void {
  room.rig.clock.advance(20_000);
  room.rig.tell(contact(one, other, { kmh, x: 100 * one }));
  room.rig.tell(contact(other, one, { kmh, x: 100 * one }));
}

const lapsDriven = (cars: number) =>
  room.rig.tell(
    ...Array.from({ length: cars }, (_, index) => {
      const n = index + 1;
      const driver = { carId: n, guid: `7656119790000000${n}`, name: `Driver ${n}` };
      return { type: 'lapCompleted' as const, driver, lapMs: 100_000, cuts: 0, lap: 1, board: [] };
    }),
  );

describe('a first lap with 17 contacts of 24 cars', () => {
  test('is at most four messages for the stewards, and none of it is lost', async () => {
    room = await StewardsRoom.open({ cars: 24 });
    for (let n = 1; n <= 17; n += 1) touch(n, n + 1, n === 9 ? 80 : 12 + n);
    room.pause();
    await room.saying('Lap 1: 17 contacts', /INC-17/);
    await room.saying('Stewards’ queue: 17 open', /INC-9/);
    await room.titled('INC-9 ');
    expect(room.titles().toSorted()).toEqual([
      expect.stringMatching(/^INC-9 /),
      'Lap 1: 17 contacts · Race',
      'Stewards’ queue: 17 open',
    ]);
    expect(room.rig.desk.actions.list({ show: 'open' }, { by: 'Stig' })).toHaveLength(17);
  });
});

test('the queue links to the cards, by severity and age, and says who looks at what', async () => {
  room = await StewardsRoom.open({ cars: 6 });
  lapsDriven(6);
  for (const [one, other, kmh] of [
    [1, 2, 30],
    [3, 4, 90],
    [5, 6, 40],
    [1, 6, 12],
  ] as const) {
    touch(one, other, kmh);
  }
  room.pause();
  const queue = await room.saying('Stewards’ queue: 4 open', /(?:.*\[INC.*\n){3}.*\[Light contacts/);
  const lines = description(queue).split('\n');
  expect(lines.map((line) => /INC-\d|Light contacts/.exec(line)?.[0])).toEqual([
    'INC-2',
    'INC-1',
    'INC-3',
    'Light contacts',
  ]);
  const stig = room.local.person('Stig');
  for (const name of ['INC-2', 'INC-1', 'INC-3']) {
    expect(stig.follow(linkIn(description(queue), name)).embeds[0]?.title).toMatch(new RegExp(`^${name} `));
  }
  expect(stig.follow(linkIn(description(queue), 'Light contacts')).embeds[0]?.title).toBe('Light contacts: 1 · Race');
  expect(() => stig.follow('https://discord.com/channels/1/2/3')).toThrow('in no guild 1');

  await room.shown(room.press('Stig', await room.titled('INC-1'), 'Take it'));
  room.pause();
  expect(description(await room.saying('Stewards’ queue', /🔎/)).split('\n')[1]).toMatch(/INC-1.* · 🔎 Stig$/);
  // What he looks at is not the next one for anybody else.
  const next = await room.shown(room.press('Bea', queue, 'Next'));
  // With its picture, as "incident show" has it.
  expect(next.embeds[0]?.image?.url).toMatch(/inc-2\.png/);
  expect(next.embeds[0]?.title).toMatch(/^INC-2 /);
  const after = await room.shown(room.press('Bea', next, 'Next'));
  expect(after.embeds[0]?.title).toMatch(/^INC-3 /);
});

test('the queue is one message: the same after a restart, another one where it was deleted, and never edited for nothing', async () => {
  room = await StewardsRoom.open();
  lapsDriven(4);
  touch(1, 2, 40);
  room.pause();
  const { id } = await room.titled('Stewards’ queue: 1 open');
  // Killed before it was told.
  touch(3, 4, 50);
  await room.restart();
  expect((await room.titled('Stewards’ queue: 2 open')).id).toBe(id);

  const edits = room.edits.length;
  room.rig.clock.advance(60_000);
  room.pause();
  await room.restart();
  await room.titled('Stewards’ queue: 2 open');
  // One edit tells whether it still stands.
  expect(room.edits.length - edits).toBeLessThanOrEqual(1);

  const queue = await room.titled('Stewards’ queue');
  room.local.world.posts.remove(queue);
  await room.shown(room.press('Stig', await room.titled('INC-1'), 'No further action'));
  room.pause();
  const anew = await room.titled('Stewards’ queue: 1 open');
  expect(anew.id).not.toBe(id);
  await room.shown(room.press('Stig', await room.titled('INC-2'), 'No further action'));
  room.pause();
  expect((await room.titled('Stewards’ queue: nothing open')).id).toBe(anew.id);
  expect(room.titles().filter((title) => title.startsWith('Stewards’'))).toHaveLength(1);
});

describe('where Discord tells of it, a queue that was deleted is back at once', () => {
  const QUEUE = 'Stewards’ queue: 1 open';

  async function oneOpen(): Promise<Message> {
    room = await StewardsRoom.open({ hears: true });
    lapsDriven(4);
    touch(1, 2, 40);
    room.pause();
    return room.titled(QUEUE);
  }

  /** Somebody deletes it while the next request is on its way: Discord has done what it asks, and has not answered. */
  const deletedMeanwhile = (method: 'POST' | 'PATCH', title: string): void => {
    const path = method === 'POST' ? '/channels/:channel/messages' : '/channels/:channel/messages/:message';
    const queue = () => room.messages().find(({ embeds }) => embeds[0]?.title?.startsWith(title));
    const meanwhile = (): void => {
      const found = queue();
      if (found) room.local.world.posts.remove(found);
    };
    room.local.faults.fail({ method, path, channel: room.local.channel('stewards'), status: 'none', meanwhile });
  };

  test('and other messages are let go', async () => {
    const queue = await oneOpen();
    await room.quiet();
    room.local.world.posts.remove(await room.titled('INC-1'));
    room.local.world.posts.remove(queue);
    const anew = await room.titled(QUEUE);
    expect(anew.id).not.toBe(queue.id);
    expect(description(anew)).toMatch(/INC-1/);
    // Also one of an earlier life, and where somebody clears the channel.
    await room.restart();
    room.local.world.posts.remove(anew);
    await eventually('a third one', () => room.titles().includes(QUEUE));
    expect(room.titles().filter((title) => title.startsWith('INC-1'))).toEqual([]);
  });

  test('also before its own edit is answered', async () => {
    const { id } = await oneOpen();
    await room.quiet();
    deletedMeanwhile('PATCH', 'Stewards’ queue: nothing open');
    await room.rig.actions.decide(1, { drivers: [], outcome: 'racing incident' }, { by: 'Bea' });
    deletedMeanwhile('PATCH', 'Stewards’ queue: nothing open');
    room.pause();
    const anew = await room.titled('Stewards’ queue: nothing open');
    expect(anew.id).not.toBe(id);
    await room.quiet();
    expect(room.titles().filter((title) => title.startsWith('Stewards’'))).toHaveLength(1);
  });

  test('also before it is known here that it stands, after a restart, and while Discord makes everybody wait', async () => {
    const { id } = await oneOpen();
    await room.quiet();
    room.local.world.posts.remove(await room.titled(QUEUE));
    deletedMeanwhile('POST', QUEUE);
    const third = await eventually('a third one', () =>
      room.messages().find((each) => each.id !== id && isQueue(each)),
    );
    await room.quiet();
    await room.restart();
    room.local.faults.fail({
      method: 'PATCH',
      path: '/channels/:channel/messages/:message',
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 0.3, global: false },
      meanwhile: () => room.local.world.posts.remove(third),
    });
    touch(3, 4, 50);
    room.pause();
    expect((await room.titled('Stewards’ queue: 2 open')).id).not.toBe(third.id);
  });

  const isQueue = ({ embeds }: Message): boolean => embeds[0]?.title === QUEUE;
});

test('a burst is one edit, with the latest state', async () => {
  room = await StewardsRoom.open({ cars: 24 });
  lapsDriven(24);
  touch(1, 2, 15);
  room.pause();
  await room.titled('Stewards’ queue: 1 open');
  const edits = room.edits.length;
  room.rig.clock.advance(20_000);
  for (let n = 3; n <= 20; n += 2) {
    room.rig.tell(contact(n, n + 1, { kmh: 14, x: 100 * n }));
    room.rig.tell(contact(n + 1, n, { kmh: 14, x: 100 * n }));
  }
  room.pause();
  await room.titled('Stewards’ queue: 10 open');
  await room.titled('Light contacts: 10');
  expect(room.edits.slice(edits)).toHaveLength(2);
});

describe('a card that several share', () => {
  test('opens up: one that is chosen is shown to one steward, who decides there, and the card tells it', async () => {
    room = await StewardsRoom.open();
    touch(1, 2, 30);
    touch(3, 4, 12);
    room.pause();
    const card = await room.saying('Lap 1: 2 contacts', /INC-2/);
    const shown = await room.shown(room.choose('Stig', card, '1'));
    expect(shown.embeds[0]?.title).toMatch(/^INC-1 /);
    expect(pressableOn(shown).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['No further action', '+5 s', 'Take it', 'Give it its own card', 'Discuss', 'Next']),
    );
    await room.shown(room.press('Stig', shown, 'No further action'));
    room.pause();
    const told = await room.saying('Lap 1: 2 contacts', /INC-1.*no further action/);
    expect(told.id).toBe(card.id);
    expect(room.titles().some((title) => title.startsWith('INC-1'))).toBe(false);
  });

  test.each(['Give it its own card', 'Take it'])('lets one go by "%s"', async (label) => {
    room = await StewardsRoom.open();
    touch(1, 2, 30);
    room.pause();
    const shown = await room.shown(room.choose('Stig', await room.titled('Lap 1: 1 contact'), '1'));
    await room.shown(room.press('Stig', shown, label));
    room.pause();
    const own = await room.titled('INC-1 ');
    const shared = await room.saying('Lap 1: 1 contact', new RegExp(own.id));
    expect(room.local.person('Stig').follow(linkIn(description(shared), 'INC-1')).id).toBe(own.id);
    expect(pressableOn(await room.titled('Lap 1'))).toEqual([]);
  });

  test('is settled in two clicks: what came after the card was shown, and what was decided, is left alone', async () => {
    room = await StewardsRoom.open({ cars: 8 });
    touch(1, 2, 30);
    touch(3, 4, 30);
    touch(5, 6, 30);
    room.pause();
    const card = await room.saying('Lap 1: 3 contacts', /INC-3/);
    await room.rig.actions.decide(2, { drivers: [], outcome: 'racing incident' }, { by: 'Bea' });
    const asked = await room.shown(room.press('Stig', card, 'No further action for all'));
    expect(asked.content).toBe('No further action for every undecided driver in INC-1, INC-3?');
    touch(7, 8, 30);
    const yes = room.press('Stig', asked, 'Yes');
    await yes.until(() => yes.reply()?.content?.startsWith('No further action: ') ?? false);
    expect([yes.reply()?.content, room.clicks]).toEqual(['No further action: INC-1, INC-3.', 2]);
    expect([1, 2, 3, 4].map((number) => room.rig.actions.show(number).state)).toEqual([
      'decided',
      'decided',
      'decided',
      'noted',
    ]);
  });

  test('lets one go that is reported', async () => {
    room = await StewardsRoom.open();
    lapsDriven(4);
    touch(1, 2, 12);
    room.pause();
    await room.titled('Light contacts: 1');
    room.rig.actions.report({ guid: '76561197900000001', against: undefined, words: 'he hit me' });
    await room.titled('INC-1 ');
    room.pause();
    await room.saying('Light contacts: 0', /its own card/);
  });
});

describe('clicks, each an interaction that Discord sends', () => {
  const DRIVERS = Array.from({ length: 7 }, (_, index) => `7656119790000000${index + 1}`);

  /** Seven cars in one chain, with a card of their own. */
  async function sevenCars(): Promise<Message> {
    room = await StewardsRoom.open({ cars: 8 });
    lapsDriven(8);
    room.rig.clock.advance(20_000);
    for (let n = 1; n <= 6; n += 1) room.rig.tell(contact(n, n + 1, { kmh: 70, x: 3 * n }));
    await eventually('the chain', () => room.rig.actions.show(1).drivers.length === 7);
    return room.titled('INC-1 ');
  }

  test('five seconds are two, and the question and the answer name the incident', async () => {
    const card = await sevenCars();
    const pressed = room.press('Stig', card, '+5 s');
    await pressed.until(({ modal }) => modal !== undefined);
    expect(pressed.modal?.title).toBe('INC-1 Driver 1, Driver 2, Driver 3, Dri…: 5 s');
    const answer = await room.shown(await room.fillIn('Stig', pressed, { drivers: [DRIVERS[0] ?? ''] }));
    expect(room.clicks).toBe(2);
    expect(room.local.person('Stig').follow(linkIn(answer.content, 'INC-1')).id).toBe(card.id);

    // Then whoever is left is one more.
    const rest = await room.shown(room.press('Stig', answer, 'No further action for the others'));
    expect(rest.content.match(/no further action/g)).toHaveLength(6);
    expect([room.clicks, room.rig.actions.show(1).state]).toEqual([3, 'decided']);
  });

  test('no further action for seven cars is one', async () => {
    const card = await sevenCars();
    const answer = await room.shown(room.press('Stig', card, 'No further action'));
    expect(answer.content.match(/no further action/g)).toHaveLength(7);
    expect([room.clicks, room.rig.actions.show(1).state]).toEqual([1, 'decided']);
  });

  test('overruling is at most three', async () => {
    const card = await sevenCars();
    await room.shown(room.press('Stig', card, 'No further action'));
    const decided = await eventually('the change', async () => {
      const now = await room.titled('INC-1 ');
      return pressableOn(now).some(({ label }) => label === 'Change a decision') && now;
    });
    const clicks = room.clicks;
    const pressed = room.press('Bea', decided, 'Change a decision');
    const change = { decision: ['1'], outcome: ['time'], amount: '5', reason: 'saw the other video' };
    const answer = await room.shown(await room.fillIn('Bea', pressed, change));
    expect(answer.content).toMatch(/5 s for \*\*Driver 1\*\*/);
    expect(room.clicks - clicks).toBe(2);
  });
});

describe('"Discuss"', () => {
  const threads = () => room.local.world.places.threads().map(({ id, name }) => ({ id, name }));

  test('opens a thread on the card, once; who presses later is led there', async () => {
    room = await StewardsRoom.open();
    lapsDriven(4);
    touch(1, 2, 40);
    const card = await room.titled('INC-1 ');
    const first = await room.shown(room.press('Stig', card, 'Discuss'));
    expect(first.content).toMatch(new RegExp(`can be discussed in <#${card.id}>`));
    expect(threads()).toEqual([{ id: card.id, name: 'INC-1 Driver 1, Driver 2' }]);
    const second = await room.shown(room.press('Bea', card, 'Discuss'));
    expect(second.content).toMatch(new RegExp(`is being discussed in <#${card.id}>`));
    expect(threads()).toHaveLength(1);
  });

  test('gives what shares a card one of its own, and a deleted card is posted anew', async () => {
    room = await StewardsRoom.open();
    touch(1, 2, 40);
    room.pause();
    const shown = await room.shown(room.choose('Stig', await room.titled('Lap 1: 1 contact'), '1'));
    const answer = await room.shown(room.press('Stig', shown, 'Discuss'));
    const own = await room.titled('INC-1 ');
    expect(answer.content).toContain(`<#${own.id}>`);

    touch(3, 4, 90);
    const card = await room.titled('INC-2 ');
    room.local.world.posts.remove(card);
    const slash = room.local.person('Bea').slash({
      channel: 'stewards',
      path: ['incident', 'discuss'],
      options: { number: '2' },
    });
    const anew = await room.shown(slash);
    const again = await room.titled('INC-2 ');
    expect(again.id).not.toBe(card.id);
    expect(anew.content).toContain(`<#${again.id}>`);
  });

  test('where the bot may not open threads says so, and what to put right', async () => {
    room = await StewardsRoom.open();
    touch(1, 2, 90);
    room.local.faults.deny('CreatePublicThreads');
    const answer = await room.shown(room.press('Stig', await room.titled('INC-1 '), 'Discuss'));
    expect(answer.content).toBe('⚠️ Pitwall cannot open threads in that channel: give it Create Public Threads there.');
    expect(threads()).toEqual([]);
  });

  test('where the Discord server has as many as it can says so', async () => {
    room = await StewardsRoom.open();
    touch(1, 2, 90);
    room.local.faults.fail({
      path: '/channels/:channel/messages/:message/threads',
      status: 400,
      body: { code: 160006, message: 'Maximum number of active threads reached' },
    });
    const answer = await room.shown(room.press('Stig', await room.titled('INC-1 '), 'Discuss'));
    expect(answer.content).toMatch(/limit of open threads/);
  });
});

test('what somebody appeals in has a card of its own from then on, and leads the queue', async () => {
  room = await StewardsRoom.open();
  touch(1, 2, 30);
  touch(3, 4, 31);
  room.pause();
  await room.saying('Lap 1: 2 contacts', /INC-2/);
  const { rig } = room;
  const by = (name: string, id: string) => ({ by: name, byId: `discord:${id}`, reason: 'as seen' });
  const order = { outcome: 'time', amount: 5, drivers: [car(1)] } as const;
  await rig.actions.decide(1, order, by('Stig', '1'));
  rig.appeals.appeal({ guid: car(2).guid, decision: 1, reason: 'not enough' });
  room.pause();
  const card = await room.titled('INC-1');
  // Car 2 is undecided: whoever looks can decide, and answer.
  expect(labelsOn(card)).toEqual(expect.arrayContaining(['No further action', '+5 s', 'Rule on the appeal: P-1']));
  const lines = description(await room.saying('Stewards’ queue: 2 open', /⚖️/)).split('\n');
  expect(lines[0]).toMatch(/⚖️.*INC-1.* · \*\*appealed\*\* · 1 of 2 decided/);
  expect(lines[1]).toMatch(/Lap 1.*1 open/);
  await rig.actions.decide(1, { outcome: 'no further action', drivers: [] }, by('Stig', '1'));
  const settled = await eventually('all decided', () =>
    room.messages().find((each) => each.id === card.id && !labelsOn(each).includes('+5 s')),
  );
  expect(labelsOn(settled)).toEqual(['Change a decision', 'Discuss', 'Rule on the appeal: P-1']);
  await rig.appeals.answer(1, { says: 'upheld' }, by('Bea', '2'));
  await eventually('the answer on it', () =>
    room.messages().some((each) => each.id === card.id && !labelsOn(each).includes('Rule on the appeal: P-1')),
  );
  room.pause();
  await room.saying('Stewards’ queue: 1 open', /Lap 1/);
});

test('a refusal links to the card of the incident that it names', async () => {
  room = await StewardsRoom.open();
  lapsDriven(4);
  touch(1, 2, 40);
  const card = await room.titled('INC-1 ');
  const pressed = room.press('Bea', card, '+5 s');
  await room.shown(room.press('Stig', card, 'No further action'));
  const refused = await room.shown(await room.fillIn('Bea', pressed, { drivers: ['76561197900000001'] }));
  expect(refused.content).toMatch(/^⚠️ Stig already decided/);
  expect(room.local.person('Bea').follow(linkIn(refused.content, 'INC-1')).id).toBe(card.id);
});
