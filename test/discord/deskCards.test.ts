/** What stewards do with incident cards in their channel. */
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { contact } from '../features/incidents/rig.ts';
import { type Message, pressableOn } from './openPitwall.ts';
import { description, linkIn, StewardsRoom } from './stewards.ts';

let room: StewardsRoom;
afterEach(() => room.close());

describe('a card shared by several incidents', () => {
  test('shows a chosen incident to the steward, who decides it there, and lists the decision', async () => {
    room = await StewardsRoom.open();
    room.touch(1, 2, 30);
    room.touch(3, 4, 12);
    room.pause();
    const card = await room.saying('Lap 1: 2 incidents, 2 contacts', /INC-2/);
    const shown = await room.shown(room.choose('Stig', card, '1'));
    expect(shown.embeds[0]?.title).toMatch(/^INC-1 /);
    expect(pressableOn(shown).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['No further action', '+5 s', 'Take it', 'Give it its own card', 'Discuss', 'Next']),
    );
    await room.shown(room.press('Stig', shown, 'No further action'));
    room.pause();
    const told = await room.saying('Lap 1: 2 incidents, 2 contacts', /INC-1.*no further action/);
    expect(told.id).toBe(card.id);
    expect(room.titles().some((title) => title.startsWith('INC-1'))).toBe(false);
  });

  test.each(['Give it its own card', 'Take it'])('gives an incident its own card on "%s"', async (label) => {
    room = await StewardsRoom.open();
    room.touch(1, 2, 30);
    room.pause();
    const shown = await room.shown(room.choose('Stig', await room.titled('Lap 1: 1 incident, 1 contact'), '1'));
    await room.shown(room.press('Stig', shown, label));
    room.pause();
    const own = await room.titled('INC-1 ');
    const shared = await room.saying('Lap 1: 1 incident, 1 contact', new RegExp(own.id));
    expect(room.local.person('Stig').follow(linkIn(description(shared), 'INC-1')).id).toBe(own.id);
    expect(pressableOn(await room.titled('Lap 1'))).toEqual([]);
  });

  test('is settled in two clicks, except for newer and already decided incidents', async () => {
    room = await StewardsRoom.open({ cars: 8 });
    room.touch(1, 2, 30);
    room.touch(3, 4, 30);
    room.touch(5, 6, 30);
    room.pause();
    const card = await room.saying('Lap 1: 3 incidents, 3 contacts', /INC-3/);
    await room.rig.actions.decide(2, { drivers: [], outcome: 'racing incident' }, { by: 'Bea' });
    const asked = await room.shown(room.press('Stig', card, 'No further action for all'));
    expect(asked.content).toBe('No further action for every undecided driver in INC-1, INC-3?');
    room.touch(7, 8, 30);
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

  test('gives an incident its own card when a driver reports it', async () => {
    room = await StewardsRoom.open();
    room.lapsDriven(4);
    room.touch(1, 2, 12);
    room.pause();
    await room.titled('Light contacts: 1 incident, 1 contact, 1 open');
    room.rig.actions.report({ guid: '76561197900000001', against: undefined, words: 'he hit me' });
    await room.titled('INC-1 ');
    room.pause();
    await room.saying('Light contacts: no incidents', /its own card/);
  });
});

describe('deciding on seven cars', () => {
  const DRIVERS = Array.from({ length: 7 }, (_, index) => `7656119790000000${index + 1}`);

  /** Seven cars in one chain, with a card of its own. */
  async function sevenCars(): Promise<Message> {
    room = await StewardsRoom.open({ cars: 8 });
    room.lapsDriven(8);
    room.rig.clock.advance(20_000);
    for (let n = 1; n <= 6; n += 1) room.rig.tell(contact(n, n + 1, { kmh: 70, x: 3 * n }));
    await eventually('the chain', () => room.rig.actions.show(1).drivers.length === 7);
    return room.titled('INC-1 ');
  }

  test('takes two clicks for 5 s, and the form and the answer name the incident', async () => {
    const card = await sevenCars();
    const pressed = room.press('Stig', card, '+5 s');
    await pressed.until(({ modal }) => modal !== undefined);
    expect(pressed.modal?.title).toBe('INC-1 Driver 1, Driver 2, Driver 3, Dr…: +5 s');
    const answer = await room.shown(await room.fillIn('Stig', pressed, { drivers: [DRIVERS[0] ?? ''] }));
    expect(room.clicks).toBe(2);
    expect(room.local.person('Stig').follow(linkIn(answer.content, 'INC-1')).id).toBe(card.id);

    // Deciding for the rest takes one more click.
    const rest = await room.shown(room.press('Stig', answer, 'No further action for the others'));
    expect(rest.content.match(/no further action/g)).toHaveLength(6);
    expect([room.clicks, room.rig.actions.show(1).state]).toEqual([3, 'decided']);
  });

  test('takes one click for no further action for all of them', async () => {
    const card = await sevenCars();
    const answer = await room.shown(room.press('Stig', card, 'No further action'));
    expect(answer.content.match(/no further action/g)).toHaveLength(7);
    expect([room.clicks, room.rig.actions.show(1).state]).toEqual([1, 'decided']);
  });

  test('takes two clicks to change a decision', async () => {
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
    expect(answer.content).toMatch(/5-second time penalty for \*\*Driver 1\*\*/);
    expect(room.clicks - clicks).toBe(2);
  });
});

describe('"Discuss"', () => {
  const threads = () => room.local.world.places.threads().map(({ id, name }) => ({ id, name }));

  test('opens one thread on the card, and links to it when pressed later', async () => {
    room = await StewardsRoom.open();
    room.lapsDriven(4);
    room.touch(1, 2, 40);
    const card = await room.titled('INC-1 ');
    const first = await room.shown(room.press('Stig', card, 'Discuss'));
    expect(first.content).toMatch(new RegExp(`can be discussed in <#${card.id}>`));
    expect(threads()).toEqual([{ id: card.id, name: 'INC-1 Driver 1, Driver 2' }]);
    const second = await room.shown(room.press('Bea', card, 'Discuss'));
    expect(second.content).toMatch(new RegExp(`is being discussed in <#${card.id}>`));
    expect(threads()).toHaveLength(1);
  });

  test('gives an incident on a shared card its own card, and posts a deleted card again', async () => {
    room = await StewardsRoom.open();
    room.touch(1, 2, 40);
    room.pause();
    const shown = await room.shown(room.choose('Stig', await room.titled('Lap 1: 1 incident, 1 contact'), '1'));
    const answer = await room.shown(room.press('Stig', shown, 'Discuss'));
    const own = await room.titled('INC-1 ');
    expect(answer.content).toContain(`<#${own.id}>`);

    room.touch(3, 4, 90);
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

  test('names the missing permission if the bot may not open threads', async () => {
    room = await StewardsRoom.open();
    room.touch(1, 2, 90);
    room.local.faults.deny('CreatePublicThreads');
    const answer = await room.shown(room.press('Stig', await room.titled('INC-1 '), 'Discuss'));
    expect(answer.content).toBe('⚠️ Pitwall cannot open threads in that channel: give it Create Public Threads there.');
    expect(threads()).toEqual([]);
  });

  test('says so if the Discord server has reached its limit of threads', async () => {
    room = await StewardsRoom.open();
    room.touch(1, 2, 90);
    room.local.faults.fail({
      path: '/channels/:channel/messages/:message/threads',
      status: 400,
      body: { code: 160006, message: 'Maximum number of active threads reached' },
    });
    const answer = await room.shown(room.press('Stig', await room.titled('INC-1 '), 'Discuss'));
    expect(answer.content).toMatch(/limit of open threads/);
  });
});

test('a refusal links to the card of the incident it names', async () => {
  room = await StewardsRoom.open();
  room.lapsDriven(4);
  room.touch(1, 2, 40);
  const card = await room.titled('INC-1 ');
  const pressed = room.press('Bea', card, '+5 s');
  await room.shown(room.press('Stig', card, 'No further action'));
  const refused = await room.shown(await room.fillIn('Bea', pressed, { drivers: ['76561197900000001'] }));
  expect(refused.content).toMatch(/^⚠️ Stig already decided/);
  expect(room.local.person('Bea').follow(linkIn(refused.content, 'INC-1')).id).toBe(card.id);
});
