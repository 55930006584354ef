import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

let rig: Rig;
let pitwall: Pitwall;
beforeAll(async () => {
  rig = await openRig({ speed: 5, race: 'driven' });
  pitwall = await rig.startPitwall();
});
afterAll(() => rig.close());

const channel = () => rig.discord.channel('live-timing');
/** Leaves out Discord's own messages about pins. */
const boards = () => rig.discord.world.posts.list(channel()).filter(({ embeds }) => embeds.length > 0);
const text = () => boards().at(-1)?.embeds[0]?.description ?? '';
const press = (person: string, label: string) => {
  const message = boards().at(-1);
  const parts = (message?.components ?? []).flatMap((row) => ('components' in row ? [...row.components] : []));
  const button = parts.find((part) => 'label' in part && part.label === label);
  const customId = button && 'custom_id' in button ? button.custom_id : '';
  return rig.discord.person(person).click({ message: message?.id ?? '', customId });
};
const slash = (name: string) =>
  rig.discord.person('Ada').slash({ channel: rig.discord.channel('race-control'), path: name.split(' ') });

let first = '';

describe('the board on the local Discord', () => {
  test('is posted and pinned before the server runs', async () => {
    await eventually('the board', () => boards().length === 1);
    first = boards()[0]?.id ?? '';
    expect(text()).toContain('Stopped');
    await eventually('the pin', () => boards()[0]?.pinned);
  });

  test('shows the running order once the server runs', async () => {
    await answerOf(slash('server start'));
    await eventually('the order', () => /\n1 /.test(text()));
    const rows = text().split('```')[1]?.trim().split('\n') ?? [];
    expect(rows.filter((row) => row.length > 40)).toEqual([]);
  });

  test('answers button presses privately', async () => {
    const asked = press('Dora', 'Full order');
    expect(await answerOf(asked)).toContain('°C road');
    expect(asked.reply()?.flags).toBe(64);
    expect(await answerOf(press('Dora', 'My file'))).toContain('Not linked to a driver yet');
    expect(await answerOf(press('Dora', 'Report'))).not.toBe('\n[]');
  });

  test('keeps the same message after a kill', async () => {
    await pitwall.kill();
    const before = boards()[0]?.edited_timestamp;
    pitwall = await rig.startPitwall();
    await eventually('an edit', () => boards()[0]?.edited_timestamp !== before);
    expect(boards().map(({ id, pinned }) => [id, pinned])).toEqual([[first, true]]);
  });

  test('is posted and pinned again after it was deleted', async () => {
    const [message] = boards();
    if (message) rig.discord.world.posts.remove(message);
    await eventually('another', () => boards().length === 1 && boards()[0]?.id !== first);
    await eventually('its pin', () => boards()[0]?.pinned);
  });

  test('says that Pitwall went offline after a clean stop', async () => {
    const ended = once(pitwall.process, 'exit');
    pitwall.process.kill('SIGTERM');
    await ended;
    expect(text()).toContain('Pitwall went offline <t:');
  });
});
