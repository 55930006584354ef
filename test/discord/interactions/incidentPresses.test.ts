import { describe, expect, test } from 'vitest';
import { incidents } from '../../../commands/incidents.ts';
import { onComponent, onForm } from '../../../src/discord/interactions/presses.ts';
import { fakeServer } from '../../command/world.ts';
import { fakeIncidents } from '../../fakes/incidents.ts';
import { interactionOf, lastEdit, servicesOver } from '../people.ts';

const ELENA = '76561197900000001';

function servicesWithIncidents() {
  const known = fakeIncidents();
  const { services, audit } = servicesOver(incidents, [fakeServer('gt3', { incidents: known }).server]);
  return { services, audit, asked: known.asked };
}

const pressed = (customId: string, values?: readonly string[], role: 'steward' | 'driver' = 'steward') => ({
  ...interactionOf(role),
  customId,
  values,
});

test('a button asks the steward alone whom the verdict is about', async () => {
  const { services, asked } = servicesWithIncidents();
  const button = pressed('1@gt3:incident ask 3 time 5');
  await onComponent(button, services);
  expect(button.told[0]).toEqual(['deferReply', { flags: 64 }]);
  expect(lastEdit(button.told)).toMatchObject({
    content: 'INC-3: who gets **5 s**?',
    components: [{ components: [{ custom_id: '1@gt3:incident decide 3 ? time 5' }] }],
  });
  expect(asked).toEqual([['show', 3]]);
});

test.each([
  ['a choice that only one person sees gets its answer in its place', true, false, 'deferUpdate'],
  ['a button leaves the card where it is', true, true, 'deferReply'],
  ['a choice in a channel leaves it to the others', false, false, 'deferReply'],
])('%s', async (_, isPrivate, isButton, first) => {
  const { services } = servicesWithIncidents();
  const select = pressed('1@gt3:incident decide 3 ? time 5', [ELENA]);
  const deferUpdate = async () => void select.told.push(['deferUpdate']);
  const message = { flags: { has: () => isPrivate } };
  await onComponent({ ...select, deferUpdate, message, isButton: () => isButton }, services);
  expect(select.told[0]?.[0]).toBe(first);
  expect(lastEdit(select.told)).toEqual({ content: 'INC-3: 5 s for **Elena** (P-17, issued).' });
});

test('the driver who is chosen stands where the line asks for one', async () => {
  const { services, asked } = servicesWithIncidents();
  const select = pressed('1@gt3:incident decide 3 ? time 5', [ELENA]);
  await onComponent(select, services);
  expect(done(asked)).toMatchObject([['decide', 3, { guid: ELENA }, { verdict: 'time', amount: 5 }, { by: 'Ada' }]]);
  expect(lastEdit(select.told)).toEqual({ content: 'INC-3: 5 s for **Elena** (P-17, issued).' });
});

test('a disqualification waits for a yes', async () => {
  const { services, asked } = servicesWithIncidents();
  const select = pressed('1@gt3:incident decide 3 ? disqualification', [ELENA]);
  await onComponent(select, services);
  expect(done(asked)).toEqual([]);
  expect(lastEdit(select.told)).toMatchObject({ content: expect.stringContaining('Disqualify Ada Quick from Race?') });
  const [yes] = JSON.stringify(lastEdit(select.told)).match(/1@?[^"]*confirm [\w-]+/) ?? [];
  await onComponent(pressed(yes ?? ''), services);
  expect(done(asked)).toMatchObject([['decide', 3, { guid: ELENA }, { verdict: 'disqualification' }, { by: 'Ada' }]]);
});

test('"More" asks for the verdict in a form, which then carries it out', async () => {
  const { services, asked } = servicesWithIncidents();
  const select = pressed('1@gt3:incident decide 3 ?', [ELENA]);
  await onComponent(select, services);
  const [call, modal] = select.told[0] ?? [];
  expect(call).toBe('showModal');
  expect(modal).toMatchObject({
    custom_id: `1@gt3:incident decide 3 "${ELENA}"`,
    title: 'INC-3: Elena',
    components: [
      { type: 18, label: 'Verdict', component: { type: 3, custom_id: 'verdict' } },
      { component: { type: 4, custom_id: 'amount', required: false } },
      { component: { type: 4, custom_id: 'laps', required: false } },
      { component: { type: 4, custom_id: 'reason', required: false } },
    ],
  });

  const fields = new Map<string, object>([
    ['verdict', { values: ['ballast'] }],
    ['amount', { value: '15' }],
    ['laps', { value: '2' }],
    ['reason', { value: 'late braking' }],
  ]);
  const form = { ...pressed(`1@gt3:incident decide 3 "${ELENA}"`), fields: { fields } };
  await onForm(form, services);
  expect(done(asked)).toMatchObject([
    ['decide', 3, { guid: ELENA }, { verdict: 'ballast', amount: 15, laps: 2 }, { by: 'Ada', reason: 'late braking' }],
  ]);
});

/** What was more than a look. */
const done = (asked: readonly unknown[][]) => asked.filter(([what]) => what !== 'show');

describe('a forged id is a bad command', () => {
  test.each([
    ['1@gt3:incident decide 3 ? stoning', [ELENA]],
    ['1@gt3:incident decide 3 ? time 5', ['76561197900000099']],
    ['1@gt3:incident decide 3 ? time 5', ['" kick']],
    ['1@gt3:incident decide 3 ? time 5', undefined],
    [`1@gt3:incident ask 3 ${'x'.repeat(70)}`, undefined],
    ['1@gt3:incident ask x warning', undefined],
    ['1@gt9:incident ask 3 warning', undefined],
  ])('%s %j', async (customId, values) => {
    const { services, asked } = servicesWithIncidents();
    const press = pressed(customId, values);
    await onComponent(press, services);
    expect(lastEdit(press.told)).toMatchObject({ content: expect.stringMatching(/^⚠️ (?!That went wrong)/) });
    expect(asked.filter(([what]) => what === 'decide')).toEqual([]);
  });

  test('of a driver is refused, and kept in the audit', async () => {
    const { services, audit, asked } = servicesWithIncidents();
    const press = pressed('1@gt3:incident decide 3 ? time 5', [ELENA], 'driver');
    await onComponent(press, services);
    expect(lastEdit(press.told)).toEqual({
      content: '⚠️ "incident decide" needs the role steward; you are driver.',
    });
    expect([audit, asked]).toMatchObject([[{ outcome: 'denied' }], []]);
  });
});
