import { describe, expect, test } from 'vitest';
import { incidents as commands } from '../../../commands/incidents.ts';
import { onComponent, onForm } from '../../../src/discord/interactions/presses.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { InputError, UserError } from '../../../src/kit/errors.ts';
import { fakeServer } from '../../command/world.ts';
import { decision, fakeIncidents } from '../../fakes/incidents.ts';
import { interactionOf, lastEdit, servicesOver, settle, type Told } from '../people.ts';

const ELENA = '76561197900000001';
const BEA = '76561197900000002';

interface Overtaking {
  readonly isOvertaken?: boolean;
}

function servicesWithIncidents(facts: Partial<Incident> = {}, { isOvertaken = false }: Overtaking = {}) {
  const incidents = fakeIncidents(facts);
  const line = 'incident replace 17 warning';
  const offers = [{ label: 'Replace P-17: Elena', line, server: 'gt3' }];
  const overtaken = async () => Promise.reject(new UserError('Bea was first.', offers));
  const known = isOvertaken ? { ...incidents, decide: overtaken } : incidents;
  const { services, audit } = servicesOver(commands, [fakeServer('gt3', { incidents: known }).server]);
  return { services, audit, asked: known.asked };
}

const pressed = (customId: string, values?: readonly string[], role: 'steward' | 'driver' = 'steward') => ({
  ...interactionOf(role),
  customId,
  values,
});

const form = (customId: string, fields: Record<string, readonly string[] | string>, role?: 'driver') => ({
  ...pressed(customId, undefined, role),
  showModal: undefined,
  fields: {
    fields: new Map<string, object>(
      Object.entries(fields).map(([name, said]) => [
        name,
        typeof said === 'string' ? { value: said } : { values: said },
      ]),
    ),
  },
});

/** The inputs of a form that was shown, by field. */
function fieldsOf([first]: readonly Told[]): Record<string, object> {
  const [call, modal] = first ?? [];
  expect(call).toBe('showModal');
  const { components } = modal as { components: { component: { custom_id: string } }[] };
  return Object.fromEntries(components.map(({ component }) => [component.custom_id, component]));
}

test('a decision button opens a form for the drivers, the infringement and the reason', async () => {
  const { services, asked } = servicesWithIncidents();
  const button = pressed('1@gt3:incident decide 3 @0 time 5');
  await onComponent(button, services);
  expect(button.told).toMatchObject([
    [
      'showModal',
      {
        custom_id: '1@gt3:incident decide 3 @0 time 5',
        title: 'INC-3 Elena, Bea: +5 s',
        components: [
          {
            label: 'Who',
            component: {
              type: 3,
              custom_id: 'drivers',
              required: true,
              max_values: 2,
              options: [
                { label: 'Elena', value: ELENA, description: 'car 3, lap 7', default: false },
                { label: 'Bea', value: BEA, description: 'car 4, lap 7', default: false },
              ],
            },
          },
          { label: 'What they did', component: { type: 3, custom_id: 'infringement', required: false } },
          { component: { type: 4, custom_id: 'reason', required: false } },
        ],
      },
    ],
  ]);
  expect(asked.filter(([what]) => what === 'decide')).toEqual([]);
});

test('the form preselects the likely infringement', async () => {
  const { services } = servicesWithIncidents();
  const button = pressed('1@gt3:incident decide 3 @0 time 5');
  await onComponent(button, services);
  expect(JSON.stringify(button.told)).toMatch(/"value":"collision","default":true/);
});

test('undecided drivers come first, and the others show their decision', async () => {
  const { services } = servicesWithIncidents({ decisions: [decision()], seen: 17 });
  const button = pressed('1@gt3:incident decide 3 @17 time 5');
  await onComponent(button, services);
  const [, modal] = button.told[0] ?? [];
  expect(modal).toMatchObject({
    components: [
      {
        component: {
          options: [
            { label: 'Bea' },
            { label: 'Elena', description: 'P-17 Elena: 5-second time penalty, by The steward' },
          ],
        },
      },
      {},
      {},
    ],
  });
});

