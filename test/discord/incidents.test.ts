import { afterAll, beforeAll, expect, test } from 'vitest';
import { incidentPictures } from '../../commands/incidentPictures.ts';
import { incidents } from '../../commands/incidents.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../src/discord/interactions/deferralTables.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { eventually } from '../eventually.ts';
import { fakePictures, PIXELS } from '../fakes/pictures.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';
import { buttonOf, type Message, openPitwall, openStewardsDiscord, pressableOn, withoutLinks } from './openPitwall.ts';

/** From a contact to a decision, with people who press the buttons on the card. */

let local: LocalDiscord;
let rig: IncidentRig;
let pitwall: { close(): Promise<void> };
const pictures = fakePictures();
beforeAll(async () => {
  local = await openStewardsDiscord({ Stig: 'Steward', Bea: 'Steward', Dora: 'Observer' });
  rig = incidentRig({ tables: [outboxTables, commandsTables, deferralTables] });
  startRace(rig);
  pitwall = await start();
});
afterAll(async () => {
  await pitwall.close();
  await local.close();
  rig.remove();
});

const start = () =>
  openPitwall(local, rig, { commands: [...incidents, ...incidentPictures], pictures: pictures.pictures });

const cards = (): Message[] => local.world.posts.list(local.channel('stewards'));
const card = (name = 'INC-1'): Promise<Message> =>
  eventually('the card', () => cards().find(({ embeds }) => embeds[0]?.title?.startsWith(name)));
const decided = (message: Message | undefined): string =>
  message?.embeds[0]?.fields?.find(({ name }) => name === 'Decisions')?.value ?? '';

const labelsOf = (message: Message) => pressableOn(message).map(({ label }) => label);

async function press(person: string, label: string, name?: string): Promise<Handle> {
  const message = await card(name);
  const customId = buttonOf(message, label);
  return local.person(person).click({ message: message.id, customId });
}

/** Fills in the form that a click opened. */
async function fillIn(person: string, pressed: Handle, fields: Record<string, string | string[]>): Promise<Handle> {
  await pressed.until(({ modal }) => modal !== undefined);
  return local.person(person).submit({ modal: pressed, fields });
}

const answerTo = async (handle: Handle): Promise<string> => {
  await handle.until(() => handle.state === 'answered' && (handle.reply()?.content ?? '') !== '');
  expect(handle.ephemeral).toBe(true);
  return withoutLinks(handle.reply()?.content ?? '');
};

test('a contact becomes a card for the stewards', async () => {
  rig.tell(contact(1, 2, { kmh: 34.4 }));
  const { embeds, channel_id } = await card();
  expect(channel_id).toBe(local.channel('stewards'));
  expect(embeds[0]?.description).toMatch(/\*\*Driver 1\*\* car 1 · lap 1/);
});

test('of two stewards the first decides, and the second is refused but can replace the decision', async () => {
  const { id } = await card();
  const [stig, bea] = [await press('Stig', '+5 s'), await press('Bea', 'Drive-through')];
  const first = await fillIn('Stig', stig, { drivers: [car(1).guid] });
  expect(await answerTo(first)).toBe(`INC-1: 5-second time penalty for **Driver 1** (P-1, issued).\n${RESULT_NOTE}`);
  const second = await fillIn('Bea', bea, { drivers: [car(1).guid], reason: 'he never braked' });
  expect((await answerTo(second)).replaceAll('\\', '')).toBe(
    '⚠️ Stig already decided: 5-second time penalty for Driver 1 in INC-1 (P-1). Nothing was done. /incident replace P-1 <outcome> <reason> replaces it. You wrote: "he never braked".',
  );
  await eventually('the decision', () => decided(cards().find((message) => message.id === id)) !== '');
  expect(decided(await card())).toMatch(/^P-1 \*\*Driver 1\*\*: 5-second time penalty \(issued\) by Stig <t:\d+:R>$/);

  const replace = buttonOf(second.reply(), 'Replace P-1: Driver 1');
  const form = local.person('Bea').click({ message: second.reply()?.id ?? '', customId: replace });
  const third = await fillIn('Bea', form, { reason: 'he never braked' });
  // The reply that refused her is edited into the answer.
  await third.until(() => withoutLinks(third.reply()?.content ?? '').startsWith('INC-1'));
  expect(await answerTo(third)).toMatch(
    /^INC-1: drive-through within 3 laps for \*\*Driver 1\*\* \(P-2, serving, 3 laps left\)/,
  );
  await eventually('the other decision', () => decided(cards().find((message) => message.id === id)).includes('P-2'));
  expect(decided(await card())).toMatch(/^P-2 .* by Bea .* · he never braked\n~~P-1 .* by Stig .*~~$/);
  expect(cards().filter(({ embeds }) => embeds[0]?.title?.startsWith('INC-1'))).toHaveLength(1);
  expect(rig.ledger.newest(9)).toMatchObject([
    { type: 'drive-through', state: 'serving', by: 'Bea', incident: 1 },
    { type: 'time', amount: 5, state: 'withdrawn', by: 'Stig', incident: 1 },
  ]);
});

