/** The stewards' queue as shown in their channel. */
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { car, contact } from '../features/incidents/rig.ts';
import { type Message, pressableOn } from './openPitwall.ts';
import { description, linkIn, StewardsRoom } from './stewards.ts';

let room: StewardsRoom;
afterEach(() => room.close());

const labelsOn = (message: Message): string[] => pressableOn(message).map(({ label = '' }) => label);

describe('a first lap with 17 contacts among 24 cars', () => {
  test('takes three messages for the stewards, and no incident is lost', async () => {
    room = await StewardsRoom.open({ cars: 24 });
    for (let n = 1; n <= 17; n += 1) room.touch(n, n + 1, n === 9 ? 80 : 12 + n);
    room.pause();
    await room.saying('Lap 1: 17 incidents, 17 contacts', /INC-17/);
    await room.saying('Stewards’ queue: 17 open', /INC-9/);
    await room.titled('INC-9 ');
    expect(room.titles().toSorted()).toEqual([
      expect.stringMatching(/^INC-9 /),
      'Lap 1: 17 incidents, 17 contacts, 16 open · Race',
      'Stewards’ queue: 17 open',
    ]);
    const { incidents } = await room.rig.desk.actions.list({ show: 'open' }, { by: 'Stig' });
    expect(incidents).toHaveLength(17);
  });
});

test('the queue links to cards by severity, shows who took which, and "Next" skips those', async () => {
  room = await StewardsRoom.open({ cars: 6 });
  room.lapsDriven(6);
  for (const [one, other, kmh] of [
    [1, 2, 30],
    [3, 4, 90],
    [5, 6, 40],
    [1, 6, 12],
  ] as const) {
    room.touch(one, other, kmh);
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
  expect(stig.follow(linkIn(description(queue), 'Light contacts')).embeds[0]?.title).toBe(
    'Light contacts: 1 incident, 1 contact, 1 open · Race',
  );
  expect(() => stig.follow('https://discord.com/channels/1/2/3')).toThrow('in no guild 1');

  await room.shown(room.press('Stig', await room.titled('INC-1'), 'Take it'));
  room.pause();
  expect(description(await room.saying('Stewards’ queue', /🔎/)).split('\n')[1]).toMatch(/INC-1.* · 🔎 Stig$/);
  // The incident that he looks at is not the next one for anybody else.
  const next = await room.shown(room.press('Bea', queue, 'Next'));
  // With its picture, as in "incident show".
  expect(next.embeds[0]?.image?.url).toMatch(/inc-2\.png/);
  expect(next.embeds[0]?.title).toMatch(/^INC-2 /);
  const after = await room.shown(room.press('Bea', next, 'Next'));
  expect(after.embeds[0]?.title).toMatch(/^INC-3 /);
});

test('the queue is one message: kept on restart, replaced when deleted, not edited without change', async () => {
  room = await StewardsRoom.open();
  room.lapsDriven(4);
  room.touch(1, 2, 40);
  room.pause();
  const { id } = await room.titled('Stewards’ queue: 1 open');
  // Killed before the message was updated.
  room.touch(3, 4, 50);
  await room.restart();
  expect((await room.titled('Stewards’ queue: 2 open')).id).toBe(id);

  const edits = room.edits.length;
  room.rig.clock.advance(60_000);
  room.pause();
  await room.restart();
  await room.titled('Stewards’ queue: 2 open');
  // One edit finds out whether the message still exists.
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

describe('a queue message whose deletion Discord reports', () => {
  const QUEUE = 'Stewards’ queue: 1 open';

  async function oneOpen(): Promise<Message> {
    room = await StewardsRoom.open({ hears: true });
    room.lapsDriven(4);
    room.touch(1, 2, 40);
    room.pause();
    return room.titled(QUEUE);
  }

  /** Somebody deletes it during the next request: Discord has carried that out, but not yet answered. */
  const deletedMeanwhile = (method: 'POST' | 'PATCH', title: string): void => {
    const path = method === 'POST' ? '/channels/:channel/messages' : '/channels/:channel/messages/:message';
    const queue = () => room.messages().find(({ embeds }) => embeds[0]?.title?.startsWith(title));
    const meanwhile = (): void => {
      const found = queue();
      if (found) room.local.world.posts.remove(found);
    };
    room.local.faults.fail({ method, path, channel: room.local.channel('stewards'), status: 'none', meanwhile });
  };

  test('is posted again at once, while other deleted messages are not', async () => {
    const queue = await oneOpen();
    await room.quiet();
    room.local.world.posts.remove(await room.titled('INC-1'));
    room.local.world.posts.remove(queue);
    const anew = await room.titled(QUEUE);
    expect(anew.id).not.toBe(queue.id);
    expect(description(anew)).toMatch(/INC-1/);
    // Also a queue message from an earlier start, and when somebody clears the channel.
    await room.restart();
    room.local.world.posts.remove(anew);
    await eventually('a third one', () => room.titles().includes(QUEUE));
    expect(room.titles().filter((title) => title.startsWith('INC-1'))).toEqual([]);
  });

  test('is posted again if deleted before its edit is answered', async () => {
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

  test('is posted again if deleted before its post is answered, or in a rate limit after a restart', async () => {
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
    room.touch(3, 4, 50);
    room.pause();
    expect((await room.titled('Stewards’ queue: 2 open')).id).not.toBe(third.id);
  });

  const isQueue = ({ embeds }: Message): boolean => embeds[0]?.title === QUEUE;
});

test('a burst of contacts edits each message once, with the latest state', async () => {
  room = await StewardsRoom.open({ cars: 24 });
  room.lapsDriven(24);
  room.touch(1, 2, 15);
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
  await room.titled('Light contacts: 10 incidents');
  expect(room.edits.slice(edits)).toHaveLength(2);
});

test('an incident under appeal gets its own card and leads the queue until it is ruled on', async () => {
  room = await StewardsRoom.open();
  room.touch(1, 2, 30);
  room.touch(3, 4, 31);
  room.pause();
  await room.saying('Lap 1: 2 incidents, 2 contacts', /INC-2/);
  const { rig } = room;
  const by = (name: string, id: string) => ({ by: name, byId: `discord:${id}`, reason: 'as seen' });
  const order = { outcome: 'time', amount: 5, drivers: [car(1)] } as const;
  await rig.actions.decide(1, order, by('Stig', '1'));
  rig.appeals.appeal({ guid: car(2).guid, decision: 1, reason: 'not enough' });
  room.pause();
  const card = await room.titled('INC-1');
  // Car 2 is undecided: the viewer can decide, and rule on the appeal.
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