test('"No further action" decides without a form', async () => {
  const { services, asked } = servicesWithIncidents();
  const button = pressed('1@gt3:incident decide 3 @0 no-further-action');
  await onComponent(button, services);
  expect(asked.filter(([what]) => what === 'decide')).toMatchObject([
    ['decide', 3, { outcome: 'no further action', drivers: [], seen: 0 }, { by: 'Ada' }],
  ]);
  expect(button.told[0]).toEqual(['deferReply', { flags: 64 }]);
});

test('several chosen drivers are decided at once', async () => {
  const { services, asked } = servicesWithIncidents();
  const filled = form('1@gt3:incident decide 3 @0 time 5', {
    drivers: [ELENA, BEA],
    infringement: ['unsafe-rejoin'],
    reason: 'came back across the track',
  });
  await onForm(filled, services);
  expect(asked.filter(([what]) => what === 'decide')).toMatchObject([
    [
      'decide',
      3,
      {
        drivers: [{ guid: ELENA }, { guid: BEA }],
        outcome: 'time',
        amount: 5,
        infringement: 'unsafe-rejoin',
        seen: 0,
      },
      { by: 'Ada', reason: 'came back across the track' },
    ],
  ]);
  expect(lastEdit(filled.told)).toMatchObject({
    content: 'INC-3: 5-second time penalty for **Elena** (P-17, issued).',
    components: [
      {
        components: [
          { label: 'No further action for the others', custom_id: '1@gt3:incident decide 3 @17 no-further-action' },
        ],
      },
    ],
  });
});

