import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, RaceEvent } from '../../src/events/events.ts';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

let rig: Rig;
let pitwall: Pitwall;
beforeAll(async () => {
  rig = await openRig({ speed: 10 });
  pitwall = await rig.startPitwall();
});
afterAll(() => rig.close());

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });

const joined = () =>
  rig
    .events()
    .find(
      (event): event is EventOf<'driverJoined'> => event.type === 'driverJoined' && event.driver.guid.length === 17,
    );

/** The stewards' card of the drive-through, and the ids of its buttons by their labels. */
function card() {
  const message = rig.discord.world.posts.list(rig.discord.channel('stewards')).find(isCard);
  const row = message?.components?.find((part) => 'components' in part);
  const parts: readonly object[] = row && 'components' in row ? row.components : [];
  const buttons = parts.flatMap((part) =>
    'custom_id' in part && 'label' in part ? [[String(part.label), String(part.custom_id)] as const] : [],
  );
  return message && { id: message.id, text: JSON.stringify(message.embeds), buttons: new Map(buttons) };
}

const isCard = ({ embeds }: { readonly embeds?: unknown }): boolean => JSON.stringify(embeds ?? '').includes('P-1');

const press = (person: string, label: string) => {
  const shown = card();
  const customId = shown?.buttons.get(label) ?? '';
  return rig.discord.person(person).click({ message: shown?.id ?? '', customId });
};

describe('a drive-through from command to button', () => {
  test('reaches the driver in the car, the public and the stewards', async () => {
    await answerOf(slash('Ada', 'server start'));
    const { driver } = await eventually('a driver', joined);
    const order = { driver: driver.guid, type: 'drive-through', reason: 'contact in turn 1' };
    expect(await answerOf(slash('Stig', 'penalty give', order))).toContain('drive-through within 2 laps');
    await eventually('the line in the car', () => rig.serverLog().join('\n').includes('P-1: drive-through, serve'));
    await eventually('the public word', () => rig.said('race-control').some((line) => /^🚦 \*\*P-1\*\*/.test(line)));
    const { buttons } = await eventually('the card', card);
    expect([...buttons.keys()]).toEqual(['Served', 'Not served', 'Withdraw']);
  });

  test('cannot be closed by a driver', async () => {
    // Somebody who reports on the races may be allowed to read the channel.
    rig.discord.world.overwrite('stewards', { member: 'Dora', allow: ['ViewChannel'] });
    expect(await answerOf(press('Dora', 'Served'))).toMatch(/is for stewards/);
    expect(rig.said('stewards').join('\n')).not.toContain('your role here is');
  });

  test('survives a kill, and the old buttons still work', async () => {
    await pitwall.kill();
    pitwall = await rig.startPitwall();
    expect(await answerOf(slash('Stig', 'penalty list'))).toContain('P-1');
    await answerOf(press('Stig', 'Served'));
    const isServed = (event: RaceEvent): boolean => event.type === 'penaltyChanged' && event.penalty.state === 'served';
    expect(await eventually('the decision', () => rig.events().find(isServed))).toMatchObject({ by: 'Stig' });
    const closed = await eventually('the card to close', () => {
      const shown = card();
      return shown?.text.includes('served**') && shown.buttons.size === 0 ? shown : undefined;
    });
    expect(closed.text).toContain('P-1');
  });
});
