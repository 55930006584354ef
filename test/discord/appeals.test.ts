/** From a public penalty to its appeal and the answer, with people who press the buttons they see. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appeals } from '../../commands/appeals.ts';
import { incidents } from '../../commands/incidents.ts';
import { penalties } from '../../commands/penalties.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../src/discord/interactions/deferralTables.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { eventually } from '../eventually.ts';
import { car, contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';
import { buttonOf, type Message, openPitwall, openStewardsDiscord, pressableOn, withoutLinks } from './openPitwall.ts';

let local: LocalDiscord;
let rig: IncidentRig;
let pitwall: { close(): Promise<void> };
beforeAll(async () => {
  local = await openStewardsDiscord({ Ada: 'Steward', Bea: 'Steward', Dora: undefined, Nobody: undefined });
  rig = incidentRig({ tables: [outboxTables, commandsTables, deferralTables] });
  startRace(rig);
  pitwall = await openPitwall(local, rig, {
    commands: [...incidents, ...appeals, ...penalties],
    actions: { penalties: rig.penalties, appeals: rig.appeals, points: rig.points },
    lookups: { appealTermOf: (decision) => rig.appeals.termOf(decision) },
    guidOf: (user) => (user === local.person('Dora').id ? car(1).guid : undefined),
  });
  rig.tell(contact(1, 2, { kmh: 34.4 }));
});
afterAll(async () => {
  await pitwall.close();
  await local.close();
  rig.remove();
});

const inChannel = (channel: string): Message[] => local.world.posts.list(local.channel(channel));

const finding = (channel: string, text: string): Promise<Message> =>
  eventually(`"${text}" in #${channel}`, () =>
    inChannel(channel).find(({ content = '', embeds }) =>
      `${content} ${embeds[0]?.title ?? ''} ${embeds[0]?.description ?? ''}`.includes(text),
    ),
  );

async function press(person: string, message: Message, label: string, fields?: Record<string, string | string[]>) {
  const pressed = local.person(person).click({ message: message.id, customId: buttonOf(message, label) });
  if (fields === undefined) return pressed;
  await pressed.until(({ modal }) => modal !== undefined);
  return local.person(person).submit({ modal: pressed, fields });
}

const answerTo = async (handle: Handle): Promise<string> => {
  await handle.until(() => handle.state === 'answered' && (handle.reply()?.content ?? '') !== '');
  expect(handle.ephemeral).toBe(true);
  return withoutLinks(handle.reply()?.content ?? '').replaceAll('\\', '');
};

test('the public line of a penalty shows the appeal deadline and has an Appeal button', async () => {
  const card = await finding('stewards', 'INC-1');
  const decided = await press('Ada', card, '+5 s', { drivers: [car(1).guid], reason: 'late braking' });
  await answerTo(decided);
  const line = await finding('race-control', 'P-1');
  expect(line.content).toMatch(/5-second time penalty .* · appeal until 30 min after the flag$/);
  expect(pressableOn(line)).toMatchObject([{ label: 'Appeal' }]);
});

test('pressing Appeal without a linked driver answers that the account is not linked yet', async () => {
  const line = await finding('race-control', 'P-1');
  const asked = await press('Nobody', line, 'Appeal', { reason: 'unfair' });
  expect(await answerTo(asked)).toMatch(/Not linked to a driver yet/);
});

test('a driver appeals with the button, and the appeal reaches the stewards and the incident card', async () => {
  const line = await finding('race-control', 'P-1');
  const asked = await press('Dora', line, 'Appeal', { reason: 'I was ahead' });
  expect(await answerTo(asked)).toBe(
    'Appeal received: P-1 (INC-1). The decision stands until the stewards rule on it.',
  );
  const appeal = await finding('stewards', 'appeals');
  expect(appeal.embeds[0]?.description).toMatch(
    /\*\*Driver 1\*\* appeals P-1 \(5-second time penalty for Driver 1\) · INC-1\nI was ahead/,
  );
  expect(pressableOn(appeal).map(({ label }) => label)).toEqual(['Uphold the decision', 'Change it', 'Inadmissible']);
  const card = await eventually('the button on the card', () =>
    inChannel('stewards').find((each) => pressableOn(each).some(({ label }) => label === 'Rule on the appeal: P-1')),
  );
  expect(card.embeds[0]?.fields?.find(({ name }) => name === 'Appeals')?.value).toMatch(
    /I was ahead\n↳ waiting for a ruling/,
  );
  expect(rig.ledger.get(1).state).toBe('issued');
});

test('a ruling of "changed" without a new decision does nothing and names the missing field', async () => {
  const card = await eventually('the button on the card', () =>
    inChannel('stewards').find((each) => pressableOn(each).some(({ label }) => label === 'Rule on the appeal: P-1')),
  );
  const label = 'Rule on the appeal: P-1';
  const ruled = await press('Bea', card, label, { answer: ['changed'], reason: 'half his fault' });
  expect(await answerTo(ruled)).toBe('⚠️ Nothing was done. Missing: The new decision.\nYou wrote: "half his fault".');
  expect(rig.ledger.get(1).state).toBe('issued');
});

test('another steward changes the decision in public, and the appeal shows the ruling', async () => {
  const appeal = await finding('stewards', 'appeals');
  const changed = await press('Bea', appeal, 'Change it', { outcome: ['time'], amount: '3', reason: 'half his fault' });
  expect(await answerTo(changed)).toMatch(/^INC-1: 3-second time penalty for \*\*Driver 1\*\* \(P-2, issued\)/);
  const said = await finding('race-control', 'Appeal by');
  expect(said.content).toMatch(
    /against P-1 \(5-second time penalty for Driver 1\): decision changed to 3-second time penalty · half his fault$/,
  );
  const line = await eventually('the line of P-1 without its button', () =>
    inChannel('race-control').find(({ content = '' }) =>
      /P-1\*\*: 5-second time penalty .* · \*\*withdrawn\*\*$/.test(content),
    ),
  );
  expect(pressableOn(line)).toEqual([]);
  const answered = await finding('stewards', '↳ decision changed to 3-second time penalty (Bea: half his fault)');
  expect([answered.id, pressableOn(answered)]).toEqual([appeal.id, []]);
  expect(rig.ledger.ofSession(1, 1)).toMatchObject([
    { number: 1, state: 'withdrawn' },
    { number: 2, type: 'time', amount: 3, state: 'issued' },
  ]);
});

test('a late appeal by button or command is refused with how late it is, and stewards see nothing', async () => {
  const card = await eventually('the button on the card', () =>
    inChannel('stewards').find((each) => pressableOn(each).some(({ label }) => label === '+5 s')),
  );
  await answerTo(await press('Ada', card, '+5 s', { drivers: [car(2).guid], reason: 'braked early' }));
  const line = await finding('race-control', 'P-3');
  const before = local.world.posts.list(local.channel('stewards')).length;
  rig.tell({
    type: 'lapCompleted',
    driver: car(1),
    lapMs: 90_000,
    cuts: 0,
    lap: 1,
    board: [{ carId: 1, laps: 1, timeMs: 90_000, finished: true }],
  });
  rig.tell({ type: 'sessionEnded' });
  rig.clock.advance(31 * 60_000);
  const sentence = '⚠️ Too late: the deadline to appeal P-3 was 1 min ago.\nYou wrote: "still unfair".';
  expect(await answerTo(await press('Dora', line, 'Appeal', { reason: 'still unfair' }))).toBe(sentence);
  const channel = local.channel('race-control');
  const options = { decision: 'P-3', reason: 'still unfair' };
  expect(await answerTo(local.person('Dora').slash({ channel, path: ['appeal'], options }))).toBe(sentence);
  expect(inChannel('stewards')).toHaveLength(before);
  expect(rig.appeals.list(car(1).guid).map(({ decision }) => decision.number)).toEqual([1]);
});