const RESULT_NOTE =
  'Added to the result of Race \\(S-1\\). acServer has no time penalty, so Pitwall applies it to the results.';

test('a button pressed without the steward role is refused', async () => {
  expect(await answerTo(await press('Dora', 'Warning'))).toMatch(/is for stewards/);
});

test('after a restart the old card still decides, and then offers "Change a decision"', async () => {
  await pitwall.close();
  rig = rig.reopen();
  pitwall = await start();
  const more = { outcome: ['ballast'], amount: '15', reason: 'late braking' };
  const submitted = await fillIn('Bea', await press('Bea', 'More'), { drivers: [car(2).guid], ...more });
  expect(await answerTo(submitted)).toMatch(/^INC-1: 15 kg ballast for \*\*Driver 2\*\*/);
  const edited = await eventually('the decision on the card', () =>
    cards().find((message) => decided(message).includes('Driver 2')),
  );
  expect(decided(edited)).toMatch(/P-3 \*\*Driver 2\*\*: 15 kg ballast \(serving\) by Bea <t:\d+:R> · late braking/);
  expect([edited.id, labelsOf(edited)]).toEqual([(await card()).id, ['Change a decision', 'Discuss']]);

  const change = { decision: ['3'], outcome: ['no-further-action'], reason: 'was pushed' };
  const changed = await fillIn('Stig', await press('Stig', 'Change a decision'), change);
  expect(await answerTo(changed)).toBe('INC-1: no further action for **Driver 2**.');
  expect(rig.ledger.get(3).state).toBe('withdrawn');
});

test('"No further action" is one press for all drivers', async () => {
  rig.clock.advance(60_000);
  rig.tell(contact(3, 4, { kmh: 34.4 }));
  await eventually('the second card', () => cards().find(({ embeds }) => embeds[0]?.title?.startsWith('INC-2')));
  expect(await answerTo(await press('Stig', 'No further action', 'INC-2'))).toBe(
    'INC-2: no further action for **Driver 3**.\nINC-2: no further action for **Driver 4**.',
  );
  expect(rig.actions.show(2).state).toBe('decided');
});

test('the commands for an incident and for its picture show the picture as drawn', async () => {
  const ask = async (...path: string[]) => {
    const handle = local.person('Stig').slash({ channel: 'stewards', path, options: { number: '1' } });
    const shown = () => handle.reply()?.attachments[0]?.url ?? handle.reply()?.embeds[0]?.image?.url;
    await handle.until(() => shown() !== undefined);
    expect(handle.ephemeral).toBe(true);
    const bytes = Buffer.from(await (await fetch(shown() ?? '')).arrayBuffer());
    return { bytes, reply: handle.reply() };
  };
  // An image shown in an embed is not also attached as a file.
  const incident = await ask('incident', 'show');
  expect([incident.bytes, incident.reply?.attachments]).toEqual([PIXELS, []]);
  expect(incident.reply?.embeds[0]?.title).toMatch(/^INC-1/);
  const alone = await ask('incident', 'picture');
  expect(alone.bytes).toEqual(PIXELS);
  expect(alone.reply?.attachments).toMatchObject([{ filename: 'inc-1.png', description: 'Map of the contact: T4.' }]);
  expect(pictures.asked.at(-1)).toEqual({ server: 'gt3', incident: 1, contact: undefined, form: 'still' });
});