test('a disqualification waits for confirmation', async () => {
  const { services, asked } = servicesWithIncidents();
  const decides = () => asked.filter(([what]) => what === 'decide');
  const filled = form('1@gt3:incident decide 3 @0 disqualification', { drivers: [ELENA] });
  await onForm(filled, services);
  expect(decides()).toEqual([]);
  expect(lastEdit(filled.told)).toMatchObject({
    content: expect.stringContaining('INC-3: Disqualify Elena from Race?'),
  });
  const [yes] = JSON.stringify(lastEdit(filled.told)).match(/1@?[^"]*confirm [\w-]+/) ?? [];
  await onComponent(pressed(yes ?? ''), services);
  expect(decides()).toMatchObject([
    ['decide', 3, { drivers: [{ guid: ELENA }], outcome: 'disqualification', seen: 0 }, { by: 'Ada' }],
  ]);
});

test('"More" also asks for the outcome and the amount', async () => {
  const { services, asked } = servicesWithIncidents();
  const button = pressed('1@gt3:incident decide 3 @0');
  await onComponent(button, services);
  const [call, modal] = button.told[0] ?? [];
  expect(call).toBe('showModal');
  expect(modal).toMatchObject({
    custom_id: '1@gt3:incident decide 3 @0',
    title: 'INC-3 Elena, Bea',
    components: ['drivers', 'outcome', 'amount', 'infringement', 'reason'].map((custom_id) => ({
      component: { custom_id },
    })),
  });
  const filled = { drivers: [ELENA], outcome: ['ballast'], amount: '15', reason: 'late braking' };
  await onForm(form('1@gt3:incident decide 3 @0', filled), services);
  expect(asked.filter(([what]) => what === 'decide')).toMatchObject([
    [
      'decide',
      3,
      { drivers: [{ guid: ELENA }], outcome: 'ballast', amount: 15 },
      { by: 'Ada', reason: 'late braking' },
    ],
  ]);
});

test('a form without the amount is refused, names what is missing and quotes the reason', async () => {
  const { services, asked } = servicesWithIncidents();
  const filled = form('1@gt3:incident decide 3 @0', { drivers: [ELENA], outcome: ['time'], reason: 'late braking' });
  await onForm(filled, services);
  expect(lastEdit(filled.told)).toMatchObject({
    content: '⚠️ Nothing was done. Missing: Amount: seconds, kilograms, percent or places.\nYou wrote: "late braking".',
    components: [{ components: [{ label: 'Fill it in', custom_id: '1@gt3:incident decide 3 @0' }] }],
  });
  expect(asked.filter(([what]) => what === 'decide')).toEqual([]);
});

test('a wrong amount is refused, and the form opens again as it was filled in', async () => {
  const { services, asked } = servicesWithIncidents();
  const id = '1@gt3:incident decide 3 @0';
  const fields = { drivers: [ELENA, BEA], outcome: ['time'], amount: '5 s', infringement: [], reason: 'divebomb' };
  const filled = form(id, fields);
  await onForm(filled, services);
  expect(lastEdit(filled.told)).toMatchObject({
    content: '⚠️ amount must be a whole number from 1 to 5000, not "5 s".\nYou wrote: "divebomb".',
    components: [{ components: [{ label: 'Fill it in again', custom_id: id }] }],
  });
  const button = pressed(id);
  await onComponent(button, services);
  const chosen = [
    { value: ELENA, default: true },
    { value: BEA, default: true },
  ];
  expect(fieldsOf(button.told)).toMatchObject({
    drivers: { options: chosen },
    outcome: { options: expect.arrayContaining([expect.objectContaining({ value: 'time', default: true })]) },
    amount: { value: '5 s' },
    reason: { value: 'divebomb' },
  });
  expect(asked.filter(([what]) => what === 'decide')).toEqual([]);
});

test('a refused form is refilled only for its author, and no longer once it was decided', async () => {
  const { services } = servicesWithIncidents();
  const id = '1@gt3:incident decide 3 @0';
  const reasonIn = async (who: object) => {
    const button = { ...pressed(id), ...who };
    await onComponent(button, services);
    return fieldsOf(button.told).reason;
  };
  const fields = { drivers: [ELENA], outcome: ['time'], amount: 'five', reason: 'late braking' };
  await onForm(form(id, fields), services);
  expect(await reasonIn({ user: { id: 'another', displayName: 'Bob' } })).toMatchObject({ value: '' });
  expect(await reasonIn({})).toMatchObject({ value: 'late braking' });
  await onForm(form(id, { ...fields, amount: '5' }), services);
  expect(await reasonIn({})).toMatchObject({ value: '' });
});

test.each([
  ['what was typed was the problem', new InputError('Which driver?'), ['Fill it in again']],
  ['it came too late', new UserError('Too late.'), []],
  ['it is decided by now', new UserError('Decided.', [{ label: 'Replace', line: 'incident replace 17' }]), ['Replace']],
])('a refused form is offered again only if that can help: %s', async (_, refusal, offered) => {
  const incidents = fakeIncidents({});
  const decide = async () => Promise.reject(refusal);
  const { services } = servicesOver(commands, [fakeServer('gt3', { incidents: { ...incidents, decide } }).server]);
  const filled = form('1@gt3:incident decide 3 @0 warning', { drivers: [ELENA], reason: 'drove backwards' });
  await onForm(filled, services);
  const buttons = offered.map((label) => expect.objectContaining({ label }));
  expect(lastEdit(filled.told)).toEqual({
    content: expect.stringContaining('You wrote: "drove backwards".'),
    ...(buttons.length > 0 && { components: [{ type: 1, components: buttons }] }),
  });
});

test('a form is not offered again for what its button says, which it cannot change', async () => {
  const { services } = servicesWithIncidents();
  const filled = form('1@gt3:incident decide 3 @0 warnings', { drivers: [ELENA], reason: 'drove backwards' });
  await onForm(filled, services);
  expect(lastEdit(filled.told)).toEqual({ content: expect.stringContaining('warnings') });
});

test('the typed reason is kept if confirmation is refused or never comes', async () => {
  const incidents = fakeIncidents({});
  const decide = async () => Promise.reject(new UserError('The result of Race is final.'));
  const { services, clock } = servicesOver(commands, [
    fakeServer('gt3', { incidents: { ...incidents, decide } }).server,
  ]);
  const id = '1@gt3:incident decide 3 @0 disqualification';
  const asks = async () => {
    const filled = form(id, { drivers: [ELENA], reason: 'drove backwards' });
    await onForm(filled, services);
    return filled;
  };
  const again = [{ components: [{ label: 'Fill it in again', custom_id: id }] }];
  const yesOf = (told: object) => /1@?[^"]*confirm [\w-]+/.exec(JSON.stringify(told))?.[0] ?? '';
  const refused = pressed(yesOf((await asks()).told));
  await onComponent(refused, services);
  expect(lastEdit(refused.told)).toMatchObject({
    content: '⚠️ The result of Race is final.\nYou wrote: "drove backwards".',
  });
  expect(lastEdit(refused.told)).not.toHaveProperty('components');
  const unanswered = await asks();
  clock.advance(600_000);
  await settle();
  expect(lastEdit(unanswered.told)).toMatchObject({
    content: expect.stringMatching(/No answer; nothing was done\.\nYou wrote: "drove backwards"\.$/),
    components: again,
  });
});

test('a steward who comes second can replace the decision, with a reason', async () => {
  const { services, asked } = servicesWithIncidents({ decisions: [decision()], seen: 17 }, { isOvertaken: true });
  const filled = form('1@gt3:incident decide 3 @0 warning', { drivers: [ELENA], reason: 'he never braked' });
  await onForm(filled, services);
  expect(lastEdit(filled.told)).toEqual({
    content: '⚠️ Bea was first.\nYou wrote: "he never braked".',
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 2, label: 'Replace P-17: Elena', custom_id: '1@gt3:incident replace 17 warning' },
        ],
      },
    ],
  });
  const button = pressed('1@gt3:incident replace 17 warning');
  await onComponent(button, services);
  expect(button.told).toMatchObject([
    [
      'showModal',
      {
        title: 'Instead of P-17 Elena: 5-second time penalty…',
        components: [
          { component: { custom_id: 'infringement', required: false } },
          { component: { custom_id: 'reason', required: true } },
        ],
      },
    ],
  ]);
  expect(fieldsOf(button.told)).toMatchObject({ reason: { value: 'he never braked' } });
  await onForm(form('1@gt3:incident replace 17 warning', { reason: 'a light touch' }), services);
  expect(asked.filter(([what]) => what === 'replace')).toMatchObject([
    ['replace', 17, { outcome: 'warning' }, { by: 'Ada', reason: 'a light touch' }],
  ]);
});

describe('a forged button id', () => {
  test.each([
    ['1@gt3:incident decide 3 @0 ? stoning', [ELENA]],
    ['1@gt3:incident decide 3 @0 ? time 5', ['76561197900000099']],
    ['1@gt3:incident decide 3 @0 ? time 5', ['" kick']],
    ['1@gt3:incident decide 3 @x time 5', undefined],
    [`1@gt3:incident decide 3 @0 ${'x'.repeat(70)}`, undefined],
    ['1@gt3:incident decide x warning', undefined],
    ['1@gt3:incident ask 3 warning', undefined],
    ['1@gt9:incident decide 3 @0 warning', undefined],
  ])('is refused as a bad command: %s %j', async (customId, values) => {
    const { services, asked } = servicesWithIncidents();
    const press = pressed(customId, values);
    await onComponent(press, services);
    expect(lastEdit(press.told)).toMatchObject({ content: expect.stringMatching(/^⚠️ (?!That went wrong)/) });
    expect(asked.filter(([what]) => what === 'decide')).toEqual([]);
  });

  test('pressed by a driver is denied, and noted in the audit', async () => {
    const { services, audit, asked } = servicesWithIncidents();
    const press = pressed('1@gt3:incident decide 3 @0 ? time 5', [ELENA], 'driver');
    await onComponent(press, services);
    expect(lastEdit(press.told)).toEqual({
      content: '⚠️ /incident decide is for stewards; your role here is driver.',
    });
    expect([audit, asked]).toMatchObject([[{ outcome: 'denied' }], []]);
  });
});
